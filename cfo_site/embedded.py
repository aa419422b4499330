"""The PostgreSQL server that the application starts for itself when DATABASE_URL is empty.

The cluster lives in ``var/postgres`` and listens on a unix socket only. Who may connect is decided by the operating
system ("peer"): the account that started it, the owner of the checkout and root, each as any of the three roles, and
nobody else; so there is no password to keep, and another account's processes are refused even if they reach the socket.

Started by root, the server runs as the owner of the checkout or, when that is root too, as ``postgres`` or ``nobody``,
because PostgreSQL refuses to run as root. Where that account cannot enter the checkout (a closed home directory, which
stays closed), the cluster lies in /var/lib/municipal-cfo and ``var/postgres`` points to it; binaries are copied beside
it when they cannot be reached either.

Standard library only, and no Django: settings are read after this has run.
    python -m cfo_site.embedded start | stop | status | throwaway
"""

import atexit
import fcntl
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from cfo_site.cluster import (
    APP,
    DATABASE,
    OWNER,
    PORT,
    SUPERUSER,
    Cluster,
    EmbeddedError,
    may_enter,
    server_account,
    socket_folder,
)

RELOCATED = Path("/var/lib/municipal-cfo")


@dataclass(frozen=True)
class Urls:
    """Addresses of one server, for each of its three roles."""

    app: str
    owner: str
    superuser: str

    @classmethod
    def on(cls, folder: Path) -> "Urls":
        """Return the addresses of the server whose socket is in this folder."""
        where = f"host={quote(str(folder), safe='/')}&port={PORT}"
        return cls(*(f"postgresql://{role}@/{DATABASE}?{where}" for role in (APP, OWNER, SUPERUSER)))


def export_environment(project_root: Path) -> None:
    """Set DATABASE_URL and DATABASE_OWNER_URL to the embedded server, started if need be.

    Does nothing when the environment or the file .env names a database. Ends the process with a sentence when the
    server cannot be had: there is nothing a caller could do instead.
    """
    if os.environ.get("DATABASE_URL") or _names_database(project_root / ".env"):
        return
    try:
        urls = ensure_running(project_root)
    except EmbeddedError as error:
        raise SystemExit(f"The embedded database cannot be used: {error}") from None
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = urls.app, urls.owner


def ensure_running(project_root: Path, *, throwaway: bool = False) -> Urls:
    """Return the addresses of the embedded server, after starting (and, the first time, making) it.

    project_root -- the checkout; the cluster is its var/postgres
    throwaway    -- instead a new, empty, unsafe and fast one in a temporary folder, gone when this process ends
    Raises EmbeddedError.
    """
    try:
        if throwaway:
            return _throwaway(project_root)
        if ready := socket_folder(project_root / "var/postgres/data"):
            return Urls.on(ready)
        (project_root / "var").mkdir(exist_ok=True)
        with _alone(project_root / "var"):
            account = server_account(project_root)
            return Urls.on(Cluster(_home(project_root, account), account).start())
    except OSError as error:
        raise EmbeddedError(f"{error.strerror or error}: {error.filename}.") from error


def _names_database(env_file: Path) -> bool:
    """Tell whether the file gives DATABASE_URL a value; django-environ reads the value itself later."""
    with suppress(OSError):
        return bool(re.search(r"(?m)^\s*(export\s+)?DATABASE_URL\s*=\s*[^\s#]", env_file.read_text(encoding="utf-8")))
    return False


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: of two processes starting the server at once, the second waits and finds it running."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _home(project_root: Path, account: pwd.struct_passwd | None) -> Path:
    """Return the folder of the cluster, made where the server's account can enter it; paths keep their modes."""
    home = project_root / "var/postgres"
    if home.is_symlink() or home.exists():
        return home.resolve()
    if account is not None and not may_enter(project_root / "var", account):
        RELOCATED.mkdir(mode=0o755, exist_ok=True)
        # A new name each time: a second checkout at the same path must never find the first one's figures.
        elsewhere = Path(tempfile.mkdtemp(prefix=f"{project_root.name}-", dir=RELOCATED))
        elsewhere.chmod(0o755)
        home.symlink_to(elsewhere)
        return elsewhere
    home.mkdir()
    home.chmod(0o755)
    if account is not None and account.pw_uid == project_root.stat().st_uid:
        os.chown(home, account.pw_uid, account.pw_gid)
    return home


def _throwaway(project_root: Path) -> Urls:
    """Start a cluster of our own. It ends with this process, be it killed: a helper waits for our end of a pipe."""
    account = server_account(project_root)
    home = Path(tempfile.mkdtemp(prefix="cfo-throwaway-", dir="/tmp"))
    home.chmod(0o755)
    helper = subprocess.Popen(  # noqa: S603 -- ourselves
        [sys.executable, "-m", "cfo_site.embedded", "remove-at-end", str(home)], cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    creator = os.getpid()

    def end() -> None:
        if os.getpid() == creator:  # a forked child must not take the server away from its parent
            helper.communicate()

    atexit.register(end)
    return Urls.on(Cluster(home, account, throwaway=True).start())


# ruff: noqa: T201 -- a command line speaks by printing
def main(arguments: list[str]) -> int:
    """Run the command line; return the exit code (status: 0 running, 3 not running)."""
    project_root = Path(__file__).resolve().parent.parent
    cluster = Cluster((project_root / "var/postgres").resolve(), None)
    match arguments:
        case ["start"]:
            print("running,", ensure_running(project_root).app)
        case ["stop"]:
            print("stopped" if cluster.stop() else "was not running")
        case ["status"]:
            ready = socket_folder(cluster.data)
            print(f"running, {Urls.on(ready).app}" if ready else "not running", f"(cluster in {cluster.home})")
            return 0 if ready else 3
        case ["throwaway"]:  # for a caller that runs several commands on one server, until it closes our input
            urls = ensure_running(project_root, throwaway=True)
            print(f"DATABASE_URL={urls.app}\nDATABASE_OWNER_URL={urls.owner}", flush=True)
            sys.stdin.read()
        case ["remove-at-end", home]:
            sys.stdin.read()
            Cluster(Path(home), None).stop(at_once=True)
            shutil.rmtree(home, ignore_errors=True)
        case _:
            print("usage: python -m cfo_site.embedded start | stop | status | throwaway", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except EmbeddedError as error:
        raise SystemExit(f"The embedded database cannot be used: {error}") from None
