"""One lender's wishes are judged one after the other: what is counted now stays so until we have what we ask for."""

from website.accounts.models import Organisation, User
from website.core.locks import patience

from ..lenders import Lender
from ..models import Booking


def lock_lenders(*lenders: Lender | None) -> None:
    """Wait for the organisations, and for those who borrow for themselves, until the end of the transaction.

    After the hold and before the spaces, see `lock_spaces`. Raises RefusedError("busy") as `lock_units`.
    """
    found = [lender for lender in lenders if lender]
    _lock(Organisation, {lender.organisation.pk for lender in found if lender.organisation})
    _lock(User, {lender.person.pk for lender in found if not lender.organisation})


def _lock(model: type[Organisation] | type[User], pks: set[int]) -> None:
    if pks:
        rows = model._default_manager.filter(pk__in=pks).order_by("pk")
        with patience():
            list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))


def lender_of(booking: Booking) -> Lender | None:
    """Whose loan it is. Nobody's: what the house has set up, and a loan whose person has gone."""
    if booking.is_planned or booking.booked_by is None:
        return None
    return Lender(booking.booked_by, booking.organisation)
