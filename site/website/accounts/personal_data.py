"""The one list of what we keep about a person, so that it can be shown. Apps above add their own part."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession

from .models import AccessKey, Membership, User
from .queries import mails_to

Rows = list[dict[str, Any]]
SOURCES: dict[str, Callable[[User], Rows]] = {}


def source(name: str) -> Callable[[Callable[[User], Rows]], Callable[[User], Rows]]:
    """Register a function that returns one person's rows of a kind, as plain values."""

    def register(function: Callable[[User], Rows]) -> Callable[[User], Rows]:
        SOURCES[name] = function
        return function

    return register


def everything_about(person: User) -> dict[str, Rows]:
    """All we keep about the person, by kind."""
    return {name: rows(person) for name, rows in SOURCES.items()}


@source("account")
def account(person: User) -> Rows:
    fields = ["email", "first_name", "last_name", "language", "date_joined", "last_login"]
    return [{field: getattr(person, field) for field in fields}]


@source("email_addresses")
def email_addresses(person: User) -> Rows:
    return [dict(row) for row in EmailAddress.objects.filter(user=person).values("email", "verified", "primary")]


@source("memberships")
def memberships(person: User) -> Rows:
    rows = Membership.objects.filter(user=person)
    return [dict(row) for row in rows.values("organisation__name", "role", "valid_from", "valid_to")]


@source("access_keys")
def access_keys(person: User) -> Rows:
    rows = AccessKey.objects.filter(user=person)
    return [dict(row) for row in rows.values("name", "prefix", "scopes", "made_on", "expires_on", "last_used_on")]


@source("logged_in_at")
def logged_in_at(person: User) -> Rows:
    rows = UserSession.objects.filter(user=person)
    return [dict(row) for row in rows.values("created_at", "last_seen_at", "ip", "user_agent")]


@source("mails")
def mails(person: User) -> Rows:
    rows = mails_to(person).order_by("created_at", "pk")
    return [dict(row) for row in rows.values("to", "subject", "created_at", "sent_at")]
