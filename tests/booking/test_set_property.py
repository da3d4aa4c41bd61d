"""Random bookings, cancellations, moves and new sets: the table agrees with a plain list of who has what when."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking.models import Booking, Claim
from booking.operations.bookings import Details, request_booking, withdraw_booking
from booking.operations.moves import change_booking, move_booking
from booking.operations.wanted import Wanted
from tests.factories.house import DAY, NOW, SPACES, House, make_house
from venues.models import Unit
from venues.operations import archive_space, change_units
from website.accounts.models import User
from website.core import clock
from website.core.periods import Period
from website.core.refusals import RefusedError

HALF_AN_HOUR = dt.timedelta(minutes=30)
NAMES = st.sampled_from(sorted(SPACES))
ROOMS = st.lists(NAMES, min_size=1, max_size=2, unique=True)
HOURS = st.tuples(st.integers(8, 19), st.integers(1, 3))
BUFFERS = st.tuples(st.sampled_from([0, 15, 60]), st.sampled_from([0, 30]))
BOOK = st.tuples(st.just("book"), ROOMS, HOURS)
REMAKE = st.tuples(st.just("remake"), NAMES, st.sets(st.sampled_from("ABCK"), min_size=1))
STEPS = st.one_of(
    *(BOOK, BOOK, REMAKE, REMAKE),
    st.tuples(st.just("give_back"), st.integers(0, 9)),
    st.tuples(st.just("move"), st.integers(0, 9), HOURS),
    st.tuples(st.just("change"), st.integers(0, 9), ROOMS, HOURS),
    st.tuples(st.just("keep_part"), st.integers(0, 9), st.integers(0, 1), st.integers(0, 1)),
    st.tuples(st.just("lay_down"), NAMES),
)


@dataclass
class Loan:
    """What the oracle knows of a booking."""

    booking: Booking
    rooms: list[str]
    period: Period


@dataclass
class Oracle:
    """The house in plain Python; each step says how many pairs would collide, or that nobody would have it."""

    house: House
    person: User
    buffers: tuple[int, int]
    sets: dict[str, set[str]] = field(default_factory=lambda: {name: set(parts) for name, parts in SPACES.items()})
    loans: list[Loan] = field(default_factory=list)
    laid_down: set[str] = field(default_factory=set)

    def units(self, rooms) -> set[str]:
        return set().union(*(self.sets[room] for room in rooms))

    def meet(self, rooms, period, others, other) -> bool:
        first, second = sorted([period, other])
        gap = dt.timedelta(minutes=max(self.buffers[1], self.buffers[0]))  # the larger, never the sum
        return bool(self.units(rooms) & self.units(others)) and second.starts_at < first.ends_at + gap

    def is_free(self, rooms, period, apart_from=None) -> bool:
        there = [loan for loan in self.loans if loan is not apart_from]
        return not any(self.meet(rooms, period, loan.rooms, loan.period) for loan in there)

    def book(self, rooms, hours) -> None:
        period = at(hours)
        spaces = [self.house[room] for room in rooms]
        made = attempt(request_booking, spaces=spaces, period=period, details=Details("x"), by=self.person, at=NOW)
        assert isinstance(made, Booking) == (self.is_free(rooms, period) and not self.laid_down & set(rooms))
        if isinstance(made, Booking):
            self.loans.append(Loan(made, rooms, period))

    def give_back(self, number) -> None:
        if self.loans:
            withdraw_booking(self.loans.pop(number % len(self.loans)).booking, by=self.person, at=NOW)

    def move(self, number, hours) -> None:
        if self.loans:
            loan, period = self.loans[number % len(self.loans)], at(hours)
            moved = attempt(move_booking, loan.booking, period, by=self.person, at=NOW)
            assert isinstance(moved, Booking) == self.is_free(loan.rooms, period, apart_from=loan)
            loan.booking, loan.period = (moved, period) if isinstance(moved, Booking) else (loan.booking, loan.period)

    def change(self, number, rooms, hours) -> None:
        """All of it may be other, by the one who has it; less of the same is always had."""
        if self.loans:
            loan, period = self.loans[number % len(self.loans)], at(hours)
            is_less = loan.period.contains(period) and set(rooms) <= set(loan.rooms)
            is_had = self.is_free(rooms, period, apart_from=loan) and not self.laid_down & set(rooms)
            assert self.become(loan, rooms, period) == (is_less or is_had)

    def keep_part(self, number, later, fewer) -> None:
        if self.loans:
            loan = self.loans[number % len(self.loans)]
            starts_at = min(loan.period.starts_at + later * HALF_AN_HOUR, loan.period.ends_at - HALF_AN_HOUR)
            assert self.become(loan, loan.rooms[: 1 + (not fewer)], Period(starts_at, loan.period.ends_at))

    def become(self, loan, rooms, period) -> bool:
        wanted = Wanted([self.house[room] for room in rooms], period, Details("x"))
        changed = attempt(change_booking, loan.booking, wanted, by=self.person, at=NOW)
        if isinstance(changed, Booking):
            loan.booking, loan.rooms, loan.period = changed, rooms, period
        return isinstance(changed, Booking)

    def remake(self, room, letters) -> None:
        old, self.sets[room] = self.sets[room], letters
        pairs = [
            (one, two)
            for one, two in combinations(self.loans, 2)
            if self.meet(one.rooms, one.period, two.rooms, two.period)
        ]
        parts = list(Unit.objects.filter(venue=self.house.venue, name__in=letters))
        answer = attempt(change_units, self.house[room], parts, by=self.person, at=NOW)
        assert len(answer or []) == len(pairs)
        if pairs:
            self.sets[room] = old

    def lay_down(self, room) -> None:
        answer = attempt(archive_space, self.house[room], by=self.person, at=NOW)
        assert bool(answer) == any(room in loan.rooms for loan in self.loans)
        if not answer:
            self.laid_down.add(room)

    def agrees_with_the_table(self) -> None:
        claimed = {(claim.booking_id, claim.unit.name, claim.span.lower, claim.span.upper) for claim in all_claims()}
        assert claimed == {
            (loan.booking.pk, unit, loan.period.starts_at, loan.period.ends_at)
            for loan in self.loans
            for unit in self.units(loan.rooms)
        }


def all_claims():
    return Claim.objects.select_related("unit")


def at(hours) -> Period:
    begins, length = hours
    starts_at = clock.at_local(DAY, dt.time(begins))
    return Period(starts_at, starts_at + dt.timedelta(hours=length))


def attempt(operation, *args, **kwargs):
    """What it gives, or the refusals."""
    try:
        with transaction.atomic():
            return operation(*args, **kwargs)
    except RefusedError as refused:
        return refused.refusals


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(buffers=BUFFERS, steps=st.lists(STEPS, min_size=4, max_size=14))
def test_s175_no_two_loans_ever_meet_whatever_the_spaces_are_made_of(buffers, steps):
    with transaction.atomic():
        house, person = make_house(), User.objects.create_user("p@example.no")
        for name in SPACES:
            house.set(name, buffer_before_minutes=buffers[0], buffer_after_minutes=buffers[1])
        oracle = Oracle(house, person, buffers)
        for step, *what in steps:
            getattr(oracle, step)(*what)
            oracle.agrees_with_the_table()
        transaction.set_rollback(True)
