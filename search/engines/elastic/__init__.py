"""Elasticsearch, when ELASTICSEARCH_URL is set: the same lexemes, the same numbers (ranking.py), another machine.

It is asked for ids only. What is shown comes from our own rows, so nothing that has left the index can be told of.
What is said to it is plain data, made from a question.
"""

from .client import alias, client
from .engine import DEEPEST, Elastic
from .mappings import MAPPINGS

__all__ = ["DEEPEST", "MAPPINGS", "Elastic", "alias", "client"]
