"""What is free: pages open to everyone."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.factories.house import DAY, NOW, book, make_house, span
from venues.enums import SpaceKind, SpaceTag
from venues.models import OpeningException
from website.accounts.models import Organisation
from website.core import clock

DAY_PAGE = f"/lan-lokaler/dhh/?dato={DAY}"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_free_periods_are_links_to_the_form_with_two_hours_filled_in(client, house):
    page = text(client.get(DAY_PAGE))
    assert f'href="/lan-lokaler/dhh/bestill/?rom=hall&amp;dato={DAY}&amp;fra=08%3A00&amp;til=10%3A00"' in page
    assert '<b>Ledig</b> <span>08:00–22:00</span><span class="ds-sr-only">, Hall</span>' in page


def test_taken_periods_show_a_title_only_when_it_is_open_for_all(client, house, owner):
    book(house, "A", "10–12", by=owner, title="Hemmelig møte")
    choir = Organisation.objects.create(name="Koret", slug="koret", is_trusted=True)
    book(house, "K", "10–12", by=owner, title="Språkkafé", visibility="public", organisation=choir)
    book(house, "C", "10–12", by=owner, title="RING 12345678", visibility="public")
    page = text(client.get(DAY_PAGE))
    assert "Hemmelig" not in page
    assert "Eva" not in page
    assert "RING" not in page  # nobody has looked at it yet
    assert "Språkkafé" in page
    assert "<span>10:00–12:00</span> <span>Opptatt</span>" in page


@pytest.mark.parametrize(("language", "word"), [("nb", "Opptatt"), ("nn", "Oppteke"), ("en", "Taken")])
def test_that_it_is_taken_is_said_once_in_every_language(client, house, owner, language, word):
    book(house, "A", "10–12", by=owner, title="Hemmelig møte")
    client.cookies["sprak"] = language
    assert f"<span>10:00–12:00</span> <span>{word}</span>" in text(client.get(DAY_PAGE))


def test_grey_periods_say_why(client, house, owner):
    house.set("A", buffer_after_minutes=30)
    house.set("B", lead_minutes=24 * 60 + 120)
    book(house, "A", "10–12", by=owner)
    page = text(client.get(DAY_PAGE))
    assert "<span>12:00–12:30</span> <span>Rigging og rydding</span>" in page
    assert "For sent å bestille" in page
    assert "Passert" in text(client.get(f"/lan-lokaler/dhh/?dato={clock.local(NOW).date()}"))


def test_a_closed_day_says_why(client, house):
    OpeningException.objects.create(venue=house.venue, date=DAY, reason="dugnad")
    assert "Hus dhh er stengt denne dagen: dugnad." in text(client.get(DAY_PAGE))


def test_a_need_finds_the_spaces_that_fit_the_smallest_first(client, house, owner):
    for name, capacity in {"Hall": 100, "A": 20, "B": 30, "C": 10, "K": 50, "AB": 40, "House": 200}.items():
        house.set(name, capacity=capacity)
    house.set("B", tags=[SpaceTag.KITCHEN])
    house.set("K", tags=[SpaceTag.KITCHEN])
    response = client.get(f"{DAY_PAGE}&kl=18:00&varighet=120&antall=20&trenger=kitchen")
    assert [fit.space.name for fit in response.context["fits"]] == ["B", "K"]
    assert {fit.period for fit in response.context["fits"]} == {span("18–20")}
    book(house, "AB", "19–20", by=owner)
    response = client.get(f"{DAY_PAGE}&kl=18:00&varighet=120&antall=20&trenger=kitchen")
    assert [fit.space.name for fit in response.context["fits"]] == ["K"]


def test_all_venues_are_listed_with_those_that_fit_first(client, house):
    other = make_house("aaa")
    house.set("K", tags=[SpaceTag.KITCHEN])
    places = client.get("/lan-lokaler/?trenger=kitchen").context["venues"]
    assert [place.venue for place in places] == [house.venue, other.venue]
    assert client.get("/lan-lokaler/").status_code == 200


@pytest.fixture
def projector(house):
    """The only thing at the house is K."""
    return house.set("K", kind=SpaceKind.EQUIPMENT, capacity=None, tags=[SpaceTag.PROJECTOR])


def test_equipment_is_no_place_for_people_and_counts_as_no_room(client, house, projector):
    [place] = client.get("/lan-lokaler/?antall=5").context["venues"]
    assert "K" not in {fit.space.name for fit in place.fits}
    assert "6 av 6 rom og soner har ledig tid" in text(client.get(f"/lan-lokaler/?dato={DAY}"))


def test_equipment_fits_when_nothing_else_is_asked_for(client, house, projector):
    fits = client.get(f"{DAY_PAGE}&trenger=projector").context["fits"]
    assert [fit.space.name for fit in fits] == ["K"]
    assert client.get(f"{DAY_PAGE}&trenger=projector&antall=5").context["fits"] == []


def test_a_need_counts_what_fits_and_not_what_is_free(client, house):
    for name in house.spaces:
        house.set(name, capacity=10)
    house.set("A", capacity=30)
    assert "1 av 7 rom og soner passer" in text(client.get(f"/lan-lokaler/?dato={DAY}&antall=30"))
    page = text(client.get(f"/lan-lokaler/?dato={DAY}&antall=31"))
    assert "Ingen rom her passer med ønskene." in page
    assert "av 7" not in page


def test_the_week_shows_the_free_parts_of_each_day(client, house, owner):
    book(house, "C", "8–20", by=owner)
    response = client.get(f"/lan-lokaler/dhh/uke/?dato={DAY}")
    row = next(row for row in response.context["rows"] if row.space.name == "C")
    assert [cell.total for cell in row.cells][1:] == [dt.timedelta(hours=2), *[dt.timedelta(hours=14)] * 5]
    assert "20:00–22:00" in text(response)


def test_the_present_week_begins_today_and_other_weeks_on_monday(client, house, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=2))
    present = client.get("/lan-lokaler/dhh/uke/").context
    assert present["days"] == [dt.date(2027, 1, day) for day in range(6, 11)]
    assert {len(row.cells) for row in present["rows"]} == {5}
    assert len(client.get("/lan-lokaler/dhh/uke/?dato=2027-01-13").context["days"]) == 7


def test_pages_for_everyone_set_no_cookie_and_may_be_cached(client, house):
    for url in ["/lan-lokaler/", DAY_PAGE, "/lan-lokaler/dhh/uke/", "/lan-lokaler/dhh/bestill/"]:
        response = client.get(url)
        assert response.status_code == 200
        assert not response.cookies
        assert "csrf" not in text(response)
        assert "no-store" not in response["Cache-Control"]


def test_unknown_and_hidden_venues_are_not_there(client, house):
    assert client.get("/lan-lokaler/finnes-ikke/").status_code == 404
    house.venue.is_public = False
    house.venue.save()
    for name in ["booking:day", "booking:week", "booking:book"]:
        assert client.get(reverse(name, args=["dhh"])).status_code == 404


NONSENSE = ["", "x", "2027-02-30", "9999-12-31", "0001-01-01", "-1", "%00", "25:00", "1e9", "😀", "'", "a" * 3000]
PAGES = ["/lan-lokaler/", "/lan-lokaler/dhh/", "/lan-lokaler/dhh/uke/", "/lan-lokaler/dhh/bestill/"]


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize(
    "page", ["/lan-lokaler/", "/lan-lokaler/dhh/", "/lan-lokaler/dhh/uke/", "/lan-lokaler/dhh/bestill/"]
)
def test_nonsense_in_the_address_is_answered_in_words(client, house, page, nonsense):
    names = ["dato", "kl", "varighet", "antall", "trenger", "alt", "rom", "fra", "til", "tittel", "synlighet", "nokkel"]
    for name in names:
        assert client.get(f"{page}?{name}={nonsense}").status_code in {200, 400}
    assert client.get(f"{page}?" + "&".join(f"{name}={nonsense}" for name in names)).status_code in {200, 400}


def test_a_date_years_away_is_answered_with_a_sentence_at_the_field(client, house):
    response = client.get("/lan-lokaler/dhh/?dato=9999-12-31")
    assert response.status_code == 400
    assert "Velg en dag som er mindre enn to år unna." in text(response)


@pytest.mark.parametrize("page", ["/lan-lokaler/", DAY_PAGE, f"/lan-lokaler/dhh/uke/?dato={DAY}"])
def test_a_page_costs_the_same_for_many_rows(client, house, owner, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(15) as few:
        client.get(page)
    for number in range(3):
        make_house(f"hus-{number}")
        for hour in range(8, 20, 2):
            book(house, "ABCK"[number], f"{hour}-{hour + 1}", by=owner)
    with django_assert_max_num_queries(len(few)):
        client.get(page)


def test_the_change_nights_have_23_and_25_hours(client, house):
    house.venue.openingrule_set.update(opens=dt.time(0), closes=dt.time(0), closes_next_day=True)
    spring = client.get("/lan-lokaler/dhh/?dato=2027-03-28").context["plan"]
    autumn = client.get("/lan-lokaler/dhh/?dato=2027-10-31").context["plan"]
    assert (spring.columns, autumn.columns) == (92, 100)
    assert [hour for _, hour in spring.hours][:4] == ["00", "01", "03", "04"]
    assert [hour for _, hour in autumn.hours][:5] == ["00", "01", "02", "02", "03"]
