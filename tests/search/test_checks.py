"""Nobody forgets the index."""

import pytest
from django.apps import apps

from programmes.models import Activity
from search.checks import LEFT_OUT, check_sources
from search.sources import registry, source_of


def test_each_model_that_people_visit_can_be_found_or_is_left_out_on_purpose():
    assert check_sources() == []


def test_a_model_without_a_source_is_an_error_that_says_what_to_do(monkeypatch):
    monkeypatch.delitem(registry._sources, Activity)

    (error,) = check_sources()

    assert (error.id, error.msg) == ("search.E001", "programmes.Activity cannot be found.")
    assert "search/sources/" in error.hint


@pytest.mark.parametrize("label", LEFT_OUT)
def test_what_is_left_out_exists_and_has_no_source(label):
    assert source_of(apps.get_model(label)) is None
