"""Changes to an inventory document, each a function that breaks it in place."""

GONE = object()


def at(*path, value=GONE):
    """Return a change that puts `value` at a path of the document (GONE: removes it); sources go by their id."""

    def change(document):
        *way, last = path
        here = document
        for step in way:
            here = next(each for each in here if each["id"] == step) if isinstance(here, list) else here[step]
        if isinstance(here, list):
            last = next(i for i, each in enumerate(here) if each["id"] == last)
        if value is GONE:
            del here[last]
        else:
            here[last] = value

    return change


def of(source_id, *path, value=GONE):
    """Return a change inside one source."""
    return at("sources", source_id, *path, value=value)


def renamed(key, wrong):
    """Return a change that writes a key of the document under a wrong name."""

    def change(document):
        document[wrong] = document.pop(key)

    return change


def added(*sources):
    """Return a change that adds sources."""

    def change(document):
        document["sources"].extend(sources)

    return change


def together(*changes):
    """Return several changes as one."""

    def change(document):
        for each in changes:
            each(document)

    return change
