"""The ledger taken away: a whole chain for auditors, a table for readers, and the program that needs nothing of ours."""

import csv
import json
import shutil
import subprocess
import sys

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from cfo_site.ledger import acts, chain, heads, services

ACT = acts.Act("test.counted", "นับได้ {count}", frozenset({"count"}))


@pytest.fixture
def acted(town, nid, orn):
    with tenant_scope(town):
        for count in range(3):
            services.append(
                municipality=town, actor=nid, act=ACT, facts={"count": count, "year": "2568"}, text=f"=ลำดับ {count}"
            )
        services.append(municipality=town, actor=orn, act=ACT, facts={"count": 9, "year": "2567"}, text="ของปี 2567")


def read(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def exported(client, town):
    text = read(client.get(reverse("ledger:entry_export", args=[town.key])))
    return text, [json.loads(line) for line in text.splitlines()]


def check(tmp_path, text, *more):
    """Run the program that was downloaded, away from the project and without its packages."""
    shutil.copy(chain.__file__, tmp_path / "check_ledger.py")
    (tmp_path / "ledger.jsonl").write_text(text)
    command = [sys.executable, "-I", "-S", "check_ledger.py", "ledger.jsonl", *more]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


def test_the_export_holds_every_entry_and_holds_together(acted, sign_in, orn, town):
    _, entries = exported(sign_in(orn), town)
    assert [entry["number"] for entry in entries] == [1, 2, 3, 4]
    assert chain.first_break(entries) is None
    assert entries[3]["text"][1] == "ของปี 2567"


def test_a_verifier_takes_the_whole_chain_with_the_texts_of_assigned_years_only(acted, sign_in, wichai, town):
    text, entries = exported(sign_in(wichai), town)
    assert [entry["text"] is None for entry in entries] == [True, True, True, False]
    assert "ลำดับ" not in text
    assert chain.first_break(entries) is None


def test_the_program_for_auditors_needs_nothing_but_python(acted, sign_in, orn, town, tmp_path):
    client = sign_in(orn)
    text, entries = exported(client, town)
    program = client.get(reverse("ledger:audit_program")).content
    assert program.startswith(b'"""The arithmetic of the chain.')
    assert check(tmp_path, text) == (0, f"4 entries hold; the last hash is {entries[-1]['hash']}")
    assert check(tmp_path, text.replace('"count":9', '"count":8')) == (
        1,
        "entry 4: its content does not match its hash",
    )


def test_the_program_compares_with_kept_heads(acted, sign_in, orn, town, tmp_path, settings):
    settings.LEDGER_HEADS = str(tmp_path / "heads.jsonl")
    heads.keep()
    text, _ = exported(sign_in(orn), town)
    assert check(tmp_path, text, "--heads", "heads.jsonl")[0] == 0
    shortened = "\n".join(text.splitlines()[:2])
    assert check(tmp_path, shortened)[0] == 0
    code, said = check(tmp_path, shortened, "--heads", "heads.jsonl")
    assert code == 1
    assert said.startswith("entry 4: was there on ")


def test_the_program_checks_seals_with_the_key(acted, sign_in, orn, town, tmp_path, settings):
    text, _ = exported(sign_in(orn), town)
    (tmp_path / "right").write_text(settings.LEDGER_KEY)
    (tmp_path / "wrong").write_text("a guess")
    assert check(tmp_path, text, "--key-file", "right")[0] == 0
    assert check(tmp_path, text, "--key-file", "wrong") == (1, "entry 1: its seal was not made with the key")


def test_the_table_reads_as_sentences_and_holds_no_formula(acted, sign_in, orn, town):
    text = read(sign_in(orn).get(reverse("ledger:entry_table", args=[town.key])))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert {row["who"] for row in rows} == {"นิด ผู้บันทึกข้อมูล", "อร ผู้รับผิดชอบบัญชี"}
    assert rows[0]["text"] == "'=ลำดับ 0"


def test_the_list_and_the_table_are_filtered_alike(acted, sign_in, orn, nid, town):
    client = sign_in(orn)
    page = client.get(reverse("ledger:entry_list", args=[town.key]), {"person": orn.pk})
    assert [line.entry.number for line in page.context["lines"]] == [4]
    text = read(client.get(reverse("ledger:entry_table", args=[town.key]), {"person": orn.pk}))
    assert len(text.splitlines()) == 2
    nothing = client.get(reverse("ledger:entry_list", args=[town.key]), {"person": nid.pk, "act": "no.such"})
    assert [line.entry.number for line in nothing.context["lines"]] == [3, 2, 1]
    month = page.context["form"].fields["month"].choices[1][0]
    of_month = client.get(reverse("ledger:entry_list", args=[town.key]), {"month": month})
    assert len(of_month.context["lines"]) == 4


def test_the_common_chain_shows_to_the_province_what_belongs_to_no_municipality(sign_in, pim, acted):
    with every_municipality(reason="test"):
        services.append(municipality=None, actor=None, act=ACT, facts={"count": 77})
    body = sign_in(pim).get(reverse("ledger:common_list")).content.decode()
    assert "test.counted" in body
    assert "ลำดับ" not in body.partition("<table")[2].replace('<th scope="col" class="n">ลำดับ</th>', "")
