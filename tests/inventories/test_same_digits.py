"""A locked year comes to the same digits and the same hash years later: by button, by command, by Python alone."""

import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cfo_site.accounts.models import MunicipalityName
from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.calc.decimals import plain
from emission_factors.models import Edition, Factor
from inventories.calc import document, result
from inventories.calc.catalogue import METHODS
from inventories.calc.hashing import document_sha256
from inventories.models import Inventory, Snapshot
from inventories.selectors.document import inventory_mapping
from inventories.services import corrections, path
from inventories.services.amounts import AmountChange, record_amounts
from reports.exports.gathering import year_facts
from reports.exports.parts.methods import method_notes
from tests.inventories.conftest import lock
from tests.inventories.verifying import agree, state

# What the program itself would do with another standard value for every number that a method takes by itself.
OTHER_DEFAULTS = """
from dataclasses import replace
from decimal import Decimal
from inventories.calc.catalogue import METHODS
for name, method in list(METHODS.items()):
    METHODS[name] = replace(method, parameters=tuple(
        replace(each, default="0.123") if isinstance(each.default, str) and not each.choices else each
        for each in method.parameters))
"""


@pytest.fixture
def year(full_year):
    return full_year


@pytest.fixture
def filled(town, diesel, electricity, fill, add_line):
    """A year with a factor, a factor without gases, and a method that takes standard values."""
    fill(diesel, "100.25")
    fill(electricity, "1234.5")
    return add_line("septic-staff")


@pytest.fixture
def frozen(town, anan, filled) -> Snapshot:
    with tenant_scope(town):
        return lock(inventory=Inventory.objects.of(town).get(), actor=anan)


def page(town, name: str, *arguments: object) -> str:
    return reverse(f"inventories:{name}", args=[town.key, "2567", *arguments])


def totals_of(found: dict) -> tuple:
    return {scope: each["kgco2e"] for scope, each in found["scopes"].items()}, found["sha256"]


def by_button(client, town, version: int = 1):
    response = client.get(page(town, "version_recalculation", version))
    done = response.context["done"]
    assert "คำนวณใหม่แล้ว ตรงกับที่เก็บไว้ทุกหลัก" in response.content.decode()
    assert done.found_sha256 in response.content.decode()
    assert done.found_dossier_sha256 in response.content.decode()
    return {line.scope: plain(line.kgco2e.recalculated) for line in done.scopes}, done.found_sha256, done.same


def by_command(town, tmp_path) -> tuple:
    out = StringIO()
    call_command("recompute", "--check", "--municipality", town.key, stdout=out)
    assert " 0 differ." in out.getvalue()
    file = tmp_path / "year.json"
    call_command("report", town.key, "2567", "--format", "json", "--output", str(file), stdout=StringIO())
    return by_python(file)


