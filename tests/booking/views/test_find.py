"""What is free: pages open to everyone."""

import datetime as dt
import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.house import DAY, NOW, add_chairs, book, make_house, moment, span
from venues.enums import SpaceKind, SpaceTag
from venues.models import OpeningException
from website.accounts.models import Organisation
from website.core import clock

TODAY = clock.local(NOW).date()
DAY_PAGE = f"/lan-lokaler/dhh/?dato={DAY}"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_free_periods_are_links_to_the_form_with_two_hours_filled_in(client, house):
    page = text(client.get(DAY_PAGE))
    assert f'href="/lan-lokaler/dhh/bestill/?rom=hall&amp;dato={DAY}&amp;fra=08%3A00&amp;til=10%3A00"' in page
    assert '<b>Ledig</b> <span>08:00–22:00</span><span class="ds-sr-only">, Hall</span>' in page
    assert 'title="08:00–22:00"' in page  # where there is no room for words


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
    assert "<span>12:00–12:30</span> <span>Rydding til 12:30</span>" in page
    assert "For sent å bestille" in page
    assert "Passert" in text(client.get(f"/lan-lokaler/dhh/?dato={clock.local(NOW).date()}"))


def test_a_closed_day_says_why(client, house):
    OpeningException.objects.create(venue=house.venue, date=DAY, reason="dugnad")
    assert "Hus dhh er stengt denne dagen: dugnad." in text(client.get(DAY_PAGE))


def late_in_the_evening(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment("21:50", TODAY))


def links(response, word: str) -> list[str]:
    """Where the links go whose text begins with `word`."""
    return [html.unescape(to) for to in re.findall(rf'href="([^"]+)">\s*{word}', response.content.decode())]


def test_late_in_the_evening_the_overview_leads_to_the_first_free_time_and_the_next_day(client, house, monkeypatch):
    late_in_the_evening(monkeypatch)
    OpeningException.objects.create(venue=house.venue, date=DAY, reason="dugnad")
    page = client.get("/lan-lokaler/")
    assert "Første ledige tid: onsdag 6. januar kl. 08:00" in text(page)
    assert links(page, "Første ledige tid") == ["/lan-lokaler/dhh/?dato=2027-01-06#rom"]
    assert links(page, "Neste dag") == [f"?dato={DAY}"]
    assert links(page, "Forrige dag") == []


def test_the_next_day_keeps_the_need(client, house):
    page = client.get(f"/lan-lokaler/?dato={DAY}&kl=18:00&varighet=60")
    assert links(page, "Neste dag") == ["?dato=2027-01-06&kl=18%3A00&varighet=60"]
    assert links(page, "Forrige dag") == ["?dato=2027-01-04&kl=18%3A00&varighet=60"]


def test_a_room_with_nothing_free_says_when_it_can_be_had_next_and_that_can_be_booked(client, house, owner):
    house.set("C", min_minutes=180, grid_minutes=60, lead_minutes=38 * 60)
    book(house, "C", "8–20", by=owner, day=DAY + dt.timedelta(days=1))
    page = client.get(DAY_PAGE)
    [address] = [to for to in links(page, "Første ledige tid") if "rom=c" in to]
    assert "Første ledige tid: torsdag 7. januar kl. 08:00" in text(page)
    client.force_login(owner)
    asked = dict(parse_qsl(urlsplit(address).query)) | {"tittel": "Øving"}
    assert client.post("/lan-lokaler/dhh/bestill/", asked).status_code == 302


def test_a_closed_day_says_when_there_is_something_again(client, house):
    OpeningException.objects.create(venue=house.venue, date=DAY, reason="dugnad")
    assert links(client.get(DAY_PAGE), "Første ledige tid") == ["/lan-lokaler/dhh/?dato=2027-01-06#rom"]


def test_nothing_within_four_weeks_or_the_window_promises_nothing(client, house, monkeypatch):
    late_in_the_evening(monkeypatch)
    for name in house.spaces:
        house.set(name, days_ahead=0)
    assert links(client.get("/lan-lokaler/dhh/"), "Første ledige tid") == []
    house.venue.openingrule_set.all().delete()
    assert links(client.get("/lan-lokaler/"), "Første ledige tid") == []


@pytest.mark.parametrize("page", ["/lan-lokaler/", "/lan-lokaler/dhh/", "/lan-lokaler/dhh/uke/"])
@pytest.mark.parametrize(("days_ahead", "last"), [(10, 10), (None, 731)])
def test_the_next_day_ends_where_nothing_can_be_booked(client, house, page, days_ahead, last):
    for name in house.spaces:
        house.set(name, days_ahead=days_ahead)
    before = client.get(f"{page}?dato={TODAY + dt.timedelta(days=last - 8)}")
    assert [client.get(page + to).status_code for to in links(before, "Neste")] == [200]
    at_the_end = client.get(f"{page}?dato={TODAY + dt.timedelta(days=last)}")
    assert at_the_end.status_code == 200
    assert links(at_the_end, "Neste") == []


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
    assert f"/lan-lokaler/dhh/?dato={DAY}#rom-c" in links(response, "2 timer")
    assert 'id="rom-c"' in text(client.get(DAY_PAGE))


