"""Looking at a PDF without opening it: is it all there, and how many pages does it say it has."""

import re

TAIL = 4096
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_COUNT = re.compile(rb"/Count\s+(\d{1,5})\b")


def is_whole(content: bytes) -> bool:
    """Say whether a PDF has its beginning and its end; what was cut off on the way has none."""
    return b"%PDF-" in content[:1024] and b"%%EOF" in content[-TAIL:] and b"startxref" in content[-TAIL:]


def page_count(content: bytes) -> int | None:
    """Return the pages that the tree of pages names, None where that is packed away: then nobody is told a number."""
    counts: list[int] = []
    for node in _PAGES.finditer(content):
        begins, ends = content.rfind(b"obj", 0, node.start()), content.find(b"endobj", node.end())
        if found := _COUNT.search(content, max(begins, 0), ends if ends >= 0 else len(content)):
            counts.append(int(found[1]))
    return max(counts, default=0) or None
