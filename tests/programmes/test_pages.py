"""Lists on pages lead only to pages everyone may open."""

import datetime as dt

import pytest
from wagtail.models import PageViewRestriction

from programmes.forms.filters import ProgrammeFilter
from programmes.models import Community, MatterPage, ParticipationPage, ProgrammePage, SubProgrammePage
from programmes.operations.communities import open_community
from tests.factories.house import NOW
from website.core import clock
from website.core.formats import local_date
from website.home.models import ArticlePage, HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db) -> HomePage:
    return HomePage.objects.get()


def close(page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.fixture
def programme(home) -> ProgrammePage:
    page = home.add_child(instance=ProgrammePage(title="Områdesatsing", slug="omradesatsing"))
    for name in ("Oppvekst", "Arbeid"):
        page.add_child(instance=SubProgrammePage(title=name, slug=name.lower()))
    return page


def test_a_closed_part_is_not_on_the_page_of_the_programme(client, programme):
    close(programme.get_children().get(slug="arbeid"))

    text = client.get("/omradesatsing/").content.decode()

    assert "/omradesatsing/oppvekst/" in text
    assert "/omradesatsing/arbeid/" not in text


def test_the_page_of_the_programme_asks_as_often_for_thirty_parts_as_for_two(
    client, programme, django_assert_num_queries
):
    client.get("/omradesatsing/")
    with django_assert_num_queries(12):
        client.get("/omradesatsing/")
    for number in range(30):
        programme.add_child(instance=SubProgrammePage(title=f"Del {number}"))
    with django_assert_num_queries(12):
        client.get("/omradesatsing/")


def test_a_closed_matter_is_not_asked_about(client, home):
    page = home.add_child(instance=ParticipationPage(title="Si din mening", slug="si-din-mening"))
    for name in ("Salen", "Parken"):
        page.add_child(instance=ArticlePage(title=name, slug=name.lower()))
    close(page.get_children().get(slug="parken"))

    text = client.get("/si-din-mening/").content.decode()

    assert "/si-din-mening/salen/" in text
    assert "/si-din-mening/parken/" not in text


def add_matter(parent, title, days, **fields) -> MatterPage:
    wanted = {"closes_on": clock.today() + dt.timedelta(days=days), "answer_to": "huset@example.no"}
    return parent.add_child(instance=MatterPage(title=title, what_happens="Verten leser alt.", **wanted | fields))


@pytest.fixture
def say(home) -> ParticipationPage:
    return home.add_child(instance=ParticipationPage(title="Si din mening", slug="si-din-mening"))


def test_matters_are_open_up_to_and_on_their_last_day(client, say):
    for title, days in (("Salen", 0), ("Torget", 9), ("Parken", -1)):
        add_matter(say, title, days)

    page = client.get("/si-din-mening/")

    assert [matter.title for matter in page.context["open"]] == ["Salen", "Torget"]
    assert [matter.title for matter in page.context["closed"]] == ["Parken"]


def test_an_open_matter_tells_how_to_answer_until_when_and_what_comes_of_it(client, say):
    text = client.get(add_matter(say, "Hva skal salen bli?", 0).get_url()).content.decode()

    assert 'href="mailto:huset@example.no?subject=Hva%20skal%20salen%20bli%3F"' in text
    assert f"Siste dag er <strong>{local_date(clock.today())}</strong>" in text
    assert "Verten leser alt." in text


def test_a_closed_matter_takes_no_answers_and_tells_what_came_of_it(client, say):
    text = client.get(add_matter(say, "Salen", -1, outcome="Salen blir scene.").get_url()).content.decode()

    assert "mailto:huset@example.no" not in text
    assert "Salen blir scene." in text


def test_having_a_say_asks_as_often_for_twenty_matters_as_for_two(client, say, django_assert_max_num_queries):
    for number in range(2):
        add_matter(say, f"Sak {number}", 1)
    client.get("/si-din-mening/")
    with django_assert_max_num_queries(15) as few:
        client.get("/si-din-mening/")
    for number in range(2, 20):
        add_matter(say, f"Sak {number}", 1)
    with django_assert_max_num_queries(len(few)):
        client.get("/si-din-mening/")


def test_a_community_whose_page_is_closed_is_in_no_list(client, community_index, owner):
    for name in ("Lisleby", "Torp"):
        open_community(name=name, by=owner, at=NOW)
    close(Community.objects.get(slug="torp").page)

    for address in ("/lokalsamfunn/", "/"):
        text = client.get(address).content.decode()
        assert "/lokalsamfunn/lisleby/" in text
        assert "/lokalsamfunn/torp/" not in text
    assert [slug for slug, _name in ProgrammeFilter().fields["lokalsamfunn"].choices] == ["", "lisleby"]