def by_python(file, before: str = "") -> tuple:
    """Return what Python's standard library makes of a document, in a process of its own, isolated and without site."""
    code = (
        f"import sys, runpy; sys.path.insert(0, {str(settings.BASE_DIR)!r}); sys.argv = ['calc', {str(file)!r}]\n"
        f"{before}\nrunpy.run_module('inventories.calc', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    return totals_of(json.loads(done.stdout))


def change_everything(town, as_owner, monkeypatch) -> None:
    """Change the library's rows and potentials as the owner, publish another edition, change code and names."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("factor", "gwpset", "edition"):
            cursor.execute(f"ALTER TABLE emission_factors_{table} DISABLE TRIGGER USER")
        cursor.execute('UPDATE emission_factors_factor SET gases = \'{"CO2": "99"}\', printed_kgco2e = 99')
        cursor.execute(
            "UPDATE emission_factors_gwpset SET values = (SELECT jsonb_object_agg(key, '7') FROM jsonb_each(values))"
        )
        newer = Edition.objects.get(key="tgo-cfo-2565")
        newer.pk, newer.key = None, "tgo-cfo-2599"
        newer.save()
        for factor in Factor.objects.filter(edition__key="tgo-cfo-2565")[:3]:
            factor.pk, factor.edition, factor.key = None, newer, f"{factor.key}.2599"
            factor.save()
        for table in ("factor", "gwpset", "edition"):
            cursor.execute(f"ALTER TABLE emission_factors_{table} ENABLE TRIGGER USER")
    for name, method in METHODS.items():
        others = tuple(
            replace(each, default="0.123") if isinstance(each.default, str) and not each.choices else each
            for each in method.parameters
        )
        monkeypatch.setitem(METHODS, name, replace(method, parameters=others))
    monkeypatch.setattr("inventories.selectors.document.FORM_EDITION", "another edition")
    MunicipalityName.objects.filter(municipality=town).update(name_th="เทศบาลเมืองทุ่งทราย", kind="town")
    town.refresh_from_db()


def test_a_locked_year_is_the_same_by_button_command_and_python_after_everything_around_it_changed(
    sign_in, town, wichai, as_owner, monkeypatch, tmp_path, frozen
):
    client = sign_in(wichai)
    button, command = by_button(client, town), by_command(town, tmp_path)
    assert command[0].items() <= button[0].items()
    assert command[1] == button[1] == frozen.document_sha256
    change_everything(town, as_owner, monkeypatch)
    assert by_button(client, town) == button
    assert by_command(town, tmp_path) == command
    sent = tmp_path / "sent.json"
    sent.write_bytes(client.get(page(town, "version_document", 1)).content)
    assert by_python(sent, OTHER_DEFAULTS) == command


def test_the_same_changes_do_change_what_a_draft_comes_to(town, as_owner, monkeypatch, filled):
    def calculated() -> dict[str, str]:
        with tenant_scope(town):
            mapping = inventory_mapping(Inventory.objects.of(town).select_related("gwp_set", "municipality").get())
        found = result.to_mapping(result.calculate(document.from_mapping(mapping)))
        return {source["id"]: source["kgco2e"] for source in found["sources"]}

    before = calculated()
    change_everything(town, as_owner, monkeypatch)
    after = calculated()
    assert all(before[each] != after[each] for each in before)
    assert len(before) == 3


def test_papers_of_a_frozen_year_stay_byte_for_byte_while_it_goes_on_its_way(sign_in, town, orn, anan, frozen):
    client = sign_in(orn)
    kinds = [reverse(f"reports:{name}", args=[town.key, "2567"]) for name in ("year_pdf", "year_xlsx", "year_json")]
    locked = [client.get(each).content for each in kinds]
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).get()
        agree(inventory, orn)
        path.take_step(inventory=inventory, actor=orn, key="verify")
        state(Inventory.objects.of(town).get(), orn)
    assert [client.get(each).content for each in kinds] == locked
    with tenant_scope(town):
        facts = year_facts(Inventory.objects.of(town).get())
    assert (facts.state_th, facts.draft) == ("ล็อกฉบับที่ 1", False)


def test_papers_tell_a_standard_value_as_such_before_the_lock_and_after(town, anan, filled):
    def told() -> tuple:
        with tenant_scope(town):
            facts = year_facts(Inventory.objects.of(town).get(), now=timezone.now())
        return method_notes(facts.inventory, facts.result, facts.sources)

    draft = told()
    assert any("ค่าตั้งต้น" in row.origin for note in draft for row in note.parameters)
    with tenant_scope(town):
        lock(inventory=Inventory.objects.of(town).get(), actor=anan)
    assert told() == draft


def test_what_was_downloaded_hashes_to_what_the_page_says(sign_in, town, pim, frozen):
    client = sign_in(pim)
    for name, sha256 in (("version_document", frozen.document_sha256), ("version_dossier", frozen.dossier_sha256)):
        response = client.get(page(town, name, 1))
        assert response["Content-Disposition"].startswith("attachment")
        assert document_sha256(json.loads(response.content)) == sha256


def test_standard_values_stand_in_the_frozen_document_and_are_still_told_as_such(town, frozen, filled):
    with tenant_scope(town):
        used = Inventory.objects.of(town).get()
    kept = next(s for s in json.loads(frozen.document)["sources"] if s["method"] == "septic_tank")
    said = next(s for s in json.loads(frozen.dossier)["sources"] if s["id"] == kept["id"])
    assert used.is_locked
    assert kept["parameters"] == {"fraction": "0.5", "bod_g_per_person_day": "40", "bo": "0.6", "mcf": "0.5"}
    assert said["standard"] == ["bo", "bod_g_per_person_day", "mcf"]


def test_the_page_names_the_commands_to_type(sign_in, town, pim, orn, anan, nid, frozen, diesel):
    shown = sign_in(pim).get(page(town, "version_detail", 1)).content.decode()
    for command in (
        f"bin/manage recompute --check --municipality {town.key}",
        f"bin/manage report {town.key} 2567 --format json --output year.json",
        "python3 -m inventories.calc year.json",
        f"sha256sum cfo-{town.key}-2567-v1.json",
    ):
        assert command in shown
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).get()
        cell = (diesel.source_id, inventory.month_list[2])
        corrections.open_correction(inventory=inventory, actor=orn, reason="บิลผิด", cells=[cell])
        change = AmountChange(*cell, amount=Decimal(90), based_on=1)
        record_amounts(municipality=town, actor=nid, changes=[change])
        corrections.lock_correction(inventory=inventory, actor=anan)
    old = sign_in(pim).get(page(town, "version_recalculation", 1)).content.decode()
    assert "ฉบับที่ใช้อยู่คือฉบับที่ 2" in old
    assert "คำนวณใหม่แล้ว เอกสารตรงกับรหัสที่ล็อกไว้" in old
    assert f"python3 -m inventories.calc cfo-{town.key}-2567-v1.json" in old
    assert "bin/manage report" not in old


@pytest.mark.parametrize("column", ["document", "dossier"])
def test_a_frozen_text_that_was_changed_is_told_as_different(sign_in, town, wichai, as_owner, frozen, column):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE inventories_snapshot DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE inventories_snapshot SET {column} = replace({column}, 'ทุ่งทราย', 'ทุ่งหญ้า')")
        cursor.execute("ALTER TABLE inventories_snapshot ENABLE TRIGGER USER")
    response = sign_in(wichai).get(page(town, "version_recalculation", 1))
    assert not response.context["done"].same
    assert "เอกสารไม่ตรงกับรหัสที่ล็อกไว้" in response.content.decode()


def test_outsiders_recalculate_nothing(sign_in, town, olarn, frozen):
    for name in ("version_recalculation", "version_document", "version_dossier"):
        assert sign_in(olarn).get(page(town, name, 1)).status_code == 404
