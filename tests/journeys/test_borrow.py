"""Borrow a room: from the free hour to the receipt, in every way people get about a page."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from booking.models import Booking
from tests.factories.house import book, make_house
from venues.operations import appoint_host
from website.accounts.models import User
from website.core import clock

pytestmark = pytest.mark.browser

NAME_OF_FOCUS = """() => {
    const element = document.activeElement
    const label = element.labels?.[0] ?? element
    return (element.getAttribute('aria-label') ?? label.textContent).replace(/\\s+/g, ' ').trim()
}"""


class Pointer:
    """Clicks and types."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, name: str) -> None:
        links_and_buttons = self.page.locator("main").get_by_role("link").or_(self.page.get_by_role("button"))
        links_and_buttons.filter(has_text=re.compile(name)).first.click()

    def write(self, name: str, text: str) -> None:
        self.page.get_by_label(re.compile(f"^{name}")).fill(text)


class Keyboard(Pointer):
    """Tabs to what it wants; what the keyboard cannot reach is not there."""

    def go(self, name: str) -> None:
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, name: str, text: str) -> None:
        self.tab_to(name)
        self.page.keyboard.type(text)

    def tab_to(self, name: str) -> None:
        met = []
        for _step in range(120):
            self.page.keyboard.press("Tab")
            met.append(self.page.evaluate(NAME_OF_FOCUS))
            if re.match(name, met[-1]):
                return
        raise AssertionError(f"the keyboard never reached “{name}”, but {met}")


@pytest.mark.parametrize(
    ("way", "screen"),
    [(Keyboard, {}), (Pointer, {"java_script_enabled": False}), (Pointer, {"width": 390})],
    ids=["keyboard", "without script", "phone"],
)
def test_a_new_person_borrows_a_room_and_it_is_taken_for_everyone(visitor, way, screen, mailoutbox):
    make_house("dhh")
    day = f"/lan-lokaler/dhh/?dato={clock.today() + dt.timedelta(days=3)}"
    page = visitor(**screen).page
    page.goto(day)
    hands = way(page)

    hands.go("Ledig")
    hands.write("Hva skal dere gjøre", "Korøvelse")
    hands.go("Logg inn og fortsett")
    hands.write("E-postadresse", "ny@example.no")
    hands.go("Send meg en kode")
    hands.write("Kode", re.search(r"^[A-Z]{4}-[A-Z]{4}$", mailoutbox[0].body, re.MULTILINE).group())
    hands.go("Logg inn")
    expect(page.get_by_label("Hva skal dere gjøre")).to_have_value("Korøvelse")
    hands.write("Fornavn", "Nina")
    hands.write("Etternavn", "Ny")
    hands.go("Send bestillingen")

    expect(page.get_by_role("heading", level=1)).to_have_text("Korøvelse")
    expect(page.get_by_text("Lånet er bestilt.")).to_be_visible()
    booking = Booking.objects.get()
    assert page.url.endswith(booking.get_absolute_url())
    assert [mail.to for mail in mailoutbox if "Korøvelse" in mail.subject + mail.body] == [["ny@example.no"]]
    other = visitor().page
    other.goto(day)
    room = other.get_by_role("list", name=booking.spaces.get().name, exact=True)
    expect(room).to_be_visible()
    hours = f"{booking.starts_at.astimezone(clock.OSLO):%H:%M}–{booking.ends_at.astimezone(clock.OSLO):%H:%M}"
    expect(room.get_by_role("link").filter(has_text=re.compile(f"^Ledig {hours[:5]}"))).to_have_count(0)
    other.goto(f"{day}&alt=1")
    expect(room.get_by_text(hours)).to_be_visible()


def test_without_script_a_room_is_borrowed_every_week_and_all_of_it_given_back(visitor):
    make_house("dhh")
    person = User.objects.create_user("eva@example.no", first_name="Eva")
    day = clock.today() + dt.timedelta(days=3)
    page = visitor(person, java_script_enabled=False).page
    page.goto(f"/lan-lokaler/dhh/uke/?dato={day}")
    hands = Pointer(page)

    hands.go("14 timer")
    hands.go("Ledig")
    page.get_by_label("Gjenta").select_option("Hver uke")
    hands.write("Siste dag", str(day + dt.timedelta(days=20)))
    hands.write("Hva skal dere gjøre", "Korøvelse")
    hands.go("Send bestillingen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se over datoene")
    hands.go("Send bestillingen")
    expect(page.get_by_text("De faste lånene er bestilt.")).to_be_visible()
    number = Booking.objects.count()
    page.goto("/min-side/")
    hands.go(f"Faste lån, {number} datoer")
    hands.go("Gi tilbake kommende datoer")
    hands.go(f"Gi tilbake {number} datoer")

    expect(page.get_by_text(f"{number} datoer er gitt tilbake.")).to_be_visible()
    assert set(Booking.objects.values_list("state", flat=True)) == {"released"}


def test_a_host_says_yes_and_the_asker_hears_it(visitor, front_page, mailoutbox):
    house = make_house("dhh")
    house.set("Hall", needs_approval=True)
    host, asker = (User.objects.create_user(f"{name}@example.no", first_name=name) for name in ("vera", "eva"))
    appoint_host(house.venue, host, first=clock.today(), today=clock.today())
    day = clock.today() + dt.timedelta(days=3)
    booking = book(house, "Hall", "18–20", by=asker, title="Årsmøte", day=day, at=clock.now())
    page = visitor(host).page
    page.goto("/admin/")

    page.get_by_role("link", name="Utlån").first.click()
    page.get_by_role("link", name="Årsmøte").first.click()
    page.get_by_role("button", name="Godkjenn").click()
    expect(page.get_by_text("Bestillingen er godkjent.")).to_be_visible()

    booking.refresh_from_db()
    assert (booking.state, booking.decided_by) == ("confirmed", host)
    assert [mail.to for mail in mailoutbox if "Godkjent" in mail.subject] == [["eva@example.no"]]
