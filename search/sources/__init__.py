"""What can be found: one adapter for each model. A new findable model gets one, or stands in LEFT_OUT (checks.py)."""

from .registry import EntryData, Source, source_of, sources

__all__ = ["EntryData", "Source", "source_of", "sources"]
