"""From a day and two times of the clock to a period, with what is wrong at its field."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _

from website.core import clock
from website.core.periods import Period

NIGHT_ENDS = dt.time(6)  # «22–02» means the next day; «14–12» is a slip


def period_of(day: dt.date, starts: dt.time, ends: dt.time) -> Period:
    """Over midnight when it ends early in the morning. Raises ValidationError for `fra` and `til`."""
    over_midnight = ends <= starts
    if over_midnight and (ends > NIGHT_ENDS or ends == starts):
        raise forms.ValidationError({"til": _("Velg et klokkeslett etter %(start)s.") % {"start": f"{starts:%H:%M}"}})
    ends_on = day + dt.timedelta(days=over_midnight)
    found, wrong = {}, {}
    for name, date, time in (("fra", day, starts), ("til", ends_on, ends)):
        try:
            found[name] = clock.at_local(date, time)
        except clock.NonexistentTimeError:
            wrong[name] = _("Klokka stilles fram denne natten, så dette klokkeslettet finnes ikke.")
    if wrong:
        raise forms.ValidationError(wrong)
    return Period(found["fra"], found["til"])
