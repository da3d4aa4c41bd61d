"""An editor at work, under the editors' Content-Security-Policy: the browser has nothing to complain of."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from booking.models import Closure
from tests.factories.house import make_house
from venues.models import OpeningException
from venues.operations import appoint_host
from website.accounts import roles
from website.accounts.models import User
from website.core import clock
from website.home.models import ArticlePage

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(front_page):
    person = User.objects.create_user("redaktor@example.no", first_name="Rita")
    roles.give_role(person.pk, roles.EDITOR)
    return person


@pytest.fixture
def article(front_page):
    body = [("text", "<p>Her er det fint å være.</p>")]
    page = front_page.add_child(instance=ArticlePage(title="Om huset", slug="om-huset", body=body))
    page.save_revision().publish()
    return page


def test_an_editor_writes_looks_and_publishes(visitor, editor, article):
    page = visitor(editor).page
    page.goto(f"/admin/pages/{article.pk}/edit/")

    page.locator(".public-DraftEditor-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Velkommen inn.")
    page.get_by_title("Sett inn en blokk").last.click()
    page.get_by_role("option", name="Faktaboks").click()
    page.locator("[name$='-value-heading']").fill("Godt å vite")
    page.locator(".public-DraftEditor-content").last.click()
    page.keyboard.type("Ta med innesko.")

    page.get_by_role("button", name="Vis eller skjul forhåndsvisning").click()
    preview = page.frame_locator("iframe").first
    expect(preview.get_by_text("Velkommen inn.")).to_be_visible()
    expect(preview.get_by_text("Godt å vite")).to_be_visible()

    page.get_by_role("button", name="Publiser").click()
    expect(page.get_by_text("publisert").first).to_be_visible()

    page.goto("/om-huset/")
    expect(page.get_by_text("Her er det fint å være. Velkommen inn.")).to_be_visible()
    expect(page.get_by_text("Ta med innesko.")).to_be_visible()


def test_an_editor_closes_a_day_with_the_date_picker(visitor, editor):
    house = make_house()
    page = visitor(editor).page
    page.goto("/admin/opening-exceptions/new/")

    page.locator("[name=venue]").select_option(label=house.venue.name)
    page.locator("[name=date]").click()
    page.locator(".xdsoft_datetimepicker:visible .xdsoft_today").click()
    page.locator("[name=reason]").fill("Vi pynter til jul")
    page.get_by_role("button", name="Opprett").click()

    page.wait_for_url("**/admin/opening-exceptions/")
    made = OpeningException.objects.get()
    assert (made.venue, made.opens, made.reason) == (house.venue, None, "Vi pynter til jul")
    assert abs(made.date - clock.today()) <= dt.timedelta(days=1)


def test_a_date_typed_as_people_write_it_is_kept_and_one_that_is_none_is_told(visitor, editor):
    house = make_house()
    page = visitor(editor).page
    page.goto("/admin/opening-exceptions/new/")
    page.locator("[name=venue]").select_option(label=house.venue.name)

    page.locator("[name=date]").fill("1. desember 2030")
    page.keyboard.press("Tab")
    page.locator("[name=reason]").press("Enter")
    expect(page.locator("[name=date]")).to_have_value("1. desember 2030")
    assert not OpeningException.objects.exists()

    page.locator("[name=date]").fill("01.12.2030")
    page.keyboard.press("Tab")
    page.locator("[name=reason]").press("Enter")
    page.wait_for_url("**/admin/opening-exceptions/")
    assert OpeningException.objects.get().date == dt.date(2030, 12, 1)


def test_an_editor_uploads_a_picture_and_a_page_shows_it(visitor, editor, article, tmp_path):
    from tests.factories.files import photo

    page = visitor(editor).page
    page.goto("/admin/images/add/")
    upload = {"name": "Huset på Øra.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(400, 300))}
    page.locator("[name=title]").fill("Huset på Øra")
    page.locator("[name=file]").set_input_files(upload)
    page.get_by_role("button", name="Last opp").click()

    page.wait_for_url("**/admin/images/")
    expect(page.get_by_text("Huset på Øra").first).to_be_visible()
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")


def test_an_editor_writes_an_activity_and_says_when(visitor, editor):
    house = make_house()
    page = visitor(editor).page
    page.goto("/admin/aktiviteter/add/")
    page.locator("[name=title]").fill("Strikkekafé")
    page.locator("[name=venue]").select_option(label=house.venue.name)
    page.locator("[name=space]").select_option(label=f"{house.venue.name}: A")
    page.get_by_role("button", name="Publiser").click()

    expect(page.get_by_role("heading", name="Datoer for Strikkekafé")).to_be_visible()
    first = clock.today() + dt.timedelta(days=7)
    page.locator("[name=dag]").fill(first.isoformat())
    page.locator("[name=fra]").fill("18:00")
    page.locator("[name=til]").fill("20:00")
    page.locator("[name=gjentas]").select_option(label="Hver uke")
    page.locator("[name=siste]").fill((first + dt.timedelta(days=14)).isoformat())
    page.get_by_role("button", name="Legg inn").click()

    expect(page.get_by_text("3 datoer er lagt inn.")).to_be_visible()
    expect(page.get_by_role("cell", name="A", exact=True)).to_have_count(3)
    page.get_by_role("link", name="Se siden").click()
    expect(page.get_by_role("heading", name="Strikkekafé")).to_be_visible()
    expect(page.get_by_text("18:00–20:00").first).to_be_visible()


def test_a_host_closes_a_room_on_a_narrow_screen_without_script(visitor, editor):
    house = make_house()
    appoint_host(house.venue, editor, first=clock.today(), today=clock.today())
    page = visitor(editor, width=390, java_script_enabled=False).page
    page.goto("/admin/utlan/stenginger/")
    page.get_by_role("link", name="Steng rom").click()

    page.get_by_label(f"{house.venue.name}: K").check()
    day = (clock.today() + dt.timedelta(days=7)).isoformat()
    for name, written in {
        "fra_dag": day,
        "fra_kl": "10:00",
        "til_dag": day,
        "til_kl": "12:00",
        "grunn": "Vask",
    }.items():
        page.locator(f"[name={name}]").fill(written)
    page.get_by_role("button", name="Steng").click()

    expect(page.get_by_text("Stengt: Vask.")).to_be_visible()
    assert [closure.reason for closure in Closure.objects.all()] == ["Vask"]


def test_a_list_that_is_too_wide_for_a_telephone_is_moved_sideways(visitor, editor):
    make_house()
    page = visitor(editor, width=390).page
    page.goto("/admin/opening-rules/")
    last = page.get_by_role("cell", name="alle uker").first
    last.scroll_into_view_if_needed()
    place = last.bounding_box()
    assert 0 <= place["x"] < place["x"] + place["width"] <= 390
