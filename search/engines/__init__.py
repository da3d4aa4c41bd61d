"""Engines carry out a plan (plan.py). The embedded one is PostgreSQL."""
