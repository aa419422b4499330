"""Reading results: totals by SQL from the stored rows, and fresh ones from the calculator for comparison."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum

from inventories.calc import document, result, rounding
from inventories.models import Inventory, InventorySource, MonthlyResult, Part, Scope
from inventories.selectors.document import inventory_mapping, source_id

ZERO = Decimal(0)
