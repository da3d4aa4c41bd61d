"""What can be followed: a house, a room, a community, an activity, everything, or a search."""

from venues.models import Space


class Followed:
    """Where its calendar is, and the page that offers it. `place` is the name of both: `rebellhuset`, `s/k3f…`."""

    space: Space | None = None  # a room is followed with what takes it, too

    @property
    def is_gone(self) -> bool:
        """For good: its calendar answers 410."""
        return False

    @property
    def is_public(self) -> bool:
        """False while not everyone may see it: its calendar answers 404."""
        return True

    @property
    def place(self) -> str:
        raise NotImplementedError

    @property
    def name(self) -> str:
        """What the calendar is called in the programs of those who follow it."""
        raise NotImplementedError

    @property
    def about_url(self) -> str:
        """The page one reads about it."""
        raise NotImplementedError

    def get_absolute_url(self) -> str:
        return f"/kal/{self.place}.ics"

    @property
    def rss_url(self) -> str:
        return f"/kal/{self.place}.rss"

    @property
    def json_url(self) -> str:
        return f"/kal/{self.place}.json"

    @property
    def subscribe_url(self) -> str:
        return f"/abonner/{self.place}/"
