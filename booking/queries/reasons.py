"""Refusals that name what stands in the way."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from venues.enums import SpaceKind
from venues.models import Space
from website.core import formats
from website.core.periods import Period
from website.core.refusals import Refusal

from .taken import Taken


def taken_refusal(space: Space, taken: Taken) -> Refusal:
    """«Storsalen er opptatt 10:00–12:00: Språkkafé.»"""
    about = {"space": space, "hours": formats.local_hours(taken.period), "label": taken.label, "other": taken.through}
    return Refusal(
        "taken",
        _sentence(taken, is_thing=space.kind == SpaceKind.EQUIPMENT) % about,
        "starts",
        {"until": taken.period.ends_at.isoformat()},
    )


def _sentence(taken: Taken, *, is_thing: bool) -> str:
    if taken.kind == "closure":
        shut, away = _("%(space)s er stengt %(hours)s: %(label)s."), _("%(space)s kan ikke lånes %(hours)s: %(label)s.")
        return away if is_thing else shut
    if taken.kind == "hold":
        return _("%(space)s er opptatt %(hours)s: Noen fyller ut en bestilling.")
    if not taken.label:
        return _("%(space)s er opptatt %(hours)s.")
    if not taken.through:
        return _("%(space)s er opptatt %(hours)s: %(label)s.")
    if taken.is_part:
        return _("%(space)s er en del av %(other)s, som er opptatt %(hours)s: %(label)s.")
    return _("%(space)s er opptatt %(hours)s, for %(other)s er lånt ut: %(label)s.")


def in_few_words(taken: Taken) -> str:
    """The same in a plan, where the space and the hours stand beside it."""
    about = {"label": taken.label, "other": taken.through}
    if taken.kind == "closure":
        return _("Stengt: %(label)s") % about
    if taken.kind == "hold":
        return _("Noen fyller ut en bestilling")
    if taken.through and taken.is_part:
        return _("Del av %(other)s, opptatt av %(label)s") % about
    if taken.through:
        return _("%(other)s er opptatt av %(label)s") % about
    return taken.label or _("Opptatt")


def between_loans(space: Space, period: Period, blocked: Period, loans: Sequence[Period]) -> Refusal:
    """«A ryddes til 12:30 etter lånet 10:00–12:00.»: time is kept for the loan before or after."""
    before = [loan for loan in loans if loan.ends_at <= period.starts_at]
    if before:
        time = min([blocked.ends_at, *(loan.starts_at for loan in loans if loan.starts_at >= period.ends_at)])
        sentence, loan = _("%(space)s ryddes til %(time)s etter lånet %(hours)s."), before[-1]
    else:
        time = blocked.starts_at
        sentence, loan = _("%(space)s må være ledig fra %(time)s, før lånet %(hours)s."), loans[0]
    about = {"space": space, "hours": formats.local_hours(loan), "time": formats.local_time(time)}
    return Refusal("taken", sentence % about, "starts", {"until": blocked.ends_at.isoformat()})


def few_left(space: Space, left: int, count: int) -> Refusal:
    """«Stoler: bare 4 av 20 er ledige da.»"""
    about = {"left": left, "count": count, "what": space}
    if left == count:
        return Refusal("taken", _("%(what)s: det finnes bare %(count)d.") % about, "quantity")
    if left < 1:
        return Refusal("taken", _("%(what)s: ingen av de %(count)d er ledige da.") % about, "quantity")
    return Refusal("taken", _("%(what)s: bare %(left)d av %(count)d er ledige da.") % about, "quantity")


def how_many_left(left: int, count: int) -> str:
    """«8 av 20 er ledige», in a plan and at the field."""
    if left < 1:
        return _("alle %(count)d er lånt ut") % {"count": count}
    return _("%(left)d av %(count)d er ledige") % {"left": left, "count": count}


def archived(space: Space) -> Refusal | None:
    if space.archived_at is not None or not space.venue.is_public:
        return Refusal("archived", _("%(space)s kan ikke lånes lenger.") % {"space": space})
    return None
