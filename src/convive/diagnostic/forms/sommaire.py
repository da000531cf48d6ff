"""The form that adds a chapter: one of the thématiques without any, or a title."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.diagnostic.rules.sommaire import MAX_TITRE
from convive.espaces.models import Thematique
from convive.socle.formulaires import get_champ_choix


class AjoutChapitreForm(forms.Form):
    thematique = forms.ChoiceField(label="Pour une thématique", required=False)
    titre = forms.CharField(
        label="Ou un chapitre à vous",
        help_text="Par exemple : Les vacances, ou Ce que disent les jeunes.",
        max_length=MAX_TITRE,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, thematiques: Sequence[Thematique]) -> None:
        super().__init__(data)
        self.by_cle = {str(thematique.pk): thematique for thematique in thematiques}
        choix = [("", "Aucune")] + [(cle, thematique.nom) for cle, thematique in self.by_cle.items()]
        get_champ_choix(self, "thematique").choices = choix

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("thematique") and not cleaned.get("titre", "").strip():
            self.add_error("titre", "Choisissez une thématique, ou donnez un titre.")
        return cleaned

    def get_arguments(self) -> dict[str, Any]:
        """What the action is given, once the form is valid."""
        thematique = self.by_cle.get(self.cleaned_data["thematique"])
        return {"thematique": thematique, "titre": self.cleaned_data["titre"]}
