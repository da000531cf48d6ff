"""The form of an action that starts from another one."""

from collections.abc import Sequence
from typing import Any

from django import forms

from convive.plan_action.actions.duplication import SaisieCopie
from convive.plan_action.forms.arbre import PlanForm, build_choix_places
from convive.plan_action.models import NoeudPlan
from convive.plan_action.rules.plan import MAX_TITRE
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne


class CopieForm(PlanForm):
    titre = forms.CharField(
        label="Titre",
        max_length=MAX_TITRE,
        help_text="Précisez ce qui la distingue\u00a0: la commune, l’année, le public.",
        error_messages={"required": "Donnez-lui un titre."},
    )
    vers = forms.ChoiceField(label="Sa place dans le plan", required=False)
    etapes = forms.BooleanField(label="Ses étapes, sans leurs dates", required=False, initial=True)
    risques = forms.BooleanField(label="Ses risques et leurs parades", required=False, initial=True)
    budget = forms.BooleanField(
        label="Son budget prévu", required=False, help_text="Rien n’y sera confirmé ni réalisé."
    )

    def __init__(self, data: Any = None, *, noeuds: Sequence[tuple[int, NoeudPlan]], **options: Any) -> None:
        super().__init__(data, **options)
        self._noeuds = {f"noeud:{noeud.pk}": noeud for _, noeud in noeuds}
        get_champ_choix(self, "vers").choices = build_choix_places(noeuds, (), "Pas encore classée dans le plan")

    def get_saisie(self) -> SaisieCopie:
        kept = self.cleaned_data
        titre, noeud = clean_ligne(kept["titre"]), self._noeuds.get(kept["vers"])
        return SaisieCopie(titre, noeud, kept["etapes"], kept["risques"], kept["budget"])
