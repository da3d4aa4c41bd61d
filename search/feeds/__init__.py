"""Calendars anyone can subscribe to, at /kal/<slug>.ics.

A feed's address (models/address.py) never dies: a renamed house keeps the old one too. What a feed holds is
queries.py, how it is answered is views/calendars.py: a whole calendar or none, and 304 without building one. A weekly
mail is asked for and stopped in weekly.py, and written in weekly_digest.py.
"""
