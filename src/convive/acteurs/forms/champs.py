"""What the forms of the directory share: typed numbers, days, and the state from which a form started."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from convive.acteurs.actions.conflit import FicheEnConflit
from convive.acteurs.rules.identifiants import IdentifiantInvalide
from convive.ui.saisie import TexteSaisi

PREMIER_JOUR = date(1900, 1, 1)
SELECTED = mark_safe(" selected")  # a constant of ours


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


class FicheForm(forms.Form):
    """A form of a card. `version` and `depart` are what the page showed when it was opened: two people who write never
    undo one another."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1)
    depart = forms.CharField(widget=forms.HiddenInput, required=False)

    def get_depart(self) -> Mapping[str, object]:
        """The values when the page was opened; none when someone rewrote that field."""
        try:
            depart = json.loads(self.cleaned_data["depart"] or "{}")
        except ValueError:
            return {}
        return self.read_depart(depart) if isinstance(depart, dict) else {}

    def read_depart(self, depart: dict[str, Any]) -> Mapping[str, object]:
        """As the action compares them: dates are dates."""
        return depart

    def explain_conflit(self, conflit: FicheEnConflit) -> None:
        """Say what someone else saved, field by field; the form then starts from that: sent again, it is a choice."""
        auteur = conflit.auteur or "Quelqu’un"
        data: Any = self.data
        data = data.copy()
        data["version"] = str(conflit.version)
        for champ, valeur in conflit.reunies.items():
            data[champ] = "" if valeur is None else str(valeur)
        self.data = data
        phrase = f"{auteur} a changé ce champ pendant que vous écriviez : comparez, puis gardez ce qui convient."
        for champ in conflit.valeurs:
            if champ in self.fields:
                self.add_error(champ, phrase)

    def list_enregistres(self, conflit: FicheEnConflit) -> list[TexteSaisi]:
        """What is saved today, to copy from, for each field to choose."""
        saved = []
        for champ, valeur in conflit.valeurs.items():
            if (field := self.fields.get(champ)) is not None:
                choix = dict(getattr(field, "choices", ()))
                saved.append(TexteSaisi(str(field.label), str(choix.get(valeur, valeur) or "(vide)")))
        return saved


def dump_depart(valeurs: Mapping[str, object]) -> str:
    """The hidden field of a form that opens."""
    return json.dumps(valeurs, cls=DjangoJSONEncoder, ensure_ascii=False)
