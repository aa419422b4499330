"""An application that answers nothing, for a server that is looked at from outside."""

from collections.abc import Callable, Iterable


def application(environ: dict[str, object], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Answer with an empty page."""
    start_response("204 No Content", [])
    return []
