"""The paper of a bill: registered with what the bill says, tied where it is there already, and found from every side."""

import datetime as dt
from decimal import Decimal

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import AmountRevision, Bill, BillEvidence, Evidence, EvidenceUse
from inventories.selectors.dossier import dossier_in_force
from inventories.services.evidence.handing_in import hand_in
from inventories.services.evidence.holding import Place
from inventories.services.inventories import open_year

from .bill_forms import at, enter, head, one_line
from .conftest import JANUARY
from .evidence_files import PDF, upload

MARCH = JANUARY.replace(month=3)
TYPED = {"kind": "invoice", "number": "700001", "issued_on": "15/1/2567", "issuer": "กฟภ.", "baht": "450.25"}


@pytest.fixture
def bill(sign_in, nid, town, electricity):
    """An invoice of January that นิด entered."""
    assert enter(sign_in(nid), town, **head(baht="450.25"), **one_line(electricity)).status_code == 302
    with tenant_scope(town):
        return Bill.objects.of(town).get()


def places(town):
    with tenant_scope(town):
        return list(EvidenceUse.objects.of(town).order_by("month").values_list("evidence__code", "month", "page"))


def test_the_paper_of_a_bill_is_registered_with_what_the_bill_says(sign_in, nid, town, electricity, bill):
    client = sign_in(nid)
    where = f"{at(town, 'evidence_add')}?bill={bill.pk}"
    assert where in client.get(at(town, "bill_detail", bill.pk)).content.decode()
    page = client.get(where)
    assert page.context["form"].initial == {
        "kind": "invoice", "number": "700001", "issued_on": dt.date(2024, 1, 15), "issuer": bill.issuer, "baht": "450.25",
    }  # fmt: skip
    assert 'value="15/1/2567"' in page.content.decode()
    assert electricity.source.name_th in page.content.decode()
    assert client.post(where, TYPED | {"file": upload("บิล.pdf", PDF)}).url == at(town, "bill_detail", bill.pk)
    assert places(town) == [("S2-2567-01-001", JANUARY, None)]
    with tenant_scope(town):
        paper = BillEvidence.objects.of(town).get(bill=bill).evidence
        assert (paper.baht, paper.file is not None) == (Decimal("450.25"), True)
    assert at(town, "evidence_detail", paper.pk) in client.get(at(town, "bill_detail", bill.pk)).content.decode()
    told = client.get(at(town, "evidence_detail", paper.pk)).content.decode()
    assert at(town, "bill_detail", bill.pk) in told
    assert at(town, "beside", electricity.pk, JANUARY) in told
    assert (
        at(town, "bill_detail", bill.pk)
        in client.get(at(town, "evidence_cell", electricity.pk, JANUARY)).content.decode()
    )


def test_a_wrong_paper_of_a_bill_comes_back_as_typed_and_nothing_is_kept(sign_in, nid, town, bill):
    where = f"{at(town, 'evidence_add')}?bill={bill.pk}"
    answer = sign_in(nid).post(where, TYPED | {"baht": "สี่ร้อย", "kept_at": "แฟ้ม 9"})
    assert answer.status_code == 422
    assert "แฟ้ม 9" in answer.content.decode()
    refused = sign_in(nid).post(where, TYPED | {"file": upload("a.pdf", b"nothing of the kind")})
    assert refused.status_code == 422
    with tenant_scope(town):
        assert not Evidence.objects.of(town).exists()
        assert not BillEvidence.objects.of(town).exists()


@pytest.mark.parametrize("asked", ["0", "x", "", "9" * 30, "٣"])
def test_a_bill_that_is_none_is_not_found(sign_in, nid, town, bill, asked):
    assert sign_in(nid).get(f"{at(town, 'evidence_add')}?bill={asked}").status_code == 404


