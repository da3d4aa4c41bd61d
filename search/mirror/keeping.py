"""Keep the copy true."""

from django.conf import settings
from elasticsearch import Elasticsearch

from ..models import IndexChange
from .alone import alone
from .changes import strike_out
from .indexes import has_our_shape, make_index, server, sweep, take_the_name
from .sending import copy_all, send_all


def is_wanted() -> bool:
    return bool(settings.ELASTICSEARCH_URL)


def catch_up() -> int:
    """Send what has changed, all of it. Answers how many rows; none when another process is at it."""
    with alone() as is_mine:
        if not is_mine:
            return 0
        there = server()
        return send_all(there) if has_our_shape(there) else copy_anew(there)


def make_anew() -> int:
    """A whole new index beside the old one, which answers until the new one takes its name in one step."""
    with alone(wait=True):
        return copy_anew(server())


def copy_anew(there: Elasticsearch) -> int:
    """For whoever is alone already."""
    sweep(there)
    noted = list(IndexChange.objects.all())  # what is noted by now is in the copy
    index = make_index(there)
    refused = copy_all(there, index)
    there.indices.refresh(index=index)
    take_the_name(there, index)
    strike_out([change for change in noted if change.entry not in refused])
    return int(there.count(index=index)["count"])
