"""Finding the application's own Thai words: in Python, in templates, and in fixtures that pages read out.

The standard tools need GNU gettext on the machine and do not see a function imported under another name; these need
Python alone.
"""

import ast
import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

APPS = ("cfo_site", "emission_factors", "inventories", "reports")
TEMPLATES = "templates"
FIXTURES = {
    "fixtures/boundary/answers.csv": ("label_th", "sentence_th", "paper_th"),
    "fixtures/boundary/questions.csv": ("question_th", "why_th"),
    "fixtures/calendar/holidays.csv": ("name_th",),
    "fixtures/catalogue/conversions.csv": ("name_th", "source"),
    "fixtures/catalogue/sources.csv": ("paper", "division", "help_th", "boundary_th"),
    "fixtures/emission_factors/editions.csv": ("licence", "note"),
    "fixtures/evidence/kinds.csv": ("label_th",),
    "fixtures/gwp/sets.csv": ("note",),
    "fixtures/plausibility/reasons.csv": ("label_th",),
    "fixtures/readiness/checks.csv": ("title_th", "why_th"),
    "fixtures/registers/agents.csv": ("label_th",),
    "fixtures/screening/categories.csv": ("example_th",),
    "fixtures/screening/criteria.csv": ("name_th", "explain_th"),
    "fixtures/screening/scales.csv": ("name_th", "word_th"),
    "fixtures/rounds/rounds.csv": ("source",),
    "fixtures/upstream/densities.csv": ("name_th",),
    "fixtures/upstream/fuels.csv": ("why_none_th",),
    "fixtures/waste/compositions.csv": ("name_th", "source"),
    "fixtures/waste/generation.csv": ("name_th",),
    "fixtures/waste/sites.csv": ("name_th",),
    "fixtures/waste/types.csv": ("name_th", "source", "note_th"),
}  # columns whose text a page shows as the application's own words; names with English beside them are not among them
_CALLS = {
    "gettext": ("msgid",),
    "gettext_lazy": ("msgid",),
    "gettext_noop": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "ngettext_lazy": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "pgettext_lazy": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
    "npgettext_lazy": ("context", "msgid", "plural"),
}
_IN_TEMPLATE = re.compile(r"\b(n?p?gettext|_)\((?=u?['\"])")
THAI = re.compile("[ก-ฺเ-๛]")


class Message(NamedTuple):
    """What is to be translated: its context ("" for none), its words, and its plural ("" where it has none)."""

    context: str
    msgid: str
    plural: str = ""


class Unreadable(ValueError):
    """A text is marked for translation and is not a plain text; the message says where."""


def find(root: Path) -> dict[Message, list[str]]:
    """Return every message with the files it stands in, in the order of files and lines."""
    found: dict[Message, list[str]] = {}
    for path, messages in _everywhere(root):
        name = path.relative_to(root).as_posix()
        for message in messages:
            places = found.setdefault(message, [])
            if name not in places:
                places.append(name)
    return found


def in_python(source: str, name: str = "<text>") -> list[Message]:
    """Return the messages of a Python module, also through names given on import or by assignment."""
    tree = ast.parse(source, name)
    called = dict(_aliases(tree))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := called.get(_name(node.func), "")):
            found += [(node.lineno, node.col_offset, message) for message in _messages(node, function, name)]
    return [message for _line, _column, message in sorted(found)]


def in_template(source: str, name: str = "<text>") -> list[Message]:
    """Return the messages of a template."""
    code = templatize(source, origin=name)
    found = []
    for match in _IN_TEMPLATE.finditer(code):
        call = ast.parse(_call_at(code, match.start()), name, mode="eval").body
        if not isinstance(call, ast.Call):
            raise Unreadable(f"{name}: {match[0]}")
        function = "gettext" if match[1] == "_" else match[1]
        found += _messages(call, function, name)
    return found


def in_fixture(path: Path, columns: Iterable[str]) -> list[Message]:
    """Return the Thai texts of some columns of a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    texts = (str(row.get(column) or "") for row in rows for column in columns)
    return [Message("", text) for text in dict.fromkeys(texts) if THAI.search(text)]


def unmarked(source: str, name: str = "<text>") -> list[tuple[int, str]]:
    """Return the Thai texts of a Python module that are not marked for translation, with their lines."""
    tree = ast.parse(source, name)
    called = dict(_aliases(tree))
    passed_over: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in called:
            passed_over.update(id(inner) for argument in node.args for inner in ast.walk(argument))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node) is not None:
            passed_over.update(id(inner) for inner in ast.walk(node.body[0]))
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and THAI.search(node.value)
        and id(node) not in passed_over
    ]


def _everywhere(root: Path) -> Iterator[tuple[Path, list[Message]]]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, in_python(path.read_text(encoding="utf-8"), str(path))
    for pattern in ("*.html", "*.txt"):
        for path in sorted((root / TEMPLATES).rglob(pattern)):
            yield path, in_template(path.read_text(encoding="utf-8"), str(path))
    for name, columns in FIXTURES.items():
        if (root / name).exists():
            yield root / name, in_fixture(root / name, columns)


def _aliases(tree: ast.AST) -> Iterator[tuple[str, str]]:
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            known |= {each.asname or each.name: each.name for each in node.names if each.name in _CALLS}
        elif isinstance(node, ast.ImportFrom) and node.module == "django.utils":
            modules = [each.asname or each.name for each in node.names if each.name == "translation"]
            known |= {f"{module}.{function}": function for module in modules for function in _CALLS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in known:
            known |= {target.id: known[node.value.id] for target in node.targets if isinstance(target, ast.Name)}
    yield from known.items()


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{function.value.id}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def _messages(call: ast.Call, function: str, name: str) -> list[Message]:
    parts: dict[str, list[str]] = {}
    for part, argument in zip(_CALLS[function], call.args, strict=False):
        choices = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
        parts[part] = [each.value for each in choices if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if any(isinstance(each, ast.JoinedStr) for each in choices):
            raise Unreadable(f"{name}:{call.lineno}: a text with values inside cannot be translated; use %(name)s")
    context, plural = (parts.get(part, [""])[:1] or [""] for part in ("context", "plural"))
    return [Message(context[0], text, plural[0]) for text in parts.get("msgid", []) if text]


def _call_at(code: str, start: int) -> str:
    """Return the call that begins at `start`, up to its closing bracket: templatize leaves other text around it."""
    end = code.index(")", start)
    while True:
        try:
            ast.parse(code[start : end + 1], mode="eval")
        except SyntaxError:
            end = code.index(")", end + 1)
        else:
            return code[start : end + 1]
