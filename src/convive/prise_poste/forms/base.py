"""A form whose action may refuse."""

from typing import Any

from django import forms

from convive.socle.formulaires import explain_refus
from convive.socle.refus import Refus


class PosteForm(forms.Form):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def explain_refus(self, refus: Refus) -> None:
        explain_refus(self, refus)
