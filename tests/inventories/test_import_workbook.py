"""The same from the command line: preview by default, a line a cell, 1 at the end where something is wrong."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import CameBy, ImportBatch

from .test_import_pages import DIESEL_ROW, workbook
from .test_import_store import DIESEL, POWER, figures


@pytest.fixture
def run(tmp_path, town, year, diesel, electricity):
    """Return a function that runs the command on a workbook and gives what it printed."""

    def ran(content, *options, name="ไฟล์.xlsx", municipality=town.key, inventory="2567"):
        path, out = tmp_path / name, StringIO()
        path.write_bytes(content)
        try:
            call_command(
                "import_workbook", path, *options, "--municipality", municipality, "--year", inventory, stdout=out
            )
        except CommandError as fault:
            return out.getvalue(), fault
        return out.getvalue(), None

    return ran


def test_it_shows_every_cell_and_stores_nothing(run, town, diesel):
    printed, fault = run(workbook(DIESEL_ROW, (POWER, "kWh", 100)))
    assert fault is None
    assert f"{DIESEL} (ลิตร): – → 78" in printed
    assert "C3\tม.ค. 2567\t1\tเพิ่มใหม่\t– → 1" in printed
    assert "อ่านได้ 13 ช่อง: เพิ่มใหม่ 13" in printed
    assert "tCO2e" in printed
    assert figures(diesel) == {}
    with tenant_scope(town):
        assert not ImportBatch.objects.of(town).exists()


def test_it_stores_as_somebody_who_may(run, town, diesel, nid):
    printed, fault = run(workbook(DIESEL_ROW), "--commit", "--as", "nid")
    assert fault is None
    assert "บันทึกแล้ว 12 ช่อง" in printed
    assert figures(diesel)["2024-12"] == Decimal(12)
    with tenant_scope(town):
        batch = ImportBatch.objects.of(town).get()
    assert (batch.state, batch.committed_by) == ("committed", nid)


def test_figures_that_are_there_are_replaced_only_when_told(run, diesel, nid, record):
    record(diesel, "99")
    run(workbook((DIESEL, "ลิตร", 1)), "--commit", "--as", "nid")
    assert figures(diesel) == {"2024-01": Decimal(99)}
    run(workbook((DIESEL, "ลิตร", 1)), "--commit", "--replace", "--as", "nid")
    assert figures(diesel) == {"2024-01": Decimal(1)}


def test_a_fault_is_printed_with_cell_value_rule_and_remedy_and_ends_with_1(run, diesel, nid):
    printed, fault = run(workbook((DIESEL, "ลิตร", 5, "สองร้อย")), "--commit", "--as", "nid")
    assert fault.returncode == 1
    (line,) = [line for line in printed.splitlines() if line.startswith("! ")]
    assert line.startswith("! not_a_number: ข้อมูลรายเดือน!D3 “สองร้อย”")
    assert figures(diesel) == {}


def test_a_row_of_nobody_and_another_year_end_with_1(run):
    printed, fault = run(workbook(("ของเหลวในถังใบใหญ่", "ลิตร", 5)))
    assert fault.returncode == 1
    assert "! unplaced: ข้อมูลรายเดือน!" in printed
    printed, fault = run(workbook(DIESEL_ROW, title="ปี 2565"))
    assert fault.returncode == 1
    assert "! " in printed


@pytest.mark.parametrize(
    ("options", "more", "said"),
    [
        (("--commit",), {}, "--as"),
        (("--commit", "--as", "nobody"), {}, "may not enter figures"),
        (("--commit", "--as", "anan"), {}, "may not enter figures"),
        (("--commit", "--as", "olarn"), {}, "may not enter figures"),
        ((), {"municipality": "nowhere"}, "There is no municipality"),
        ((), {"inventory": "2599"}, "has no inventory"),
        ((), {"inventory": "abc"}, "has no inventory"),
    ],
)
def test_it_says_what_is_missing(run, anan, olarn, options, more, said):
    _printed, fault = run(workbook(DIESEL_ROW), *options, **more)
    assert said in str(fault)


def test_a_question_is_told_with_its_option_and_answered_there(run, diesel, nid):
    asking = workbook((DIESEL, "ลิตร", 5, "-"))
    printed, fault = run(asking, "--commit", "--as", "nid")
    (asked,) = [line for line in printed.splitlines() if line.startswith("? ")]
    rule = asked.removeprefix("? --answer ").partition("=")[0]
    assert asked.startswith(f"? --answer {rule}=yes|no: เครื่องหมาย")
    assert (fault.returncode, figures(diesel)) == (1, {})
    _printed, fault = run(asking, "--commit", "--as", "nid", "--answer", f"{rule}=no")
    assert (fault, figures(diesel)) == (None, {"2024-01": Decimal(5)})
    printed, fault = run(asking, "--commit", "--as", "nid", "--answer", f"{rule}=yes")
    assert (fault, figures(diesel)) == (None, {"2024-01": Decimal(5), "2024-02": "NO"})
    assert f"? --answer {rule}=yes: " in printed


@pytest.mark.parametrize(
    ("answer", "said"),
    [("year_assumed=yes", "does not ask year_assumed"), ("dash=maybe", "=yes or"), ("dash", "=yes or")],
)
def test_an_answer_to_nothing_is_refused(run, diesel, nid, answer, said):
    _printed, fault = run(workbook(DIESEL_ROW), "--commit", "--as", "nid", "--answer", answer)
    assert said in str(fault)
    assert figures(diesel) == {}


def test_what_cannot_be_read_is_told(run, tmp_path, town):
    assert run(b"PK\x03\x04 broken")[1].returncode == 1
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_workbook", tmp_path / "none.xlsx", "--municipality", town.key, "--year", "2567")


def test_what_it_stores_came_by_a_workbook(run, town, diesel, nid):
    from inventories.models import AmountRevision

    run(workbook((DIESEL, "ลิตร", 5)), "--commit", "--as", "NID")
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).get().came_by == CameBy.WORKBOOK
