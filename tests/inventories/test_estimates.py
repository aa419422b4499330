"""Missing months are estimated on request alone, by a stated method, marked, and never over a figure."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import AmountRevision, Bill, BillKind, BillLine, CameBy, Frequency, Source
from inventories.policies import Refused
from inventories.selectors.estimates import open_months, proposals
from inventories.selectors.fresh import compare
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.estimates import estimate_months
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_year

FEBRUARY, MARCH, APRIL = (dt.date(2024, month, 1) for month in (2, 3, 4))
LATER = dt.date(2025, 6, 1)


def address(town, use) -> str:
    return reverse("inventories:estimate", args=[town.key, "2567", use.pk])


def figures(town, use) -> dict[dt.date, AmountRevision]:
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).filter(source=use.source_id).order_by("number")
        return {row.month: row for row in rows}


def proposed(town, use, method, *months):
    with tenant_scope(town):
        wanted = [each for each in open_months(use, today=LATER) if each.month in months]
        assert len(wanted) == len(months)
        return [(each.amount, each.working) for each in proposals(use, wanted, method)]


@pytest.fixture
def january_and_march(record, electricity):
    """The meter's two months around the one that is missing: 310 and 330 kWh."""
    record(electricity, "310")
    record(electricity, "330", month=MARCH)
    return electricity


def test_the_mean_of_the_neighbours_is_told_with_its_working(town, january_and_march):
    ((amount, working),) = proposed(town, january_and_march, "neighbours", FEBRUARY)
    assert amount == 320
    assert working == "(ม.ค. 2567 310 + มี.ค. 2567 330) ÷ 2 kWh"


def test_by_the_day_february_of_a_leap_year_has_29(town, january_and_march):
    ((amount, working),) = proposed(town, january_and_march, "per_day", FEBRUARY)
    assert amount == Decimal("299.35")  # 640 / 62 * 29
    assert working == "(ม.ค. 2567 310 + มี.ค. 2567 330) ÷ (31 + 31) วัน × 29 วัน kWh"


def test_two_missing_months_have_the_same_neighbours_three_are_not_near(town, record, electricity):
    record(electricity, "310")
    record(electricity, "330", month=APRIL)
    first, second = proposed(town, electricity, "neighbours", FEBRUARY, MARCH)
    assert first == second
    may = dt.date(2024, 5, 1)
    ((amount, why),) = proposed(town, electricity, "neighbours", may)
    assert (amount, why) == (None, "ไม่มีตัวเลขจริงภายใน 3 เดือนถัดไป")


def test_last_years_figure_also_where_last_year_is_no_year_of_the_source(town, orn, nid, electricity):
    with tenant_scope(town):
        make_year(town, orn, year=2566)
        early = Source.objects.of(town).get(pk=electricity.source_id)
        before = electricity.inventory.__class__.objects.of(town).get(year=2566)
        use = electricity.__class__.objects.of(town).get(pk=electricity.pk)
        use.pk, use.inventory = None, before
        use.save()
        change = AmountChange(early.pk, dt.date(2023, 2, 1), Decimal("280.5"))
        record_amounts(municipality=town, actor=nid, changes=[change])
    assert proposed(town, electricity, "last_year", FEBRUARY) == [(Decimal("280.5"), "เท่ากับ ก.พ. 2566 280.5 kWh")]
    assert proposed(town, electricity, "last_year", MARCH) == [(None, "ไม่มีตัวเลขของ มี.ค. 2566")]


def test_nothing_is_estimated_from_an_estimate(town, record, electricity):
    record(electricity, "310", estimated=True)
    record(electricity, "330", month=MARCH)
    ((amount, why),) = proposed(town, electricity, "neighbours", FEBRUARY)
    assert (amount, why) == (None, "ไม่มีตัวเลขจริงภายใน 3 เดือนก่อนหน้า")


def test_months_that_are_not_over_or_have_anything_are_not_offered(town, record, electricity):
    record(electricity, "0")
    record(electricity, None, month=FEBRUARY, notation="NO")
    record(electricity, None, month=MARCH, notation="NE", reason="รอบิล")
    with tenant_scope(town):
        offered = [each.month for each in open_months(electricity, today=dt.date(2024, 5, 30))]
        assert offered == [MARCH, APRIL]
        offered = [each.month for each in open_months(electricity, today=dt.date(2024, 6, 1))]
        assert offered == [MARCH, APRIL, dt.date(2024, 5, 1)]