def test_the_week_hides_no_free_time(client, house, owner):
    for hour in (9, 11, 13, 15):
        book(house, "C", f"{hour}–{hour + 1}", by=owner)
    page = text(client.get(f"/lan-lokaler/dhh/uke/?dato={DAY}"))
    for hours in ("08:00–09:00", "10:00–11:00", "12:00–13:00", "14:00–15:00", "16:00–22:00"):
        assert hours in page


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


@pytest.mark.parametrize("page", ["/lan-lokaler/", "/lan-lokaler/dhh/"])
def test_looking_ahead_is_one_query_whatever_the_number_of_rooms(client, house, page, monkeypatch):
    with CaptureQueriesContext(connection) as by_day:
        client.get(page)
    late_in_the_evening(monkeypatch)
    with CaptureQueriesContext(connection) as late:
        client.get(page)
    make_house("annet")
    with CaptureQueriesContext(connection) as two_houses:
        client.get(page)
    assert (len(late), len(two_houses)) == (len(by_day) + 1, len(late))


def test_the_change_nights_have_23_and_25_hours(client, house):
    house.venue.openingrule_set.update(opens=dt.time(0), closes=dt.time(0), closes_next_day=True)
    spring = client.get("/lan-lokaler/dhh/?dato=2027-03-28").context["plan"]
    autumn = client.get("/lan-lokaler/dhh/?dato=2027-10-31").context["plan"]
    assert (spring.columns, autumn.columns) == (92, 100)
    assert [hour for _, hour in spring.hours][:4] == ["00", "01", "03", "04"]
    assert [hour for _, hour in autumn.hours][:5] == ["00", "01", "02", "02", "03"]


def test_equipment_is_found_when_it_is_what_one_looks_for(client, house, owner, stranger):
    add_chairs(house, 20, by=owner)
    book(house, "Chairs", "10–12", by=stranger, quantity=16)

    search = "hva=utstyr&kl=10:00&varighet=60&antall="
    page = client.get(f"/lan-lokaler/?dato={DAY}&{search}4")

    (place,) = page.context["venues"]
    assert [(fit.space.name, fit.left) for fit in place.fits] == [("Stoler", "4 av 20 er ledige")]
    assert "rom=stoler&amp;" in text(page)
    assert "&amp;stykk=4" in text(page)
    assert "Antall stykker" in text(page)
    assert client.get(f"/lan-lokaler/?dato={DAY}&{search}5").context["venues"][0].fits == []
    assert "Ikke noe utstyr passer" in text(client.get(f"{DAY_PAGE}&{search}5"))
    assert [fit.space.name for fit in client.get(f"{DAY_PAGE}&{search}4").context["fits"]] == ["Stoler"]


def test_equipment_is_not_mixed_with_rooms(client, house, owner):
    add_chairs(house, 20, by=owner)

    assert "Stoler" not in text(client.get(f"/lan-lokaler/?dato={DAY}&kl=10:00"))
    assert "Hall" not in text(client.get(f"/lan-lokaler/?dato={DAY}&hva=utstyr"))


def test_the_plan_of_the_day_tells_how_many_there_are(client, house, owner, stranger):
    add_chairs(house, 20, by=owner)
    book(house, "Chairs", "8–10", by=stranger, quantity=20)
    book(house, "Chairs", "12–14", by=stranger, quantity=16)

    page = text(client.get(f"{DAY_PAGE}&alt=1"))

    assert "<span>10:00–22:00</span><span>4 av 20 er ledige</span>" in page
    assert 'title="08:00–10:00 alle 20 er lånt ut"' in page


def test_when_nothing_fits_the_nearest_that_day_is_offered_and_the_other_houses(client, house, owner):
    book(house, "House", "10–14", by=owner)
    house.set("K", capacity=5)
    make_house("naboen")
    search = f"?dato={DAY}&kl=10:00&varighet=60&antall=4"

    page = client.get(f"/lan-lokaler/dhh/{search}")

    assert page.context["fits"] == []
    nearest = page.context["near"]
    assert {fit.period for fit in nearest} == {span("9–10")}
    assert nearest[0].space == house["K"]  # the smallest that is large enough
    assert links(page, "Se hva som er ledig på de andre")[0].startswith("/lan-lokaler/?dato=")
    by_venue = {place.venue.slug: place for place in client.get(f"/lan-lokaler/{search}").context["venues"]}
    assert {fit.period for fit in by_venue["dhh"].near} == {span("9–10")}
    assert (by_venue["naboen"].near, len(by_venue["naboen"].fits)) == ([], 7)
