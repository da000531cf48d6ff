"""A text under each heading: what a handover or a report holds beside what the espace knows."""

from collections.abc import Mapping
from typing import Any

from django import forms

from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.prise_poste.forms.base import PosteForm
from convive.socle.texte import clean_texte


class RubriquesForm(FicheForm, PosteForm):
    """`rubriques`: field → (title, help). `objet` is the row that holds them, None while nothing was written."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(
        self, data: Any = None, *, rubriques: Mapping[str, tuple[str, str]], objet: Any, longueur: int
    ) -> None:
        initial = {nom: getattr(objet, nom) for nom in rubriques} if objet else {}
        super().__init__(data, fiche=objet, initial=initial)
        self.rubriques = tuple(rubriques)
        for nom, (titre, aide) in rubriques.items():
            self.fields[nom] = forms.CharField(
                label=titre,
                help_text=aide,
                max_length=longueur,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def get_saisie(self) -> Saisie:
        textes: dict[str, Any] = {nom: clean_texte(self.cleaned_data[nom]) for nom in self.rubriques}
        return self.build_saisie(**textes)
