"""Every address of the site, found by walking the resolver down to the last include."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes() -> dict[str, URLPattern]:
    """Return each named pattern as namespace:name. Raises AssertionError for one without a name."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{namespace}{pattern.name}", pattern


def count_patterns(patterns: list[URLPattern | URLResolver] | None = None) -> int:
    """Count the leaves another way than `routes` does, so that a walk that forgets some is found out."""
    patterns = get_resolver().url_patterns if patterns is None else patterns
    return sum(count_patterns(each.url_patterns) if isinstance(each, URLResolver) else 1 for each in patterns)
