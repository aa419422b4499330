"""System packages: installed where we may (root on Debian or a relative), otherwise asked for with the exact command."""

import ctypes
import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bringup.console import CommandFailed, Failure, clean_environment, run, step

# Package -> the library by which it is known. The first brings pango, harfbuzz, fontconfig and libthai, which
# WeasyPrint loads; without the second it works and warns that it will need it, and the tests take warnings for errors.
PDF = {"libpangoft2-1.0-0": "libpangoft2-1.0.so.0"}
PDF_IN_FUTURE = {"libharfbuzz-subset0": "libharfbuzz-subset.so.0"}
READING_PDF = {"poppler-utils": "pdftotext"}
BROWSER = {"libatomic1": "libatomic.so.1"}  # Playwright's own driver needs it, and no package asks for it
APT = ("apt-get", "-y", "-o", "DPkg::Lock::Timeout=120", "--no-install-recommends")


def may_install() -> bool:
    """Tell whether we are root on a system with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def command_for(packages: Sequence[str]) -> str:
    """Return the command that a person with the right to do so would type."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def install(packages: Sequence[str], purpose: str) -> None:
    """Install packages with apt; refresh its lists if it does not know them. Raises Failure with the exact command."""
    if not may_install():
        remedy = f"Run  {command_for(packages)}  (on other systems: what corresponds to it) and start again."
        raise Failure(f"Missing from the system: {' and '.join(packages)}, for: {purpose}. {remedy}")
    environment = clean_environment() | {"DEBIAN_FRONTEND": "noninteractive"}
    with step(f"System package {', '.join(packages)}") as this:
        try:
            run([*APT, "install", *packages], environment)
        except CommandFailed:  # the lists are empty on a fresh machine, or older than the archive
            try:
                run(["apt-get", "update"], environment)
                run([*APT, "install", *packages], environment)
            except CommandFailed as error:
                message = f"apt-get could not install {' '.join(packages)}, wanted for: {purpose}; {error}"
                raise Failure(f"{message} Is the network up? Then run  {command_for(packages)}") from None
        this.outcome = "installed"


def missing_for_environment() -> list[str]:
    """Return the package without which this Python makes no virtual environments; Debian keeps that part apart."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return []
    same_as_default = Path(sys.executable).resolve() == Path("/usr/bin/python3").resolve()
    major, minor = sys.version_info[:2]
    return ["python3-venv" if same_as_default else f"python{major}.{minor}-venv"]


def missing_libraries(packages: Mapping[str, str]) -> list[str]:
    """Return those packages whose library the system's loader does not find."""
    return [package for package, library in packages.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure(*, environment: bool, pdf: bool, tests: bool = False) -> None:
    """Make sure of what a virtual environment and PDF reports need, asking for all that is missing at once.

    Raises Failure.
    """
    libraries = PDF | PDF_IN_FUTURE if tests or may_install() else PDF
    purposes = []
    packages: list[str] = []
    if environment and (missing := missing_for_environment()):
        purposes.append("the virtual environment")
        packages += missing
    if pdf and (missing := missing_libraries(libraries)):
        purposes.append("PDF reports")
        packages += missing
    if packages:
        install(packages, " and ".join(purposes))
        importlib.invalidate_caches()


def missing_programs(packages: Mapping[str, str]) -> list[str]:
    """Return those packages whose program is not on the path."""
    return [package for package, program in packages.items() if shutil.which(program) is None]


def missing_for_browser() -> list[str]:
    """Return the packages without which no browser can be driven here."""
    return [*missing_programs({"chromium": "chromium"}), *missing_libraries(BROWSER)]
