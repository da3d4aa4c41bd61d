"""Finding: one index over everything.

A row per findable thing (models.py), described by a source (sources/) and written in the transaction that changes the
thing (receivers.py). Words become lexemes in analyser/; what a person typed becomes a plan (plan.py), which an engine
carries out (engines/). Calendars to subscribe to are the sub-app feeds/.
"""
