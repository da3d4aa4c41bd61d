"""Engines carry out a plan (plan.py). The embedded one is PostgreSQL, the other is Elasticsearch.

What they share is in asking.py; each only knows how to count words and how to find entries (question.py). Their answers
are the same, for both go by ranking.py.
"""
