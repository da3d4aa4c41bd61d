"""Calendars anyone can subscribe to, at /kal/<slug>.ics.

A feed's address (models.py) never dies: a renamed house keeps the old one too. What a feed holds is queries.py, how it
is answered is views.py: a whole calendar or none, and 304 without building one.
"""
