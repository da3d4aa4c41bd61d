"""Lifting a closure frees the time at once."""

import pytest
from wagtail.models import ModelLogEntry

from booking.models import Claim, Closure
from booking.operations.closures import close_spaces
from booking.operations.lifting import lift_closure
from tests.factories.house import NOW, book, make_house, moment, span
from website.core.refusals import RefusedError

pytestmark = pytest.mark.django_db


def close(house, name, hours, *, by):
    return close_spaces(spaces=[house[name]], period=span(hours), reason="Maling", by=by, at=NOW)


def test_one_that_has_not_begun_is_gone_and_the_time_is_free(house, owner, stranger):
    closure = close(house, "Hall", "10–14", by=owner)

    lift_closure(closure.uuid, venues={house.venue.pk}, by=owner, at=NOW)

    assert not Closure.objects.exists()
    assert not Claim.objects.exists()
    assert book(house, "A", "10–12", by=stranger).is_live
    entry = ModelLogEntry.objects.get(action="closure.lifted")
    assert (entry.label, entry.user) == ("Maling", owner)


def test_one_that_is_going_on_ends_and_what_was_stays(house, owner, stranger):
    closure = close(house, "A", "10–14", by=owner)
    at = moment("11:20:40")

    lift_closure(closure.uuid, venues={house.venue.pk}, by=owner, at=at)

    closure.refresh_from_db()
    assert closure.ends_at == moment("11:20")
    assert [claim.span.upper for claim in closure.claims.all()] == [moment("11:20")]
    assert book(house, "A", "11:30–13", by=stranger, at=at).is_live


@pytest.mark.parametrize("case", ["another house", "over", "lifted"])
def test_what_is_not_there_to_lift_is_said_in_one_way(house, owner, case):
    closure = close(house, "A", "10–14", by=owner)
    venue, at = house.venue.pk, NOW
    if case == "another house":
        venue = make_house("naboen").venue.pk
    elif case == "over":
        at = moment("14")
    else:
        lift_closure(closure.uuid, venues={venue}, by=owner, at=NOW)
    before = Claim.objects.count()

    with pytest.raises(RefusedError, match="handled"):
        lift_closure(closure.uuid, venues={venue}, by=owner, at=at)

    assert Claim.objects.count() == before
