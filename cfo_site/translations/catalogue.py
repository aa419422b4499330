"""The catalogue of translations as files: the text that translators write (.po), and what Django reads (.mo)."""

import ast
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from cfo_site.translations.finding import Message, find

FOLDER = settings.BASE_DIR / "cfo_site" / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
HEADER = (
    "Project-Id-Version: municipal-cfo\n"
    "Language: en\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
FORMS = 2  # of English: one, many
_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?) (".*")')
_PERCENT = re.compile(r"%(?:\(\w+\))?[sd]")
_BRACES = re.compile(r"\{\w*\}")
_MAGIC = 0x950412DE


class Malformed(ValueError):
    """A line of the catalogue cannot be read; the message names it."""


@dataclass(slots=True)
class Entry:
    """A message with its English: one text, or one for each plural form. `places`: the files it stands in."""

    message: Message
    texts: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    @property
    def is_translated(self) -> bool:
        """Say whether every form has its English."""
        return len(self.texts) == (FORMS if self.message.plural else 1) and all(self.texts)


def read(text: str) -> dict[Message, Entry]:
    """Return the entries of a catalogue by message, the header left out. Raises Malformed."""
    entries: dict[Message, Entry] = {}
    for block in re.split(r"\n\s*\n", text):
        parts: dict[str, str] = {}
        last = ""
        for number, line in enumerate(filter(None, map(str.strip, block.split("\n")))):
            if line.startswith("#"):
                continue
            if match := _LINE.fullmatch(line):
                last = match[1]
                parts[last] = ast.literal_eval(match[3])
            elif line.startswith('"') and last:
                parts[last] += ast.literal_eval(line)
            else:
                raise Malformed(f"line {number + 1} of the entry\n{block}")
        if parts.get("msgid"):
            message = Message(parts.get("msgctxt", ""), parts["msgid"], parts.get("msgid_plural", ""))
            entries[message] = Entry(message, [parts[name] for name in sorted(parts) if name.startswith("msgstr")])
    return entries


def refreshed(known: Mapping[Message, Entry], root: Path) -> list[Entry]:
    """Return an entry for every message in use, with its English where there is one; whatever is not in use goes.

    A message that newly has a plural, or no longer has one, keeps its text as a beginning.
    """
    by_words = {(entry.message.context, entry.message.msgid): entry.texts for entry in known.values()}
    entries = []
    for message, places in find(root).items():
        texts = by_words.get((message.context, message.msgid), [])
        forms = FORMS if message.plural else 1
        entries.append(Entry(message, (texts + texts[-1:] * FORMS)[:forms] if texts else [""] * forms, places))
    return entries


def written(entries: Iterable[Entry]) -> str:
    """Return the catalogue as text; the same entries give the same bytes."""
    blocks = ['msgid ""\nmsgstr ""\n' + "\n".join(_quoted(f"{line}\n") for line in HEADER.splitlines())]
    for entry in entries:
        context, msgid, plural = entry.message
        lines = [f"#: {place}" for place in entry.places]
        if _PERCENT.search(msgid):
            lines.append("#, python-format")
        elif _BRACES.search(msgid):
            lines.append("#, python-brace-format")
        if context:
            lines.append(f"msgctxt {_quoted(context)}")
        lines.append(f"msgid {_quoted(msgid)}")
        if plural:
            lines.append(f"msgid_plural {_quoted(plural)}")
            lines += [f"msgstr[{form}] {_quoted(text)}" for form, text in enumerate(entry.texts)]
        else:
            lines.append(f"msgstr {_quoted(entry.texts[0])}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def compiled(entries: Iterable[Entry]) -> bytes:
    """Return what Django reads: the format of GNU gettext, without its optional table of hashes."""
    texts = {"": HEADER}
    for entry in entries:
        if entry.is_translated:
            context, msgid, plural = entry.message
            key = f"{context}\x04{msgid}" if context else msgid
            texts[f"{key}\x00{plural}" if plural else key] = "\x00".join(entry.texts)
    pairs = sorted((key.encode(), text.encode()) for key, text in texts.items())
    count, table = len(pairs), 7 * 4
    start = table + 2 * 8 * count
    offsets: list[tuple[int, int]] = []
    body = b""
    for column in (0, 1):
        for pair in pairs:
            offsets.append((len(pair[column]), start + len(body)))
            body += pair[column] + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, count, table, table + 8 * count, 0, 0)
    return head + b"".join(struct.pack("<2I", *each) for each in offsets) + body


def placeholders(text: str) -> list[str]:
    """Return what is put into a text, sorted: %(name)s, %s and {name}."""
    return sorted(_PERCENT.findall(text.replace("%%", "")) + _BRACES.findall(text))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
