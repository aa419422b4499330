"""The people of a municipality: added, given roles, given slips, leaving, erased; and what a person may ask about."""

import datetime as dt
import json
import logging

import pytest
from django.urls import reverse
from django.utils import timezone

from cfo_site.accounts import acts, selectors
from cfo_site.accounts.gate import visitor_at
from cfo_site.accounts.models import Membership, Ticket, User, VerifierAssignment
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger.models import Entry
from cfo_site.logs import WithoutTokens
from cfo_site.qr import qr_code
from tests.conftest import PASSWORD

NEW = {"username": "Somying.R", "display_name": "สมหญิง ตัวอย่าง", "position": "", "email": "", "roles": ["entry"]}
CHOSEN = "วลียาวที่จำง่ายกว่า"


def at(name, town, *more):
    return reverse(name, args=[town.key, *more])


def code_of(response):
    return response.context["code"]


def recorded():
    with every_municipality(reason="test"):
        return list(Entry.objects.of(None).order_by("number").values_list("act", flat=True))


def choose(client, code, first=CHOSEN, again=CHOSEN):
    return client.post(reverse("password_choose", args=[code]), {"password1": first, "password2": again})


def test_a_new_person_gets_a_slip_sets_a_password_and_signs_in(sign_in, orn, town, client):
    response = sign_in(orn).post(at("person_add", town), NEW)
    person = User.objects.get(username="somying.r")
    assert response.status_code == 200
    assert code_of(response) in response.content.decode()
    assert f'<path d="{qr_code(response.context["link"]).path}"' in response.content.decode()
    assert "&lt;svg" not in response.content.decode()
    assert Ticket.objects.get(user=person).code_sha256 != code_of(response)
    assert not client.login(username="somying.r", password="")
    assert choose(client, code_of(response)).url == reverse("account_login")
    person.refresh_from_db()
    assert person.check_password(CHOSEN)
    assert selectors.colleague(town, person.pk, today=timezone.localdate()).roles == ("entry",)
    assert recorded()[-4:] == [
        acts.PERSON_ADDED.key,
        acts.ROLE_GRANTED.key,
        acts.TICKET_MADE.key,
        acts.PASSWORD_SET.key,
    ]


def test_a_code_opens_once(sign_in, orn, nid, town, client):
    code = code_of(sign_in(orn).post(at("slip_make", town, nid.pk)))
    assert choose(client, code).status_code == 302
    assert choose(client, code, "อีกวลีหนึ่งที่ยาวพอ", "อีกวลีหนึ่งที่ยาวพอ").status_code == 404
    nid.refresh_from_db()
    assert nid.check_password(CHOSEN)


def test_a_newer_slip_ends_the_older(sign_in, orn, nid, town, client):
    older = code_of(sign_in(orn).post(at("slip_make", town, nid.pk)))
    newer = code_of(sign_in(orn).post(at("slip_make", town, nid.pk)))
    assert client.get(reverse("password_choose", args=[older])).status_code == 404
    assert client.get(reverse("password_choose", args=[newer])).status_code == 200


def test_a_code_ends_after_fourteen_days(sign_in, orn, nid, town, client):
    code = code_of(sign_in(orn).post(at("slip_make", town, nid.pk)))
    ticket = Ticket.objects.get(user=nid)
    assert ticket.ends_at - ticket.made_at == dt.timedelta(days=14)
    assert selectors.ticket_of(code, now=ticket.ends_at - dt.timedelta(seconds=1)) == ticket
    assert selectors.ticket_of(code, now=ticket.ends_at) is None


def test_a_code_is_typed_as_people_type(sign_in, orn, nid, town, client):
    code = code_of(sign_in(orn).post(at("slip_make", town, nid.pk)))
    typed = code.replace("-", " ").upper()
    assert client.post(reverse("code_entry"), {"code": typed}).url == reverse("password_choose", args=[code])
    assert client.post(reverse("code_entry"), {"code": ""}).status_code == 422


