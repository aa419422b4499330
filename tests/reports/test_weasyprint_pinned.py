"""The repairs reach into one version of WeasyPrint; with another they refuse to work instead of working by chance."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
import weasyprint

from reports.exports import weasyprint_70

ROOT = Path(__file__).resolve().parents[2]


def test_another_version_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(ImportError, match=r"WeasyPrint 70\.0, but 71\.0 is installed"):
        importlib.reload(weasyprint_70)


def test_weasyprint_is_loaded_only_when_a_pdf_is_made():
    """It costs one to two seconds, which no page view should pay."""
    code = (
        "import sys, django\n"
        "django.setup()\n"
        "import reports.exports.pdf, reports.exports.typesetting, reports.exports.year\n"
        "print('weasyprint' in sys.modules)\n"
    )
    asked = {**os.environ, "DJANGO_SETTINGS_MODULE": "cfo_site.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=asked, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("False\n", 0), done.stderr
