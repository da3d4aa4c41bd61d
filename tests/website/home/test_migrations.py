"""What the first migrations leave behind."""

import pytest
from wagtail.models import Task, Workflow


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Workflow, Task])
def test_the_approval_has_a_norwegian_name(model):
    assert list(model.objects.values_list("name", flat=True)) == ["Godkjenning av redaktør"]
