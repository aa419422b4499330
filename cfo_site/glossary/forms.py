"""What is looked for in the glossary."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GlossaryForm(forms.Form):
    """A word in Thai or English; it stands in the address."""

    q = forms.CharField(
        label=_("ค้นหาคำ"), required=False, max_length=60, help_text=_("ภาษาไทยหรืออังกฤษ เช่น ทวนสอบ, base year")
    )