def test_the_figure_of_a_year_has_last_years_alone(sign_in, nid, town, electricity):
    with tenant_scope(town):
        rows = Source.objects.of(town).filter(pk=electricity.source_id)
        rows.update(frequency=Frequency.ANNUAL, due_month=12)
    page = sign_in(nid).get(address(town, electricity)).content.decode()
    assert page.count('name="method"') == 1
    assert 'name="months" value="2024-12"' in page
    assert 'value="2024-11"' not in page


def test_a_quarter_has_quarters_as_neighbours(town, record, electricity):
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=electricity.source_id).update(frequency=Frequency.QUARTERLY)
        electricity.source.refresh_from_db(from_queryset=Source.objects.of(town))
    record(electricity, "910", month=MARCH)
    record(electricity, "920", month=dt.date(2024, 9, 1))
    june = dt.date(2024, 6, 1)
    assert proposed(town, electricity, "neighbours", june)[0][0] == 915
    ((amount, working),) = proposed(town, electricity, "per_day", june)
    assert amount == Decimal("910.00")  # 1,830 / (91 + 92) * 91
    assert "(91 + 92) วัน × 91 วัน" in working


def bill(town, nid, use, invoice_month, first, last, units, **fields):
    with tenant_scope(town):
        made = Bill.objects.create(
            municipality=town, kind=BillKind.ELECTRICITY, issuer="กฟภ.", bill_date=last, invoice_month=invoice_month,
            content_sha256="0" * 64, recorded_by=nid, recorded_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC), entry_number=1,
        )  # fmt: skip
        BillLine.objects.create(
            municipality=town, bill=made, position=1, source=use.source, first_day=first, last_day=last,
            units=Decimal(units), **fields,
        )  # fmt: skip
        return made


def test_by_the_day_adjoining_bills_come_before_months(town, nid, january_and_march):
    bill(town, nid, january_and_march, JANUARY, dt.date(2023, 12, 16), dt.date(2024, 1, 14), "300")
    bill(town, nid, january_and_march, MARCH, dt.date(2024, 2, 14), dt.date(2024, 3, 14), "330")
    ((amount, working),) = proposed(town, january_and_march, "per_day", FEBRUARY)
    assert amount == Decimal("304.50")  # (300 + 330) / (30 + 30) * 29
    assert "บิล 16 ธ.ค. 2566–14 ม.ค. 2567 300" in working
    assert "(30 + 30) วัน × 29 วัน" in working


def test_a_bill_that_takes_something_back_is_no_measure(town, nid, january_and_march):
    bill(town, nid, january_and_march, JANUARY, dt.date(2024, 1, 1), dt.date(2024, 1, 31), "-10")
    ((_amount, working),) = proposed(town, january_and_march, "per_day", FEBRUARY)
    assert "บิล" not in working


def test_an_estimate_is_recorded_marked_and_calculated(town, nid, january_and_march):
    use = january_and_march
    with tenant_scope(town):
        (row,) = estimate_months(
            use=use, actor=nid, method="neighbours", shown={FEBRUARY: Decimal(320)}, reason="ใบแจ้งหนี้หาย"
        )
        assert (row.amount, row.estimated, row.estimation, row.came_by) == (320, True, "neighbours", CameBy.ESTIMATE)
        assert row.reason == "ใบแจ้งหนี้หาย · (ม.ค. 2567 310 + มี.ค. 2567 330) ÷ 2 kWh"
        assert compare(use.inventory, [use])[1] == []


def test_a_month_that_has_got_a_figure_is_left_alone(town, nid, record, january_and_march):
    record(january_and_march, "999", month=FEBRUARY)
    with tenant_scope(town), pytest.raises(Refused, match="มีตัวเลขหรือยังไม่สิ้นเดือน"):
        estimate_months(
            use=january_and_march, actor=nid, method="neighbours", reason="x",
            shown={FEBRUARY: Decimal(320), APRIL: Decimal(1)},
        )  # fmt: skip
    assert figures(town, january_and_march)[FEBRUARY].amount == 999
    assert APRIL not in figures(town, january_and_march)


