"""Secret addresses of loans: made, renewed, taken back, and found again from what a calendar program sends."""

import datetime as dt
from hashlib import sha256
from secrets import token_hex

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation

from website.accounts.models import Organisation, User
from website.accounts.permissions import may_book_for
from website.core import clock
from website.core.calendars import calendar_text, event_text

from ..models import LoanCalendar
from ..queries.loan_calendars import loans_in
from .invitations import calendar_event

SECRET_BYTES = 20  # 160 bits: nobody guesses it (security 5)
UNUSED_KEPT = dt.timedelta(days=548)  # a year and a half


def renew(*, person: User, organisation: Organisation | None, at: dt.datetime) -> str:
    """What stands in the new address, which nobody can be told again; one there was before is gone at once."""
    secret = token_hex(SECRET_BYTES)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)  # of two at once the second sees the first
        revoke(person=person, organisation=organisation, at=at)
        LoanCalendar.objects.create(person=person, organisation=organisation, digest=_digest(secret), made_at=at)
    return secret


def revoke(*, person: User, organisation: Organisation | None, at: dt.datetime) -> None:
    """From now on it answers that it is gone. Twice changes nothing."""
    person.loan_calendars.filter(organisation=organisation, revoked_at=None).update(revoked_at=at)


def find(secret: str, *, at: dt.datetime) -> LoanCalendar | None:
    """The calendar of the address, also one that is gone. The day is noted as the last it was used."""
    found = LoanCalendar.objects.select_related("person", "organisation").filter(digest=_digest(secret)).first()
    day = clock.local(at).date()
    if found and found.used_on != day:
        LoanCalendar.objects.filter(pk=found.pk).update(used_on=day)
    return found


def is_good(calendar: LoanCalendar, *, at: dt.datetime) -> bool:
    """Not taken back, of someone who may log in, and still books for the organisation."""
    person, organisation = calendar.person, calendar.organisation
    if calendar.revoked_at is not None or not person.is_active:
        return False
    return organisation is None or may_book_for(person, organisation, clock.local(at).date())


def text_of(calendar: LoanCalendar, *, source: str, at: dt.datetime) -> bytes:
    """All that it holds, in the language of the person. `source` is its own address."""
    with translation.override(calendar.person.language):
        texts = [event_text(calendar_event(booking)) for booking in loans_in(calendar, clock.local(at).date())]
        return calendar_text(str(calendar), texts, source=source, url=f"{settings.PUBLIC_BASE_URL}/min-side/")


def forget_unused(*, at: dt.datetime) -> int:
    """Those no program has asked for in a long time. Returns how many."""
    long_ago = at - UNUSED_KEPT
    unused = Q(used_on__lt=clock.local(long_ago).date()) | Q(used_on=None, made_at__lt=long_ago)
    return LoanCalendar.objects.filter(unused).delete()[0]


def _digest(secret: str) -> str:
    """Of 160 bits, which nobody guesses; no key of ours is in it, so that addresses outlive a change of keys."""
    return sha256(secret.encode()).hexdigest()
