"""Fixed loans: many dates asked for at once. All that is asked for is had, or nothing; then each date is a booking."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from recurrence import Recurrence

from venues.models import Space
from website.accounts.models import User
from website.core.history import log_each
from website.core.periods import Period
from website.core.refusals import Refusal, RefusedError

from .. import rules, signals
from ..borrowers import Borrower
from ..enums import BookingState
from ..models import Booking, BookingSeries, Hold, SkippedDate
from ..promises import Promises, asked, lacking
from ..queries.series import situation_of, why_not_that_day
from ..queries.terms import agreed_in, versions_of
from .bookings import Details, request_booking
from .borrowers import lock_borrowers
from .claims import Units, Wish, claim_locked, lock_hold, lock_spaces, units_of_hold
from .notices import tell_of_series


@dataclass(frozen=True)
class Repetition:
    """The rule, the first start (naive, local), minutes by the wall clock and the last local day."""

    rule: Recurrence
    first: dt.datetime
    minutes: int
    last: dt.date


@dataclass(frozen=True)
class Date:
    """One date that is asked for; most have the same spaces."""

    period: Period
    spaces: Sequence[Space]


def request_series(
    *,
    repetition: Repetition,
    dates: Sequence[Date],
    skipped: Sequence[Period],
    details: Details,
    by: User,
    at: dt.datetime,
    hold_key: uuid.UUID | None = None,
) -> BookingSeries:
    """Book all `dates`: confirmed at once where the rules allow, else waiting for the host, all alike.

    The same wish with the same `details.key` twice gives the first series again. Raises RefusedError with a reason
    for each date that cannot be had any more, and then nothing is stored. As many queries for fifty dates as for two.
    """
    try:
        with transaction.atomic():
            hold = lock_hold(hold_key)
            units_of = _refuse_what_is_gone(dates, details, by, at, hold)
            series = _make_series(repetition, skipped, details)
            bookings = _make_bookings(series, dates, details, by)
            wishes = [Wish(booking, date.spaces, date.period) for booking, date in zip(bookings, dates, strict=True)]
            claim_locked(wishes, units_of, at=at, own_hold=hold)
            _tell(series, bookings, BookingState(bookings[0].state), by, at)
            return series
    except (RefusedError, IntegrityError) as error:  # the same form may have been sent before, or by now
        if again := _made_before(dates, details, by):
            return again
        if isinstance(error, RefusedError) or not BookingSeries.objects.filter(key=details.key).exists():
            raise
        details = replace(details, key=uuid.uuid4())
        return request_series(
            repetition=repetition, dates=dates, skipped=skipped, details=details, by=by, at=at, hold_key=hold_key
        )


def _made_before(dates: Sequence[Date], details: Details, by: User) -> BookingSeries | None:
    """The series of the same that this person made by sending this form before. Of others' nothing is said."""
    found = BookingSeries.objects.filter(
        key=details.key, bookings__booked_by=by, bookings__quantity=details.quantity
    ).first()
    if found is None:
        return None
    made = {(row.original_start, frozenset(row.spaces.all())) for row in found.bookings.prefetch_related("spaces")}
    return found if made == {(date.period.starts_at, frozenset(date.spaces)) for date in dates} else None


def _refuse_what_is_gone(
    dates: Sequence[Date], details: Details, by: User, at: dt.datetime, hold: Hold | None
) -> Units:
    """Lock the borrower and the spaces, then look: what is free now stays free until we have it."""
    borrower = Borrower(by, details.organisation)
    lock_borrowers(borrower)
    spaces = [space for date in dates for space in date.spaces]
    units_of = lock_spaces(spaces, also=units_of_hold(hold))
    periods = [date.period for date in dates]
    situation = situation_of(
        list({space.pk: space for space in spaces}.values()),
        periods,
        at=at,
        own_hold=hold.pk if hold else None,
        quantity=details.quantity or 1,
        borrowers=[borrower],
    )
    if refusals := [
        *lacking(spaces, versions_of(spaces), details.promises),
        *(why for date in dates for why in why_not_that_day(situation, date.spaces, date.period, details.people)),
    ]:
        raise RefusedError(*refusals)
    return units_of


