"""bin/demo: from a fresh checkout to the served demonstration."""

import argparse
import os
import socket
import subprocess
from collections.abc import Sequence

from bringup import debian, environment, keys
from bringup.console import ROOT, Failure, guarded, step
from bringup.manage import DEMO_MARK

HERE_ONLY = ("127.0.0.1", "localhost", "::1")


def main() -> None:
    """Set up and serve; does not return."""
    guarded(_main)


def _main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    print(f"Setting up in {ROOT}", flush=True)
    if not options.no_serve:
        _refuse_if_taken(options.host, options.port)
    debian.ensure(environment=environment.must_be_made(), pdf=not options.without_pdf)
    environment.ensure()
    with step("Secret keys in var/"):
        keys.ensure()
    DEMO_MARK.parent.mkdir(exist_ok=True)
    DEMO_MARK.touch()
    variables = environment.variables() | {"CFO_DEMO": "1"}
    code = subprocess.run(
        [environment.PYTHON, "-m", "bringup.application"], check=False, cwd=ROOT,
        env=variables | {"PYTHONPATH": str(ROOT / "bin")},
    ).returncode  # fmt: skip
    if code != 0 or options.no_serve:
        return code
    return _serve(options.host, options.port, variables)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/demo",
        description="Set everything up, print the demonstration's sign-ins and serve it. Safe to repeat.",
    )
    parser.add_argument("--no-serve", action="store_true", help="stop before serving")
    parser.add_argument("--port", type=int, default=8000, help="port to serve on (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (127.0.0.1; 0.0.0.0 for every one)")
    parser.add_argument("--without-pdf", action="store_true", help="go on without the libraries that PDF reports need")
    return parser.parse_args(arguments)


def _refuse_if_taken(host: str, port: int) -> None:
    """Try the address before the work, not after it. Raises Failure."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            message = f"the address {host}:{port} cannot be served on: {reason}."
            raise Failure(f"{message} Stop what is using it, or choose another:  bin/demo --port {port + 1}") from None


def _serve(host: str, port: int, variables: dict[str, str]) -> int:
    """Become the web server, with the worker beside it; does not return."""
    variables["CFO_WORKER_BESIDE"] = "1"
    if host not in HERE_ONLY:
        variables.setdefault("ALLOWED_HOSTS", "*")  # by whatever name other machines reach this demonstration
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    name = "localhost" if host in (*HERE_ONLY, "0.0.0.0", "::") else host  # noqa: S104 -- compared, not bound
    print(f"\nServing on http://{name}:{port}/ until Ctrl-C. The database goes on in the background; to stop it:")
    print(f"  {environment.PYTHON.relative_to(ROOT)} -m cfo_site.embedded stop", flush=True)
    os.chdir(ROOT)
    python = str(environment.PYTHON)
    os.execve(  # noqa: S606 -- our own program
        python,
        [python, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", address, "cfo_site.wsgi"],
        variables,
    )
