"""The shape of what is said of a parameter and of a method."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise
HIGH, MEDIUM, LOW = "high", "medium", "low"


@dataclass(frozen=True, slots=True)
class Wording:
    """How officials call a parameter, its unit, and what helps to fill it in.

    `source` and `confidence` are those of its default. What is less than high may be replaced only with a reason;
    `fact`: it is read off the thing itself (a label, a meter), so that no reason is asked for.
    """

    label: Text
    unit: Text = ""
    hint: Text = ""
    source: Text = ""
    confidence: str = HIGH
    fact: bool = False
    told: Text = ""  # the name where it is read, if the label is a question

    @property
    def name(self) -> Text:
        """Return how it is called where it is told, not asked."""
        return self.told or self.label


@dataclass(frozen=True, slots=True)
class Guide:
    """Where the monthly figure of a method is found, who usually has it, and an example.

    The example is an amount of a month with parameters as the inventory document writes them; what it comes to is
    calculated, not written.
    """

    where: Text
    division: Text
    example: Text
    amount: str = ""
    parameters: dict[str, object] = field(default_factory=dict)


Words = dict[tuple[str, str], Wording]
