"""Keys to the API: made by a person for a program of theirs, and found again from what the program sends."""

import datetime as dt
import re
from collections.abc import Sequence
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext as _

from website.core import clock
from website.core.mail import queue_mail
from website.core.refusals import Refusal, RefusedError

from .models import AccessKey, User

MARK, PREFIX, SECRET = "torget", 8, 43  # 43 letters and digits: 256 bits
SHAPE = re.compile(rf"{MARK}_([A-Za-z0-9]{{{PREFIX}}})_[A-Za-z0-9]{{{SECRET}}}", re.ASCII)
NOBODYS = "0" * 64
MOST_KEYS = 10
ENDED_KEPT = dt.timedelta(days=30)


@transaction.atomic
def make_key(
    *, person: User, name: str, scopes: Sequence[str], life: dt.timedelta, at: dt.datetime
) -> tuple[AccessKey, str]:
    """A new key, and what the program must send: nobody can be told it again. The person gets a mail.

    Raises RefusedError when the person has a key of this name, or too many.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)  # of two at once the second sees the first
    names = list(person.access_keys.values_list("name", flat=True))
    if name in names:
        raise RefusedError(Refusal("named", _("Du har allerede en nøkkel med dette navnet."), "name"))
    if len(names) >= MOST_KEYS:
        raise RefusedError(Refusal("many", _("Du har mange nøkler. Slett en du ikke bruker, og prøv igjen.")))
    prefix = get_random_string(PREFIX)
    secret = f"{MARK}_{prefix}_{get_random_string(SECRET)}"
    day = clock.local(at).date()
    key = AccessKey.objects.create(
        user=person,
        name=name,
        prefix=prefix,
        digest=_digest(secret),
        scopes=list(scopes),
        made_on=day,
        expires_on=day + life,
    )
    _tell(key)
    return key, secret


def _tell(key: AccessKey) -> None:
    """Who did not make it shall know."""
    body = render_to_string("accounts/mail/key_made.txt", {"key": key, "base_url": settings.PUBLIC_BASE_URL})
    subject = _("Ny tilgangsnøkkel: %(name)s") % {"name": key.name}
    queue_mail(key=f"access key {key.prefix}", to=key.user.email, subject=subject, body=body)


def delete_key(key: AccessKey) -> None:
    """Its program is let in no more."""
    key.delete()


def key_of(sent: str, *, at: dt.datetime) -> AccessKey | None:
    """The key whose program sent this, while it is good and its person may log in. Else None, whatever is wrong.

    It takes as long for a wrong secret as for the right one. The day is noted as the last it was used.
    """
    shape, day = SHAPE.fullmatch(sent), clock.local(at).date()
    prefix = shape[1] if shape else ""
    key = AccessKey.objects.select_related("user").filter(prefix=prefix).first()
    is_right = constant_time_compare(key.digest if key else NOBODYS, _digest(sent))
    if key is None or not is_right or key.expires_on < day or not key.user.is_active:
        return None
    if key.last_used_on != day:
        AccessKey.objects.filter(pk=key.pk).update(last_used_on=day)
    return key


def _digest(secret: str) -> str:
    """Fast on purpose: nobody guesses 256 bits."""
    return sha256(secret.encode()).hexdigest()


def forget_ended_keys(*, at: dt.datetime) -> int:
    """Those that ended a month ago. Returns how many."""
    _count, deleted = AccessKey.objects.filter(expires_on__lt=clock.local(at - ENDED_KEPT).date()).delete()
    return deleted.get("accounts.AccessKey", 0)
