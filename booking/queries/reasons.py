"""Refusals that name what stands in the way."""

from django.utils.translation import gettext as _

from venues.models import Space
from website.core import formats
from website.core.periods import Period
from website.core.refusals import Refusal


def taken_refusal(space: Space, period: Period, label: str) -> Refusal:
    """«Storsalen er opptatt 10:00–12:00: Språkkafé.»"""
    hours = formats.local_hours(period)
    sentence = (
        _("%(space)s er opptatt %(hours)s: %(label)s.") % {"space": space, "hours": hours, "label": label}
        if label
        else _("%(space)s er opptatt %(hours)s.") % {"space": space, "hours": hours}
    )
    return Refusal("taken", sentence, "starts", {"until": period.ends_at.isoformat()})


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
