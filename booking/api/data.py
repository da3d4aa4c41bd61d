"""What programs send of a loan, and what they are told of it."""

from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

from website.core import clock
from website.core.api.answers import Span, absolute, codes
from website.core.periods import Period

from ..enums import BookingState, Visibility
from ..models import Booking

Number = Annotated[int, Field(ge=1, le=10_000)]
Ids = Annotated[list[Annotated[int, Field(ge=1, le=2**31 - 1)]], Field(max_length=20)]
Slugs = Annotated[list[Annotated[str, Field(max_length=60)]], Field(min_length=1, max_length=50)]
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

    venue: Annotated[str, Field(max_length=60)]
    organisation: Annotated[str, Field(max_length=80)] = ""


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


class BookingData(Span):
    uuid: UUID
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
