"""The five headings of a handover."""

from typing import Any

from django import forms

from convive.acteurs.forms.champs import clean_texte
from convive.formation.forms.base import FormationForm
from convive.formation.models import Passation
from convive.formation.rules.passation import MAX_TEXTE, RUBRIQUES


class PassationForm(FormationForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, data: Any = None, *, passation: Passation | None) -> None:
        initial = {nom: getattr(passation, nom) for nom in (*RUBRIQUES, "version")} if passation else None
        super().__init__(data, initial=initial)
        for nom, (titre, aide) in RUBRIQUES.items():
            self.fields[nom] = forms.CharField(
                label=titre,
                help_text=aide,
                max_length=MAX_TEXTE,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
                initial=initial[nom] if initial else "",
            )

    def get_textes(self) -> dict[str, str]:
        return {nom: clean_texte(self.cleaned_data[nom]) for nom in RUBRIQUES}
