"""Logs as one JSON object a line."""

import json
import logging


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message and traceback. Never bodies, addresses, codes or tokens."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
