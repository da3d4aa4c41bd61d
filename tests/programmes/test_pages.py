"""Lists on pages lead only to pages everyone may open."""

import pytest
from wagtail.models import PageViewRestriction

from programmes.forms.filters import ProgrammeFilter
from programmes.models import Community, ParticipationPage, ProgrammePage, SubProgrammePage
from programmes.operations.communities import open_community
from tests.factories.house import NOW
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


def test_a_community_whose_page_is_closed_is_in_no_list(client, community_index, owner):
    for name in ("Lisleby", "Torp"):
        open_community(name=name, by=owner, at=NOW)
    close(Community.objects.get(slug="torp").page)

    for address in ("/lokalsamfunn/", "/"):
        text = client.get(address).content.decode()
        assert "/lokalsamfunn/lisleby/" in text
        assert "/lokalsamfunn/torp/" not in text
    assert [slug for slug, _name in ProgrammeFilter().fields["lokalsamfunn"].choices] == ["", "lisleby"]