def _make_series(repetition: Repetition, skipped: Sequence[Period], details: Details) -> BookingSeries:
    series = BookingSeries(
        key=details.key,
        rule=repetition.rule,
        start_date=repetition.first.date(),
        start_time=repetition.first.time(),
        minutes=repetition.minutes,
        until_date=repetition.last,
    )
    series.full_clean(validate_unique=False, validate_constraints=False)
    series.save()
    rows = [SkippedDate(series=series, starts_at=part.starts_at, ends_at=part.ends_at) for part in skipped]
    SkippedDate.objects.bulk_create(rows)
    return series


def _make_bookings(series: BookingSeries, dates: Sequence[Date], details: Details, by: User) -> list[Booking]:
    spaces = [space for date in dates for space in date.spaces]
    waits = rules.must_be_answered(spaces, is_trusted=details.is_trusted)
    bookings = Booking.objects.bulk_create(
        Booking(
            series=series,
            original_start=date.period.starts_at,
            venue=date.spaces[0].venue,
            starts_at=date.period.starts_at,
            ends_at=date.period.ends_at,
            state=BookingState.REQUESTED if waits else BookingState.CONFIRMED,
            title=details.title,
            note=details.note,
            people=details.people,
            confirmed_age=details.promises.age or None,
            quantity=details.quantity,
            visibility=details.visibility,
            organisation=details.organisation,
            booked_by=by,
        )
        for date in dates
    )
    through = Booking.spaces.through
    pairs = zip(bookings, dates, strict=True)
    through.objects.bulk_create(through(booking=row, space=space) for row, date in pairs for space in date.spaces)
    _agree(bookings, dates, details.promises)
    return bookings


def _agree(bookings: Sequence[Booking], dates: Sequence[Date], given: Promises) -> None:
    """Each date keeps the versions of the terms of its own rooms."""
    versions = versions_of(space for date in dates for space in date.spaces)
    through = Booking.terms.through
    pairs = zip(bookings, dates, strict=True)
    through.objects.bulk_create(
        through(booking=row, termsversion=one) for row, date in pairs for one in asked(date.spaces, versions, given)
    )


def add_skipped(skipped: SkippedDate, *, by: User, at: dt.datetime) -> Booking:
    """A date that was left out and is free now (S123). Raises RefusedError when it is not."""
    with transaction.atomic():
        if not SkippedDate.objects.select_for_update().filter(pk=skipped.pk).exists():
            raise RefusedError(Refusal("handled", _("Datoen er allerede lagt til.")))
        like = skipped.series.bookings.order_by("starts_at").prefetch_related("spaces__venue")[0]
        words = (like.title, like.note, like.people, like.quantity, like.visibility, like.organisation)
        details = Details(*words, promises=agreed_in(like))  # type: ignore[arg-type]
        period = Period(skipped.starts_at, skipped.ends_at)
        booking = request_booking(spaces=list(like.spaces.all()), period=period, details=details, by=by, at=at)
        Booking.objects.filter(pk=booking.pk).update(series=skipped.series, original_start=skipped.starts_at)
        booking.terms.add(*like.terms.all())  # as the other dates: one loan, one version
        skipped.delete()
    return booking


def _tell(series: BookingSeries, bookings: Sequence[Booking], state: BookingState, by: User, at: dt.datetime) -> None:
    log_each([series], f"series.{state.value}", by=by, data={"dates": len(bookings)})
    tell_of_series(series, bookings, state, at=at, is_new=True)
    if state == BookingState.CONFIRMED:
        transaction.on_commit(lambda: signals.series_confirmed.send(BookingSeries, series=series, by=by), robust=True)
