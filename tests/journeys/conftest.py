"""Whole stories in a real browser against a real server: what a person sees, and what the browser complains of."""

import importlib
import os

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

PATIENCE = 30_000  # milliseconds: a machine that does much else is no fault of the page
WAYS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium; Playwright's own is never downloaded."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread, our queries beside it
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=WAYS)
        yield browser
        browser.close()


@pytest.fixture
def front_page(transactional_db, settings, tmp_path):
    """The front page, made anew where another test has emptied the tables."""
    from django.apps import apps
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Collection, Locale, Site
    from wagtail.models import Page as WagtailPage

    from website.accounts.roles import sync_roles
    from website.home.models import HomePage

    settings.MEDIA_ROOT = tmp_path
    Site.clear_site_root_paths_cache()
    if not HomePage.objects.exists():
        Locale.objects.get_or_create(language_code="nb")
        WagtailPage.add_root(title="Root", slug="root", content_type=ContentType.objects.get_for_model(WagtailPage))
        Collection.add_root(name="Root")
        importlib.import_module("website.home.migrations.0002_front_page").make_front_page(apps, None)
        sync_roles()
    return HomePage.objects.get()


class Visitor:
    """A person at a screen, who may have logged in; `complaints` is what the browser said was wrong."""

    def __init__(self, browser: Browser, address: str, user=None, width=1400, **screen) -> None:
        self.complaints: list[str] = []
        size = {"width": width, "height": 900}
        self.context = browser.new_context(base_url=address, locale="nb-NO", viewport=size, **screen)
        if user:
            self.context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": address}])
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda found: found.url.startswith("http") and self.check(found.url, address))

    def check(self, url: str, address: str) -> None:
        if not url.startswith(address):
            self.complaints.append(f"asked elsewhere: {url}")


def session_of(user) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


@pytest.fixture
def visitor(chromium, live_server, front_page):
    """`visitor(user, width=…)`: a screen of their own; nobody may be left with complaints."""
    made: list[Visitor] = []

    def open_screen(user=None, **screen) -> Visitor:
        made.append(Visitor(chromium, live_server.url, user, **screen))
        return made[-1]

    yield open_screen
    for one in made:
        one.context.close()
    assert [line for one in made for line in one.complaints] == []
