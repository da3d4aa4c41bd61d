"""Every kind of page in a whole town: within the width of a telephone, and without a fault axe can find."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from playwright.sync_api import Page

from booking.models import Booking
from website.accounts.models import User

pytestmark = pytest.mark.browser

AXE = Path(django_settings.NODE_MODULES) / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN_AXE = """async rules => {
    const options = {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']}
    const {violations} = await axe.run(document, options)
    return violations.flatMap(found => found.nodes.map(node => `${found.id}: ${node.target} ${node.failureSummary}`))
}"""
STICKS_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    ['the page', ...[...document.querySelectorAll('main *')]
        .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
        .map(element => element.outerHTML.slice(0, 90))].slice(0, 4)"""
TWICE_AS_LARGE = "size => { document.documentElement.style.fontSize = size }"
HOUSE = "det-hvite-hus"
PAGES = [
    "/",
    "/det-som-skjer/",
    "/det-som-skjer/?nar=helg",
    "/det-som-skjer/sprakkafe/",
    "/lan-lokaler/",
    f"/lan-lokaler/{HOUSE}/",
    f"/lan-lokaler/{HOUSE}/?alt=1",
    f"/lan-lokaler/{HOUSE}/uke/",
    f"/lan-lokaler/{HOUSE}/bestill/",
    "/moteplasser/",
    f"/moteplasser/{HOUSE}/",
    "/lokalsamfunn/",
    "/lokalsamfunn/lisleby/",
    "/omradesatsing/",
    "/si-din-mening/",
    "/sok/",
    "/sok/?q=dugnad",
    "/sok/?q=finnesikke",
    "/kal/",
    "/konto/login/code/",
    "/personvern/",
    "/finnes-ikke/",
]
PERSONAL = ["/min-side/", "/min-side/profil/", "/min-side/slett/", f"/lan-lokaler/{HOUSE}/bestill/"]


@pytest.fixture
def town(front_page, settings, capsys):
    """The demo town; its leader, who has borrowed rooms, is answered."""
    settings.DEBUG = True
    call_command("load_demo")
    settings.DEBUG = False
    return User.objects.get(email="leder@example.no")


def faults(page: Page, addresses: list[str], widths: list[int]) -> list[str]:
    """What axe finds on each page, and what sticks out of it on narrow screens."""
    found = []
    for address in addresses:
        answer = page.goto(address)
        assert answer.status == (404 if "finnes-ikke" in address else 200), address
        page.evaluate(AXE.read_text())
        found += [f"{address} {fault}" for fault in page.evaluate(RUN_AXE, RULES)]
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{address} is wider than {width}: {part}" for part in page.evaluate(STICKS_OUT)]
            page.evaluate(TWICE_AS_LARGE, "200%")
            found += [f"{address} in large type is wider than {width}: {part}" for part in page.evaluate(STICKS_OUT)]
            page.evaluate(TWICE_AS_LARGE, "")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_faults_or_needs_to_be_scrolled_sideways(visitor, town, scheme):
    receipt = Booking.objects.filter(booked_by=town).first().get_absolute_url()
    everyone, leader = visitor(color_scheme=scheme, width=1280), visitor(town, color_scheme=scheme, width=390)

    found = faults(everyone.page, PAGES, [390, 320, 1280]) + faults(leader.page, [*PERSONAL, receipt], [320, 390])

    assert found == []
    everyone.complaints.remove("Failed to load resource: the server responded with a status of 404 (Not Found)")
