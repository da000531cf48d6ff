"""An official number, typed in a form."""

from collections.abc import Callable
from typing import Any

from django import forms

from convive.acteurs.rules.identifiants import IdentifiantInvalide


class NumeroField(forms.CharField):
    """An official number, read by a rule that says why it cannot exist."""

    def __init__(self, parse: Callable[[str], str], **options: Any) -> None:
        super().__init__(max_length=40, required=False, **options)
        self._parse = parse

    def clean(self, value: Any) -> str:
        try:
            return self._parse(super().clean(value))
        except IdentifiantInvalide as error:
            raise forms.ValidationError(str(error)) from error
