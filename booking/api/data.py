"""What programs send of a loan, and what they are told of it."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

from website.core import clock
from website.core.api.answers import Span, absolute, codes
from website.core.periods import Period

from ..enums import BookingState, Visibility
from ..models import Booking

MOST_DATES = 60  # a year of weeks, and some
Number = Annotated[int, Field(ge=1, le=10_000)]
Ids = Annotated[list[Annotated[int, Field(ge=1, le=2**31 - 1)]], Field(max_length=20)]
Slug = Annotated[str, Field(max_length=80, pattern=r"^[-a-zA-Z0-9_]*$")]
Slugs = Annotated[list[Slug], Field(min_length=1, max_length=50)]
Words = Annotated[str, Field(max_length=1000)]  # how many there may be is the form's to say


class LoanIn(Schema):
    """What a loan takes and is for. `terms` are the versions one says yes to, by id, and `age` the age limit."""

    model_config = ConfigDict(extra="forbid")
    spaces: Slugs
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    title: Words = ""
    people: Number | None = None
    quantity: Number | None = None
    visibility: Annotated[str, codes(Visibility)] = Visibility.CLOSED.value
    note: Words = ""
    terms: Ids = []
    age: Annotated[int, Field(ge=0, le=120)] = 0

    @property
    def period(self) -> Period | None:
        """None when it ends before it begins, or at the ends of the calendar, where no zone reaches."""
        try:
            clock.local(self.starts_at), clock.local(self.ends_at)  # the form asks for these days
            return Period(self.starts_at, self.ends_at)
        except (ValueError, OverflowError):
            return None


class BookingIn(LoanIn):
    """A loan as it is wished for; of an organisation, by its slug, when it is not one's own."""

    venue: Slug
    organisation: Slug = ""


class SeriesIn(BookingIn):
    """Fixed loans as they are wished for: the first as a loan, each or each second week, up to a day."""

    every_weeks: Literal[1, 2] = 1
    until: dt.date


class SeriesWishIn(SeriesIn):
    """All dates, but those to `skip`, and by day those to have in another space `instead`."""

    skip: Annotated[list[dt.date], Field(max_length=MOST_DATES)] = []
    instead: Annotated[dict[dt.date, Slug], Field(max_length=MOST_DATES)] = {}


class ChangeIn(LoanIn):
    """A loan as it shall be. `version` is the one that was read: another one is refused."""

    version: Annotated[int, Field(ge=1, le=10**9)]


class RefusalData(Schema):
    code: str
    detail: str
    field: str


class VerdictData(Schema):
    """Whether it could be had just now, or every reason why not."""

    is_possible: bool
    refusals: list[RefusalData]


class PlannedDateData(Span):
    """One date of fixed loans before they are asked for. `instead` are other spaces that are free then."""

    date: dt.date
    is_possible: bool
    refusals: list[RefusalData]
    instead: list[str]


class PreviewData(Schema):
    """All dates, and how many of them can be had."""

    possible: int
    dates: list[PlannedDateData]


class SkippedData(Span):
    id: int


class BookingData(Span):
    uuid: UUID
    series: UUID | None
    version: int
    state: Annotated[str, codes(BookingState)]
    reason: str
    venue: str
    spaces: list[str]
    title: str
    note: str
    people: int | None
    quantity: int | None
    visibility: Annotated[str, codes(Visibility)]
    organisation: str | None
    url: str

    @staticmethod
    def resolve_series(booking: Booking) -> UUID | None:
        return booking.series.uuid if booking.series else None

    @staticmethod
    def resolve_venue(booking: Booking) -> str:
        return booking.venue.slug

    @staticmethod
    def resolve_spaces(booking: Booking) -> list[str]:
        return [space.slug for space in booking.spaces.all()]

    @staticmethod
    def resolve_organisation(booking: Booking) -> str | None:
        return booking.organisation.slug if booking.organisation else None

    @staticmethod
    def resolve_url(booking: Booking) -> str:
        return absolute(booking.get_absolute_url())


class SeriesData(Schema):
    """Fixed loans: what each date has become, and those left out that can be added."""

    uuid: UUID
    until: dt.date
    url: str
    bookings: list[BookingData]
    skipped: list[SkippedData]
