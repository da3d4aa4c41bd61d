"""Find what is on, and take it along."""

import datetime as dt
import re
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.factories.house import make_house
from tests.factories.programme import make_activity, repeat_weekly
from website.core import clock

pytestmark = pytest.mark.browser


@pytest.fixture
def language_cafe(front_page):
    """Once a week from the day after tomorrow, at 18."""
    activity = make_activity(make_house("dhh"), title="Språkkafé for alle", summary="Øv norsk og treff naboer.")
    first = clock.today() + dt.timedelta(days=2)
    repeat_weekly(activity, first=first, until=first + dt.timedelta(weeks=3), at=clock.now())
    return activity


def saved_calendar(page: Page) -> Calendar:
    with page.expect_download() as download:
        page.get_by_role("link", name="Legg i kalenderen").first.click()
    return Calendar.from_ical(Path(download.value.path()).read_bytes())


def test_from_what_is_on_to_ones_own_calendar(visitor, language_cafe):
    page = visitor().page
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Det som skjer").click()

    page.get_by_role("link", name="Språkkafé for alle").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Språkkafé for alle")
    (event,) = saved_calendar(page).walk("VEVENT")

    date = language_cafe.occurrences.order_by("starts_at").first()
    assert (event["SUMMARY"], event.start, event.end) == ("Språkkafé for alle", date.starts_at, date.ends_at)


def test_titles_are_offered_while_one_types(visitor, language_cafe):
    page = visitor().page
    page.goto("/sok/")

    box = page.get_by_role("combobox").first
    expect(box).to_have_attribute("aria-expanded", "false")

    box.press_sequentially("sprak")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["Språkkafé for alle"])
    expect(page.locator("#search-page-news")).to_have_text("Antall forslag: 1. Velg med piltastene.")

    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(box).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    box.press("Enter")

    expect(page).to_have_url(re.compile(r"/sok/\?q=Spr%C3%A5kkaf%C3%A9\+for\+alle$"))
    expect(page.get_by_role("status").filter(has_text="1 treff")).to_be_visible()


@pytest.mark.parametrize("words", ["språkkafeer", "ove norsk", "sprakkafe"])
def test_the_search_box_finds_it_however_it_is_written(visitor, language_cafe, words):
    page = visitor(java_script_enabled=False).page
    page.goto("/")

    page.get_by_role("searchbox").first.fill(words)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Språkkafé for alle").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Språkkafé for alle")
