"""What Django’s forms lack or do poorly: choices of a field, days, selects with hundreds of options."""

from datetime import date
from typing import Any

from django import forms
from django.utils.safestring import mark_safe

from convive.socle.refus import Refus

PREMIER_JOUR = date(1900, 1, 1)
SELECTED = mark_safe(" selected")  # a constant, nothing that anybody typed


def get_champ_choix(form: forms.BaseForm, nom: str) -> forms.ChoiceField:
    """The choice field `nom` of a form, to read or set its choices. Raise TypeError for a field of another kind."""
    champ = form.fields[nom]
    if not isinstance(champ, forms.ChoiceField):
        raise TypeError(f"« {nom} » n’est pas un champ de choix.")
    return champ


def explain_refus(form: forms.BaseForm, refus: Refus, champ: str | None = None) -> None:
    """Show each message of a refusal beside the field that it names, if the form has that field; otherwise beside
    `champ`, or above the form."""
    for message in refus.messages:
        nom = next((nom for nom, texte in refus.champs.items() if texte == message and nom in form.fields), champ)
        form.add_error(nom, message)


class JourField(forms.DateField):
    """A day. It is required when `manque` gives the error message for an empty field. A year before 1900 or after 2199
    is refused: a browser turns a year typed with two digits into one such as 0026."""

    def __init__(self, *, manque: str = "", **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, required=bool(manque), **options)
        if manque:
            self.error_messages["required"] = manque

    def clean(self, value: Any) -> date | None:
        jour: date | None = super().clean(value)
        if jour is not None and not PREMIER_JOUR <= jour <= date(2199, 12, 31):
            raise forms.ValidationError("Vérifiez l’année : elle s’écrit avec quatre chiffres.")
        return jour


class NombreField(forms.DecimalField):
    """A number as one types it, with a comma and spaces; negative ones exist."""

    def __init__(
        self, *, max_digits: int | None = 15, decimal_places: int | None = 3, required: bool = False, **options: Any
    ) -> None:
        super().__init__(
            max_digits=max_digits,
            decimal_places=decimal_places,
            localize=True,
            required=required,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={"invalid": "Écrivez un nombre : « 52,3 »."},
            **options,
        )

    def clean(self, value: Any) -> Any:
        return super().clean(clean_nombre(value))


def clean_nombre(value: Any) -> Any:
    """Without the spaces and the euro sign that people write."""
    if not isinstance(value, str):
        return value
    return "".join(value.split()).replace("\u202f", "").replace("\xa0", "").removesuffix("€")
