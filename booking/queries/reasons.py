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
    """«Bare 4 av 20 stoler er ledige da.»"""
    about = {"left": left, "count": count, "what": space.name[:1].lower() + space.name[1:]}
    if left == count:
        return Refusal("taken", _("Det finnes bare %(count)d %(what)s.") % about, "quantity")
    if left < 1:
        return Refusal("taken", _("Ingen av de %(count)d er ledige da: %(what)s.") % about, "quantity")
    return Refusal("taken", _("Bare %(left)d av %(count)d %(what)s er ledige da.") % about, "quantity")


def archived(space: Space) -> Refusal | None:
    if space.archived_at is not None or not space.venue.is_public:
        return Refusal("archived", _("%(space)s kan ikke lånes lenger.") % {"space": space})
    return None
