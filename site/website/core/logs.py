"""Logs as one JSON object a line."""

import datetime as dt
import json
import logging
import re

OF_EVERY_RECORD = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}
OURS = {"time", "level", "logger"}
UNTOLD = {"request"}  # what was asked for, whose address may hold a code
NOT_EXTRA = OF_EVERY_RECORD | OURS | UNTOLD
SECRET = re.compile(r"(/kal/p/|/abonner/e-post/)[^/\s]+")  # addresses that let in whoever knows them
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


class JsonFormatter(logging.Formatter):
    """Time in UTC, level, logger, message, what was given as `extra`, and traceback. E-mail addresses are left out.

    Bodies, codes and tokens are never to be handed to a logger.
    """

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        extra = {name: value for name, value in vars(record).items() if name not in NOT_EXTRA}
        if record.exc_info:
            extra["traceback"] = self.formatException(record.exc_info)
        return json.dumps({name: _plain(value) for name, value in (told | extra).items()}, ensure_ascii=False)


def _plain(value: object) -> object:
    """Numbers as they are, all else as text without addresses of mail and secret ones of ours."""
    if value is None or isinstance(value, int | float):
        return value
    return SECRET.sub(r"\1…", ADDRESS.sub("…@…", str(value)))
