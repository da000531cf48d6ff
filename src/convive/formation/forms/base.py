"""A form whose action may refuse."""

from typing import Any

from django import forms

from convive.formation.refus import FormationRefusee


def say_attendu(champ: forms.Field) -> None:
    """In a table some of a row may be empty, and the whole row: « facultatif » beside each field would say nothing."""
    champ.is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field


class FormationForm(forms.Form):
    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def explain_refus(self, refus: FormationRefusee) -> None:
        """Put what was refused beside its field, or above the form."""
        for champ, phrase in refus.champs.items():
            self.add_error(champ if champ in self.fields else None, phrase)
        for message in refus.messages:
            if message not in refus.champs.values():
                self.add_error(None, message)
