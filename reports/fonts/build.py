"""Makes the PDF's fonts: one complete TrueType file per weight of Sarabun.

Why the files of the web cannot be used. Web fonts come split by script, several files sharing one family and weight;
WeasyPrint 70 keys an embedded font by that name alone and then prints the glyph numbers of one file with another's
outlines ("1,234.56" came out as tone marks). One file per weight cannot be confused.

Why glyphs are added: see `thai_glyphs.py`.

Not part of set-up: the results are kept beside this file. To make them anew:

    pip install uharfbuzz
    npm pack @fontsource/sarabun@5.3.0
    python -m reports.fonts.build fontsource-sarabun-5.3.0.tgz
"""

import argparse
import hashlib
import io
import json
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

from reports.fonts.thai_glyphs import add_syllables

HERE = Path(__file__).parent
PACKAGE, VERSION = "@fontsource/sarabun", "5.3.0"
PACKAGE_SHA256 = "7b5cca5fc0b9fb2e9ef70e43a55302cbab3308d4bd4b3b8d9a3263e287331686"
WEIGHTS = {400: "Sarabun-Regular.ttf", 600: "Sarabun-SemiBold.ttf"}
SUBSETS = ("thai", "latin", "latin-ext")  # where two hold a character, the first one's glyph and marks win


def whole_font(files: Iterable[bytes]) -> TTFont:
    """One font out of the split files of one weight, each character taken from the first file that has it."""
    seen: set[int] = set()
    dates: tuple[int, int] | None = None
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, content in enumerate(files):
            font = TTFont(io.BytesIO(content), recalcTimestamp=False)
            characters = set(font.getBestCmap()) - seen
            seen |= characters
            dates = dates or (font["head"].created, font["head"].modified)
            options = subset.Options(layout_features=["*"], glyph_names=True, notdef_outline=True, name_IDs=["*"])
            pruner = subset.Subsetter(options)
            pruner.populate(unicodes=characters)
            pruner.subset(font)
            font.flavor = None
            path = Path(folder) / f"{number}.ttf"
            font.save(path)
            paths.append(str(path))
        merged = Merger().merge(paths)
    if dates is None:
        raise ValueError("there is no file to make a font of")
    kept = io.BytesIO()
    merged.save(kept)
    font = TTFont(io.BytesIO(kept.getvalue()), recalcTimestamp=False)
    font["head"].created, font["head"].modified = dates  # not today's, so that the same files give the same font
    return font


def _say_that_it_was_changed(font: TTFont) -> None:
    note = f"{font['name'].getDebugName(5)}; merged from {PACKAGE} {VERSION}, with glyphs for Thai text in PDF"
    font["name"].setName(note, 5, 3, 1, 0x409)


def _package_files(package: Path) -> dict[str, bytes]:
    content = package.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != PACKAGE_SHA256:
        raise ValueError(f"{package.name} is not {PACKAGE} {VERSION}: its SHA-256 is {found}, not {PACKAGE_SHA256}")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return {member.name: extracted.read() for member in members if (extracted := archive.extractfile(member))}


def build(package: Path, folder: Path) -> dict[str, Any]:
    """Write the fonts, their licence and the manifest made from the npm package file into `folder`; the manifest.

    Raises ValueError when the package is another one than the pinned.
    """
    files = _package_files(package)
    made = {}
    for weight, name in WEIGHTS.items():
        parts = [files[f"package/files/sarabun-{part}-{weight}-normal.woff"] for part in SUBSETS]
        font = whole_font(parts)
        add_syllables(font)
        _say_that_it_was_changed(font)
        font.save(folder / name)
        content = (folder / name).read_bytes()
        made[name] = {
            "family": "Sarabun",
            "weight": weight,
            "bytes": len(content),
            "glyphs": font["maxp"].numGlyphs,
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    (folder / "OFL.txt").write_bytes(files["package/LICENSE"])
    manifest = {
        "made_by": "python -m reports.fonts.build",
        "package": PACKAGE,
        "version": VERSION,
        "package_sha256": PACKAGE_SHA256,
        "subsets": list(SUBSETS),
        "upstream": "https://github.com/cadsondemak/Sarabun",
        "licence": "SIL Open Font License 1.1, no reserved font name",
        "licence_file": "OFL.txt",
        "changes": "subsets merged into one file per weight; one glyph added for each consonant with its marks (thai_glyphs.py)",
        "files": made,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return manifest


def main() -> int:
    """Make the fonts from the package named on the command line; 0, or 2 with one line saying why not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path, help=f"the file that `npm pack {PACKAGE}@{VERSION}` leaves")
    parser.add_argument("--folder", type=Path, default=HERE, help="where to write (default: beside this tool)")
    arguments = parser.parse_args()
    try:
        manifest = build(arguments.package, arguments.folder)
    except (OSError, ValueError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    for name, facts in manifest["files"].items():
        sys.stdout.write(f"{name}: {facts['bytes']} bytes, {facts['glyphs']} glyphs, {facts['sha256']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
