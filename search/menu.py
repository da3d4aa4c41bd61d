"""What editors are told of the search on the admin's front page."""

import datetime as dt
from typing import Any

from wagtail.admin.ui.components import Component

from website.core import clock

from . import breaker, mirror
from .models import IndexChange

LATE = dt.timedelta(minutes=5)


class EnginePanel(Component):
    """Seen while Elasticsearch does not answer, or is late to learn of changes."""

    name = "search_engine"
    template_name = "search/engine_panel.html"
    order = 20

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": IndexChange.objects.count()}


def is_behind(at: dt.datetime) -> bool:
    if not mirror.is_wanted():
        return False
    oldest = mirror.oldest_change()
    return breaker.has_failed() or bool(oldest and oldest < at - LATE)


def panels() -> list[Component]:
    return [EnginePanel()] if is_behind(clock.now()) else []
