"""The set-up's own modules lie in bin/; a checkout for the embedded server lies where any account can enter it."""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bin"))


@pytest.fixture(scope="module")
def open_folder():
    """Like tmp_path, whose parents are closed to other accounts, but open, and short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="cfo-checkout-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
