"""The library's parts of an inventory document (cfo-inventory/1): all numbers as plain decimal strings."""

from collections.abc import Iterable
from typing import Any

from emission_factors.models import Blend, Factor, GwpSet


def factor_for_document(factor: Factor) -> dict[str, Any]:
    """Return a factor as the document writes it; its edition should be selected with it.

    What is not published is left out: the reader of the document takes its default.
    """
    mapping: dict[str, Any] = {
        "key": factor.key,
        "edition": factor.edition.key,
        "unit": factor.unit,
        "gases": dict(factor.gases),
    }
    if factor.biogenic_co2 is not None:
        mapping["biogenic_co2"] = format(factor.biogenic_co2, "f")
    if factor.printed_kgco2e is not None:
        mapping["printed_kgco2e"] = format(factor.printed_kgco2e, "f")
    mapping |= {"gwp_basis": factor.gwp_basis, "source": factor.source, "confidence": factor.confidence}
    return mapping


def gwp_for_document(gwp_set: GwpSet) -> dict[str, Any]:
    """Return a GWP set as the document writes it."""
    return {"name": gwp_set.key, "values": dict(gwp_set.values), "outside": list(gwp_set.outside)}


def blends_for_document(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return {blend: {gas: mass fraction}} of those among these refrigerants that are blends.

    Pure gases stand in the GWP set. A name that is neither is left out, and the calculator refuses it by name.
    """
    wanted = set(names)
    if not wanted:
        return {}
    return {blend.name: dict(blend.components) for blend in Blend.objects.filter(name__in=wanted).order_by("name")}
