"""A météo: a short form above the sheet of an action."""

from collections.abc import Sequence
from typing import Any

from django import forms

from convive.plan_action.rules import plan as regles
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne


class MeteoForm(forms.Form):
    """One regard among those that this person may give."""

    regard = forms.ChoiceField(label="Au nom de", widget=forms.RadioSelect)
    niveau = forms.ChoiceField(
        label="Où en est-on ?",
        choices=regles.NiveauMeteo.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une météo."},
    )
    phrase = forms.CharField(
        label="En une phrase",
        help_text="Ce qui explique cette météo, et ce que l’on attend des autres.",
        max_length=regles.MAX_PHRASE,
        error_messages={"required": "Une phrase suffit : sans elle, personne ne sait quoi en faire."},
    )

    def __init__(self, data: Any = None, *, regards: Sequence[regles.Regard]) -> None:
        super().__init__(data, use_required_attribute=False, auto_id="id_meteo_%s")
        choix = [(regard.value, regard.libelle) for regard in regards]
        get_champ_choix(self, "regard").choices = choix
        if len(regards) == 1:
            regard = self.fields["regard"]
            regard.widget, regard.required, regard.initial = forms.HiddenInput(), False, regards[0].value
        self._regards = regards

    def clean_regard(self) -> str:
        return self.cleaned_data["regard"] or self._regards[0].value

    def clean_phrase(self) -> str:
        return clean_ligne(self.cleaned_data["phrase"])
