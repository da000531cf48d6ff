"""What Django’s forms do not tell, or not well: choices of a field, days, lists of hundreds of options."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from convive.socle.refus import Refus

PREMIER_JOUR = date(1900, 1, 1)
SELECTED = mark_safe(" selected")  # a constant of ours


def get_champ_choix(form: forms.BaseForm, nom: str) -> forms.ChoiceField:
    """The field of choices `nom` of a form, to read or set its choices. Raise TypeError for a field of another kind."""
    champ = form.fields[nom]
    if not isinstance(champ, forms.ChoiceField):
        raise TypeError(f"« {nom} » n’est pas un champ de choix.")
    return champ


def explain_refus(form: forms.BaseForm, refus: Refus, champ: str | None = None) -> None:
    """Say a refusal beside each field that it names and that the form has; the rest beside `champ`, or above the
    form."""
    for message in refus.messages:
        nom = next((nom for nom, texte in refus.champs.items() if texte == message and nom in form.fields), champ)
        form.add_error(nom, message)


class JourField(forms.DateField):
    """A day, or nothing unless `manque` says what to answer to nothing; a year typed with two digits is not one of the
    Middle Ages."""

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


class ListeLongue(forms.Select):
    """A select of hundreds of options, written at once: the library renders one template for each. A pair whose second
    is a list of pairs is a group."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - the signature of Django
        chosen = str(value or "")
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(attributes), self._draw(self.choices, chosen))

    def _draw(self, choices: Iterable[Any], chosen: str) -> SafeString:
        pieces = [
            format_html('<optgroup label="{}">{}</optgroup>', cle, self._draw(libelle, chosen))
            if isinstance(libelle, list | tuple)
            else format_html('<option value="{}"{}>{}</option>', cle, SELECTED if str(cle) == chosen else "", libelle)
            for cle, libelle in choices
        ]
        return format_html_join("", "{}", ((piece,) for piece in pieces))