@pytest.mark.parametrize(
    ("first", "again", "sentence"),
    [("สั้น", "สั้น", "ต้องมีอย่างน้อย 10 ตัว"), (CHOSEN, "x" * 12, "ไม่ตรงกัน"), ("ผู้บันทึกข้อมูล", "ผู้บันทึกข้อมูล", "คล้ายกับ")],
)
def test_a_bad_password_is_refused_and_the_code_stays_good(sign_in, orn, nid, town, client, first, again, sentence):
    code = code_of(sign_in(orn).post(at("slip_make", town, nid.pk)))
    response = choose(client, code, first, again)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert choose(client, code).status_code == 302


def test_no_slip_for_an_account_that_reaches_further(sign_in, orn, pim, nid, town, other_town):
    """Who could reset it here would open what the person may do elsewhere."""
    for person in (pim, nid):
        Membership.objects.get_or_create(municipality=town, user=person, role="entry")
    assert sign_in(orn).post(at("slip_make", town, nid.pk)).status_code == 200
    Membership.objects.create(municipality=other_town, user=nid, role="entry")
    for person in (pim, nid):
        before = Ticket.objects.filter(user=person).count()
        assert sign_in(orn).post(at("slip_make", town, person.pk)).status_code == 302
        assert Ticket.objects.filter(user=person).count() == before


def test_nobody_of_another_town_is_reached(sign_in, orn, olarn, town):
    client = sign_in(orn)
    assert client.get(at("person_edit", town, olarn.pk)).status_code == 404
    for name in ("slip_make", "person_leave", "person_erase"):
        assert client.post(at(name, town, olarn.pk)).status_code == 404
    assert "โอฬาร" not in client.get(at("person_list", town)).content.decode()


