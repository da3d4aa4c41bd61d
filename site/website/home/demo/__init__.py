"""A town to try things in. Loaded by the operations real data goes through; names of people and rooms are invented.

Dates are relative to today and nothing is random, so two people who start on the same day see the same.
"""
