"""`manage.py import_workbook FILE --municipality M --year Y`: what a workbook would change; with --commit, the change."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.gate import visitor_at
from cfo_site.accounts.models import Municipality, User
from cfo_site.accounts.selectors import municipality, person
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.language import in_thai
from cfo_site.templatetags.cfo import number, thai_month, tonnes, unit
from inventories.forms.imports.contents import contents_of
from inventories.forms.workbooks.reading import Unreadable
from inventories.forms.workbooks.upload import read_upload
from inventories.models import Inventory
from inventories.policies import Refused
from inventories.selectors.imports.batches import drawn_up
from inventories.selectors.imports.preview import Preview, preview
from inventories.selectors.imports.sentences import cell_name
from inventories.selectors.imports.shown import counts_in_words, shown_groups, shown_problems
from inventories.selectors.inventories import inventory
from inventories.services.imports.committing import commit
from inventories.services.imports.previewing import choose, keep_preview


class Command(BaseCommand):
    """Preview by default. Ends with 1 where something in the file cannot be stored as it stands, or was not."""

    help = "Show what a workbook would change in a year, cell by cell; --commit stores it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file, whose year, and whether and as whom to store it."""
        parser.add_argument("file", type=Path, help=".xlsx or .csv")
        parser.add_argument("--municipality", required=True, help="key of the municipality")
        parser.add_argument("--year", required=True, help="Buddhist-era year of the inventory: 2568, fy2568")
        parser.add_argument("--commit", action="store_true", help="store what the preview shows")
        parser.add_argument("--replace", action="store_true", help="replace figures that are there, not only fill gaps")
        parser.add_argument(
            "--answer", action="append", default=[], metavar="RULE=yes|no", help="answer a question about cells; repeat"
        )
        parser.add_argument("--as", dest="username", help="user name of who stores it (with --commit)")

    @in_thai
    def handle(self, *args: Any, **options: Any) -> None:
        """Preview, print, and store if asked; without that nothing is kept."""
        town = municipality(options["municipality"])
        if town is None:
            raise CommandError(f"There is no municipality {options['municipality']}.")
        actor = _actor(options["username"], town)
        if options["commit"] and actor is None:
            raise CommandError("--commit needs --as USERNAME: whose name stands beside the figures.")
        with tenant_scope(town):
            try:
                year = inventory(town, options["year"])
            except (Inventory.DoesNotExist, ValueError):
                raise CommandError(f"{town.key} has no inventory of {options['year']}.") from None
            try:
                with options["file"].open("rb") as file:
                    self._bring(year, actor if options["commit"] else None, file, options)
            except OSError as fault:
                raise CommandError(f"{options['file']}: {fault.strerror}.") from fault
            except Unreadable as wrong:
                raise CommandError(f"{wrong} {wrong.remedy}") from wrong
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal

    def _bring(self, year: Inventory, actor: User | None, file: BinaryIO, options: dict[str, Any]) -> None:
        """Print what comes of a file; store it for `actor` if nothing in it is faulty."""
        contents = contents_of(read_upload(file, options["file"].name, months=year.month_list))
        batch = drawn_up(year, contents)
        batch.choices |= {"answers": _answers(options["answer"])}
        if options["replace"]:
            batch.choices["replace"] = True
        told = preview(batch)
        _check_answered(told)
        self._print(told)
        if told.objections or told.open_count:
            raise CommandError(
                _("ไฟล์นี้มีสิ่งที่ต้องแก้หรือต้องตอบ จึงยังบันทึกไม่ได้ แก้ในไฟล์ ตอบด้วย --answer หรือนำเข้าในหน้าเว็บเพื่อเลือกและตอบ")
            )
        if actor is None or not told.store_count:
            return
        kept = keep_preview(inventory=year, actor=actor, file=file, name=options["file"].name, contents=contents)
        kept = choose(batch=kept, choices=batch.choices)
        stored = commit(batch=kept, actor=actor, shown=told.digest)
        self.stdout.write(_("บันทึกแล้ว %(count)s ช่อง") % {"count": stored.stored})

    def _print(self, told: Preview) -> None:
        """Print every cell with where it goes, then what is wrong, then the sums."""
        say = self.stdout.write
        say(f"{told.contents.label} · {told.batch.inventory.title}")
        for shown in shown_groups(told):
            source = shown.group.target.source
            say(f"{source.name_th} ({unit(source.unit)}): {number(shown.group.before)} → {number(shown.group.after)}")
            for cell in shown.cells:
                month = thai_month(cell.month) if cell.month else _("ทั้งปี")
                was = cell.was or "–"
                say(f"  {cell.cells}\t{month}\t{cell.raw}\t{cell.word}\t{was} → {cell.value or was}")
        for word in told.objections:
            say(f"! {word.rule}: {word.sentence} {word.remedy}")
        for line, _match in told.unplaced:
            say(f"! unplaced: {cell_name(line.sheet, line.cell)} {line.label}")
        for problem in shown_problems(told):
            cells = ", ".join([problem.place, *problem.others])
            say(f"! {problem.word.rule}: {cells} “{problem.raw}” {problem.word.sentence} {problem.word.remedy}")
        for word, count in told.questions:
            answer = {True: "=yes", False: "=no", None: "=yes|no"}[told.choices.answers.get(word.rule)]
            say(f"? --answer {word.rule}{answer}: {word.sentence} {word.remedy} ({count})")
        for each in told.contents.left:
            say(f"- {cell_name(each.sheet, each.cell)}: {each.sentence}")
        counts = " · ".join(f"{word} {count}" for word, _tint, _mark, count in counts_in_words(told))
        say(_("อ่านได้ %(all)s ช่อง: %(counts)s") % {"all": told.contents.cell_count, "counts": counts})
        if not told.weight.fault:
            before, after = told.before.scope_1_2_3, told.weight.scope_1_2_3
            say(f"{tonnes(before, 3)} → {tonnes(after, 3)} tCO2e")


def _answers(given: list[str]) -> dict[str, bool]:
    """Return answers by rule. Raises CommandError for anything but RULE=yes and RULE=no."""
    answers = {}
    for each in given:
        rule, _sign, said = each.partition("=")
        if said not in {"yes", "no"}:
            raise CommandError(f"--answer {each}: write RULE=yes or RULE=no.")
        answers[rule] = said == "yes"
    return answers


def _check_answered(told: Preview) -> None:
    """Refuse an answer to a question that the file does not ask: it was meant for something else."""
    asked = {word.rule for word, _count in told.questions}
    if unasked := sorted(told.choices.answers.keys() - asked):
        questions = ", ".join(sorted(asked)) or "nothing"
        raise CommandError(f"The file does not ask {', '.join(unasked)}; it asks {questions}.")


def _actor(username: str | None, town: Municipality) -> User | None:
    """Return who stores it; None where nobody was named. Raises CommandError for somebody who may not write there."""
    if username is None:
        return None
    found = person(username)
    if found is None or not visitor_at(found, town, today=timezone.localdate()).writes:
        raise CommandError(f"{username} may not enter figures of {town.key}.")
    return found
