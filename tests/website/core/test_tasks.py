"""What is looked after every minute: what editors have set a time for, and what is of no more use."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories.programme import make_activity
from website.core import clock
from website.core.housekeeping import do_chores
from website.home.models import ArticlePage, HomePage

HOUR = dt.timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pass_time(monkeypatch):
    """Moves both clocks, ours and the one Wagtail asks."""

    def later(span: dt.timedelta) -> None:
        then = clock.now() + span
        monkeypatch.setattr(clock, "now", lambda: then)
        monkeypatch.setattr(timezone, "now", lambda: then)

    return later


def article(**fields) -> ArticlePage:
    page = ArticlePage(title="Julemarked", slug="julemarked", live=False, **fields)
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.mark.parametrize("make", [article, make_activity])
def test_what_has_a_time_is_shown_from_then_and_hidden_from_then(make, client, pass_time):
    now = clock.now()
    thing = make(go_live_at=now + HOUR, expire_at=now + 3 * HOUR)
    address = thing.get_url() if isinstance(thing, ArticlePage) else thing.get_absolute_url()

    seen = []
    for _round in range(3):
        call_command("tick")
        seen.append(client.get(address).status_code)
        pass_time(HOUR + dt.timedelta(minutes=30))

    assert seen == [404, 200, 404]


def test_the_rounds_tell_how_much_was_shown_and_hidden(pass_time):
    now = clock.now()
    make_activity(go_live_at=now + HOUR)
    article(expire_at=now + HOUR)
    pass_time(2 * HOUR)

    assert do_chores()["publish_scheduled"] == 2
    pass_time(HOUR)
    assert do_chores()["publish_scheduled"] == 0


def test_what_tasks_have_done_is_forgotten_after_two_weeks():
    now = clock.now()
    common = {"args_kwargs": {}, "task_path": "a", "backend_name": "default", "run_after": now}
    for days, status in [(15, "SUCCESSFUL"), (15, "FAILED"), (13, "FAILED"), (15, "READY")]:
        finished = None if status == "READY" else now - dt.timedelta(days=days)
        DBTaskResult.objects.create(status=status, finished_at=finished, **common)

    assert do_chores(at=now)["forget_task_results"] == 2
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"FAILED", "READY"}
