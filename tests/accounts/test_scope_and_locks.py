"""What the database itself refuses: other towns' rows, a changed past, a serving role with power."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction

from cfo_site.accounts import roles
from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from cfo_site.ledger import services
from cfo_site.ledger.acts import Act
from cfo_site.ledger.models import Chain, Entry

ACT = Act("test.act", "ทดสอบ", frozenset())


def record(town):
    with tenant_scope(town):
        return services.append(municipality=town, actor=None, act=ACT)


def test_outside_a_scope_there_are_no_rows(town):
    record(town)
    assert Entry.objects.of(town).count() == 0
    assert Chain.objects.of_every_municipality().count() == 0


def test_inside_a_scope_there_are_its_own_rows_only(town, other_town):
    record(town)
    with tenant_scope(other_town):
        assert Entry.objects.of_every_municipality().count() == 0
    with tenant_scope(town):
        assert Entry.objects.of_every_municipality().count() == 1
    record(other_town)
    with every_municipality(reason="test"):
        assert Entry.objects.of_every_municipality().filter(act=ACT.key).count() == 2


def test_a_row_of_another_town_cannot_be_written(town, other_town):
    with tenant_scope(town), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Chain.objects.create(municipality=other_town, last_hash="0" * 64)


def test_outside_a_scope_nothing_can_be_written(town):
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Chain.objects.create(municipality=town, last_hash="0" * 64)


def test_a_row_of_another_town_cannot_be_changed_or_given_away(town, other_town):
    record(town)
    with tenant_scope(other_town):
        assert Chain.objects.of_every_municipality().update(last_number=99) == 0
    with tenant_scope(town), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Chain.objects.of_every_municipality().update(municipality=other_town)


def test_raw_sql_sees_no_more(town, other_town):
    record(town)
    with tenant_scope(other_town), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry")
        assert cursor.fetchone() == (0,)


def test_a_scope_inside_a_scope_ends_where_it_began(town, other_town):
    record(town)
    with tenant_scope(town):
        with tenant_scope(other_town):
            assert Entry.objects.of_every_municipality().count() == 0
        assert Entry.objects.of_every_municipality().count() == 1
        with pytest.raises(ZeroDivisionError), every_municipality(reason="test"):
            raise ZeroDivisionError
        assert Entry.objects.of_every_municipality().count() == 1
    assert Entry.objects.of_every_municipality().count() == 0


def test_whoever_wants_every_municipality_says_why():
    with pytest.raises(ValueError, match="Say why"), every_municipality(reason=""):
        pass


STATEMENTS = ["UPDATE ledger_entry SET act = 'forged'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry CASCADE"]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_past_cannot_be_changed_by_who_serves(town, statement):
    record(town)
    with tenant_scope(town), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_nor_by_the_owner_of_the_table(town, as_owner, statement):
    record(town)
    connection.check_constraints()  # none may wait for the end: PostgreSQL would refuse for that reason
    with as_owner(), pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE mine (x int)", "ALTER TABLE ledger_entry DISABLE TRIGGER USER", "SET ROLE postgres"]
)
def test_who_serves_cannot_reach_for_more(db, statement):
    with pytest.raises(DatabaseError, match=r"denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


def test_serving_is_refused_to_a_role_with_power(db, as_owner):
    assert roles.powers() == []
    roles.refuse_to_serve_with_power()
    with as_owner():
        assert roles.powers() == ["owns tables"]
        with pytest.raises(ImproperlyConfigured, match="owns tables"):
            roles.refuse_to_serve_with_power()
