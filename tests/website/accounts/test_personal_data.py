"""Whatever we keep about a person is in the person's own file."""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import EmailField
from wagtail.models import Page

from website.accounts.models import User
from website.accounts.operations import delete_person
from website.accounts.personal_data import SOURCES, everything_about
from website.core import clock
from website.core.mail import queue_mail
from website.core.models import OutgoingMail

KNOWN = {
    "account.EmailAddress": "email_addresses",
    "accounts.AccessKey": "access_keys",
    "accounts.Membership": "memberships",
    "booking.Booking": "bookings",
    "booking.LoanCalendar": "loan_calendars",
    "programmes.Seat": "committee_seats",
    "usersessions.UserSession": "logged_in_at",
    "venues.VenueRole": "venue_roles",
}
ADDRESSES = {
    "account.EmailAddress": "email_addresses",
    "accounts.User": "account",
    "core.OutgoingMail": "mails",
    "feeds.WeeklyMail": "weekly_mails",
}
# Addresses of houses, associations and arrangers, shown to all.
SHARED = {
    "accounts.Organisation",
    "programmes.Activity",
    "programmes.Community",
    "programmes.MatterPage",
    "venues.Venue",
}
WORK = {"booking.Closure", "booking.ExternalCalendar", "programmes.Activity"}  # who closed, followed or locked it
# Traces of work in the admin, and of means of login: rows without facts about the person beside who did it and when.
TRACES = {"wagtailcore", "wagtailusers", "wagtailimages", "wagtaildocs", "wagtailadmin", "mfa", "socialaccount"}


def test_each_kind_of_row_that_names_a_person_is_told(db):
    naming = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label not in TRACES and not model._meta.auto_created and not issubclass(model, Page)
        for field in model._meta.fields
        if field.related_model is User
    }
    told = everything_about(User.objects.create_user("eva@example.no"))

    assert naming - set(KNOWN) - WORK == set()
    assert set(KNOWN.values()) <= set(told)


def test_each_kind_of_row_with_an_address_is_told(db):
    holding = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, EmailField)
    }

    assert holding - SHARED == set(ADDRESSES)
    assert set(ADDRESSES.values()) <= set(everything_about(User.objects.create_user("eva@example.no")))


@pytest.mark.parametrize("kind", ["committee_seats", "venue_roles"])
def test_roles_are_told_to_the_one_who_has_them(kind, house, owner, stranger, community_index):
    from programmes.enums import SeatRole
    from programmes.operations.communities import open_community
    from programmes.operations.seats import give_seat
    from venues.operations import appoint_host

    today = clock.today()
    appoint_host(house.venue, owner, first=today, today=today)
    lisleby = open_community(name="Lisleby", by=owner, at=clock.now())
    give_seat(lisleby, owner, role=SeatRole.LEADER, first=today, last=None, today=today)

    assert [row["valid_from"] for row in everything_about(owner)[kind]] == [today]
    assert everything_about(stranger)[kind] == []


@pytest.fixture
def mails(owner):
    """To each address of the owner, the one not yet confirmed too, and to the stranger: one sent, one that waits."""
    EmailAddress.objects.create(user=owner, email="eva@jobb.example.no", verified=True)
    EmailAddress.objects.create(user=owner, email="fremmed@example.no", verified=False)
    for to in [owner.email, "eva@jobb.example.no", "fremmed@example.no"]:
        queue_mail(key=f"sent {to}", to=to, subject="Godkjent", body="Hei")
    OutgoingMail.objects.update(sent_at=clock.now())
    for to in [owner.email, "fremmed@example.no"]:
        queue_mail(key=f"waits {to}", to=to, subject="Avlyst", body="Hei")


def test_mails_are_told_to_the_one_they_went_to(mails, owner, stranger):
    told = everything_about(owner)["mails"]

    assert [(mail["to"], mail["subject"], mail["sent_at"] is None) for mail in told] == [
        ("eier@example.no", "Godkjent", False),
        ("eva@jobb.example.no", "Godkjent", False),
        ("eier@example.no", "Avlyst", True),
    ]
    assert {mail["to"] for mail in everything_about(stranger)["mails"]} == {"fremmed@example.no"}


def test_with_the_person_go_the_mails_that_are_sent_and_what_waits_is_still_sent(mails, owner):
    delete_person(person=owner)

    kept = OutgoingMail.objects.order_by("pk").values_list("key", flat=True)
    assert list(kept) == ["sent fremmed@example.no", "waits eier@example.no", "waits fremmed@example.no"]


def test_it_takes_as_few_questions_to_tell_thirty_as_three(owner, django_assert_num_queries):
    for number in range(3):
        queue_mail(key=f"few {number}", to=owner.email, subject="Godkjent", body="Hei")
    with django_assert_num_queries(1):
        assert len(SOURCES["mails"](owner)) == 3
    for number in range(27):
        queue_mail(key=f"many {number}", to=owner.email, subject="Godkjent", body="Hei")
    with django_assert_num_queries(1):
        assert len(SOURCES["mails"](owner)) == 30
