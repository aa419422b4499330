"""What is logged, less what must not be."""

import logging
import re

_TOKEN = re.compile(r"(/s/)[^/\s\"'?]+")


class WithoutTokens(logging.Filter):
    """Takes the tokens of one-time links out of every line: the address of such a link is its key."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, its message without tokens."""
        message = record.getMessage()
        if "/s/" in message:
            record.msg, record.args = _TOKEN.sub(r"\1…", message), ()
        return True
