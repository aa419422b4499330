"""Thai text and Thai reckoning of years: normalising, digits, Buddhist years, an order that needs no ICU."""

import re
import unicodedata

BE = 543  # Buddhist era = common era + 543
MONTHS_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
MONTHS_LONG = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_SARA_AM_APART = "\u0e4d\u0e32"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_VOWEL_FIRST = re.compile("([เแโใไ])([ก-ฮ])")
_ABOVE = dict.fromkeys(map(ord, "็่้๊๋์ํ๎"))
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def normalise(text: str) -> str:
    """Return text in NFC with SARA AM as one character, also where a tone mark stands inside it, and plain blanks."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u200b", "")
    for tone in _TONES:
        text = text.replace(f"\u0e4d{tone}\u0e32", f"{tone}\u0e33").replace(f"{tone}{_SARA_AM_APART}", f"{tone}\u0e33")
    return text.replace(_SARA_AM_APART, "\u0e33")


def arabic_digits(text: str) -> str:
    """Return text with Thai digits as Arabic ones."""
    return text.translate(_TO_ARABIC)


def thai_digits(text: str) -> str:
    """Return text with Arabic digits as Thai ones."""
    return text.translate(_TO_THAI)


def sort_key(text: str) -> str:
    """Return a key whose code point order is Thai dictionary order: consonant before its leading vowel, marks last."""
    moved = _VOWEL_FIRST.sub(r"\2\1", normalise(text))
    return f"{moved.translate(_ABOVE)} {moved}"
