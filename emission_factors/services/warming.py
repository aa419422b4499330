"""GWP sets, gases, their other names, and blends: the folders gwp/ and blends/."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from emission_factors.calc.gases import BlendNotWhole, check_blend
from emission_factors.models import Blend, Confidence, Family, Gas, GasAlias, GwpSet
from emission_factors.selectors import fold_gas
from emission_factors.services.publishing import Written, check, missing, once
from emission_factors.services.reading import Reader

GAS = ("name", "long_name", "formula", "family", "source", "confidence", "note")
GWP_SET = ("key", "file", "report", "name_th", "name_en", "source", "confidence", "note")
SAME_GWP_SET = ("report", "name_th", "name_en", "values", "outside", "source", "confidence", "note")
BLEND = ("blend", "components", "source", "confidence", "note")
SAME_BLEND = ("components", "source", "confidence", "note")


def store_gwp(reader: Reader) -> list[GwpSet]:
    """Store new gases and GWP sets; return the sets. Raises FixtureFault."""
    gases = [
        Written(
            row,
            Gas(
                name=row.key("name"),
                long_name=row.text("long_name", required=True),
                formula=row.text("formula", required=True),
                family=row.one_of("family", Family.values),
                source=row.text("source"),
                confidence=row.one_of("confidence", Confidence.values),
                note=row.text("note"),
            ),
        )
        for row in reader.table("gases.csv", GAS)
    ]
    once(gases, lambda gas: gas.name, "name")
    check(gases, leave=["family", "confidence"])
    known = {gas.name: gas for gas in [*Gas.objects.all(), *(each.thing for each in gases)]}
    sets = [
        Written(
            row,
            GwpSet(
                key=row.key("key"),
                report=row.key("report"),
                name_th=row.text("name_th", required=True),
                name_en=row.text("name_en", required=True),
                values=(values := _values(reader, row.text("file", required=True), known)),
                outside=[gas for gas in values if known[gas].outside],
                source=row.text("source", required=True),
                confidence=row.one_of("confidence", Confidence.values),
                note=row.text("note"),
            ),
        )
        for row in reader.table("sets.csv", GWP_SET)
    ]
    once(sets, lambda gwp_set: gwp_set.key, "key")
    check(sets, leave=["outside", "confidence"])
    new_gases = missing(gases, Gas.objects.all(), lambda gas: gas.name, GAS)
    new_sets = missing(sets, GwpSet.objects.all(), lambda gwp_set: gwp_set.key, SAME_GWP_SET)
    reader.finish()
    Gas.objects.bulk_create(new_gases)
    GwpSet.objects.bulk_create(new_sets)
    return new_sets


def _values(reader: Reader, file: str, known: Mapping[str, Gas]) -> dict[str, str]:
    values: dict[str, str] = {}
    for row in reader.table(file, ("gas", "value")):
        gas = row.one_of("gas", known)
        if gas in values:
            row.fault("gas", _("ซ้ำ"))
        if gas:
            values[gas] = row.decimal_text("value", required=True)
    return values


def store_blends(reader: Reader) -> list[Blend]:
    """Store new blends; return them. A component without GWP is kept: the blend is refused by name when it is used."""
    written = [
        Written(
            row,
            Blend(
                name=row.key("blend"),
                components=row.pairs("components"),
                source=row.text("source", required=True),
                confidence=row.one_of("confidence", Confidence.values),
                note=row.text("note"),
            ),
        )
        for row in reader.table("blends.csv", BLEND)
    ]
    once(written, lambda blend: blend.name, "blend")
    check(written, leave=["confidence"])
    for each in written:
        try:
            check_blend({gas: Decimal(share) for gas, share in each.thing.components.items()})
        except BlendNotWhole as fault:
            each.row.fault("components", _("สัดส่วนรวมเป็น %(total)s ต้องเป็น 1 พอดี") % {"total": fault.total})
    new = missing(written, Blend.objects.all(), lambda blend: blend.name, SAME_BLEND)
    reader.finish()
    Blend.objects.bulk_create(new)
    return new


def store_aliases(reader: Reader) -> None:
    """Store other names of gases and blends, and each name as its own. Raises FixtureFault where two fold to one."""
    names = [*Gas.objects.values_list("name", flat=True), *Blend.objects.values_list("name", flat=True)]
    written = [
        Written(row, GasAlias(alias=row.text("alias", required=True), name=row.one_of("name", names)))
        for row in reader.table("aliases.csv", ("alias", "name"))
    ]
    own = {fold_gas(name): name for name in names}
    for each in written:
        each.thing.folded = fold_gas(each.thing.alias)
        if own.get(each.thing.folded, each.thing.name) != each.thing.name:
            each.row.fault("alias", _("เป็นชื่อของ %(name)s อยู่แล้ว") % {"name": own[each.thing.folded]})
    once(written, lambda alias: alias.folded, "alias")
    check(written, leave=["name"])
    stored = {alias.folded: alias for alias in GasAlias.objects.all()}
    new = missing(written, stored.values(), lambda alias: alias.folded, ("alias", "name"))
    reader.finish()
    itself = [GasAlias(alias=name, folded=folded, name=name) for folded, name in own.items() if folded not in stored]
    GasAlias.objects.bulk_create([*itself, *new])
