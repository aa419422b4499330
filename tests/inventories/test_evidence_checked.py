"""Files that are no longer what was handed in are found: their bytes by the command, their rows by the ledger's check."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.files import store
from cfo_site.ledger.witnesses import contradictions
from inventories.models import Category
from inventories.selectors.evidence.files import folder
from inventories.selectors.evidence.kinds import KindFault, kind_label, kinds, likely_kind, read_kinds
from inventories.services.evidence.files import store_file, withdraw_file

from .evidence_files import PDF, picture, upload


@pytest.fixture
def kept(town, nid):
    """Two files of ทุ่งทราย."""
    with tenant_scope(town):
        return [
            store_file(municipality=town, actor=nid, upload=upload(name, body)).file
            for name, body in (("a.pdf", PDF), ("b.png", picture("PNG")))
        ]


def test_the_command_says_that_all_is_well_and_counts_what_nobody_names(town, kept, capsys):
    stray = store.place(folder(town), "cd" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    call_command("verify_evidence")
    said = capsys.readouterr().out
    assert "2 files are as they were handed in" in said
    assert "1 files that no row names" in said


def test_the_command_names_what_is_gone_and_what_was_changed(town, kept):
    gone, changed = (store.place(folder(town), file.sha256) for file in kept)
    gone.unlink()
    changed.chmod(0o640)
    changed.write_bytes(b"another")
    with pytest.raises(CommandError) as failed:
        call_command("verify_evidence", municipality=[town.key])
    assert failed.value.returncode == 1
    assert f"{town.key}: {kept[0].sha256} is missing" in str(failed.value)
    assert f"{town.key}: {kept[1].sha256} was changed" in str(failed.value)


def test_the_command_names_a_withdrawn_file_that_is_still_there(town, kept, orn):
    with tenant_scope(town):
        withdraw_file(file=kept[0], actor=orn, reason="ภาพบุคคล")  # what follows the transaction never comes here
    with pytest.raises(CommandError, match="was withdrawn and is still there"):
        call_command("verify_evidence")


def test_the_command_knows_its_municipalities(town):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("verify_evidence", municipality=["nowhere"])


def test_the_ledgers_check_holds_rows_of_files_against_their_entries(town, kept, orn, as_owner):
    with tenant_scope(town):
        withdraw_file(file=kept[1], actor=orn, reason="ภาพบุคคล")
        assert list(contradictions(town)) == []
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("inventories_evidencefile", "inventories_filewithdrawal"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute("UPDATE inventories_evidencefile SET size = 1 WHERE id = %s", [kept[0].pk])
            cursor.execute("DELETE FROM inventories_filewithdrawal")
            for table in ("inventories_evidencefile", "inventories_filewithdrawal"):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        assert list(contradictions(town)) == [
            f"file of evidence {kept[0].pk}: not as entry {kept[0].entry_number} says",
            f"file of evidence {kept[1].sha256}: its withdrawal and the ledger disagree",
        ]


def test_every_category_has_a_kind_of_paper_that_comes_first():
    known = {kind.key for kind in kinds()}
    assert {likely_kind(category) for category in Category.values} <= known
    assert likely_kind("electricity") == "invoice"
    assert likely_kind("purchased_goods") == "receipt"
    assert kind_label("waste_manifest") == "ใบกำกับการขนส่งขยะมูลฝอย"
    assert kind_label("of-another-version") == "of-another-version"


@pytest.mark.parametrize(("lines", "says"), [
    (["a,ก,*,s,high", "a,ข,,s,high"], "given twice"),
    (["a,ก,*,s,high", "b,ข,nothing,s,high"], "no category"),
    (["a,ก,* electricity,s,high", "b,ข,electricity,s,high"], "suits another kind"),
    (["a,,*,s,high"], "no name"),
    (["a,ก,*,s,surely"], "no confidence"),
    (["a,ก,,s,high"], "suits all other"),
    ([",ก,*,s,high"], "no key"),
])  # fmt: skip
def test_a_line_of_the_kinds_that_does_not_fit_is_refused(tmp_path, lines, says):
    file = tmp_path / "kinds.csv"
    file.write_text("\n".join(["key,label_th,suits,source,confidence", *lines]), encoding="utf-8")
    with pytest.raises(KindFault, match=says):
        read_kinds(file)
