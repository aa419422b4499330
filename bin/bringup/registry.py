"""Where packages come from. uv does not read pip's settings; whoever has set pip up has said it once already."""

import ast
from collections.abc import Mapping

# pip's option -> uv's environment variable; lists are separated by blanks in both
SAME_FORM = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}


def pip_settings(listing: str) -> dict[str, str]:
    """Read what ``pip config list`` prints, weakest first: global, then install, then the environment."""
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in listing.splitlines():
        name, separator, value = line.partition("=")
        section, _, option = name.strip().partition(".")
        if separator and section in found:
            try:
                found[section][option] = str(ast.literal_eval(value))
            except (SyntaxError, ValueError):
                continue
    return found["global"] | found["install"] | found[":env:"]


def as_uv(settings: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for uv: the given one, completed by pip's settings where it says nothing itself."""
    told: dict[str, str] = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    # pip takes the best of all indexes; uv would stop at the first that knows the name. Hashes keep this safe.
    told["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    for option, variable in SAME_FORM.items():
        if value := settings.get(option, "").split():
            told[variable] = " ".join(value)
    if places := settings.get("find-links", "").split():
        told["UV_FIND_LINKS"] = ",".join(places)
    if proxy := settings.get("proxy"):
        told |= {"HTTP_PROXY": proxy, "HTTPS_PROXY": proxy}
    return told | dict(environment)


def uv_arguments(settings: Mapping[str, str]) -> list[str]:
    """Return what uv takes on its command line only."""
    return ["--no-index"] if settings.get("no-index", "").lower() in ("1", "true", "yes", "on") else []
