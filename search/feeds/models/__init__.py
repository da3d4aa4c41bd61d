from .address import EVERYTHING, FeedAddress, Subject, slug_for
from .followed import Followed
from .saved_search import SavedSearch

__all__ = ["EVERYTHING", "FeedAddress", "Followed", "SavedSearch", "Subject", "slug_for"]
