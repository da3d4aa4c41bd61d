import datetime as dt

import pytest
from wagtail.models import PageViewRestriction

from programmes.models import ProgrammePage, SubProgrammePage
from programmes.operations.communities import open_community
from tests.factories.house import DAY, NOW, book, make_house, moment
from tests.factories.programme import make_activity, repeat_weekly
from venues.enums import SpaceKind
from venues.models import OpeningRule
from website.home.models import HomePage
from website.home.queries import front_page, venues_now

pytestmark = pytest.mark.django_db


def test_an_open_house_says_until_when_and_how_many_rooms_are_free(house, owner):
    book(house, "A", "10–12", by=owner)

    now = venues_now(moment("11"))[0]

    assert now.open_until == moment("22")
    assert now.rooms_free == 3  # B, C and K; Hall, AB and House hold A


def test_equipment_is_no_free_room(house):
    before = venues_now(moment("11"))[0].rooms_free
    house.set("K", kind=SpaceKind.EQUIPMENT)

    assert venues_now(moment("11"))[0].rooms_free == before - 1


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
    with django_assert_num_queries(6):
        venues_now(moment("11"))
    for number in range(10):
        make_house(f"hus-{number}")
    with django_assert_num_queries(6):
        assert len(venues_now(moment("11"))) == 11


SATURDAY = dt.date(2027, 1, 9)


def make_programme(parts: int) -> ProgrammePage:
    programme = HomePage.objects.get().add_child(instance=ProgrammePage(title="Områdesatsing", slug="omradesatsing"))
    for number in range(parts):
        programme.add_child(instance=SubProgrammePage(title=f"Delprogram {number}"))
    return programme


def test_the_weekend_is_shown_and_the_days_around_it_are_not(house, owner):
    for day in range(7, 12):
        activity = make_activity(house, title=f"Dag {day}", by=owner)
        repeat_weekly(activity, first=dt.date(2027, 1, day), by=owner)

    shown = front_page(moment("9")).weekend

    assert [occurrence.activity.title for occurrence in shown] == ["Dag 9", "Dag 10"]


def test_at_most_six_of_the_weekend_are_shown(house, owner):
    for number in range(8):
        repeat_weekly(make_activity(house, title=f"Kafé {number}", by=owner), first=SATURDAY, by=owner)

    assert len(front_page(moment("9")).weekend) == 6


def test_communities_stand_in_norwegian_order(community_index, owner):
    for name in ("Ørebekk", "Ålekilen", "Lisleby", "Ærfugl"):
        open_community(name=name, by=owner, at=NOW)

    names = [community.name for community in front_page(moment("9")).communities]

    assert names == ["Lisleby", "Ærfugl", "Ørebekk", "Ålekilen"]


def test_the_programme_is_shown_with_its_parts_once_published():
    programme = make_programme(parts=3)

    assert len(front_page(moment("9")).programme_parts) == 3
    programme.unpublish()
    assert front_page(moment("9")).programme is None


def test_a_programme_or_part_that_is_closed_is_not_shown():
    programme = make_programme(parts=2)

    close(programme.get_children().first())
    assert [part.title for part in front_page(moment("9")).programme_parts] == ["Delprogram 1"]

    close(programme)
    assert front_page(moment("9")).programme is None


def close(page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_the_front_page_asks_as_often_for_three_rows_as_for_thirty(
    house, owner, community_index, django_assert_num_queries
):
    make_programme(parts=3)
    fill(house, owner, range(3))
    with django_assert_num_queries(13):
        front_page(moment("9"))
    fill(house, owner, range(3, 30))
    with django_assert_num_queries(13):
        assert len(front_page(moment("9")).communities) == 30


def fill(house, owner, numbers) -> None:
    for number in numbers:
        make_house(f"hus-{number}")
        open_community(name=f"Sted {number}", by=owner, at=NOW)
        repeat_weekly(make_activity(house, title=f"Kafé {number}", by=owner), first=SATURDAY, by=owner)
