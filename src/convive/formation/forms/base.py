"""A form of this package: what is missing is said by the page, not by the browser."""

from typing import Any

from django import forms


def say_attendu(champ: forms.Field) -> None:
    """In a table some of a row may be empty, and the whole row: « facultatif » beside each field would say nothing."""
    champ.is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field


class FormationForm(forms.Form):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)
