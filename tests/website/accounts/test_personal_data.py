"""Whatever we keep about a person is in the person's own file."""

import pytest
from django.apps import apps
from wagtail.models import Page

from website.accounts.models import User
from website.accounts.personal_data import everything_about

KNOWN = {
    "account.EmailAddress": "email_addresses",
    "accounts.Membership": "memberships",
    "booking.Booking": "bookings",
    "programmes.Seat": "committee_seats",
    "usersessions.UserSession": "logged_in_at",
    "venues.VenueRole": "venue_roles",
}
WORK = {"booking.Closure", "programmes.Activity"}  # who closed the room, who locked the text
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


@pytest.mark.parametrize("kind", ["committee_seats", "venue_roles"])
def test_roles_are_told_to_the_one_who_has_them(kind, house, owner, stranger, community_index):
    from programmes.enums import SeatRole
    from programmes.operations.communities import open_community
    from programmes.operations.seats import give_seat
    from venues.operations import appoint_host
    from website.core import clock

    today = clock.today()
    appoint_host(house.venue, owner, first=today, today=today)
    lisleby = open_community(name="Lisleby", by=owner, at=clock.now())
    give_seat(lisleby, owner, role=SeatRole.LEADER, first=today, last=None, today=today)

    assert [row["valid_from"] for row in everything_about(owner)[kind]] == [today]
    assert everything_about(stranger)[kind] == []
