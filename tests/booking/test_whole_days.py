"""Some rooms are lent for all the time they are open: one chooses the day and nothing else."""

import datetime as dt

import pytest

from booking.models import Booking
from booking.operations.moves import change_booking
from booking.operations.wanted import Wanted
from booking.queries.alternatives import alternatives
from booking.queries.explain import explain
from booking.queries.needs import Need, fitting_spaces
from booking.queries.situation import Situation
from tests.booking.test_claims import refuse
from tests.booking.views.test_book import FORM, logged_in, text, typed  # noqa: F401 - fixture
from tests.factories.house import DAY, NOW, Details, book, span
from venues.models import OpeningException, OpeningRule

NEXT_DAY = DAY + dt.timedelta(days=1)
NO_HOURS = {"fra": "", "til": ""}


@pytest.fixture
def whole(house):
    house.set("A", is_whole_day=True, max_minutes=60, grid_minutes=90)  # which count for nothing
    return house


def test_a_part_of_the_day_is_refused_with_the_hours_to_ask_for(whole, owner):
    [refusal] = explain(whole["A"], span("10–12"), at=NOW)
    assert (refusal.code, str(refusal)) == ("whole_day", "A lånes for hele dagen, kl. 08:00–22:00.")
    assert refuse(whole, "A", "8–21", owner) == ["whole_day"]
    assert book(whole, "A", "8–22", by=owner).period == span("8–22")


def test_the_day_is_free_as_a_whole_or_not_at_all(whole, owner):
    def free(day):
        situation = Situation([whole["A"]], day, day, at=NOW)
        return [(one.usual_loan(), situation.starts(one)) for one in situation.free(whole["A"])]

    assert free(DAY) == [(span("8–22"), [span("8–22").starts_at])]
    book(whole, "Hall", "20–21", by=owner)
    assert free(DAY) == []
    assert free(NOW.date()) == []  # it has opened already
    OpeningException.objects.create(venue=whole.venue, date=NEXT_DAY, opens=dt.time(12), closes=dt.time(16))
    assert free(NEXT_DAY) == [(span("12–16", NEXT_DAY), [span("12–16", NEXT_DAY).starts_at])]


def test_search_and_what_works_instead_offer_the_whole_day(whole, owner):
    situation = Situation([whole["A"]], DAY, DAY, at=NOW)
    need = Need(DAY, starts=dt.time(17), is_asked=True)
    assert [fit.period for fit in fitting_spaces(situation, need)] == [span("8–22")]
    assert alternatives(situation, [whole["A"]], span("10–12")).times == [span("8–22")]


def test_the_form_asks_for_the_day_alone(logged_in, whole):  # noqa: F811
    page = text(logged_in.get(FORM, {"rom": "a", "dato": str(DAY)}))
    assert "Rommet lånes for hele dagen. Da er det åpent kl. 08:00–22:00." in page
    assert 'name="fra"' not in page
    assert logged_in.post(FORM, typed(**NO_HOURS)).status_code == 302
    assert Booking.objects.get().period == span("8–22")


def test_a_closed_day_is_said_at_the_day(logged_in, whole):  # noqa: F811
    OpeningException.objects.create(venue=whole.venue, date=DAY)
    answer = logged_in.post(FORM, typed(**NO_HOURS))
    assert answer.context["form"].errors == {"dato": ["A er ikke åpent denne dagen."]}


def test_with_a_room_for_hours_the_hours_are_asked_for(logged_in, whole):  # noqa: F811
    answer = logged_in.post(FORM, typed(rom=["a", "k"], **NO_HOURS))
    assert set(answer.context["form"].errors) == {"fra", "til"}
    answer = logged_in.post(FORM, typed(rom=["a", "k"]))
    assert answer.context["form"].errors == {"fra": ["A lånes for hele dagen, kl. 08:00–22:00."]}


def test_fixed_loans_of_whole_days(logged_in, whole):  # noqa: F811
    form = typed(gjenta="1", siste=str(DAY + dt.timedelta(weeks=1)), **NO_HOURS)
    assert "2 av 2 datoer er ledige." in text(logged_in.post(FORM, form))


def test_a_loan_is_moved_to_another_day(logged_in, whole, owner):  # noqa: F811
    booking = book(whole, "A", "8–22", by=owner)
    address = f"/lan-lokaler/bestilling/{booking.uuid}/endre/"
    assert 'name="fra"' not in text(logged_in.get(address))
    form = typed(dato=str(NEXT_DAY), versjon="0", bekreft="1") | {"versjon": booking.version}
    assert logged_in.post(address, form).status_code == 302
    assert Booking.objects.get().period == span("8–22", NEXT_DAY)
    change_booking(Booking.objects.get(), Wanted([whole["K"]], span("10–12"), Details("Møte")), by=owner, at=NOW)


@pytest.mark.parametrize(("day", "hours"), [(dt.date(2027, 3, 27), 9), (dt.date(2027, 10, 30), 11)])
def test_all_the_time_it_is_open_over_the_nights_of_change(whole, owner, day, hours):
    OpeningRule.objects.filter(venue=whole.venue).update(opens=dt.time(20), closes=dt.time(6), closes_next_day=True)
    situation = Situation([whole["A"]], day, day, at=NOW)

    [free] = [one for one in situation.free(whole["A"]) if one.period.starts_at == span("20–21", day).starts_at]

    assert free.period.length == dt.timedelta(hours=hours)
    assert book(whole, "A", "20–30", by=owner, day=day).period == free.period
