"""The form above the list of a plan."""

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.http import QueryDict

from convive.plan_action.models import NoeudPlan
from convive.plan_action.rules.criteres import CHOIX_METEO, CHOIX_STATUTS, CriteresPlan
from convive.socle.formulaires import get_champ_choix

MAX_LIBELLE_CHOIX = 70
RETRAIT = "\u2003"
"""What shows, in a list of choices, that a node is under another one."""


def build_choix_noeuds(noeuds: Sequence[tuple[int, NoeudPlan]]) -> list[tuple[str, str]]:
    """The nodes in the order of the tree, those below indented, long names cut."""
    return [(str(noeud.pk), RETRAIT * (rang - 1) + _shorten(str(noeud))) for rang, noeud in noeuds]


def _shorten(texte: str) -> str:
    return texte if len(texte) <= MAX_LIBELLE_CHOIX else f"{texte[: MAX_LIBELLE_CHOIX - 1].rstrip()}…"


class FiltresPlanForm(forms.Form):
    q = forms.CharField(label="Mot", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    noeud = forms.ChoiceField(label="Place dans le plan", required=False)
    statut = forms.ChoiceField(label="Statut", required=False, choices=CHOIX_STATUTS)
    meteo = forms.ChoiceField(label="Météo", required=False, choices=CHOIX_METEO)
    thematique = forms.ChoiceField(label="Thématique", required=False)
    commune = forms.ChoiceField(label="Commune", required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        noeuds: Sequence[tuple[int, NoeudPlan]],
        nom_niveau: str,
        thematiques: Iterable[tuple[str, str]],
        communes: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        self.fields["noeud"].label = nom_niveau or "Place dans le plan"
        get_champ_choix(self, "noeud").choices = [("", "toutes"), *build_choix_noeuds(noeuds)]
        get_champ_choix(self, "thematique").choices = [("", "toutes"), *thematiques]
        sorted_communes = sorted(communes.items(), key=lambda row: row[1])
        get_champ_choix(self, "commune").choices = [("", "toutes"), *sorted_communes]
        if not noeuds:
            del self.fields["noeud"]

    def get_criteres(self) -> CriteresPlan:
        """What is asked; a value that is not a choice asks nothing."""
        self.is_valid()
        return CriteresPlan(**{champ: str(valeur or "") for champ, valeur in self.cleaned_data.items()})
