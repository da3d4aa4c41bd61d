"""Bookings in and out as two CSV files: from an older system, to the next one, between two installations.

Begin at `columns.py` (what a line holds, told to operators in site/docs/handbook/moving.md), then `spaces.py` and
`bookings.py` (files to rows) and `export.py` (rows to files). All is claimed through `claim()`; what was agreed in
the older system is not asked again for opening hours, lengths and deadlines. A line that cannot be taken is told with
its number and reason, and nothing else is lost. The same files twice add nothing.
"""
