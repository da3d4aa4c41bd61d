"""Whatever closes, opens, renames or deletes a page reaches all that hangs on it, in search and in the sitemap."""

import pytest
from wagtail.models import PageViewRestriction

from programmes.models import Goal, Measure, ProgrammePage, SubProgrammePage
from programmes.operations.communities import open_community
from search.models import SearchEntry
from search.operations import rebuild
from tests.factories.house import NOW
from tests.factories.programme import make_activity
from website.accounts.models import Organisation
from website.core import clock
from website.home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def part(db) -> SubProgrammePage:
    """A part of the programme, with a goal and a measure."""
    programme = HomePage.objects.get().add_child(instance=ProgrammePage(title="Områdesatsing", slug="omradesatsing"))
    page = programme.add_child(instance=SubProgrammePage(title="Nærmiljø", slug="naermiljo"))
    goal = Goal.objects.create(page=page, title="Flere møtes")
    Measure.objects.create(goal=goal, title="Belysning langs elva")
    return page


@pytest.fixture
def lisleby(community_index, owner):
    return open_community(name="Lisleby", by=owner, at=NOW)


def found() -> set[str]:
    return set(SearchEntry.objects.values_list("title", flat=True))


def close(page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_the_goals_of_a_closed_part_leave_with_it_and_come_back(client, part):
    assert {"Nærmiljø", "Flere møtes"} <= found()

    restriction = close(part)
    assert not {"Nærmiljø", "Flere møtes"} & found()
    assert "naermiljo" not in client.get("/sitemap.xml").content.decode()
    assert "Flere møtes" not in client.get("/sok/?q=belysning").content.decode()

    restriction.delete()
    assert {"Nærmiljø", "Flere møtes"} <= found()


def test_the_goals_of_a_part_below_a_closed_page_leave_too(part):
    close(part.get_parent())

    assert "Flere møtes" not in found()


def test_a_part_taken_off_the_web_takes_its_goals_along(part):
    part.page_ptr.unpublish()
    assert "Flere møtes" not in found()

    part.save_revision().publish()
    assert "Flere møtes" in found()


def test_a_community_leaves_with_its_page_and_comes_back(client, lisleby):
    restriction = close(lisleby.page)
    assert "Lisleby" not in found()
    assert "/lokalsamfunn/lisleby/" not in client.get("/sitemap.xml").content.decode()

    restriction.delete()
    assert "Lisleby" in found()

    lisleby.page.page_ptr.unpublish()
    assert "Lisleby" not in found()


def test_a_rebuilt_index_does_not_tell_of_what_is_closed(part, lisleby):
    close(part)
    close(lisleby.page)

    rebuild()

    assert not {"Flere møtes", "Lisleby"} & found()


def test_the_text_of_a_deleted_measure_leaves_its_goal(part):
    Measure.objects.get().delete()

    assert SearchEntry.objects.get(title="Flere møtes").body == ""


def test_a_deleted_goal_and_a_deleted_closed_part_leave_nothing(part):
    close(part)
    part.delete()

    assert not {"Nærmiljø", "Flere møtes"} & found()
    assert not Goal.objects.exists()


def test_an_organisation_that_is_gone_is_no_longer_named_by_its_activities(house, owner):
    choir = Organisation.objects.create(name="Sangkoret", slug="sangkoret")
    make_activity(house, by=owner, organisation=choir)

    choir.delete()

    assert "sangkor" not in SearchEntry.objects.get(title="Språkkafé").lexemes


def test_a_page_with_another_address_takes_all_below_along(part, django_capture_on_commit_callbacks):
    programme = part.get_parent().specific
    programme.slug = "satsing"
    with django_capture_on_commit_callbacks(execute=True):
        programme.save()

    addresses = SearchEntry.objects.filter(title__in=["Nærmiljø", "Flere møtes"]).values_list("url", flat=True)
    assert set(addresses) == {"/satsing/naermiljo/"}
