"""The form above the list of a plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.http import QueryDict

from convive.plan_action.models import NoeudPlan
from convive.plan_action.rules.criteres import (
    CHOIX_METEO,
    CHOIX_PRIORITES,
    CHOIX_STATUTS,
    ORGANISATION,
    PERSONNE,
    SANS_PILOTE,
    SANS_PORTEUR,
    CriteresPlan,
)
from convive.plan_action.rules.liste import CHOIX_TRIS, Tri, parse_tri
from convive.socle.formulaires import get_champ_choix

MAX_LIBELLE_CHOIX = 70
RETRAIT = "\u2003"
"""What shows, in a list of choices, that a node is under another one."""


def build_choix_noeuds(noeuds: Sequence[tuple[int, NoeudPlan]]) -> list[tuple[str, str]]:
    """The nodes in the order of the tree, those below indented, long names cut."""
    return [(str(noeud.pk), RETRAIT * (rang - 1) + _shorten(str(noeud))) for rang, noeud in noeuds]


def _shorten(texte: str) -> str:
    return texte if len(texte) <= MAX_LIBELLE_CHOIX else f"{texte[: MAX_LIBELLE_CHOIX - 1].rstrip()}…"


def build_choix_qui(
    pilotes: Iterable[tuple[str, str]], organisations: Iterable[tuple[str, str]]
) -> list[tuple[str, Any]]:
    """Who pilots, then who carries: two groups of one list."""
    groupes = [
        ("Pilotes", [(f"{PERSONNE}:{cle}", nom) for cle, nom in pilotes]),
        ("Organisations porteuses", [(f"{ORGANISATION}:{cle}", nom) for cle, nom in organisations]),
    ]
    return [
        ("", "tous"),
        *((libelle, rows) for libelle, rows in groupes if rows),
        (SANS_PILOTE, "sans pilote"),
        (SANS_PORTEUR, "sans organisation porteuse"),
    ]


class FiltresPlanForm(forms.Form):
    """What one asks of the list, and its order. The first fields are on the line; the others are folded in its menu."""

    PREMIERS = ("q", "noeud", "statut", "meteo")

    q = forms.CharField(label="Mot", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    noeud = forms.ChoiceField(label="Place dans le plan", required=False)
    statut = forms.ChoiceField(label="Statut", required=False, choices=CHOIX_STATUTS)
    meteo = forms.ChoiceField(label="Météo", required=False, choices=CHOIX_METEO)
    thematique = forms.ChoiceField(label="Thématique", required=False)
    commune = forms.ChoiceField(label="Commune", required=False)
    qui = forms.ChoiceField(label="Pilote ou porteur", required=False)
    priorite = forms.ChoiceField(label="Priorité", required=False, choices=CHOIX_PRIORITES)
    tri = forms.ChoiceField(label="Trier par", required=False, choices=CHOIX_TRIS)

    def __init__(
        self,
        data: QueryDict,
        *,
        noeuds: Sequence[tuple[int, NoeudPlan]],
        nom_niveau: str,
        thematiques: Iterable[tuple[str, str]],
        communes: Mapping[str, str],
        qui: Sequence[tuple[str, Any]],
    ) -> None:
        super().__init__(data)
        self.fields["noeud"].label = nom_niveau or "Place dans le plan"
        get_champ_choix(self, "noeud").choices = [("", "tout le plan"), *build_choix_noeuds(noeuds)]
        get_champ_choix(self, "thematique").choices = [("", "toutes"), *thematiques]
        sorted_communes = sorted(communes.items(), key=lambda row: row[1])
        get_champ_choix(self, "commune").choices = [("", "toutes"), *sorted_communes]
        get_champ_choix(self, "qui").choices = qui
        if not noeuds:
            del self.fields["noeud"]

    def get_criteres(self) -> CriteresPlan:
        """What is asked; a value that is not a choice asks nothing."""
        self.is_valid()
        return CriteresPlan(**{c.name: str(self.cleaned_data.get(c.name) or "") for c in fields(CriteresPlan)})

    @property
    def premiers(self) -> list[forms.BoundField]:
        return [self[nom] for nom in self.PREMIERS if nom in self.fields]

    @property
    def autres(self) -> list[forms.BoundField]:
        return [champ for champ in self if champ.name not in self.PREMIERS]

    @property
    def nb_autres(self) -> int:
        return sum(1 for champ in self.autres if champ.value())

    @property
    def nb_choix(self) -> int:
        """How many fields ask something, whether they show or not."""
        return sum(1 for champ in self if champ.value())

    def get_tri(self) -> Tri | None:
        self.is_valid()
        return parse_tri(self.cleaned_data.get("tri", ""))
