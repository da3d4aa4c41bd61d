"""The last good copy of each feed, in the memory of this process.

It saves building when nothing has changed, and it is what subscribers get while the database is away.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

MOST = 60

_copies: OrderedDict[str, "Copy"] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class Copy:
    """The bytes of a feed when its fingerprint was this."""

    fingerprint: str
    body: bytes


def keep(slug: str, copy: Copy) -> None:
    """The oldest makes room when there are too many."""
    with _lock:
        _copies[slug] = copy
        _copies.move_to_end(slug)
        while len(_copies) > MOST:
            _copies.popitem(last=False)


def last_good(slug: str) -> Copy | None:
    return _copies.get(slug)


def forget(slug: str) -> None:
    """When the feed may not be shown any more, its copy may not either."""
    _copies.pop(slug, None)
