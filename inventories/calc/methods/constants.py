"""Constants of chemistry and of the calendar. Ratios of molar masses are pairs: multiply by one, divide by the other.

Source of the ratios: IPCC 2006 Guidelines, Vol. 1 ch. 8 (conversion of C and N to CO2, CH4 and N2O).
"""

from decimal import Decimal

CO2_PER_C = (44, 12)
CH4_PER_C = (16, 12)
N2O_PER_N = (44, 28)

GRAMS_PER_KG = 1000
KG_PER_TONNE = 1000

# Days over which a yearly amount per person is spread (inventory document, wastewater_domestic: days/365).
DAYS_PER_YEAR = 365

# kg C per kg urea, 12/60. Source: IPCC 2006 Guidelines, Vol. 4 ch. 11, equation 11.13 (emission factor 0.20).
UREA_CARBON = Decimal("0.20")
