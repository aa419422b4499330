"""The form of a source."""

from inventories.forms.source.form import SourceForm
from inventories.forms.source.kind import Kind

__all__ = ["Kind", "SourceForm"]
