"""What a person may do on behalf of organisations, by dated roles: read at each request, never copied."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser

from .models import Organisation, User


def bookable_organisations(user: User | AnonymousUser, day: dt.date) -> "list[Organisation]":
    """The active organisations this person may book for on this day, by name."""
    if isinstance(user, AnonymousUser):
        return []
    memberships = user.memberships.valid_on(day).may_book().select_related("organisation")  # type: ignore[attr-defined]
    return sorted({membership.organisation for membership in memberships}, key=lambda found: found.name)


def may_book_for(user: User | AnonymousUser, organisation: Organisation, day: dt.date) -> bool:
    return organisation in bookable_organisations(user, day)


def works_everywhere(user: User | AnonymousUser) -> bool:
    """Editors and administrators; not who looks after one house or one community."""
    return user.has_perm("accounts.view_organisation")
