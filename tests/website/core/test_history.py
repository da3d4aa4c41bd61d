"""Lines in Wagtail's log: many in one query, and as Wagtail writes them."""

import pytest
from wagtail.log_actions import LogContext, log
from wagtail.models import ModelLogEntry

from booking.models import Booking
from tests.factories.house import book
from website.core.history import log_each


@pytest.mark.django_db
def test_a_line_for_each_in_one_query_like_those_of_wagtail(house, owner, django_assert_num_queries):
    loans = [book(house, name, "8–9", by=owner) for name in ("A", "B")]
    ModelLogEntry.objects.all().delete()
    with LogContext(user=owner):
        log(loans[0], "booking.moved", user=owner, data={"was": "A"})
        theirs = ModelLogEntry.objects.get()
        with django_assert_num_queries(1):
            log_each(loans, "booking.moved", by=owner, data={"was": "A"})

    ours = ModelLogEntry.objects.for_instance(loans[0]).exclude(pk=theirs.pk).get()
    for field in ("content_type", "object_id", "label", "action", "data", "user", "uuid", "content_changed", "deleted"):
        assert getattr(ours, field) == getattr(theirs, field), field
    assert ModelLogEntry.objects.get_for_model(Booking).count() == 3


@pytest.mark.django_db
def test_an_action_nobody_has_named_is_refused(owner):
    with pytest.raises(ValueError, match=r"booking\.dreamt"):
        log_each([owner], "booking.dreamt", by=owner)
