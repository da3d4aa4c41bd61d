"""One borrower's wishes are judged one after the other: what is counted now stays so until we have what we ask for."""

from website.accounts.models import Organisation, User
from website.core.locks import patience

from ..borrowers import Borrower
from ..models import Booking


def lock_borrowers(*borrowers: Borrower | None) -> None:
    """Wait for the organisations, and for those who borrow for themselves, until the end of the transaction.

    After the hold and before the spaces, see `lock_spaces`. Raises RefusedError("busy") as `lock_units`.
    """
    found = [borrower for borrower in borrowers if borrower]
    _lock(Organisation, {borrower.organisation.pk for borrower in found if borrower.organisation})
    _lock(User, {borrower.person.pk for borrower in found if not borrower.organisation})


def _lock(model: type[Organisation] | type[User], pks: set[int]) -> None:
    if pks:
        rows = model._default_manager.filter(pk__in=pks).order_by("pk")
        with patience():
            list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))


def borrower_of(booking: Booking) -> Borrower | None:
    """Whose loan it is. Nobody's: what the house has set up, and a loan whose person has gone."""
    if booking.is_planned or booking.booked_by is None:
        return None
    return Borrower(booking.booked_by, booking.organisation)
