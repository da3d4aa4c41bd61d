"""Calendars of others that say when a space is taken: a school's, a sports hall's.

`reading.py` makes periods of a calendar file, `child.py` fetches and reads one in a process of its own, `asking.py`
starts that process and hears what it found. What is then done with it: `operations/following.py`.
"""
