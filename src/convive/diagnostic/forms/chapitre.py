"""The form of a chapter: its title and the three questions of a shared diagnosis."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.diagnostic.models import Chapitre
from convive.diagnostic.rules.sommaire import MAX_TITRE, MAX_ZONE, ZONES
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm

AIDES = {
    "voyons": "Ce que montrent les chiffres et ce que l’on observe. Une ligne vide sépare deux paragraphes\u202f; en "
    "tête de ligne, «\u00a0-\u00a0» fait une liste.",
    "pensons": "Comment on le comprend, ce qui fait débat. Deux lectures qui s’opposent se gardent toutes les deux.",
    "ignorons": "Ce qui manque pour conclure, et à qui le demander.",
}


class ChapitreForm(FicheForm):
    titre = forms.CharField(label="Titre du chapitre", max_length=MAX_TITRE)

    def __init__(self, data: QueryDict | None = None, *, chapitre: Chapitre, proposition: str = "") -> None:
        initial = {champ: getattr(chapitre, champ) for champ in ("titre", *ZONES)}
        initial["voyons"] = initial["voyons"] or proposition
        super().__init__(data, fiche=chapitre, initial=initial)
        for zone, libelle in ZONES.items():
            self.fields[zone] = forms.CharField(
                label=libelle,
                help_text=AIDES[zone],
                widget=forms.Textarea(attrs={"rows": 10 if zone == "voyons" else 6}),
                max_length=MAX_ZONE,
                required=False,
                strip=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "titre" in cleaned:
            cleaned["titre"] = " ".join(cleaned["titre"].split())
        for zone in ZONES:
            if zone in cleaned:
                cleaned[zone] = cleaned[zone].replace("\r\n", "\n").replace("\r", "\n").rstrip()
        return cleaned

    def get_saisie(self) -> Saisie:
        """What was typed, once the form is valid."""
        return self.build_saisie("titre", *ZONES)
