"""The form above the register of decisions."""

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.http import QueryDict

from convive.espaces.models import Thematique
from convive.gouvernance.rules.criteres import CHOIX_STATUTS, CHOIX_TYPES, SANS_INSTANCE, CriteresDecisions
from convive.socle.formulaires import get_champ_choix


class FiltresDecisionsForm(forms.Form):
    q = forms.CharField(
        label="Mot, ou numéro", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    statut = forms.ChoiceField(label="Où elles en sont", required=False, choices=CHOIX_STATUTS)
    instance = forms.ChoiceField(label="Instance", required=False)
    annee = forms.ChoiceField(label="Année", required=False)
    type = forms.ChoiceField(label="Type", required=False, choices=CHOIX_TYPES)
    responsable = forms.ChoiceField(label="Responsable", required=False)
    thematique = forms.ChoiceField(label="Thématique", required=False)
    commune = forms.ChoiceField(label="Commune", required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        instances: Sequence[tuple[str, str]],
        annees: Iterable[int],
        responsables: Sequence[tuple[str, str]],
        thematiques: Iterable[Thematique],
        communes: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        choix = {
            "instance": [("", "toutes"), *instances, (SANS_INSTANCE, "hors instance")],
            "annee": [("", "toutes"), *((str(annee), str(annee)) for annee in annees)],
            "responsable": [("", "tous"), *responsables],
            "thematique": [("", "toutes"), *((str(row.pk), row.nom) for row in thematiques)],
            "commune": [("", "toutes"), *sorted(communes.items(), key=lambda row: row[1])],
        }
        for champ, rows in choix.items():
            get_champ_choix(self, champ).choices = rows

    def get_criteres(self) -> CriteresDecisions:
        """What is asked; a value that is not a choice asks nothing."""
        self.is_valid()
        return CriteresDecisions(**{champ: str(valeur or "") for champ, valeur in self.cleaned_data.items()})
