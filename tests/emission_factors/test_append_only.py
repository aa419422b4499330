"""What is published cannot be changed, not even in bulk, not even by the owner of the tables."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger.models import Entry
from emission_factors import selectors
from emission_factors.models import Blend, Edition, Factor, Gas, GasAlias, GwpSet, Publisher, Retirement
from emission_factors.services import retire

MODELS = [Publisher, Edition, Factor, Gas, GwpSet, Blend, GasAlias]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", MODELS)
def test_the_serving_role_may_neither_update_nor_delete(model):
    for act in (lambda: model.objects.update(id=0), lambda: model.objects.all()._raw_delete("default")):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            act()


@pytest.mark.parametrize("model", [*MODELS, Retirement])
def test_the_owner_is_refused_too(model, as_owner):
    table = model._meta.db_table
    assert model is Retirement or model.objects.exists()
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        if model is Retirement and "TRUNCATE" not in statement:
            continue  # it has no row to refuse
        with (
            as_owner(),
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as c,
        ):
            c.execute(statement)


@pytest.mark.parametrize("value", ["NaN", "-1", "1000000000000000"])
def test_a_figure_that_is_no_figure_is_refused_by_the_database(value):
    columns = "edition_id, key, name_th, name_en, category, scope_hint, unit, gases, gwp_basis, source, confidence, quality, note, search, sort_key"
    with pytest.raises(DatabaseError, match="factor_total_is_a_number"), transaction.atomic(), connection.cursor() as c:
        c.execute(
            f"INSERT INTO emission_factors_factor ({columns}, total_kgco2e) "
            f"SELECT edition_id, 'twin', {columns.partition('key, ')[2]}, %s::numeric FROM emission_factors_factor LIMIT 1",
            [value],
        )


@pytest.fixture
def ethane() -> Factor:
    return selectors.factor_of("tgo-cfo-2569", "tgo-cfo-2569.st.ethane.kg")


def test_a_retired_factor_is_offered_no_longer_but_stays(ethane, suda):
    period = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert ethane in selectors.factors_valid(period)
    retire(factor=ethane, reason="ค่าเป็นของเอทิลีน", retired_on=dt.date(2026, 9, 1), actor=suda)
    assert ethane not in selectors.factors_valid(period)
    kept = selectors.factor_of("tgo-cfo-2569", ethane.key)
    assert kept.retired is not None
    assert kept.gases == ethane.gases


def test_retiring_is_recorded_without_its_words(ethane, suda):
    retire(factor=ethane, reason="ค่าเป็นของเอทิลีน", retired_on=dt.date(2026, 9, 1), actor=suda)
    with every_municipality(reason="test"):
        entry = Entry.objects.of(None).order_by("number").last()
    assert (entry.act, entry.actor_id, entry.facts["key"]) == ("factor.retired", suda.pk, ethane.key)
    assert "เอทิลีน" not in str(entry.facts)
    assert entry.text_hash


def test_a_factor_retires_once_and_with_a_reason(ethane):
    with pytest.raises(ValidationError):
        retire(factor=ethane, reason="  ", retired_on=dt.date(2026, 9, 1), actor=None)
    retire(factor=ethane, reason="ซ้ำ", retired_on=dt.date(2026, 9, 1), actor=None)
    with pytest.raises(ValidationError):
        retire(factor=ethane, reason="ซ้ำ", retired_on=dt.date(2026, 9, 2), actor=None)
