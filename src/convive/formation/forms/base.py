"""The base form of this package: the page reports missing values, not the browser."""

from typing import Any

from django import forms


def say_attendu(champ: forms.Field) -> None:
    """Do not show « facultatif » beside a field of a table, where cells and even whole rows may be empty."""
    champ.is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field


class FormationForm(forms.Form):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)
