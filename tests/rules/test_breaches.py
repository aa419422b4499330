"""Each rule of the house is broken in a copy, and the check must fail naming file and rule."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("cfo_site", "emission_factors", "inventories", "reports", "templates", "fixtures", "tests", "bin", "pyproject.toml", "manage.py")  # fmt: skip
CONTRACTS = [str(Path(sys.executable).with_name("lint-imports"))]
TENANCY = [sys.executable, "-m", "pytest", "-q", "tests/architecture/test_tenancy.py"]
ADDRESSES = [sys.executable, "-m", "pytest", "-q", "tests/architecture/test_every_url.py", "-k", "gate or complete"]


@dataclass(frozen=True)
class Breach:
    """What is done to the copy, which check must fail, and what it must say."""

    file: str
    old: str
    new: str
    check: list[str]
    says: tuple[str, ...]


BREACHES = {
    "a Django import in calc": Breach(
        "inventories/calc/rounding.py", '"""', '"""', CONTRACTS, ("inventories.calc", "django", "calc and charts know no Django")
    ),
    "an import upwards": Breach(
        "emission_factors/models/edition.py",
        "from django.db import models\n",
        "from django.db import models\n\nimport inventories.policies\n",
        CONTRACTS,
        ("emission_factors.models.edition -> inventories.policies", "Floors of the house"),
    ),
    "an import into a room above": Breach(
        "inventories/selectors/amounts.py",
        "from inventories.models import AmountRevision\n",
        "from inventories.models import AmountRevision\nfrom inventories.services import results\n",
        CONTRACTS,
        ("inventories.selectors.amounts -> inventories.services", "Rooms on each floor"),
    ),
    "a view without gate": Breach(
        "inventories/views/amounts.py",
        "@municipality_view(needs=READERS)\n@require_GET\ndef grid",
        "@require_GET\ndef grid",
        ADDRESSES,
        ("inventories/views/amounts.py: grid has no gate",),
    ),
    "an address that the walk does not know": Breach(
        "inventories/urls.py",
        "urlpatterns = [\n",
        'urlpatterns = [\n    path("m/<slug:municipality>/secret/", amounts.grid, name="secret"),\n',
        ADDRESSES,
        ("inventories:secret",),
    ),
    "a query without .of": Breach(
        "inventories/selectors/amounts.py",
        "AmountRevision.objects.of(municipality)",
        "AmountRevision.objects.all()",
        TENANCY,
        ("inventories/selectors/amounts.py", "begin with .of(municipality)"),
    ),
    "a query in a view": Breach(
        "inventories/views/amounts.py",
        'PAGE = "inventories/grid.html"\n',
        'PAGE = "inventories/grid.html"\nEVERY = Inventory.objects.of(None)\n',
        TENANCY,
        ("inventories/views/amounts.py", "in a view or form"),
    ),
    "a tenant table without row security": Breach(
        "inventories/migrations/0002_locks.py",
        '    "inventories_division",\n',
        "",
        TENANCY,
        ("inventories_division", "test_every_tenant_table_has_row_security"),
    ),
    "a reference that may leave the municipality": Breach(
        "inventories/migrations/0002_locks.py",
        '    ("inventories_snapshot", "inventory_id", "inventories_inventory"),\n',
        "",
        TENANCY,
        ("inventories_snapshot", "stays_inside_the_municipality"),
    ),
    "a role with BYPASSRLS": Breach(
        "tests/conftest.py",
        "        step_down(None, connection)\n",
        "        from cfo_site import embedded\n        import os, psycopg\n"
        '        with psycopg.connect(os.environ["CFO_SUPERUSER_URL"], autocommit=True) as power:\n'
        '            power.execute("ALTER ROLE cfo_app BYPASSRLS")\n        step_down(None, connection)\n',
        TENANCY,
        ("cfo_app", "BYPASSRLS"),
    ),
}  # fmt: skip


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the house, without its history and its database."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy(source, tmp_path / part)
    return tmp_path


def run(copy: Path, check: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a check in the copy, on a database of its own."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "PYTEST", "CFO_TEST"))
    }
    environment["COLUMNS"] = "250"
    return subprocess.run(check, cwd=copy, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.rules
@pytest.mark.parametrize("check", [CONTRACTS, TENANCY, ADDRESSES], ids=["contracts", "tenancy", "addresses"])
def test_the_untouched_copy_passes(copy, check):
    done = run(copy, check)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.rules
@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_fails_and_is_named(copy, name):
    breach = BREACHES[name]
    file = copy / breach.file
    before = file.read_text(encoding="utf-8")
    if breach.old == breach.new:
        after = f"{before}\nimport django  # noqa: E402, F401\n"
    else:
        assert breach.old in before, f"{breach.file} no longer holds what the breach changes"
        after = before.replace(breach.old, breach.new, 1)
    file.write_text(after, encoding="utf-8")
    done = run(copy, breach.check)
    told = done.stdout + done.stderr
    assert done.returncode != 0, told
    for words in breach.says:
        assert words in told, told
