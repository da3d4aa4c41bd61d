from typing import Any

from django.core.management.base import BaseCommand, CommandError

from website.core.housekeeping import do_chores


class Command(BaseCommand):
    """Run it every minute. It may be missed, repeated or run twice at once."""

    help = "Does what is due: sends waiting mail, clears what has expired."

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = do_chores()
        for name, count in done.items():
            if count:
                self.stdout.write(f"{name}: {count}")
        if failed := [name for name, count in done.items() if count is None]:
            raise CommandError(f"Failed, see the log: {', '.join(failed)}")
