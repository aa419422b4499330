"""What in a year may be counted twice, as sentences, with the reasons already given."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cfo_site.templatetags.cfo import plain_name
from inventories.calc.double_counting import Claim, findings
from inventories.models import Inventory, InventorySource, Method, WarningAnswer
from inventories.selectors.boundary import answers_in_force
from inventories.selectors.inventories import inventory_sources

SENTENCES = {
    "same_water": _("นับทั้งบ่อเกรอะของบุคลากรและน้ำเสียจากน้ำใช้ร้อยละ 80 ซึ่งอาจเป็นน้ำเดียวกัน โปรดเลือกนับทางเดียว หรืออธิบายว่าแบ่งน้ำเสียอย่างไร"),
    "own_meter": _("ไฟฟ้าชาร์จรถอาจรวมอยู่ในมิเตอร์ของเทศบาลแล้ว โปรดตอบว่าชาร์จที่ใด หากชาร์จจากมิเตอร์ของเทศบาลให้ใช้ “รวมในรายการอื่น”"),
    "lifecycle_power": _("ค่าไฟฟ้าตลอดวัฏจักรชีวิต (CFP) รวมต้นน้ำไว้แล้ว จึงต้องไม่ใช้คู่กับค่าต้นน้ำของไฟฟ้า"),
    "upstream_and_freight": _("ค่า EF การขนส่งสินค้ารวมการได้มาซึ่งน้ำมันไว้แล้ว โปรดตรวจว่าน้ำมันที่คำนวณต้นน้ำไม่ใช่ของรถคันเดียวกัน"),
    "upstream_twice": _("มีรายการต้นน้ำที่กรอกเองและรายการที่ระบบคำนวณต่อด้วยค่า EF เดียวกัน โปรดเหลือไว้ทางเดียว"),
    "office_and_town_waste": _("ขยะจากสำนักงานอาจถูกชั่งรวมกับขยะชุมชนแล้ว โปรดตอบว่าชั่งแยกหรือไม่ น้ำหนักเดียวกันต้องไม่นับสองครั้ง"),
    "own_site_and_delivered": _("เทศบาลรายงานหลุมฝังกลบของตนทั้งหลุมในประเภทที่ 1 แล้ว ขยะที่นำไปฝังในหลุมเดียวกันต้องไม่อยู่ในประเภทที่ 3 อีก"),
    "same_number": _("สองแหล่งมีเลขมิเตอร์หรือทะเบียนเดียวกัน โปรดตรวจว่าไม่ใช่แหล่งเดียวกัน"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001 - Python's own warnings have nothing to do with an inventory
    """Something that may be counted twice. `answer`: why it is not, if somebody said so."""

    rule: str
    subject: str
    sentence: str
    uses: list[InventorySource]
    answer: WarningAnswer | None

    @property
    def open(self) -> bool:
        """Say whether nobody gave a reason yet."""
        return self.answer is None

    @property
    def names(self) -> str:
        """Return the names of the sources concerned."""
        return ", ".join(plain_name(use) for use in self.uses)


def warnings(inventory: Inventory) -> list[Warning]:
    """Return what may be counted twice in a year, those without a reason first, in a fixed number of queries."""
    uses = {use.pk: use for use in inventory_sources(inventory)}
    answered: dict[int, dict[str, str]] = {}
    for (source, question), row in answers_in_force(inventory, {use.source_id for use in uses.values()}).items():
        answered.setdefault(source, {})[question] = row.answer
    given = {
        (row.rule, row.subject): row
        for row in WarningAnswer.objects.of(inventory.municipality)
        .filter(inventory=inventory)
        .select_related("answered_by")
    }
    found = [
        Warning(
            finding.rule,
            subject := ",".join(map(str, finding.sources)),
            str(SENTENCES[finding.rule]),
            [uses[pk] for pk in finding.sources],
            given.get((finding.rule, subject)),
        )
        for finding in findings(_claim(use, answered.get(use.source_id, {})) for use in uses.values())
    ]
    return sorted(found, key=lambda warning: not warning.open)


def open_warnings(inventory: Inventory) -> list[Warning]:
    """Return the warnings of a year to which nobody gave a reason."""
    return [each for each in warnings(inventory) if each.open]


def warnings_for_dossier(inventory: Inventory) -> list[dict[str, Any]]:
    """Return the warnings of a year with the reasons given, as the dossier keeps them."""
    return [
        {
            "rule": each.rule,
            "sources": [f"s{use.pk}" for use in each.uses],
            "names": each.names,
            "sentence_th": each.sentence,
            "reason": each.answer.reason if each.answer else "",
            "answered_by": each.answer.answered_by_id if each.answer else None,
            "answered_at": each.answer.answered_at.isoformat() if each.answer else None,
        }
        for each in warnings(inventory)
    ]


def _claim(use: InventorySource, answers: dict[str, str]) -> Claim:
    wastewater = use.method == Method.WASTEWATER_COD
    return Claim(
        id=use.pk,
        scope=use.scope,
        category=use.category,
        method=use.method,
        catalogue=use.source.catalogue_key,
        factor=use.factor.category if use.factor else "",
        fuel_key=use.factor.key if use.factor else "",
        identifier=use.source.identifier,
        place=use.source.location,
        parent=use.parent_id,
        answers=answers,
        water_used=wastewater and use.parameters.get("input", "water_used") == "water_used",
        emits=not wastewater or str(use.parameters.get("mcf", "")) not in {"0", "0.0"},
    )
