"""Drawing a sample of a frozen year by a seed, and picking further items by hand with a reason."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from emission_factors.calc.decimals import plain
from inventories import acts
from inventories.calc.hashing import document_sha256
from inventories.calc.sampling.draw import Risk, draw
from inventories.models import CameIn, Inventory, Sample, SampleItem, Stratum, Verified
from inventories.policies import Refused
from inventories.policies.sampling import check_sampling
from inventories.selectors import row_hashes
from inventories.selectors.sampling.population import Key, Population
from inventories.selectors.sampling.rules import defaults, rule_mapping
from inventories.selectors.sampling.samples import population, sample_in_force
from inventories.services.path import held


@transaction.atomic
def draw_sample(
    *,
    inventory: Inventory,
    actor: User,
    seed: str,
    materiality: Decimal,
    verified: Verified,
    risks: Mapping[str, Risk],
    reason: str = "",
    seen: int = 0,
    came_in: CameIn = CameIn.SCREEN,
    now: dt.datetime | None = None,
) -> Sample:
    """Draw the sample of a frozen year, and return it. Raises policies.Refused.

    `seen`: the number of the draw that was in force when this one was asked for. A further draw says why.
    """
    now = now or timezone.now()
    inventory = held(inventory)
    check_sampling(inventory)
    people = frozen_population(inventory)
    before = sample_in_force(inventory)
    if (before.number if before else 0) != seen:
        raise Refused(_("มีผู้สุ่มตรวจบัญชีนี้ไปแล้วระหว่างที่ท่านกรอก โปรดดูรายการล่าสุดก่อน"))
    if before and not reason.strip():
        raise Refused(_("บัญชีนี้สุ่มตรวจไปแล้ว หากสุ่มใหม่ โปรดพิมพ์เหตุผล"))
    rule = defaults().rule
    lines = people.lines(verified)
    drawn = draw(lines, seed=seed, rule=rule, scope_1_2=people.scope_1_2, risks=risks)
    if not drawn:
        raise Refused(_("ฉบับที่ล็อกไม่มีตัวเลขในยอดที่ทวนสอบ จึงไม่มีรายการให้สุ่ม"))
    strata = {(each.line, _month(each.month)): Stratum(each.stratum) for each in drawn}
    known = {line.id for line in lines}
    sample = Sample(
        municipality=inventory.municipality, inventory=inventory, number=seen + 1, version=people.version, seed=seed,
        materiality=materiality, verified=verified, rule=rule_mapping(rule), reason=reason if before else "",
        risks={line: _levels(risk) for line, risk in sorted(risks.items()) if line in known},
        came_in=came_in, drawn_by=actor, drawn_at=now, entry_number=0,
    )  # fmt: skip
    rows = [_item(sample, people, key, stratum, actor=actor, now=now) for key, stratum in strata.items()]
    entry = ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.SAMPLE_DRAWN,
        subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token, "version": people.version, "number": sample.number, "seed": seed,
            "materiality": plain(materiality), "verified": verified.value, "came_in": came_in.value, "count": len(rows),
            "rule_sha256": rule_sha256(sample), "rows_sha256": row_hashes.of_sample_items(rows),
        },
        text=sample.reason,
        now=now,
    )  # fmt: skip
    sample.entry_number = entry.number
    sample.full_clean(exclude=["municipality", "inventory", "drawn_by"])
    sample.save(force_insert=True)
    _store(rows, sample, entry.number)
    return sample


@transaction.atomic
def pick_items(
    *,
    inventory: Inventory,
    actor: User,
    picks: Collection[Key],
    reason: str,
    came_in: CameIn = CameIn.SCREEN,
    now: dt.datetime | None = None,
) -> list[SampleItem]:
    """Add items to the sample in force that the verifier picked, for a reason. Raises policies.Refused.

    They count as they are found: a projection from what was not drawn by chance would say nothing.
    """
    now = now or timezone.now()
    inventory = held(inventory)
    check_sampling(inventory)
    people, sample = frozen_population(inventory), sample_in_force(inventory)
    if sample is None:
        raise Refused(_("ยังไม่ได้สุ่มตรวจบัญชีนี้ โปรดสุ่มก่อน แล้วจึงเลือกเพิ่ม"))
    if not picks or not reason.strip():
        raise Refused(_("โปรดติ๊กรายการที่เลือกตรวจเพิ่ม และพิมพ์เหตุผล"))
    wanted = set(picks)
    if wanted - people.figures.keys():
        raise Refused(_("บางรายการที่เลือกไม่อยู่ในฉบับที่ล็อก โปรดเปิดหน้าใหม่แล้วเลือกอีกครั้ง"))
    there = SampleItem.objects.of(inventory.municipality).filter(sample=sample)
    if wanted & set(there.values_list("line", "month")):
        raise Refused(_("บางรายการที่เลือกอยู่ในรายการสุ่มตรวจแล้ว โปรดเปิดหน้าใหม่แล้วเลือกอีกครั้ง"))
    ordered = sorted(wanted, key=lambda key: (key[0], key[1] or dt.date.min))
    rows = [_item(sample, people, key, Stratum.PICKED, actor=actor, now=now) for key in ordered]
    for row in rows:
        row.reason, row.came_in = reason.strip(), came_in
    entry = ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.SAMPLE_PICKED,
        subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token, "number": sample.number, "came_in": came_in.value, "count": len(rows),
            "rows_sha256": row_hashes.of_sample_items(rows),
        },
        text=reason.strip(),
        now=now,
    )  # fmt: skip
    return _store(rows, sample, entry.number)


def frozen_population(inventory: Inventory) -> Population:
    """Return what can be sampled of a held year. Raises policies.Refused where nothing is frozen."""
    people = population(inventory)
    if people is None:
        raise Refused(_("บัญชีนี้ยังไม่มีฉบับที่ล็อก จึงสุ่มตรวจไม่ได้"))
    return people


def rule_sha256(sample: Sample) -> str:
    """Return the hash that the ledger keeps of the numbers and risks by which a sample was drawn."""
    return document_sha256({"rule": sample.rule, "risks": sample.risks})


def _item(
    sample: Sample, people: Population, key: Key, stratum: Stratum, *, actor: User, now: dt.datetime
) -> SampleItem:
    figure, row = people.figures[key], people.rows[key[0]]
    return SampleItem(
        municipality=sample.municipality, line=figure.line, source_id=row.source_id, month=figure.month, stratum=stratum,
        scope=row.scope, figure=figure.amount, kgco2e=figure.kgco2e, upstream_kgco2e=figure.upstream_kgco2e,
        came_in=sample.came_in, added_by=actor, added_at=now,
    )  # fmt: skip


def _store(rows: Sequence[SampleItem], sample: Sample, entry_number: int) -> list[SampleItem]:
    for row in rows:
        row.sample, row.entry_number = sample, entry_number
        row.clean_fields(exclude=["municipality", "sample", "source", "added_by"])
    return SampleItem.objects.bulk_create(rows)


def _month(text: str) -> dt.date | None:
    return dt.date.fromisoformat(f"{text}-01") if text else None


def _levels(risk: Risk) -> list[str]:
    return [risk.inherent, risk.control, risk.detection]
