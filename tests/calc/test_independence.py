"""The calculation stands alone: on the standard library, and whatever the caller's Decimal context."""

import ast
import subprocess
import sys
from decimal import ROUND_DOWN, Context, Inexact, getcontext, localcontext
from pathlib import Path

import pytest

import emission_factors
import inventories
from inventories.calc.document import from_mapping
from inventories.calc.emissions import calculate_source
from inventories.calc.result import calculate, to_mapping

from .example_town import town

PACKAGES = [Path(package.__file__).parent / "calc" for package in (emission_factors, inventories)]
MODULES = sorted(path for package in PACKAGES for path in package.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_module_imports_the_standard_library_and_calc_only(path):
    allowed = {"inventories", "emission_factors"} if "inventories" in path.parts else {"emission_factors"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module]
        for name in names:
            top, _, rest = name.partition(".")
            assert top in sys.stdlib_module_names or (top in allowed and rest.startswith("calc")), name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_module_stays_under_four_hundred_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 30


def test_importing_it_loads_nothing_else():
    code = (
        "import sys, inventories.calc.__main__, inventories.calc.uncertainty, inventories.calc.comparison;"
        "print(*{name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names - {'__main__'})"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=PACKAGES[0].parents[1], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == {"inventories", "emission_factors"}


def test_the_context_of_the_caller_is_neither_used_nor_changed():
    expected = to_mapping(calculate(from_mapping(town())))
    odd = Context(prec=4, rounding=ROUND_DOWN, traps=[Inexact])
    with localcontext(odd) as context:
        assert to_mapping(calculate(from_mapping(town()))) == expected
        document = town()
        calculate_source(document["sources"][5], gwp=document["gwp"], period=document["period"])
        assert getcontext() is context
        assert (context.prec, context.rounding, context.traps[Inexact]) == (4, ROUND_DOWN, True)
        assert not context.flags[Inexact]
