"""What Wagtail's admin does otherwise here."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from programmes.models import CommunityPage
from programmes.operations.communities import open_community
from programmes.viewsets import CommunitiesGroup
from tests.factories.house import NOW, make_house
from tests.factories.programme import make_activity
from venues.operations import appoint_host
from venues.viewsets import VenuesGroup
from website.accounts import roles
from website.accounts.models import User
from website.accounts.viewsets import OrganisationsGroup
from website.core import clock
from website.home.models import ArticlePage, HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, owner):
    roles.give_role(owner.pk, roles.EDITOR)
    client.force_login(User.objects.get(pk=owner.pk))
    return owner


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_publish_is_the_large_button_of_a_page(client, editor):
    article = HomePage.objects.get().add_child(instance=ArticlePage(title="Om", slug="om"))
    page = text(client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])))
    assert page.index('name="action-publish"') < page.index("Flere handlinger")


def test_publish_is_the_large_button_of_an_activity(client, editor):
    page = text(client.get("/admin/aktiviteter/add/"))
    assert page.index('name="action-publish"') < page.index("Flere handlinger")


def test_the_title_of_a_face_page_writes_no_address_that_is_not_there(client, editor, community_index):
    open_community(name="Lisleby", by=editor, at=NOW)
    page = text(client.get(reverse("wagtailadmin_pages:edit", args=[CommunityPage.objects.get().pk])))
    assert 'id="id_title"' in page
    assert 'data-w-sync-target-value=""' not in page


VIEWSETS = [viewset for group in (VenuesGroup, CommunitiesGroup, OrganisationsGroup) for viewset in group.items]


@pytest.mark.parametrize("viewset", VIEWSETS, ids=lambda viewset: viewset.name)
def test_a_page_is_called_what_its_entry_in_the_menu_is(client, admin_user, viewset):
    client.force_login(admin_user)
    page = text(client.get(reverse(f"{viewset.name}:index")))
    assert f"{viewset.menu_label} - Innbyggertorget</title>" in page.replace(" </title>", "</title>")


def test_a_list_says_yes_and_no_in_words(client, editor, house):
    house.set("A", needs_approval=True)
    client.force_login(User.objects.get(pk=editor.pk))
    page = text(client.get(reverse("spaces:index")))
    assert page.count("</svg> ja </td>") == 1
    assert page.count("</svg> nei </td>") == len(house.spaces) - 1
    assert "True" not in page.partition("<table")[2]


@pytest.mark.parametrize("report", ["site-history", "aging-pages", "workflow", "page-types-usage", "locked"])
def test_reports_on_everybody_s_work_are_for_those_who_work_everywhere(client, editor, house, stranger, report):
    make_activity(make_house("naboen"), title="Hemmelig kladd", by=editor, publish=False)
    address = f"/admin/reports/{report}/"
    assert client.get(address).status_code == 200

    appoint_host(house.venue, stranger, first=clock.today(), today=clock.today())
    client.force_login(User.objects.get(pk=stranger.pk))

    assert client.get(address).status_code == 404
    assert "reports" not in text(client.get("/admin/"))


@pytest.mark.parametrize("method", ["post", "options", "trace", "delete"])
def test_the_sitemap_is_only_read(client, method):
    assert getattr(client, method)("/sitemap.xml").status_code == 405


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("form", [{"q": "x" * 3_000_000}, {f"f{number}": "" for number in range(10_001)}])
def test_too_large_a_form_is_answered_with_a_page_of_ours(db, settings, debug, form):
    settings.DEBUG = debug
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post("/min-side/profil/", urlencode(form), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "Vi forstod ikke forespørselen" in answer.content.decode()
    assert "Traceback" not in answer.content.decode()