def test_what_comes_to_something_else_than_was_shown_is_not_stored(town, nid, record, january_and_march):
    record(january_and_march, "350", month=MARCH, based_on=1)
    with tenant_scope(town), pytest.raises(Refused, match="เปลี่ยนไป"):
        estimate_months(
            use=january_and_march, actor=nid, method="neighbours", shown={FEBRUARY: Decimal(320)}, reason="x"
        )
    assert FEBRUARY not in figures(town, january_and_march)


def test_a_month_that_cannot_be_estimated_is_not_stored_as_nothing(town, nid, electricity):
    with tenant_scope(town), pytest.raises(Refused):
        estimate_months(use=electricity, actor=nid, method="neighbours", shown={FEBRUARY: Decimal(0)}, reason="x")
    assert not figures(town, electricity)


def test_without_a_reason_or_with_another_method_nothing_is_stored(town, nid, january_and_march):
    with tenant_scope(town):
        for method, reason in (("neighbours", " "), ("own", "x")):
            with pytest.raises(Refused):
                estimate_months(
                    use=january_and_march, actor=nid, method=method, shown={FEBRUARY: Decimal(320)}, reason=reason
                )
    assert FEBRUARY not in figures(town, january_and_march)


def test_nor_in_a_locked_year(town, nid, anan, electricity, record, fill):
    fill(electricity, "1")
    with tenant_scope(town):
        lock(inventory=electricity.inventory, actor=anan)
        with pytest.raises(Refused):
            estimate_months(use=electricity, actor=nid, method="last_year", shown={FEBRUARY: Decimal(1)}, reason="x")


SENT = {"months": ["2024-02"], "method": "neighbours", "reason": "ใบแจ้งหนี้หาย"}


def test_the_page_shows_first_and_stores_on_the_second_request(sign_in, nid, town, january_and_march):
    client = sign_in(nid)
    preview = client.post(address(town, january_and_march), SENT | {"do": "preview", "shown": ""})
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "÷ 2 kWh" in page
    assert 'name="shown" value="2024-02:320"' in page
    assert FEBRUARY not in figures(town, january_and_march)
    done = client.post(address(town, january_and_march), SENT | {"do": "record", "shown": "2024-02:320"})
    assert done.status_code == 302
    assert figures(town, january_and_march)[FEBRUARY].estimated
    again = client.post(address(town, january_and_march), SENT | {"do": "record", "shown": "2024-02:320"})
    assert again.status_code == 422
    assert figures(town, january_and_march)[FEBRUARY].number == 1


def test_recording_what_was_never_shown_shows_it_first(sign_in, nid, town, january_and_march):
    response = sign_in(nid).post(address(town, january_and_march), SENT | {"do": "record", "shown": ""})
    assert response.status_code == 200
    assert FEBRUARY not in figures(town, january_and_march)


def test_a_method_that_does_not_reach_offers_no_button_to_record(sign_in, nid, town, electricity):
    response = sign_in(nid).post(address(town, electricity), SENT | {"do": "preview"})
    page = response.content.decode()
    assert "ไม่มีตัวเลขจริงภายใน 3 เดือนก่อนหรือหลัง" in page
    assert 'value="record"' not in page


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"months": []}, "โปรดเลือกอย่างน้อยหนึ่งเดือน"),
        ({"months": ["2024-01"]}, "มีเดือนที่ประมาณไม่ได้แล้ว"),  # it has a figure
        ({"months": ["x"]}, "มีเดือนที่ประมาณไม่ได้แล้ว"),
        ({"method": ""}, "โปรดเลือกวิธีประมาณ"),
        ({"method": "own"}, "โปรดเลือกวิธีประมาณจากรายการ"),
        ({"reason": " "}, "โปรดพิมพ์เหตุผลที่ไม่มีตัวเลขจริง"),
        ({"shown": "2024-02:-5"}, "หน้านี้ไม่สมบูรณ์"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_stored(sign_in, nid, town, january_and_march, sent, told):
    response = sign_in(nid).post(address(town, january_and_march), SENT | {"do": "record"} | sent)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert FEBRUARY not in figures(town, january_and_march)


def test_only_those_who_write_may_ask(sign_in, nid, anan, wichai, town, electricity):
    assert sign_in(nid).get(address(town, electricity)).status_code == 200
    for reader in (anan, wichai):
        assert sign_in(reader).get(address(town, electricity)).status_code == 403
