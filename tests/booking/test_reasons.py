"""Why a time cannot be had: the same in the plan of a day and where somebody asks for it."""

import pytest

from booking.enums import Visibility
from booking.operations.closures import close_spaces
from booking.operations.holds import hold_key, hold_spaces
from booking.queries.day_plan import day_plan
from booking.queries.explain import explain
from booking.queries.situation import Situation
from tests.factories.house import DAY, NOW, add_chairs, book, span
from venues.models import OpeningException
from website.accounts.models import Organisation

pytestmark = pytest.mark.django_db


def why(house, name, hours) -> str:
    return " ".join(map(str, explain(house[name], span(hours), at=NOW)))


def cells(house, name) -> dict[str, str]:
    """What the plan says of each period that is not free, by its hours."""
    spaces = list(house.spaces.values())
    plan = day_plan(Situation(spaces, DAY, DAY, at=NOW), spaces, DAY, {})
    (row,) = [row for row in plan.rows if row.space == house[name]]
    return {f"{cell.period.starts_at:%H}": str(cell.label) for cell in row.cells if cell.offer is None}


@pytest.fixture
def open_loan(house, owner):
    """Everyone may read of it."""
    choir = Organisation.objects.create(name="Koret", slug="koret", is_trusted=True)
    more = {"title": "Språkkafé", "visibility": Visibility.PUBLIC, "organisation": choir}
    return lambda name: book(house, name, "10–12", by=owner, **more)


def test_a_part_says_what_it_is_part_of_when_the_loan_is_open_to_all(house, open_loan):
    open_loan("Hall")

    assert cells(house, "A") == {"09": "Del av Hall, opptatt av Språkkafé"}
    assert why(house, "A", "11–13") == "A er en del av Hall, som er opptatt 10:00–12:00: Språkkafé."
    assert cells(house, "Hall") == {"09": "Språkkafé"}


def test_a_whole_says_which_part_of_it_is_taken(house, open_loan):
    open_loan("A")

    assert cells(house, "Hall") == {"09": "A er opptatt av Språkkafé"}
    assert why(house, "Hall", "11–13") == "Hall er opptatt 10:00–12:00, for A er lånt ut: Språkkafé."
    assert cells(house, "B") == {}


def test_of_a_closed_loan_nothing_is_told(house, owner):
    book(house, "Hall", "10–12", by=owner, title="Hemmelig")

    assert cells(house, "A") == {"09": "Opptatt"}
    assert why(house, "A", "11–13") == "A er opptatt 10:00–12:00."


def test_time_between_loans_says_what_it_is_for_and_until_when(house, owner):
    house.set("A", buffer_before_minutes=15, buffer_after_minutes=30)
    book(house, "A", "10–12", by=owner)
    book(house, "A", "16–18", by=owner)

    found = cells(house, "A")

    assert found == {
        "08": "Rigging og rydding",
        "09": "Opptatt",
        "11": "Rydding til 12:30",
        "14": "Rigging og rydding",
        "15": "Opptatt",
        "17": "Rydding til 18:30",
    }
    assert why(house, "A", "12–13") == "A ryddes til 12:30 etter lånet 10:00–12:00."
    assert why(house, "A", "15–15:45") == "A må være ledig fra 15:30, før lånet 16:00–18:00."


def test_the_time_to_clear_up_ends_where_the_next_begins(house, owner):
    house.set("A", buffer_after_minutes=30)
    book(house, "A", "10–12", by=owner)
    book(house, "A", "12:30–15", by=owner)

    assert why(house, "A", "12–12:15") == "A ryddes til 12:30 etter lånet 10:00–12:00."


def test_closed_says_the_reason(house, owner):
    close_spaces(spaces=[house["Hall"]], period=span("10–12"), reason="Maling", by=owner, at=NOW)
    OpeningException.objects.create(venue=house.venue, space=house["K"], date=DAY, reason="2. pinsedag")

    assert cells(house, "A") == {"09": "Stengt: Maling"}
    assert why(house, "A", "11–13") == "A er stengt 10:00–12:00: Maling."
    assert set(cells(house, "K").values()) == {"Stengt: 2. pinsedag"}
    assert why(house, "K", "11–13") == "K er ikke åpent hele denne tiden: 2. pinsedag."


def test_things_that_cannot_be_had_say_why(house, owner):
    chairs = add_chairs(house, 5, by=owner)
    book(house, "Chairs", "8–9", by=owner, quantity=5)
    close_spaces(spaces=[chairs], period=span("10–12"), reason="Vask", by=owner, at=NOW)

    assert cells(house, "Chairs") == {"07": "alle 5 er lånt ut", "09": "Stengt: Vask"}
    assert why(house, "Chairs", "8–9") == "Stoler: ingen av de 5 er ledige da."
    assert why(house, "Chairs", "9–11") == "Stoler kan ikke lånes 10:00–12:00: Vask."


def test_somebody_filling_in_the_form_is_said(house, stranger):
    hold_spaces(spaces=[house["A"]], period=span("10–12"), key=hold_key(stranger), at=NOW)

    assert cells(house, "A") == {"09": "Noen fyller ut en bestilling"}
    assert why(house, "A", "11–13") == "A er opptatt 10:00–12:00: Noen fyller ut en bestilling."


def test_telling_of_many_costs_the_same(house, open_loan, owner, django_assert_max_num_queries):
    open_loan("Hall")
    with django_assert_max_num_queries(30) as few:
        cells(house, "A")
    for hour in range(12, 20):
        more = {"visibility": Visibility.PUBLIC, "organisation": Organisation.objects.get()}
        book(house, "Hall", f"{hour}–{hour + 1}", by=owner, **more)
    with django_assert_max_num_queries(len(few)):
        cells(house, "A")
