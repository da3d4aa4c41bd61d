"""Who looks after a house may book there past its rules, one right for each kind; never what is taken."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import ModelLogEntry

from booking.models import Booking
from booking.permissions import IGNORES, may_ignore
from tests.booking.test_claims import codes
from tests.booking.views.test_book import FORM, logged_in, text, typed  # noqa: F401 - fixture
from tests.factories.house import NOW, Details, book, make_house, request_booking, span
from venues.enums import LentTo, QuotaPer
from venues.models import Quota
from venues.operations import appoint_host
from website.accounts import roles
from website.accounts.models import User
from website.core.refusals import RefusedError

ALL = frozenset().union(*IGNORES.values())


@pytest.fixture
def host(house, owner):
    appoint_host(house.venue, owner, first=NOW.date(), today=NOW.date())
    return User.objects.get(pk=owner.pk)


def book_anyway(house, name, hours, *, by, ignoring=ALL, **more):
    details = Details(**{"title": "Dugnad"} | more)
    return request_booking(spaces=[house[name]], period=span(hours), details=details, by=by, at=NOW, ignoring=ignoring)


def test_s059_a_host_books_outside_hours_and_that_is_logged(house, host):
    booking = book_anyway(house, "A", "22–23", by=host)
    entry = ModelLogEntry.objects.get(action="booking.rules_ignored")
    assert (entry.object_id, entry.user, entry.data) == (str(booking.pk), host, {"rules": ["closed"]})


def test_s059_others_are_refused_whatever_they_ask_to_set_aside(house, host, stranger):
    roles.give_role(stranger.pk, roles.EDITOR)
    for person in (stranger, User.objects.create_user("x@example.no")):
        with pytest.raises(RefusedError) as refused:
            book_anyway(house, "A", "22–23", by=person)
        assert codes(refused) == ["closed"]
    assert not Booking.objects.exists()


def test_a_host_of_another_house_is_like_others_here(house, host):
    with pytest.raises(RefusedError):
        book_anyway(make_house("naboen"), "A", "22–23", by=host)


def test_s073_a_host_is_bound_neither_by_lead_time_nor_by_the_window(house, host):
    house.set("A", lead_minutes=60 * 48, days_ahead=0)
    assert book_anyway(house, "A", "10–12", by=host)


def test_quota_length_and_who_may_borrow_can_be_set_aside_together(house, host):
    house.set("A", max_minutes=60, lent_to=LentTo.SELECTED)
    Quota.objects.create(space=house["A"], of="person", per=QuotaPer.DAY, hours=1)
    book_anyway(house, "A", "10:10–12", by=host)
    [entry] = ModelLogEntry.objects.filter(action="booking.rules_ignored")
    assert entry.data == {"rules": ["grid", "quota", "too_long", "who"]}


def test_what_was_not_seen_is_not_set_aside(house, host):
    house.set("A", max_minutes=60)
    with pytest.raises(RefusedError) as refused:
        book_anyway(house, "A", "21–23", by=host, ignoring={"closed"})
    assert codes(refused) == ["closed", "too_long"]


@pytest.mark.parametrize("code", ["taken", "archived", "past", "capacity", "busy"])
def test_what_no_right_sets_aside(code):
    assert code not in ALL


def test_taken_is_taken_for_a_host_as_well(house, host, stranger):
    book(house, "A", "10–12", by=stranger)
    with pytest.raises(RefusedError) as refused:
        book_anyway(house, "A", "11–12", by=host, ignoring={*ALL, "taken"})
    assert codes(refused) == ["taken"]


def test_a_group_may_have_one_right_alone(house, stranger):
    group = Group.objects.create(name="Vaktmester")
    group.permissions.add(Permission.objects.get(codename="ignore_quota"))
    appoint_host(house.venue, stranger, first=NOW.date(), today=NOW.date())
    stranger.groups.set([group])
    person = User.objects.get(pk=stranger.pk)
    assert may_ignore(person, house.venue.pk) == {"quota"}
    with pytest.raises(RefusedError):
        book_anyway(house, "A", "22–23", by=person)


def test_the_right_ends_with_the_role(house, stranger):
    yesterday = NOW.date() - dt.timedelta(days=1)
    appoint_host(house.venue, stranger, first=yesterday, last=yesterday, today=yesterday)
    assert may_ignore(User.objects.get(pk=stranger.pk), house.venue.pk) == frozenset()


def test_a_host_sees_warnings_and_books_anyway_by_a_button(logged_in, host, house):  # noqa: F811
    form = typed(fra="21:00", til="23:00")
    answer = logged_in.post(FORM, form)
    assert answer.status_code == 409
    assert 'name="likevel" value="closed"' in text(answer)
    assert "A er ikke åpent hele denne tiden." in text(answer)
    assert not answer.context["form"].errors
    assert logged_in.post(FORM, form | {"likevel": "closed"}).status_code == 302
    assert Booking.objects.get().period == span("21–23")


def test_a_resident_sees_no_such_button_and_it_does_nothing(logged_in, house):  # noqa: F811
    answer = logged_in.post(FORM, typed(fra="21:00", til="23:00", likevel="closed"))
    assert answer.status_code == 409
    assert "likevel" not in text(answer)
    assert "fra" in answer.context["form"].errors
    assert not Booking.objects.exists()


def test_a_host_has_no_such_button_when_the_room_is_taken_too(logged_in, host, house, stranger):  # noqa: F811
    book(house, "A", "20–22", by=stranger)
    assert "likevel" not in text(logged_in.post(FORM, typed(fra="21:00", til="23:00")))
