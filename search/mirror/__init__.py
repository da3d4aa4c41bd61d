"""The copy of the index that Elasticsearch keeps. The table is the truth; the database notes every change of a row.

One process at a time works on the copy (alone.py). It reads what is noted (changes.py), sends each row as it is now
(documents.py, sending.py), and strikes out only what nobody has changed since: whatever fails in between is done again.
"""

from .changes import oldest_change
from .comparing import Drift, compare
from .keeping import catch_up, is_wanted, make_anew

__all__ = ["Drift", "catch_up", "compare", "is_wanted", "make_anew", "oldest_change"]