def test_neither_is_one_of_another_town_or_one_withdrawn(sign_in, nid, olarn, town, other_town, their_diesel, bill):
    where = f"{at(town, 'evidence_add')}?bill={bill.pk}"
    assert sign_in(olarn).get(where.replace(town.key, other_town.key)).status_code == 404
    client = sign_in(nid)
    seen = client.get(at(town, "bill_withdraw", bill.pk)).content.decode().partition('name="seen" value="')[2]
    withdrawn = {"reason": "ซ้ำ", "seen": seen.partition('"')[0]}
    assert client.post(at(town, "bill_withdraw", bill.pk), withdrawn).status_code == 302
    assert client.get(where).status_code == 404
    assert where not in client.get(at(town, "bill_detail", bill.pk)).content.decode()


def test_a_paper_that_is_tied_stands_for_the_bills_figures_and_keeps_its_pages(sign_in, nid, town, electricity, bill):
    year = electricity.inventory
    with tenant_scope(town):
        kept = hand_in(
            inventory=year, actor=nid, fields={"kind": "invoice"},
            places=[Place(electricity.source_id, JANUARY, 3), Place(electricity.source_id, MARCH)],
        ).evidence  # fmt: skip
        other = hand_in(
            inventory=year, actor=nid, fields={"kind": "invoice"}, places=[Place(electricity.source_id, MARCH)]
        ).evidence
    client = sign_in(nid)
    for paper in (kept, other, other):
        client.post(at(town, "bill_paper", bill.pk), {"evidence": paper.pk})
    assert places(town) == [
        (kept.code, JANUARY, 3), (other.code, JANUARY, None), (kept.code, MARCH, None), (other.code, MARCH, None),
    ]  # fmt: skip
    with tenant_scope(town):
        assert Entry.objects.of(town).filter(act="bill.paper_tied").count() == 2


def test_in_a_budget_year_papers_of_its_first_months_can_be_tied_too(sign_in, nid, orn, town, electricity, bill):
    with tenant_scope(town):
        older = electricity.inventory
        budget = open_year(
            municipality=town, actor=orn, year=2567, year_kind="fiscal", gwp_set=older.gwp_set,
            editions=[electricity.factor.edition], copy_from=older,
        )  # fmt: skip
        early = dt.date(2023, 11, 1)
        paper = hand_in(
            inventory=budget, actor=nid, fields={"kind": "invoice"}, places=[Place(electricity.source_id, early)]
        ).evidence
    page = sign_in(nid).get(at(town, "bill_detail", bill.pk).replace("/2567/", "/fy2567/"))
    assert page.context["to_tie"] == [paper]


def test_a_figure_of_bills_shows_no_key_of_theirs_as_a_remark(sign_in, nid, town, electricity, bill):
    page = sign_in(nid).get(at(town, "beside", electricity.pk, JANUARY)).content.decode()
    assert "700001" in page
    assert "bill:" not in page
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).get(source=electricity.source_id).reason == ""


def test_the_dossier_freezes_the_bills_behind_each_figure(town, electricity, bill, record):
    with tenant_scope(town):
        record(electricity, "5", month=MARCH)
        revisions = dossier_in_force(electricity.inventory)[0]["sources"][0]["revisions"]
    assert revisions["2024-01"]["bills"] == [
        {"kind": "ไฟฟ้า", "number": "700001", "date": "2024-01-15", "issuer": bill.issuer}
    ]
    assert "bills" not in revisions["2024-03"]


def test_so_does_that_of_a_figure_typed_before_its_bills_came_to_the_same(sign_in, nid, town, electricity, record):
    record(electricity, "100")
    record(electricity, "5", month=MARCH)
    enter(sign_in(nid), town, **head(), **one_line(electricity))
    with tenant_scope(town):
        revisions = dossier_in_force(electricity.inventory)[0]["sources"][0]["revisions"]
    assert revisions["2024-01"]["came_by"] == "typed"
    assert [bill["number"] for bill in revisions["2024-01"]["bills"]] == ["700001"]
