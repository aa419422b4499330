"""A block: one parameter as the form asks it, with one field or a table of fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from inventories.calc.methods.schema import Parameter
from inventories.forms.parameters.wording import HIGH, WORDING, Text, Wording

PREFIX = "param_"
REASON = "reason_"
LONGEST_REASON = 500
OWN = "own"  # in place of a preset: figures of one's own
Values = Mapping[str, Any]


class Wrong(Exception):
    """What was typed does not fit together. `field` is where to say so."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """What a block came to: the parameter as the document writes it (None: left to the method), and where it is from."""

    value: Any = None
    assumption: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a block on the page.

    `kind`: field (one bound field), table (rows of label, bound field, remark; folded away unless open) or button
    (the pre-fill of a history).
    """

    kind: str
    field: Any = None
    width: str = ""
    suffix: Text = ""
    title: Text = ""
    rows: Sequence[tuple[Text, Any, Text]] = ()
    open: bool = False


Bind = Callable[[str], forms.BoundField]


class Block:
    """One parameter of a method. Subclasses say its fields, what they show at first, and how they are read."""

    def __init__(self, method: str, parameter: Parameter) -> None:
        self.method, self.parameter = method, parameter
        self.name = parameter.name
        self.key = f"{PREFIX}{parameter.name}"
        self.wording: Wording = WORDING[method, parameter.name]
        self.label = str(self.wording.label)

    @property
    def asked(self) -> bool:
        """Say whether it is asked up front; what has a default may stay folded away."""
        return self.parameter.required or self.parameter.shape == "choice"

    @property
    def reason_key(self) -> str:
        """Return the name of the field for the reason of a value of one's own."""
        return f"{REASON}{self.name}"

    @property
    def has_reason(self) -> bool:
        """Say whether a value of one's own may be given a reason: it stands in the place of a standard value."""
        return self.parameter.default is not None and not (self.parameter.absolute or self.wording.fact)

    @property
    def needs_reason(self) -> bool:
        """Say whether a value of one's own must be given a reason: nobody is sure of the standard value."""
        return self.has_reason and self.wording.confidence != HIGH

    def fields(self) -> dict[str, forms.Field]:
        """Return the fields by name, in the order of the page."""
        raise NotImplementedError

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return what the fields show for the parameters as they are."""
        raise NotImplementedError

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return what the fields came to; `values` are the parameters read before. Raises Wrong."""
        raise NotImplementedError

    def parts(self, bind: Bind) -> list[Part]:
        """Return the pieces of the page."""
        raise NotImplementedError

    def reason_field(self) -> forms.CharField:
        """Return the field for the reason."""
        return forms.CharField(
            label=_("เหตุผลหรือเอกสาร ถ้าไม่ใช้ค่ามาตรฐานของ “%(name)s”") % {"name": self.label},
            required=False,
            max_length=LONGEST_REASON,
            error_messages={"max_length": _("เหตุผลยาวเกิน %(count)s ตัวอักษร โปรดย่อ") % {"count": LONGEST_REASON}},
        )
