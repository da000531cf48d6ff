"""A form whose action may refuse."""

from typing import Any

from django import forms

from convive.socle.formulaires import explain_refus
from convive.socle.refus import Refus


def say_attendu(champ: forms.Field) -> None:
    """In a table some of a row may be empty, and the whole row: « facultatif » beside each field would say nothing."""
    champ.is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field


class FormationForm(forms.Form):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def explain_refus(self, refus: Refus) -> None:
        explain_refus(self, refus)
