"""Bring the English catalogue up to date with the Thai words in use, and compile it: one command, nothing to install.

- manage.py translations            takes up new words, drops what is no longer said, compiles, lists what has no English
- manage.py translations --check    changes nothing; fails where something is missing or out of date
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cfo_site.translations.catalogue import MO, PO, Entry, compiled, placeholders, read, refreshed, written


class Command(BaseCommand):
    """Refresh the English beside the Thai."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []  # noqa: RUF012  # Django's own declaration

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="change nothing, fail where anything is to be done")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both files, or compare with them; then say what has no English or other placeholders than its Thai."""
        old = PO.read_text(encoding="utf-8") if PO.exists() else ""
        entries = refreshed(read(old), settings.BASE_DIR)
        text, binary = written(entries), compiled(entries)
        if options["check"]:
            if (text, binary) != (old, MO.read_bytes() if MO.exists() else b""):
                raise CommandError(
                    "The catalogue is out of date: run manage.py translations, and translate what is new."
                )
        else:
            PO.parent.mkdir(parents=True, exist_ok=True)
            PO.write_text(text, encoding="utf-8")
            MO.write_bytes(binary)
        faults = [fault for entry in entries if (fault := _fault(entry))]
        for fault in faults:
            self.stdout.write(fault)
        self.stdout.write(f"{len(entries)} texts, {len(faults)} to be seen to.")
        if faults and options["check"]:
            raise CommandError(f"{len(faults)} texts need their English.")


def _fault(entry: Entry) -> str:
    if not entry.is_translated:
        return f"No English: {entry.message.msgid}"
    wanted = placeholders(entry.message.msgid)
    if any(placeholders(text) != wanted for text in entry.texts):
        return f"Other placeholders than {', '.join(wanted) or 'none'}: {entry.message.msgid}"
    return ""
