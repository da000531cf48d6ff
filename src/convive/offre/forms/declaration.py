"""The form in which a gestionnaire gives the figures of the past year, through a link, without a compte."""

from typing import Any

from django import forms
from django.http import QueryDict

from convive.offre.forms.equipement import EntierField
from convive.offre.models import ActiviteAnnuelle


class DeclarationForm(forms.Form):
    """An empty field leaves the current value unchanged; zero must be typed."""

    places = EntierField(label="Combien de places offrez-vous aujourd’hui\u00a0?")
    heures_theoriques = EntierField(10_000_000, label="Heures théoriques de l’année")
    heures_realisees = EntierField(10_000_000, label="Heures réalisées")
    heures_facturees = EntierField(10_000_000, label="Heures facturées aux familles")
    enfants = EntierField(label="Enfants ou jeunes différents accueillis")
    familles = EntierField(label="Familles différentes")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and all(cleaned.get(champ) is None for champ in ("places", *ActiviteAnnuelle.CHAMPS)):
            raise forms.ValidationError("Écrivez au moins un nombre. Si vous n’en connaissez aucun, fermez cette page.")
        return cleaned
