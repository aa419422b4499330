"""Forms of evidence."""

from inventories.forms.evidence.index import IndexForm
from inventories.forms.evidence.paper import NewPaperForm, PaperForm
from inventories.forms.evidence.places import PlacesForm, TakeForm
from inventories.forms.evidence.reason import ReasonForm

__all__ = ["IndexForm", "NewPaperForm", "PaperForm", "PlacesForm", "ReasonForm", "TakeForm"]
