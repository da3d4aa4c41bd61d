from .activity import Activity
from .area_programme import Goal, Measure
from .community import Community, Seat
from .community_pages import AnnouncementPage, CommunityIndexPage, CommunityPage, MinutesPage
from .occurrence import Occurrence
from .programme_pages import MatterPage, ParticipationPage, ProgrammePage, SubProgrammePage
from .series import ActivitySeries

__all__ = [
    "Activity",
    "ActivitySeries",
    "AnnouncementPage",
    "Community",
    "CommunityIndexPage",
    "CommunityPage",
    "Goal",
    "MatterPage",
    "Measure",
    "MinutesPage",
    "Occurrence",
    "ParticipationPage",
    "ProgrammePage",
    "Seat",
    "SubProgrammePage",
]
