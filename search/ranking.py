"""What makes one answer better than another; the same numbers in every engine.

An entry's score is the sum over the words of how rare the word is, times where it stands (only the best place counts),
times what the way it was found is worth; and that times how well the entry as a whole suits.
"""

import datetime as dt
import math

from .models import Kind
from .vectors import BODY, KEYWORDS, PLACE, TITLE

# Where a word stands at the least, and what that is worth; of several words the one that stands least counts.
STANDINGS = [
    (TITLE, 1.0),
    (TITLE + KEYWORDS, 0.6),
    (TITLE + KEYWORDS + PLACE, 0.35),
    (TITLE + KEYWORDS + PLACE + BODY, 0.12),
]
WHOLE_TITLE = 0.5  # more, when the words asked for are all there is in the title; less for a part of it
KIND_MEANT = 1.2
SOON = dt.timedelta(days=14)
HAPPENS_SOON, IS_OVER, IS_NEWS = 1.1, 0.55, 0.9
FIRST_OF_ALL = 1.05  # houses and communities before what happens in them
LANDMARKS = (Kind.VENUE, Kind.COMMUNITY)


def rarity(having: int, total: int) -> float:
    """Of a word that so many of all entries have."""
    return math.log(1 + (max(total, 1) - having + 0.5) / (having + 0.5))


def steps(worths: set[float]) -> list[tuple[float, str, float]]:
    """Best first: points for standing in one of these places, found in a way worth at least so much."""
    return sorted(((points * worth, places, worth) for places, points in STANDINGS for worth in worths), reverse=True)
