"""What happens to accounts. Logging in by code makes the account: nobody has to sign up first."""

import datetime as dt
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from .models import User
from .queries import mails_to

UNCONFIRMED_KEPT = dt.timedelta(days=1)
LOGIN_STORED = dt.timedelta(hours=1)  # by then the session of a login has been written


@transaction.atomic
def person_to_send_code(*, email: str, at: dt.datetime) -> User | None:
    """The active person with this address, made if unknown; None when the account is closed.

    An address is only marked as confirmed once its code has been written back.
    """
    email = email.strip().lower()
    person = User.objects.filter(Q(email=email) | Q(emailaddress__email=email)).order_by("pk").first()
    if person is None:  # two clicks at once make one person
        fields = {"date_joined": at, "password": make_password(None), "is_provisional": True}
        person, _made = User.objects.get_or_create(email=email, defaults=fields)
    if not person.is_active:
        return None
    EmailAddress.objects.get_or_create(user=person, email=email, defaults={"primary": email == person.email})
    return person


def people_of(emails: Iterable[str], *, at: dt.datetime) -> dict[str, User]:
    """The person of each address (in small letters), made if unknown: she logs in by code when she first comes."""
    wanted = set(emails)
    others = EmailAddress.objects.filter(email__in=wanted).select_related("user")
    known = {address.email: address.user for address in others}
    known |= {person.email: person for person in User.objects.filter(email__in=wanted)}
    new = [User(email=email, password=make_password(None), date_joined=at) for email in sorted(wanted - set(known))]
    return known | {person.email: person for person in User.objects.bulk_create(new)}


def forget_unconfirmed(*, at: dt.datetime) -> int:
    """Delete accounts made by writing an address whose code was never used. Returns how many."""
    mistyped = User.objects.filter(
        is_provisional=True, date_joined__lt=at - UNCONFIRMED_KEPT, groups=None, memberships=None, first_name=""
    )
    _count, deleted = mistyped.delete()
    return deleted.get("accounts.User", 0)


def forget_ended_logins(*, at: dt.datetime) -> int:
    """Delete sessions that have ended, and from which address they were begun. Returns how many ended by themselves."""
    ended, _by_model = Session.objects.filter(expire_date__lt=at).delete()
    session = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(session), created_at__lt=at - LOGIN_STORED).delete()
    return ended


def confirm_person(*, person: User) -> None:
    """Somebody has logged in with the account: it stays."""
    User.objects.filter(pk=person.pk, is_provisional=True).update(is_provisional=False)


def rename_person(*, person: User, first_name: str, last_name: str) -> None:
    person.first_name, person.last_name = first_name.strip(), last_name.strip()
    person.save(update_fields=["first_name", "last_name"])


def choose_language(*, person: User, language: str) -> None:
    """Write to the person in the language they read here."""
    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])


@transaction.atomic
def delete_person(*, person: User) -> None:
    """Delete the account, what belongs to it alone, and the mails it was sent. Bookings stay, without a name.

    A mail that waits is still sent: it may tell that something of the person's has been cancelled.
    """
    User.objects.select_for_update().filter(pk=person.pk).first()  # nothing new is made in the person's name meanwhile
    mails_to(person).exclude(sent_at=None).delete()
    person.delete()
