"""``python -m inventories.calc FILE``: recalculate an inventory document with the standard library alone.

Prints the result document (one line of JSON, UTF-8) and exits with 0; or prints nothing, writes one line per fault on
standard error and exits with 2.
"""

import gc
import io
import json
import sys
from pathlib import Path

from inventories.calc.document import Faults, parse
from inventories.calc.faults import make
from inventories.calc.result import calculate, to_mapping

_FAULTY = 2


def main(arguments: list[str]) -> int:
    """Recalculate the document named by the one argument; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # whatever the locale: the names are Thai
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if len(arguments) != 1:
        sys.stderr.write("Usage: python -m inventories.calc FILE\n")
        return _FAULTY
    try:
        result = to_mapping(calculate(parse(_text_of(arguments[0]))))
    except Faults as faults:
        sys.stderr.write("".join(f"{fault.line()}\n" for fault in faults.faults))
        return _FAULTY
    sys.stdout.write(json.dumps(result, ensure_ascii=False, separators=(",", ":")) + "\n")
    return 0


def _text_of(path: str) -> str:
    try:
        return Path(path).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Faults([make("not_utf8", path, position=str(error.start))]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Faults([make("file_unreadable", path, reason=reason)]) from None


if __name__ == "__main__":
    gc.disable()  # one document, then the end: collecting garbage only costs time here
    sys.exit(main(sys.argv[1:]))
