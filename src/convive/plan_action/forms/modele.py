"""The forms of the library: what one looks for, where an action from a model goes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.plan_action.actions.modele import SaisieModele
from convive.plan_action.forms.filtres import build_choix_noeuds
from convive.plan_action.models import NoeudPlan
from convive.plan_action.rules.modeles import Bibliotheque, Modele
from convive.plan_action.rules.plan import PUBLICS
from convive.socle.formulaires import JourField, get_champ_choix

SANS_PLACE = "pas encore classée dans le plan"


class FiltresModelesForm(forms.Form):
    """A value that is not a choice asks nothing."""

    q = forms.CharField(label="Mot", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    thematique = forms.ChoiceField(label="Thématique", required=False)
    public = forms.ChoiceField(label="Public", required=False)

    def __init__(self, data: QueryDict, bibliotheque: Bibliotheque) -> None:
        super().__init__(data)
        self._bibliotheque = bibliotheque
        get_champ_choix(self, "thematique").choices = _build_choix(bibliotheque.thematiques, "toutes")
        publics = [(cle, nom) for cle, nom in PUBLICS.items() if cle in bibliotheque.publics]
        get_champ_choix(self, "public").choices = [("", "tous"), *publics]

    def list_modeles(self) -> list[Modele]:
        self.is_valid()
        asked: dict[str, str] = self.cleaned_data
        return self._bibliotheque.filter_modeles(
            thematique=asked.get("thematique", ""),
            public=asked.get("public", ""),
            mots=asked.get("q", "").split(),
        )


def _build_choix(noms: Iterable[str], tous: str) -> list[tuple[str, str]]:
    return [("", tous), *((nom, nom) for nom in noms)]


class DepartModeleForm(forms.Form):
    """« Partir de ce modèle »: `noeuds` are those of the plan, with their depth; the day proposed is the first of the
    month that comes."""

    noeud = forms.ChoiceField(label="Sa place dans le plan", required=False)
    date_debut = JourField(label="Elle commence le", help_text="Les étapes sont datées à partir de ce jour.")
    etapes = forms.BooleanField(label="Reprendre les étapes", required=False, initial=True)
    indicateurs = forms.BooleanField(label="Reprendre les indicateurs", required=False, initial=True)
    risques = forms.BooleanField(label="Reprendre les pièges, comme risques à suivre", required=False, initial=True)

    def __init__(self, data: QueryDict | None, *, noeuds: Sequence[tuple[int, NoeudPlan]], today: date) -> None:
        suivant = date(today.year + today.month // 12, today.month % 12 + 1, 1)
        super().__init__(data, initial={"date_debut": suivant})
        get_champ_choix(self, "noeud").choices = [("", SANS_PLACE), *build_choix_noeuds(noeuds)]
        # A day proposed is a day asked: without it no step has a date.
        self.fields["date_debut"].required = True

    def get_saisie(self) -> SaisieModele:
        valeurs: dict[str, Any] = self.cleaned_data
        noeud = UUID(valeurs["noeud"]) if valeurs["noeud"] else None
        return SaisieModele(**{**valeurs, "noeud": noeud})
