"""The shape of the house: sizes, names, empty packages, migrations, templates."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands
from django.template.loader import get_template

from tests.architecture.routes import count_patterns, routes

ROOT = Path(settings.BASE_DIR)
APPS = ("cfo_site", "emission_factors", "inventories", "reports")
FILES = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def test_no_module_is_longer_than_400_lines():
    for path in [*FILES, *(ROOT / "tests").rglob("*.py")]:
        length = len(path.read_text(encoding="utf-8").splitlines())
        assert length <= 400, f"{path.relative_to(ROOT)} has {length} lines: make it a package"


def test_no_module_is_named_for_nothing():
    for path in FILES:
        assert not {path.stem, path.parent.name} & {"utils", "common", "misc", "helpers", "extras"}, path


@pytest.mark.parametrize("app", ["emission_factors", "inventories", "reports", "cfo_site"])
def test_the_apps_own_init_is_empty_so_that_calc_drags_nothing_in(app):
    assert (ROOT / app / "__init__.py").read_text() == ""


@pytest.mark.parametrize(
    "module", ["emission_factors.calc", "inventories.calc.result", "reports.charts", "cfo_site.ledger.chain"]
)
def test_the_ground_floor_imports_nothing_but_the_standard_library(module):
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import importlib; importlib.import_module({module!r}); "
        "bad = [m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg', 'weasyprint')]; "
        "assert not bad, bad; print('clean')"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("clean\n", "")


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_template_compiles_and_says_what_it_is():
    assert len(TEMPLATES) > 15
    for path in TEMPLATES:
        template = get_template(str(path.relative_to(ROOT / "templates")))
        source = path.read_text(encoding="utf-8")
        if "{% extends" in source and "base.html" in source:
            assert "{% block title %}" in source, f"{path.name} has no title"
        assert template is not None


def test_templates_hold_no_inline_style_or_script_and_switch_no_escaping_off():
    for path in TEMPLATES:
        if "pdf" in path.parts or path.name.startswith("pdf"):
            continue
        source = path.read_text(encoding="utf-8")
        for bad in (" style=", "<style", "onclick", "|safe", "autoescape off", "javascript:"):
            assert bad not in source, f"{path.relative_to(ROOT)}: {bad}"


def test_the_code_never_marks_text_safe():
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        assert "mark_safe" not in source, path
        assert "csrf_exempt" not in source, path


def test_no_text_holds_sara_am_in_two_pieces():
    files = [*FILES, *TEMPLATES, *(ROOT / "fixtures").rglob("*.csv"), *(ROOT / "fixtures").rglob("*.json")]
    files += (ROOT / "fixtures").rglob("*.toml")
    for path in files:
        assert "\u0e4d\u0e32" not in path.read_text(encoding="utf-8"), path


def test_the_walk_over_addresses_forgets_none():
    assert len(routes()) == count_patterns()


def test_an_address_is_named_as_its_view():
    for name, pattern in routes().items():
        if name.startswith("account_"):
            continue  # allauth's own names
        assert name.rpartition(":")[2] == pattern.callback.__name__, name


def test_every_own_command_has_a_test():
    own = [name for name, app in get_commands().items() if app.split(".")[0] in APPS]
    assert len(own) >= 6
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for name in own:
        assert f'"{name}"' in tests, f"no test calls the command {name}"


def test_every_model_belongs_to_an_installed_app_of_ours():
    assert {model._meta.app_label for model in apps.get_models()} >= {
        "accounts",
        "ledger",
        "inventories",
        "emission_factors",
    }
