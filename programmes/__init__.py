"""What happens and who decides.

An activity (models/activity.py) is text an editor publishes; when it happens are occurrences (models/occurrence.py),
rows made from a series' rule (operations/series.py) or from a booking that is open for all (receivers.py). Communities,
committees and the neighbourhood programme have facts in models, and words in pages (models/community_pages.py and
models/programme_pages.py).
Begin with operations/.
"""
