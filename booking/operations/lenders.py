"""One lender's wishes are judged one after the other: what is counted now stays so until we have what we ask for."""

from website.accounts.models import Organisation, User
from website.core.locks import patience

from ..lenders import Lender
from ..models import Booking


def lock_lender(lender: Lender | None) -> None:
    """Wait for the organisation, or the person who borrows for themselves, until the end of the transaction.

    After the hold and before the spaces, see `lock_spaces`. Raises RefusedError("busy") as `lock_units`.
    """
    if lender is None:
        return
    model = Organisation if lender.organisation else User
    rows = model._default_manager.filter(pk=(lender.organisation or lender.person).pk)
    with patience():
        rows.select_for_update(of=("self",), no_key=True).first()


def lender_of(booking: Booking) -> Lender | None:
    """Whose loan it is. Nobody's: what the house has set up, and a loan whose person has gone."""
    if booking.is_planned or booking.booked_by is None:
        return None
    return Lender(booking.booked_by, booking.organisation)
