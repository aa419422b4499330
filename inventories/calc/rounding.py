"""The two roundings of an inventory: one when a result is stored, one on the way to a reader."""

from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal, localcontext

from emission_factors.calc.decimals import WORKING

# numeric(38, 18): twenty digits before the point, eighteen after it.
STORED_PLACES = 18
STORED_STEP = Decimal(1).scaleb(-STORED_PLACES)
STORED_LIMIT = Decimal(10) ** 20

_READER_STEP = Decimal("0.000001")
_WHOLE = Decimal(1)
_KG_PER_TONNE = Decimal(1000)


def reported_tonnes(kgco2e: Decimal) -> Decimal:
    """Return the whole tonnes CO2e of a scope as TGO's form Fr-05 prints them.

    ``kgco2e`` is first rounded half-even to 6 places, so that a trace of a division (1000.0000000001 kg) does not
    become a tonne; then the tonnes are rounded UP. 0 stays 0. Source: inventory document, rule 1; TCFO_R_01 Fr-05
    C10:C13 = ROUNDUP(subtotal, 0).
    """
    with localcontext(WORKING) as context:
        context.prec = 200
        tonnes = kgco2e.quantize(_READER_STEP, ROUND_HALF_EVEN) / _KG_PER_TONNE
        return tonnes.quantize(_WHOLE, ROUND_CEILING)
