"""The form of a view that one keeps."""

from typing import Any

from django import forms

from convive.plan_action.forms.arbre import PlanForm
from convive.plan_action.rules.plan import MAX_NOM_NIVEAU
from convive.socle.texte import clean_ligne


class VueForm(PlanForm):
    """`peut_partager`: the team may keep a view for everyone."""

    nom = forms.CharField(
        label="Nom de la vue",
        max_length=MAX_NOM_NIVEAU,
        help_text="« Mes retards », « Petite enfance au plateau »…",
        error_messages={"required": "Donnez-lui un nom."},
    )
    partagee = forms.BooleanField(label="La montrer à tout l’espace", required=False)
    par_defaut = forms.BooleanField(
        label="Ouvrir le plan sur cette vue",
        required=False,
        help_text="Partagée, elle ouvre le plan de toutes les personnes qui n’en ont pas choisi une.",
    )

    def __init__(self, data: Any = None, *, peut_partager: bool, **options: Any) -> None:
        super().__init__(data, **options)
        if not peut_partager:
            del self.fields["partagee"]
            self.fields["par_defaut"].help_text = ""

    def clean_nom(self) -> str:
        return clean_ligne(self.cleaned_data["nom"])

    def get_saisie(self) -> dict[str, Any]:
        return {
            "nom": self.cleaned_data["nom"],
            "partagee": bool(self.cleaned_data.get("partagee")),
            "par_defaut": self.cleaned_data["par_defaut"],
        }
