"""Reading what a register says of an item, typed or pasted: texts, pieces, agents, charges, days, divisions."""

import re
from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cfo_site import thai
from inventories.forms.bill.reading import read_figure
from inventories.models import Division
from inventories.models.register import MOST_PIECES
from inventories.selectors.registers.rules import agent_named, agents_of

CHARGE_PLACES, CHARGE_DIGITS = 4, 8
_PIECES = re.compile(r"\d{1,6}")


def read_text(text: str) -> str:
    """Return a text as it is stored: SARA AM as one character, Arabic digits, no blanks around it."""
    return thai.arabic_digits(thai.normalise(text)).strip()


def read_pieces(text: str) -> int:
    """Return how many pieces an item is; nothing typed is one. Raises ValidationError."""
    typed = read_text(text).replace(",", "")
    if not typed:
        return 1
    if not _PIECES.fullmatch(typed) or not 1 <= int(typed) <= MOST_PIECES:
        raise ValidationError(_("จำนวน “%(text)s” ต้องเป็นจำนวนเต็มตั้งแต่ 1 โปรดแก้ เช่น 12") % {"text": text}, code="pieces")
    return int(typed)


def read_charge(text: str) -> Decimal | None:
    """Return the kilograms that one piece holds, None for nothing. Raises ValidationError."""
    charge = read_figure(text, places=CHARGE_PLACES, digits=CHARGE_DIGITS)
    if charge == 0:
        raise ValidationError(_("ปริมาณสารต้องมากกว่า 0 โปรดแก้ หรือเว้นว่างถ้าไม่ทราบ"), code="zero")
    return charge


def read_agent(text: str, register: str) -> str:
    """Return the key of the agent that is named, empty for nothing. Raises ValidationError, naming those that are known."""
    typed = read_text(text)
    if not typed:
        return ""
    found = agent_named(register, typed)
    if found is None:
        known = ", ".join(agent.label for agent in agents_of(register))
        raise ValidationError(
            _("ไม่รู้จักสาร “%(text)s” โปรดใช้ชื่อใดชื่อหนึ่ง: %(known)s หรือเว้นว่าง") % {"text": text, "known": known}, code="agent"
        )
    return found.key


def read_division(text: str, divisions: Mapping[str, Division]) -> Division | None:
    """Return the division of a name, None for nothing. Raises ValidationError for one that is not there yet."""
    typed = read_text(text)
    if not typed:
        return None
    if typed not in divisions:
        raise ValidationError(
            _("ไม่มีกอง “%(text)s” ในระบบ โปรดเพิ่มกองก่อน แก้ชื่อให้ตรง หรือเว้นว่าง") % {"text": text}, code="division"
        )
    return divisions[typed]
