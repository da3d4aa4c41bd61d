"""The front page and articles, as a reader and an editor meet them."""

import pytest
from wagtail.models import Page, Site

from tests.factories.house import book, make_house, moment
from venues.models import VenueIndexPage
from website.core import clock
from website.home.models import ArticlePage, HomePage
from website.home.operations import create_first_articles

pytestmark = pytest.mark.django_db


def test_a_new_site_answers_with_the_front_page(client):
    answer = client.get("/")

    assert answer.status_code == 200
    assert "Hva vil du gjøre?" in answer.content.decode()


def test_the_welcome_page_of_wagtail_is_gone():
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert not Page.objects.filter(title__contains="Welcome").exists()


def test_the_front_page_has_the_meeting_places(client, house):
    page = client.get("/").content.decode()

    assert "Møteplassene nå" in page
    assert f'<a href="/moteplasser/{house.venue.slug}/">{house.venue.name}</a>' in page


def test_a_house_without_a_free_room_now_is_no_way_to_one(client, house, owner, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment("10"))
    address = f'href="{house.venue.get_booking_url()}"'
    assert address in client.get("/").content.decode()
    book(house, "House", "10–12", by=owner)
    page = client.get("/").content.decode()
    assert "Ingen ledige rom nå" in page
    assert address not in page


def test_the_front_page_asks_as_often_for_eleven_houses_as_for_one(client, house, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(16) as few:
        client.get("/")
    for number in range(10):
        make_house(f"hus-{number}")
    with django_assert_max_num_queries(16) as many:
        client.get("/")

    assert len(many) == len(few)


def test_the_articles_of_the_footer_are_there_and_made_once(client):
    assert [page.slug for page in create_first_articles()] == ["om", "tilgjengelighet", "personvern"]
    assert create_first_articles() == []

    page = client.get("/personvern/").content.decode()
    assert "<h2>Når du bare leser</h2>" in page
    assert '<meta name="description" content="Vi lagrer bare det som trengs' in page
    assert 'aria-current="page">Personvern</a>' in page


def test_an_article_an_editor_changed_is_left_alone():
    create_first_articles()
    ArticlePage.objects.filter(slug="om").update(title="Om oss")

    create_first_articles()

    assert ArticlePage.objects.get(slug="om").title == "Om oss"


def test_every_block_is_shown(client):
    body = [
        ("text", "<p>Les <a href='https://example.no/'>vilkårene</a>.</p>"),
        ("fact", {"heading": "Husk", "text": "<p>Ta med innesko.</p>"}),
        ("quote", {"text": "Det er fint her.", "source": "Kari, 9 år"}),
        ("details", {"heading": "Hva koster det?", "text": "<p>Ingenting.</p>"}),
    ]
    home = HomePage.objects.get()
    home.add_child(instance=ArticlePage(title="Husregler", slug="husregler", body=body)).save_revision().publish()

    page = client.get("/husregler/").content.decode()

    for text in ("vilkårene", "Ta med innesko.", "Kari, 9 år", "Hva koster det?"):
        assert text in page


def test_a_draft_is_not_found_and_can_be_previewed(client, rf):
    home = HomePage.objects.get()
    draft = home.add_child(instance=ArticlePage(title="Utkast", slug="utkast", live=False))

    assert client.get("/utkast/").status_code == 404
    preview = draft.make_preview_request(rf.get("/"), draft.default_preview_mode)
    assert "Utkast" in preview.render().content.decode()


def test_only_articles_lie_below_articles():
    assert ArticlePage.allowed_subpage_models() == [ArticlePage]
    assert not HomePage.can_create_at(HomePage.objects.get())


def test_the_text_of_an_article_keeps_its_language_for_a_reader_of_another(client):
    create_first_articles()
    client.cookies["sprak"] = "en"

    page = client.get("/om/").content.decode()

    assert '<html lang="en"' in page
    assert '<main id="innhold" tabindex="-1" lang="nb"' in page


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("nb", ""),
        ("nn", "Innhaldet på denne sida er på bokmål."),
        ("en", "The content of this page is in Norwegian."),
    ],
)
def test_a_reader_of_another_language_is_told_which_one_the_text_is_in(client, language, notice):
    create_first_articles()
    client.cookies["sprak"] = language

    page = client.get("/om/").content.decode()

    assert notice in page
    assert ('<p class="muted" lang=' in page) is bool(notice)


@pytest.mark.parametrize(("language", "name"), [("nb", "Husene"), ("en", "Meeting places")])
def test_the_way_here_is_named_as_in_the_menu_in_other_languages(client, language, name):
    HomePage.objects.get().add_child(instance=VenueIndexPage(title="Husene", slug="moteplasser"))
    client.cookies["sprak"] = language

    assert f'aria-current="page">{name}</a>' in client.get("/moteplasser/").content.decode()
