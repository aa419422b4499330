"""Lines of the index of evidence: their code, what they say and stand for, and what a locked year no longer lets change."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Evidence, EvidenceFile, EvidenceUse, InventorySource
from inventories.policies import Refused
from inventories.selectors.dossier import dossier_in_force
from inventories.selectors.evidence.cells import cells_with_evidence, of_cell, of_source, without_evidence
from inventories.selectors.evidence.entries import index, paper_or_404
from inventories.services.evidence.entries import add_evidence, attach_file, cancel_evidence, change_evidence
from inventories.services.evidence.files import store_file, withdraw_file
from inventories.services.evidence.handing_in import hand_in, hand_in_again
from inventories.services.evidence.holding import Place
from inventories.services.evidence.uses import link_evidence, unlink_evidence
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_year
from .evidence_files import PDF, picture, upload

MARCH = dt.date(2024, 3, 1)
BILL = {
    "kind": "invoice",
    "number": "0123456789",
    "issued_on": dt.date(2024, 3, 28),
    "issuer": "การไฟฟ้าส่วนภูมิภาค",
    "baht": Decimal("1234.50"),
    "kept_at": "แฟ้มค่าไฟฟ้า กองคลัง",
}


@pytest.fixture
def add(town, nid):
    """Return a function that adds a paper as นิด for some months of a source, of the whole year where there is none."""

    def added(use, *months, file=None, **fields):
        places = [Place(use.source_id, month) for month in months] or [Place(use.source_id)]
        with tenant_scope(town):
            return hand_in(
                inventory=use.inventory, actor=nid, fields=BILL | fields, places=places, upload=file
            ).evidence

    return added


def acts_of(town, paper) -> list[str]:
    rows = Entry.objects.of(town).filter(subject=f"evidence:{paper.pk}").order_by("number")
    return list(rows.values_list("act", flat=True))


def test_the_code_says_scope_year_and_month_and_counts_within_them(add, town, diesel, electricity):
    codes = [
        add(electricity, MARCH).code,
        add(electricity, MARCH, number="2").code,
        add(electricity, JANUARY).code,
        add(diesel, MARCH, JANUARY).code,  # of several months: of the first named
        add(electricity).code,
    ]
    assert codes == ["S2-2567-03-001", "S2-2567-03-002", "S2-2567-01-001", "S1-2567-03-001", "S2-2567-00-001"]


def test_in_a_budget_year_the_code_names_the_month_as_the_calendar_has_it(town, orn, nid, year, electricity):
    with tenant_scope(town):
        fiscal = make_year(town, orn, year=2567, kind="fiscal")
        use = InventorySource.objects.of(town).get(pk=electricity.pk)
        use.pk, use.inventory = None, fiscal
        use.save()
        october = Place(use.source_id, dt.date(2023, 10, 1))
        paper = add_evidence(inventory=fiscal, actor=nid, fields=BILL, places=[october])
        assert paper.code == "S2-2566-10-001"
        assert [each.evidence for each in index(fiscal)] == [paper]
        assert index(year) == []  # October of the year before is in no month of it


def test_two_towns_count_for_themselves(add, electricity, other_town, olarn, their_diesel):
    add(electricity, MARCH)
    with tenant_scope(other_town):
        theirs = add_evidence(
            inventory=their_diesel.inventory, actor=olarn, fields=BILL, places=[Place(their_diesel.source_id, MARCH)]
        )
        assert theirs.code == "S1-2567-03-001"
        assert Evidence.objects.of(other_town).count() == 1


def test_what_a_paper_says_is_kept_and_the_ledger_has_its_code_and_no_words(add, town, electricity):
    paper = add(electricity, MARCH, file=upload("บิล.pdf", PDF))
    with tenant_scope(town):
        stored = Evidence.objects.of(town).get()
        assert {name: getattr(stored, name) for name in BILL} == BILL
        assert (stored.file_name, stored.file.pages) == ("บิล.pdf", 3)
        entry = Entry.objects.of(town).get(act="evidence.added")
        assert entry.facts == {
            "year": "2567", "code": "S2-2567-03-001", "kind": "invoice", "count": 1, "sha256": paper.file.sha256,
        }  # fmt: skip
        assert "การไฟฟ้า" in entry.text.text
        assert entry.text_hash


@pytest.mark.parametrize(("fields", "places", "says"), [
    ({"kind": "poem"}, None, "ชนิดเอกสาร"),
    ({}, [], "เลือกแหล่งปล่อย"),
    ({}, [Place(0, MARCH)], "ไม่อยู่ในบัญชีของปี"),
    ({}, [(None, dt.date(2025, 1, 1))], "ไม่อยู่ในบัญชีของปี"),
    ({}, [(None, MARCH), (None, MARCH)], "ซ้ำ"),
    ({}, [(None, MARCH, 10_000)], "เลขหน้า"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_and_neither_line_nor_file_is_kept(town, nid, electricity, fields, places, says):
    if places is None:
        places = [(None, MARCH)]
    own = [each if isinstance(each, Place) else Place(electricity.source_id, *each[1:]) for each in places]
    with tenant_scope(town):
        with pytest.raises(Refused, match=says):
            hand_in(
                inventory=electricity.inventory,
                actor=nid,
                fields=BILL | fields,
                places=own,
                upload=upload("a.pdf", PDF),
            )
        assert not Evidence.objects.of(town).exists()
        assert not EvidenceFile.objects.of(town).exists()
        assert not Entry.objects.of(town).filter(act__startswith="evidence.").exists()


def test_another_towns_source_is_not_found(town, nid, year, their_diesel):
    with tenant_scope(town), pytest.raises(Refused, match="ไม่อยู่ในบัญชีของปี"):
        add_evidence(inventory=year, actor=nid, fields=BILL, places=[Place(their_diesel.source_id, MARCH)])


def test_one_file_serves_many_figures_each_with_its_page(add, town, nid, diesel, electricity):
    paper = add(electricity, MARCH, file=upload("a.pdf", PDF))
    with tenant_scope(town):
        places = [Place(electricity.source_id, JANUARY, 1), Place(diesel.source_id, MARCH, 2)]
        link_evidence(evidence=paper, inventory=electricity.inventory, actor=nid, places=places)
        assert EvidenceFile.objects.of(town).count() == 1
        ((found, page),) = of_cell(diesel, MARCH).papers
        assert (found.evidence, page) == (paper, 2)
        assert of_cell(diesel, JANUARY).count == 0
        assert [(use.month, use.page) for use, _paper in of_source(electricity)] == [(JANUARY, 1), (MARCH, None)]
        assert cells_with_evidence(electricity.inventory) == {
            (electricity.source_id, JANUARY), (electricity.source_id, MARCH), (diesel.source_id, MARCH),
        }  # fmt: skip


def test_linking_again_says_the_page_and_the_same_again_says_nothing(add, town, nid, electricity):
    paper = add(electricity, MARCH)
    with tenant_scope(town):
        for page in (2, 2, 3):
            places = [Place(electricity.source_id, MARCH, page)]
            link_evidence(evidence=paper, inventory=electricity.inventory, actor=nid, places=places)
        assert EvidenceUse.objects.of(town).get().page == 3
        assert acts_of(town, paper) == ["evidence.added", "evidence.linked", "evidence.linked"]


def test_of_several_places_all_are_linked_or_none(add, town, nid, electricity):
    paper = add(electricity, MARCH)
    places = [Place(electricity.source_id, JANUARY), Place(electricity.source_id, dt.date(2025, 1, 1))]
    with tenant_scope(town):
        with pytest.raises(Refused, match="ไม่อยู่ในบัญชีของปี"):
            link_evidence(evidence=paper, inventory=electricity.inventory, actor=nid, places=places)
        assert EvidenceUse.objects.of(town).count() == 1


def test_the_last_thing_a_paper_stands_for_is_not_taken_from_it(add, town, nid, electricity):
    paper = add(electricity, MARCH, JANUARY)
    with tenant_scope(town):
        first, last = EvidenceUse.objects.of(town).order_by("month")
        unlink_evidence(use=first, inventory=electricity.inventory, actor=nid)
        with pytest.raises(Refused, match="อย่างน้อยหนึ่งรายการ"):
            unlink_evidence(use=last, inventory=electricity.inventory, actor=nid)
        assert acts_of(town, paper) == ["evidence.added", "evidence.unlinked"]


def test_a_change_keeps_what_was_said_before_in_the_ledger_and_no_change_leaves_no_entry(add, town, orn, electricity):
    paper = add(electricity, MARCH)
    with tenant_scope(town):
        same = BILL | {"baht": Decimal("1234.5")}
        change_evidence(evidence=paper, inventory=electricity.inventory, actor=orn, fields=same)
        new = {"number": "99", "note": "x", "kind": "receipt", "issued_on": dt.date(2024, 4, 1), "baht": Decimal(2000)}
        change_evidence(evidence=paper, inventory=electricity.inventory, actor=orn, fields=new)
        row = Evidence.objects.of(town).get()
        assert (row.number, row.note, row.issuer) == ("99", "x", BILL["issuer"])
        entry = Entry.objects.of(town).get(act="evidence.changed")
        assert entry.facts["fields"] == ["kind", "number", "issued_on", "baht", "note"]
        assert entry.text.text.splitlines() == [
            "ชนิดเอกสาร: ใบแจ้งหนี้ / หนังสือแจ้งค่าไฟฟ้า → ใบเสร็จรับเงิน",
            "เลขที่เอกสาร: 0123456789 → 99",
            "วันที่เอกสาร: 28 มี.ค. 2567 → 1 เม.ย. 2567",
            "จำนวนเงิน (บาท): 1,234.50 → 2,000.00",
            "หมายเหตุ: – → x",
        ]


def test_a_line_gets_its_file_later_and_another_in_its_place(add, town, nid, electricity):
    paper = add(electricity, MARCH)
    with tenant_scope(town):
        kept = [
            store_file(municipality=town, actor=nid, upload=upload(name, body))
            for name, body in (("a.pdf", PDF), ("b.png", picture("PNG")))
        ]
        for each in (kept[0], kept[0], kept[1]):
            attach_file(evidence=paper, inventory=electricity.inventory, actor=nid, kept=each)
        row = Evidence.objects.of(town).get()
        assert (row.file, row.file_name) == (kept[1].file, "b.png")
        filed = [entry.facts for entry in Entry.objects.of(town).filter(act="evidence.filed").order_by("number")]
        assert [(facts["before"], facts["sha256"]) for facts in filed] == [
            ("", kept[0].file.sha256), (kept[0].file.sha256, kept[1].file.sha256),
        ]  # fmt: skip


def test_a_cancelled_line_keeps_its_number_and_stands_for_nothing(add, town, nid, electricity, record):
    record(electricity, "5", month=MARCH)
    paper = add(electricity, MARCH)
    with tenant_scope(town):
        with pytest.raises(Refused, match="เหตุผล"):
            cancel_evidence(evidence=paper, inventory=electricity.inventory, actor=nid, reason="  ")
        assert without_evidence(electricity.inventory) == []
        cancel_evidence(evidence=paper, inventory=electricity.inventory, actor=nid, reason="ผิดเดือน")
        assert of_cell(electricity, MARCH).count == 0
        assert [bare.months for bare in without_evidence(electricity.inventory)] == [[MARCH]]
        (struck,) = index(electricity.inventory)
        assert struck.evidence.is_cancelled
        for act in (
            lambda: cancel_evidence(evidence=paper, inventory=electricity.inventory, actor=nid, reason="อีก"),
            lambda: change_evidence(evidence=paper, inventory=electricity.inventory, actor=nid, fields={"number": "1"}),
            lambda: link_evidence(
                evidence=paper, inventory=electricity.inventory, actor=nid, places=[Place(electricity.source_id)]
            ),
        ):
            with pytest.raises(Refused, match="ถูกยกเลิกแล้ว"):
                act()
    assert add(electricity, MARCH).code == "S2-2567-03-002"


def test_figures_without_a_paper_are_listed_and_months_without_activity_are_not(add, town, electricity, diesel, record):
    record(electricity, "5", month=JANUARY)
    record(electricity, "6", month=MARCH)
    record(electricity, None, month=dt.date(2024, 2, 1), notation="NO")
    record(diesel, "7", month=MARCH)
    add(electricity, MARCH)
    with tenant_scope(town):
        bare = {each.use.pk: each.months for each in without_evidence(electricity.inventory)}
        assert bare == {electricity.pk: [JANUARY], diesel.pk: [MARCH]}
    add(diesel)  # a paper of the whole year stands for each of its months
    with tenant_scope(town):
        assert {each.use.pk for each in without_evidence(electricity.inventory)} == {electricity.pk}


def test_the_index_is_cut_by_scope_month_kind_and_file(add, town, electricity, diesel):
    bill, slip = add(electricity, MARCH, file=upload("a.pdf", PDF)), add(diesel, JANUARY, kind="fuel_order")
    year = electricity.inventory
    with tenant_scope(town):
        assert [paper.evidence for paper in index(year)] == [slip, bill]
        for chosen in ({"scope": "2"}, {"month": MARCH}, {"file": "with"}, {"kind": "invoice"}):
            assert [paper.evidence for paper in index(year, **chosen)] == [bill], chosen
        assert [paper.evidence for paper in index(year, file="without")] == [slip]
        assert index(year, scope="3") == []


def test_a_whole_index_is_read_in_as_many_queries_as_a_short_one(
    add, town, electricity, diesel, django_assert_num_queries
):
    year = electricity.inventory
    for count in (2, 18):
        for number in range(count):
            month = year.month_list[number % 12]
            add(electricity, month, file=upload("a.png", picture("PNG", (number + 3, count))))
        with tenant_scope(town), django_assert_num_queries(3):
            index(year)
        with tenant_scope(town), django_assert_num_queries(3):
            without_evidence(year)
        with tenant_scope(town), django_assert_num_queries(4):
            of_cell(electricity, JANUARY)


@pytest.fixture
def locked(add, town, anan, electricity, fill):
    """A locked year whose March has a paper without a file: returns the paper."""
    fill(electricity, "10")
    paper = add(electricity, MARCH)
    with tenant_scope(town):
        lock(inventory=electricity.inventory, actor=anan)
        electricity.inventory.refresh_from_db()
    return paper


def test_the_dossier_freezes_the_index_and_the_codes_of_each_month(town, electricity, locked):
    with tenant_scope(town):
        dossier, snapshot = dossier_in_force(electricity.inventory)
    assert snapshot is not None
    (line,) = dossier["evidence"]
    assert line == {
        "code": "S2-2567-03-001", "kind": "ใบแจ้งหนี้ / หนังสือแจ้งค่าไฟฟ้า", "number": "0123456789", "date": "2024-03-28",
        "issuer": "การไฟฟ้าส่วนภูมิภาค", "baht": "1234.50", "kept_at": "แฟ้มค่าไฟฟ้า กองคลัง", "note": "", "sha256": None,
        "file_withdrawn": False, "cancelled": None,
    }  # fmt: skip
    (source,) = dossier["sources"]
    assert source["evidence"] == {"2024-03": ["S2-2567-03-001"]}


def test_what_a_locked_year_has_frozen_is_not_changed(town, nid, electricity, locked):
    year = electricity.inventory
    with tenant_scope(town):
        use = EvidenceUse.objects.of(town).get()
        elsewhere = [Place(electricity.source_id, JANUARY)]
        link_evidence(evidence=locked, inventory=year, actor=nid, places=elsewhere)  # more is said, nothing taken back
        for act in (
            lambda: change_evidence(evidence=locked, inventory=year, actor=nid, fields={"number": "1"}),
            lambda: cancel_evidence(evidence=locked, inventory=year, actor=nid, reason="x"),
            lambda: unlink_evidence(use=use, inventory=year, actor=nid),
            lambda: link_evidence(
                evidence=locked, inventory=year, actor=nid, places=[Place(electricity.source_id, MARCH, 4)]
            ),
        ):
            with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
                act()
        change_evidence(evidence=locked, inventory=year, actor=nid, fields=BILL)  # nothing new is no change


def test_a_locked_year_takes_the_file_a_verifier_asks_for_once_and_new_papers(add, town, nid, orn, electricity, locked):
    year = electricity.inventory
    with tenant_scope(town):
        done = hand_in_again(evidence=locked, inventory=year, actor=nid, fields=BILL, upload=upload("a.pdf", PDF))
        assert done.evidence.file is not None
        with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
            hand_in_again(
                evidence=locked, inventory=year, actor=nid, fields=BILL, upload=upload("b.png", picture("PNG"))
            )
        withdraw_file(file=done.evidence.file, actor=orn, reason="เห็นเลขบัตร")
        again = hand_in_again(
            evidence=locked, inventory=year, actor=nid, fields=BILL, upload=upload("c.png", picture("PNG"))
        )
        assert again.evidence.file_name == "c.png"
        assert not paper_or_404(year, locked.pk).added_later
    later = add(electricity, JANUARY)
    with tenant_scope(town):
        assert paper_or_404(year, later.pk).added_later
        change_evidence(evidence=later, inventory=year, actor=nid, fields={"number": "7"})
        codes = [line["code"] for line in dossier_in_force(year)[0]["evidence"]]
        assert codes == [locked.code]


def test_the_database_itself_keeps_numbers_apart_and_reasons_given(add, town, electricity):
    paper = add(electricity, MARCH)
    with tenant_scope(town):
        for broken in ({"running": 0}, {"month": 13}, {"cancelled_for": "x"}, {"kind": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Evidence.objects.of(town).filter(pk=paper.pk).update(**broken)
        again = Evidence.objects.of(town).get()
        again.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=True)


def test_the_very_same_sent_twice_is_one_line(add, town, nid, electricity, diesel):
    first = add(electricity, MARCH, file=upload("a.pdf", PDF))
    assert add(electricity, MARCH, file=upload("b.pdf", PDF)) == first
    others = [
        add(electricity, MARCH),  # without the file
        add(electricity, MARCH, file=upload("a.pdf", PDF), number="1"),
        add(electricity, MARCH, JANUARY, file=upload("a.pdf", PDF)),
        add(electricity, MARCH, number=""), add(electricity, MARCH, number=""),  # two that nobody can tell apart yet
    ]  # fmt: skip
    assert len({first.pk, *(each.pk for each in others)}) == 6
    with tenant_scope(town):
        cancel_evidence(evidence=first, inventory=electricity.inventory, actor=nid, reason="ผิด")
    assert add(electricity, MARCH, file=upload("a.pdf", PDF)) != first
