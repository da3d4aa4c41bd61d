from .address import EVERYTHING, FeedAddress, Subject, slug_for
from .followed import Followed
from .saved_search import SavedSearch
from .weekly_mail import WeeklyMail

__all__ = ["EVERYTHING", "FeedAddress", "Followed", "SavedSearch", "Subject", "WeeklyMail", "slug_for"]
