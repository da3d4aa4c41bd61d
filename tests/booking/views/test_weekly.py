"""Which rooms can be had at the same time every week."""

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from booking.operations.closures import close_spaces
from tests.booking.views.test_book import logged_in, text  # noqa: F401 - fixture
from tests.factories.house import DAY, NOW, book, make_house, span

WEEKLY = "/lan-lokaler/faste-lan/ledig/"
WEEK = dt.timedelta(weeks=1)
ASKED = {"dato": str(DAY), "kl": "18:00", "varighet": "120", "gjenta": "1", "siste": str(DAY + 3 * WEEK)}


def ask(client, **changes):
    return client.get(WEEKLY, ASKED | changes)


def found(answer) -> list[tuple[str, int, int]]:
    return [(fit.space.name, len(fit.free), len(fit.missing)) for fit in answer.context["fits"]]


def test_rooms_free_on_all_dates_come_first_and_others_say_which_are_missing(client, house, stranger):
    book(house, "A", "19–20", by=stranger, day=DAY + WEEK)
    answer = ask(client)

    rooms = found(answer)
    assert rooms[:3] == [("B", 4, 0), ("C", 4, 0), ("K", 4, 0)]
    assert ("A", 3, 1) in rooms
    assert "Ledig 3 av 4 ganger. Ikke ledig: tirsdag 12. januar" in text(answer)
    assert "Ledig hver gang" in text(answer)


def test_every_other_week_and_what_is_needed(client, house):
    house.set("K", tags=["kitchen"], capacity=8)

    assert found(ask(client, gjenta="2", trenger="kitchen")) == [("K", 2, 0)]
    assert found(ask(client, trenger="kitchen", antall="9")) == []
    assert "Ingen rom passer" in text(ask(client, trenger="kitchen", antall="9"))


def test_link_leads_to_the_form_with_all_filled_in_and_each_date_as_promised(logged_in, house, owner):  # noqa: F811
    close_spaces(spaces=[house["A"]], period=span("18–20", DAY + 2 * WEEK), reason="Vask", by=owner, at=NOW)
    page = ask(logged_in, antall="4").content.decode()

    link = next(
        link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*bestill/[^"]*)"', page) if "rom=a&" in link
    )
    asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    assert asked == {
        **{"rom": "a", "dato": str(DAY), "fra": "18:00", "til": "20:00"},
        **{"gjenta": "1", "siste": str(DAY + 3 * WEEK), "antall": "4"},
    }
    shown = text(logged_in.post(link.partition("?")[0], asked | {"tittel": "Kor", "nokkel": ""}))
    assert "3 av 4 datoer er ledige" in shown


def test_without_anything_typed_it_shows_evenings_for_twelve_weeks(client, house):
    answer = client.get(WEEKLY)

    assert answer.status_code == 200
    assert len(answer.context["dates"]) == 13
    assert 'href="/lan-lokaler/faste-lan/ledig/"' in client.get("/lan-lokaler/").content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"siste": ""}, "Velg siste dag."),
        ({"siste": str(DAY)}, "Siste dag må være etter den første."),
        ({"siste": str(DAY + 60 * WEEK)}, "Du kan bestille for ett år om gangen."),
        ({"siste": "2027-02-30"}, "Skriv datoen slik"),
        ({"siste": "9999-12-31"}, "Velg en dag som er mindre enn to år unna."),
        ({"kl": ""}, "Skriv når dere begynner."),
        ({"kl": "25:00"}, "Skriv klokkeslettet slik"),
        ({"dato": "0001-01-01"}, "Velg en dag som er mindre enn to år unna."),
        ({"gjenta": "x"}, "gyldig valg"),
        ({"dato": "2027-03-28", "kl": "02:30", "siste": "2027-04-30"}, "dette klokkeslettet finnes ikke"),
    ],
)
def test_nonsense_is_told_at_its_field(client, house, changes, sentence):
    answer = ask(client, **changes)

    assert answer.status_code == 400
    assert sentence in text(answer)


def test_time_is_that_of_the_wall_clock_on_both_sides_of_the_nights_of_change(client, house):
    answer = ask(client, dato="2027-03-23", siste="2027-04-06")

    assert [period.starts_at.hour for period in answer.context["dates"]] == [17, 16, 16]


def test_as_many_questions_for_many_rooms_and_dates_as_for_few(client, house, django_assert_num_queries):
    with django_assert_num_queries(5):
        ask(client)
    for number in range(3):
        make_house(f"hus-{number}")
    with django_assert_num_queries(5):
        ask(client, siste=str(DAY + 40 * WEEK))
