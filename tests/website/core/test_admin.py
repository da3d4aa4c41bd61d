"""What Wagtail's admin does otherwise here."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from programmes.models import CommunityPage
from programmes.operations.communities import open_community
from tests.factories.house import NOW
from website.accounts import roles
from website.accounts.models import User
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
