import datetime as dt

import pytest

from tests.factories.house import DAY, book, make_house, moment
from venues.models import OpeningRule
from website.home.queries import venues_now

pytestmark = pytest.mark.django_db


def test_an_open_house_says_until_when_and_how_many_rooms_are_free(house, owner):
    book(house, "A", "10–12", by=owner)

    now = venues_now(moment("11"))[0]

    assert now.open_until == moment("22")
    assert now.rooms_free == 3  # B, C and K; Hall, AB and House hold A


def test_a_closed_house_says_when_it_opens(house):
    now = venues_now(moment("23"))[0]

    assert now.open_until is None
    assert now.opens_at == moment("8", DAY + dt.timedelta(days=1))
    assert now.rooms_free == 0


def test_a_house_is_open_up_to_and_not_at_closing_time(house):
    assert venues_now(moment("21:59"))[0].open_until
    assert venues_now(moment("22"))[0].open_until is None


def test_an_evening_that_lasts_past_midnight_is_still_open(house):
    OpeningRule.objects.filter(venue=house.venue).update(closes=dt.time(2), closes_next_day=True)

    assert venues_now(moment("25"))[0].open_until == moment("26")


def test_a_house_without_hours_opens_never(house):
    OpeningRule.objects.all().delete()

    now = venues_now(moment("11"))[0]

    assert (now.open_until, now.opens_at, now.rooms_free) == (None, None, 0)


def test_a_house_kept_from_the_public_is_left_out(house):
    house.venue.is_public = False
    house.venue.save()

    assert venues_now(moment("11")) == []


def test_the_number_of_queries_does_not_grow(house, django_assert_num_queries):
    with django_assert_num_queries(5):
        venues_now(moment("11"))
    for number in range(10):
        make_house(f"hus-{number}")
    with django_assert_num_queries(5):
        assert len(venues_now(moment("11"))) == 11
