"""What is logged, less what must not be."""

import logging
import re

_TOKEN = re.compile(r"(/(?:s|welcome)/)[^/\s\"'?]+")


class WithoutTokens(logging.Filter):
    """Takes the tokens of one-time links and the codes of slips out of every line: such an address is a key."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, its message without tokens."""
        message = record.getMessage()
        if (cleaned := _TOKEN.sub(r"\1…", message)) != message:
            record.msg, record.args = cleaned, ()
        return True
