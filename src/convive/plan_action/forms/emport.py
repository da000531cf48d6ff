"""What one asks of the documents of a plan."""

from typing import Any
from uuid import UUID

from django import forms

from convive.plan_action.rules.emport import AVEC_FICHES, MAX_MOTIF_EMPORT, SANS_FICHES, ChoixPlan


class EmportPlanForm(forms.Form):
    """`with_motif`: for who may also print what is incomplete or internal."""

    contenu = forms.ChoiceField(
        label="Ce qu’il contient",
        choices=[
            (SANS_FICHES, "Le plan en bref : arbre, calendrier, tableaux, budget"),
            (AVEC_FICHES, "Le plan en bref, puis toutes ses fiches"),
        ],
        initial=SANS_FICHES,
        error_messages={"required": "Choisissez ce qu’il contient.", "invalid_choice": "Choisissez ce qu’il contient."},
    )
    motif = forms.CharField(
        label="Pourquoi y mettre aussi ce qui est incomplet, en préparation ou interne",
        required=False,
        max_length=MAX_MOTIF_EMPORT,
        help_text="Sans raison écrite ici, le document ne prend que les actions partagées et complètes. La raison est "
        "imprimée en tête et gardée au journal.",
    )

    def __init__(self, data: Any = None, *, with_motif: bool) -> None:
        super().__init__(data)
        if not with_motif:
            del self.fields["motif"]

    def get_choix(self, ctg: UUID) -> ChoixPlan:
        """Once it is valid."""
        contenu = self.cleaned_data["contenu"]
        return ChoixPlan(ctg, contenu == AVEC_FICHES, " ".join(self.cleaned_data.get("motif", "").split()))
