"""The database as it is served (SET ROLE), the two towns and their people."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client, override_settings
from django.test.utils import setup_databases, teardown_databases

from cfo_site.accounts.models import (
    Membership,
    Municipality,
    MunicipalityName,
    ProvinceRole,
    User,
    VerifierAssignment,
)

PASSWORD = "รหัสผ่าน-ทดสอบ-1"
KEPT = (
    "django_migrations",
    "django_content_type",
)  # by the cleaning after committing tests, and all of emission_factors


def pytest_collection_modifyitems(items):
    """Mark what talks to the database, also through a fixture: those run once more on Debian's PostgreSQL."""
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "committed_db"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """After the owner has made the tables and loaded the library, step down to the role that serves."""
    made = None
    with django_db_blocker.unblock():
        # pytest-django makes no test database for a run of nothing but committing tests: it does not know committed_db
        if not connection.settings_dict["NAME"].startswith("test_"):
            made = setup_databases(verbosity=0, interactive=False, aliases=["default"])
        call_command("load_factors", verbosity=0)
        name = connection.settings_dict["NAME"]

        def step_down(sender, connection, **_):
            if connection.settings_dict["NAME"] == name:
                with connection.cursor() as cursor:
                    cursor.execute(f"SET ROLE {settings.APP_ROLE}")

        connection_created.connect(step_down, dispatch_uid="step_down", weak=False)
        step_down(None, connection)
    yield
    if made is not None:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@contextmanager
def owner() -> Iterator[None]:
    """Act as the owner of the tables for a moment. After an error the caller's rollback brings the old role back."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {settings.APP_ROLE}")


@pytest.fixture
def as_owner():
    """Return the context manager in which statements run as the owner."""
    return owner


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """For tests that must commit (browser, threads): afterwards the owner empties all but the library."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            connection.close()
            with owner(), connection.cursor() as cursor:
                cursor.execute(
                    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
                    "AND relname NOT LIKE 'emission_factors%%' AND NOT relname = ANY(%s)",
                    [list(KEPT)],
                )
                tables = [row[0] for row in cursor.fetchall()]
                for table in tables:
                    cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
                names = ", ".join(f'"{table}"' for table in tables)
                cursor.execute(f"TRUNCATE {names}")
                for table in tables:
                    cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
            connection.close()


def make_town(key: str, name_th: str, name_en: str) -> Municipality:
    """Create an invented municipality."""
    town = Municipality.objects.create(key=key, district_th="อำเภอสมมติ", district_en="Invented", sort_key=key)
    MunicipalityName.objects.create(
        municipality=town, name_th=name_th, name_en=name_en, kind="subdistrict", confidence="high", source="invented"
    )
    return town


def make_person(username: str, display_name: str) -> User:
    """Create an invented person with the password of all tests."""
    return User.objects.create_user(username, PASSWORD, display_name=display_name)


@pytest.fixture(autouse=True)
def _no_kept_heads(settings):
    """The heads kept beside the checkout's own database say nothing about a test's."""
    settings.LEDGER_HEADS = os.devnull


@pytest.fixture(autouse=True)
def _quick_hashing(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def town(db) -> Municipality:
    """ทุ่งทราย, where most tests live."""
    return make_town("thung-sai", "เทศบาลตำบลทุ่งทราย", "Thung Sai Subdistrict Municipality")


@pytest.fixture
def other_town(db) -> Municipality:
    """ปากคลอง, whose rows nobody of ทุ่งทราย may see."""
    return make_town("pak-khlong", "เทศบาลตำบลปากคลอง", "Pak Khlong Subdistrict Municipality")


@pytest.fixture
def nid(town) -> User:
    """Entry officer of ทุ่งทราย."""
    person = make_person("nid", "นิด ผู้บันทึกข้อมูล")
    Membership.objects.create(municipality=town, user=person, role="entry")
    return person


@pytest.fixture
def orn(town) -> User:
    """Owner of ทุ่งทราย's inventories."""
    person = make_person("orn", "อร ผู้รับผิดชอบบัญชี")
    Membership.objects.create(municipality=town, user=person, role="owner")
    return person


@pytest.fixture
def anan(town) -> User:
    """Approver of ทุ่งทราย."""
    person = make_person("anan", "อนันต์ ผู้อนุมัติ")
    Membership.objects.create(municipality=town, user=person, role="approver")
    return person


@pytest.fixture
def olarn(other_town) -> User:
    """Owner of the other town: an outsider here."""
    person = make_person("olarn", "โอฬาร เมืองอื่น")
    Membership.objects.create(municipality=other_town, user=person, role="owner")
    return person


@pytest.fixture
def pim(db) -> User:
    """Of the provincial working group."""
    person = make_person("pim", "พิม คณะทำงานจังหวัด")
    ProvinceRole.objects.create(user=person, role="province")
    return person


@pytest.fixture
def suda(db) -> User:
    """Steward of the factors."""
    person = make_person("suda", "สุดา ผู้ดูแลค่า EF")
    ProvinceRole.objects.create(user=person, role="steward")
    return person


@pytest.fixture
def wichai(town) -> User:
    """Verifier assigned to ทุ่งทราย's year 2567."""
    person = make_person("wichai", "วิชัย ผู้ทวนสอบ")
    VerifierAssignment.objects.create(
        municipality=town, user=person, year="2567", valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2999, 1, 1)
    )
    return person


@pytest.fixture
def stranger(db) -> User:
    """Signed in, and nobody anywhere."""
    return make_person("stranger", "คนแปลกหน้า")


@pytest.fixture
def sign_in() -> Callable[[User | None], Client]:
    """Return a function that gives a client signed in as somebody, or as nobody."""

    def signed_in(person: User | None) -> Client:
        client = Client()
        if person is not None:
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in


@pytest.fixture(autouse=True, scope="session")
def _own_files(tmp_path_factory):
    files = tmp_path_factory.mktemp("files")  # never into var/ of the checkout
    with override_settings(EVIDENCE_DIR=files / "evidence", IMPORT_DIR=files / "imports"):
        yield
