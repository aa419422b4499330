"""How the coded facts of acts on inventories are read; the keys that stand in the ledger never change.

Stands beside the rooms and is imported at start alone: words lie in models, policies, selectors and forms.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cfo_site.files.content import SUFFIXES
from cfo_site.ledger.acts import read_as
from cfo_site.ledger.words import day, fields_of, labels, of_mapping
from inventories import acts
from inventories.forms.sheet.kinds import KINDS as SHEETS
from inventories.models import (
    BillKind,
    BillRule,
    Division,
    Evidence,
    Inventory,
    InventorySource,
    Meter,
    MoneyKind,
    Organisation,
    QualityTask,
    RegisterKind,
    Review,
    Source,
    State,
)
from inventories.models.reminder import Outcome
from inventories.policies.path import STEPS
from inventories.selectors.apart import WORDINGS
from inventories.selectors.boundary_questions import questions

RULES: dict[str, str | Promise] = {
    "same_water": _("น้ำเสียเดียวกันนับสองทาง"),
    "own_meter": _("ไฟฟ้าชาร์จรถที่มิเตอร์ของเทศบาล"),
    "lifecycle_power": _("ค่าไฟฟ้าตลอดวัฏจักรชีวิตคู่กับค่าต้นน้ำ"),
    "upstream_and_freight": _("ต้นน้ำของน้ำมันคู่กับการขนส่งสินค้า"),
    "upstream_twice": _("ต้นน้ำที่กรอกเองคู่กับที่ระบบคำนวณ"),
    "office_and_town_waste": _("ขยะสำนักงานในขยะชุมชน"),
    "own_site_and_delivered": _("ขยะในหลุมของตนกับขยะที่นำไปกำจัด"),
    "same_number": _("เลขมิเตอร์หรือทะเบียนเดียวกัน"),
}


def _question(key: str, _facts: Mapping[str, object]) -> str:
    found = questions().get(key)
    return f"“{gettext(found.question_th)}”" if found else key


def _answer(key: str, facts: Mapping[str, object]) -> str:
    question = questions().get(str(facts.get("question", "")))
    choice = question.choice(key) if question else None
    return f"“{gettext(choice.label_th)}”" if choice else key


def _file(key: str, _facts: Mapping[str, object]) -> str:
    return SUFFIXES[key].removeprefix(".").upper() if key in SUFFIXES else key


read_as("step", of_mapping({key: step.words for key, step in STEPS.items()}), acts.STEP_TAKEN)
read_as("before", labels(State), acts.STEP_TAKEN)
read_as("after", labels(State), acts.STEP_TAKEN)
read_as("review", labels(Review), acts.REVIEWED)
read_as("outcome", labels(Outcome), acts.REMINDED)
read_as("kind", of_mapping({key: words.title for key, words in SHEETS.items()}), acts.SHEET_KEPT)
read_as("question", _question, acts.BOUNDARY_ANSWERED)
read_as("answer", _answer, acts.BOUNDARY_ANSWERED)
read_as("rule", of_mapping(RULES), acts.WARNING_ANSWERED)
read_as("rule", labels(BillRule), acts.BILL_RULE_SET)
read_as(
    "kind",
    of_mapping({str(kind): words.title for kind, words in WORDINGS.items()}),
    acts.APART_ADDED,
    acts.APART_CHANGED,
    acts.APART_REMOVED,
)
read_as("kind", labels(BillKind), acts.BILL_RECORDED)
read_as("task", labels(QualityTask), acts.QUALITY_ROLE_ADDED, acts.QUALITY_ROLE_CHANGED, acts.QUALITY_ROLE_REMOVED)
read_as("media_type", _file, acts.FILE_STORED)
read_as("fields", fields_of(Inventory, Organisation), acts.YEAR_CHANGED)
# What no form shows under a name of its own, and a service writes with the rest.
read_as("fields", fields_of(Source, InventorySource, besides={"conversion": _("การแปลงหน่วย")}), acts.SOURCE_CHANGED)
read_as("fields", fields_of(Division), acts.DIVISION_CHANGED)
read_as("fields", fields_of(Evidence), acts.EVIDENCE_CHANGED)
read_as("fields", fields_of(Meter), acts.METER_CHANGED)
read_as("register", labels(RegisterKind), acts.REGISTER_KEPT)
read_as("kind", labels(MoneyKind), acts.ACCOUNT_KEPT, acts.ACCOUNT_REMOVED, acts.BAHT_EXPLAINED)
read_as("announced_on", day)
read_as("documents_by", day)