def test_somebody_who_has_an_account_gets_a_role_by_user_name(sign_in, orn, olarn, town, client):
    response = sign_in(orn).post(at("person_add", town), NEW | {"username": "OLARN", "display_name": ""})
    assert response.status_code == 302
    assert set(Membership.objects.filter(user=olarn).values_list("municipality__key", "role")) == {
        ("pak-khlong", "owner"),
        ("thung-sai", "entry"),
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"username": "olarn"}, "มีผู้ใช้ชื่อนี้แล้ว"),
        ({"display_name": ""}, "โปรดกรอกชื่อที่แสดง"),
        ({"roles": []}, "เลือกบทบาทอย่างน้อยหนึ่งบทบาท"),
        ({"username": "มี ช่องว่าง"}, "โดยไม่เว้นวรรค"),
    ],
)
def test_a_wrong_form_comes_back_as_typed_and_adds_nobody(sign_in, orn, olarn, town, typed, sentence):
    before = User.objects.count()
    response = sign_in(orn).post(at("person_add", town), NEW | typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert User.objects.count() == before


def test_roles_are_changed_and_the_last_owner_stays(sign_in, orn, nid, town):
    client, about = sign_in(orn), {"display_name": nid.display_name, "position": "นักวิชาการ", "email": ""}
    assert client.post(at("person_edit", town, nid.pk), about | {"roles": ["owner", "approver"]}).status_code == 302
    nid.refresh_from_db()
    assert nid.position == "นักวิชาการ"
    assert selectors.colleague(town, nid.pk, today=timezone.localdate()).roles == ("owner", "approver")
    mine = {"display_name": orn.display_name, "position": "", "email": ""}
    assert client.post(at("person_edit", town, orn.pk), mine | {"roles": []}).status_code == 302
    assert sign_in(nid).post(at("person_edit", town, nid.pk), about | {"roles": ["entry"]}).status_code == 422
    assert selectors.has_owner(town, today=timezone.localdate())


def test_what_is_refused_changes_nothing_of_a_person(sign_in, orn, town):
    typed = {"display_name": "อร ชื่อใหม่", "position": "ปลัด", "email": "", "roles": ["approver"]}
    response = sign_in(orn).post(at("person_edit", town, orn.pk), typed)
    assert response.status_code == 422
    assert "อร ชื่อใหม่" in response.content.decode()  # as typed
    orn.refresh_from_db()
    assert (orn.display_name, orn.position) == ("อร ผู้รับผิดชอบบัญชี", "")
    assert sign_in(orn).post(at("person_edit", town, orn.pk), typed | {"roles": ["owner"]}).status_code == 302
    orn.refresh_from_db()
    assert (orn.display_name, orn.position) == ("อร ชื่อใหม่", "ปลัด")


def test_an_erased_person_gets_no_role_again(sign_in, orn, nid, town):
    owner = sign_in(orn)
    for name in ("person_leave", "person_erase"):
        owner.post(at(name, town, nid.pk))
    typed = {"display_name": "นิด", "position": "", "email": "", "roles": ["entry"]}
    response = owner.post(at("person_edit", town, nid.pk), typed)
    assert response.status_code == 422
    assert "ถูกลบชื่อแล้ว" in response.content.decode()
    nid.refresh_from_db()
    assert (nid.display_name, nid.is_active) == ("บุคคลที่ลบชื่อแล้ว", False)
    assert selectors.colleague(town, nid.pk, today=timezone.localdate()).has_left


def test_the_code_of_a_slip_is_named_to_nobody_and_reaches_no_log(sign_in, orn, nid, town, client):
    code = code_of(sign_in(orn).post(at("slip_make", town, nid.pk)))
    address = reverse("password_choose", args=[code])
    for response in (client.get(address), choose(client, code), client.get(address)):
        assert response.headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in response.headers["Cache-Control"]
    assert "Referrer-Policy" in client.get(reverse("code_entry")).headers  # the usual one
    line = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Not Found", address), None)
    assert WithoutTokens().filter(line)
    assert line.getMessage() == "Not Found: /welcome/…/"


def test_a_leavers_account_closes_the_same_day(sign_in, orn, nid, town):
    theirs = sign_in(nid)
    assert theirs.get(reverse("my_data")).status_code == 200
    assert sign_in(orn).post(at("person_leave", town, nid.pk)).status_code == 302
    assert theirs.get(reverse("my_data")).status_code == 302
    nid.refresh_from_db()
    assert not nid.is_active
    assert recorded()[-2:] == [acts.ROLE_ENDED.key, acts.PERSON_CLOSED.key]
    assert "ผู้ที่พ้นหน้าที่แล้ว 1 คน" in sign_in(orn).get(at("person_list", town)).content.decode()


def test_a_leaver_who_works_elsewhere_too_keeps_the_account(sign_in, orn, nid, town, other_town):
    Membership.objects.create(municipality=other_town, user=nid, role="entry")
    sign_in(orn).post(at("person_leave", town, nid.pk))
    nid.refresh_from_db()
    assert nid.is_active
    assert sign_in(nid).get(at("inventories:municipality_overview", town)).status_code == 404
    assert sign_in(nid).get(at("inventories:municipality_overview", other_town)).status_code == 200


def test_the_only_owner_cannot_leave(sign_in, orn, town):
    sign_in(orn).post(at("person_leave", town, orn.pk))
    orn.refresh_from_db()
    assert orn.is_active
    assert selectors.has_owner(town, today=timezone.localdate())


def test_a_leaver_comes_back_with_a_new_password_only(sign_in, orn, nid, town, client):
    owner = sign_in(orn)
    owner.post(at("person_leave", town, nid.pk))
    about = {"display_name": nid.display_name, "position": "", "email": "", "roles": ["entry"]}
    assert owner.post(at("person_edit", town, nid.pk), about).status_code == 302
    nid.refresh_from_db()
    assert nid.is_active
    assert not nid.check_password(PASSWORD)
    assert choose(client, code_of(owner.post(at("slip_make", town, nid.pk)))).status_code == 302


def test_a_leavers_name_is_erased_and_the_chain_holds(sign_in, orn, nid, town):
    from cfo_site.ledger import selectors as ledger

    owner = sign_in(orn)
    owner.post(at("person_erase", town, nid.pk))
    nid.refresh_from_db()
    assert nid.display_name == "นิด ผู้บันทึกข้อมูล"  # not while the account is open
    owner.post(at("person_leave", town, nid.pk))
    owner.post(at("person_erase", town, nid.pk))
    nid.refresh_from_db()
    assert (nid.username, nid.display_name, nid.email) == (f"erased-{nid.pk}", "บุคคลที่ลบชื่อแล้ว", "")
    with every_municipality(reason="test"):
        assert ledger.first_break(None) is None
    assert "นิด" not in owner.get(at("person_list", town)).content.decode()


def test_a_verifier_is_invited_to_one_year_for_some_months(sign_in, orn, town, client):
    today = timezone.localdate()
    typed = {
        "username": "auditor1",
        "display_name": "ผู้ทวนสอบตัวอย่าง",
        "position": "",
        "email": "",
        "year": "2567",
        "months": "3",
    }
    response = sign_in(orn).post(at("verifier_add", town), typed)
    assert response.status_code == 200
    assignment = VerifierAssignment.objects.get(user__username="auditor1")
    assert (assignment.year, assignment.valid_from, assignment.valid_to) == (
        "2567",
        today,
        today + dt.timedelta(days=90),
    )
    sign_in(orn).post(at("person_leave", town, assignment.user_id))
    assignment.refresh_from_db()
    assignment.user.refresh_from_db()
    assert not assignment.user.is_active


def test_no_year_is_opened_to_a_verifier_unasked(sign_in, orn, town):
    owner = sign_in(orn)
    assert '<option value="" selected>เลือกปี</option>' in owner.get(at("verifier_add", town)).content.decode()
    begun = owner.get(at("verifier_add", town) + "?year=2567").content.decode()
    assert '<option value="2567" selected>' in begun
    typed = {"username": "auditor1", "display_name": "ผู้ทวนสอบตัวอย่าง", "year": "", "months": "3"}
    refused = owner.post(at("verifier_add", town), typed)
    assert (refused.status_code, VerifierAssignment.objects.exists()) == (422, False)
    assert "โปรดเลือกปีของบัญชีที่จะให้ทวนสอบ" in refused.content.decode()


def test_a_verifier_whose_work_ends_on_its_first_day_sees_nothing_more_that_day(sign_in, orn, wichai, town, other_town):
    today = timezone.localdate()
    VerifierAssignment.objects.filter(user=wichai).delete()
    for each in (town, other_town):
        VerifierAssignment.objects.create(
            user=wichai, municipality=each, year="2567", valid_from=today, valid_to=today + dt.timedelta(days=90)
        )
    assert visitor_at(wichai, town, today=today).assigned_years == {"2567"}
    page = sign_in(orn).get(at("person_edit", town, wichai.pk)).content.decode()
    assert "สิ้นสุดสิทธิ์ทวนสอบ" in page
    sign_in(orn).post(at("person_leave", town, wichai.pk))
    wichai.refresh_from_db()
    assert wichai.is_active, "they verify elsewhere"
    assert not visitor_at(wichai, town, today=today).capacities
    assert visitor_at(wichai, other_town, today=today).assigned_years == {"2567"}


def test_the_province_names_a_first_owner_and_nobody_else(sign_in, pim, orn, town, other_town):
    client = sign_in(pim)
    owner = NEW | {"roles": ["owner"]}
    assert client.post(at("person_add", town), owner).status_code == 422  # อร is there
    assert client.post(at("person_add", other_town), NEW).status_code == 422  # an entry officer is the town's to name
    assert client.post(at("person_add", other_town), owner).status_code == 200
    assert client.post(at("slip_make", town, orn.pk)).status_code == 200
    assert client.get(at("person_edit", town, orn.pk)).status_code == 403


def test_a_person_sees_corrects_and_takes_away_what_is_stored(sign_in, nid, town):
    client = sign_in(nid)
    response = client.post(
        reverse("my_data"), {"display_name": "นิด ชื่อใหม่", "position": "", "email": "nid@example.go.th"}
    )
    assert response.status_code == 302
    stored = json.loads(client.get(reverse("my_data_export")).content)
    assert stored["account"]["display_name"] == "นิด ชื่อใหม่"
    assert [each["role"] for each in stored["roles"]] == ["entry"]
    assert stored["acts"] == {acts.PERSON_CHANGED.key: 1}
    assert "password" not in json.dumps(stored)
    assert client.post(reverse("my_data"), {"display_name": "", "email": "x"}).status_code == 422
