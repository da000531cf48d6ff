"""What the forms of the bodies share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from convive.socle.formulaires import get_champ_choix


class GouvernanceForm(forms.Form):
    """What is wrong is said in French beside its field, when it is sent: the browser blocks nothing."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)

    def ignore_errors(self) -> None:
        """Nothing is judged yet: someone searches, or asks for one more row."""
        self._errors = ErrorDict()


class HeureField(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, required=False, **options)


class ChoixField(forms.ChoiceField):
    """One row of the directory, or nothing; the rows are given by `set_rows`."""

    def __init__(self, vide: str, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.vide = vide


def set_rows(form: forms.Form, nom: str, rows: Iterable[Any]) -> dict[str, Any]:
    """Offer these rows; returns them by the value that comes back."""
    champ = get_champ_choix(form, nom)
    by_pk = {str(row.pk): row for row in rows}
    vide = champ.vide if isinstance(champ, ChoixField) else "–"
    champ.choices = [("", vide), *((pk, str(row)) for pk, row in by_pk.items())]
    return by_pk


def clean_choix(rows: dict[str, Any], valeur: object) -> Any:
    return rows.get(str(valeur or ""))
