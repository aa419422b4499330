"""What can be done to the library, as the ledger writes it down; in the chain that belongs to no municipality."""

from django.utils.translation import gettext_lazy as _

from cfo_site.ledger.acts import register

LIBRARY_LOADED = register(
    "library.loaded",
    _("นำเข้าค่า EF {factors} แถว รุ่น {editions} ชุดค่า GWP {gwp_sets} สารผสม {blends} ชนิด"),
    "factors", "editions", "gwp_sets", "blends", "sha256",
)  # fmt: skip
FACTOR_RETIRED = register("factor.retired", _("เลิกใช้ค่า EF {key} รุ่น {edition}"), "key", "edition", "retired_on")
