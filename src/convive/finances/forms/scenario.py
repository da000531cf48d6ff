"""The hypotheses that one tries."""

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict

from convive.finances.models import ScenarioFinances
from convive.finances.rules.repartition import Cle
from convive.finances.rules.scenario import CLES_PUBLIQUES, MAX_POURCENT, Hypotheses
from convive.socle.uuids import parse_uuid

TITRE = "Votre essai"
MAX_COMPARES = 3
CHOIX_CLES = [(cle.value, cle.libelle) for cle in CLES_PUBLIQUES]


class EssaiForm(forms.Form):
    """A GET form; what it does not understand changes nothing. `gardes`: those that were kept and are read beside."""

    partante = forms.ChoiceField(label="Une commune part", required=False)
    caf_pourcent = forms.IntegerField(
        label="La Caf verse plus, ou moins",
        required=False,
        min_value=-MAX_POURCENT,
        max_value=MAX_POURCENT,
        widget=forms.NumberInput(attrs={"type": "range", "min": -50, "max": 50, "step": 5, "list": "caf-reperes"}),
        help_text="De moitié moins, à gauche, à moitié plus, à droite.",
    )
    cle = forms.ChoiceField(label="Tout répartir selon", required=False)

    def __init__(self, data: QueryDict, *, noms: Mapping[str, str], scenarios: Sequence[ScenarioFinances]) -> None:
        super().__init__(data or None, auto_id="essai_%s", initial={"caf_pourcent": 0})
        self.gardes = data.getlist("gardes")
        self.scenarios = {scenario.pk: scenario for scenario in scenarios}
        self.fields["partante"].choices = [("", "Aucune"), *noms.items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["cle"].choices = [("", "Comme aujourd’hui"), *CHOIX_CLES]  # type: ignore[attr-defined]  # a ChoiceField

    def list_hypotheses(self) -> list[Hypotheses]:
        """What is tried, when it changes something, then what was kept and is asked for; three at most."""
        found = []
        if self.is_bound:
            self.full_clean()
            lues = self.cleaned_data
            cle = Cle(lues["cle"]) if lues.get("cle") else None
            essai = Hypotheses(TITRE, lues.get("partante") or "", lues.get("caf_pourcent") or 0, cle)
            found += [] if essai.is_aujourd_hui else [essai]
            for valeur in self.gardes:
                scenario = self.scenarios.get(parse_uuid(valeur))  # type: ignore[arg-type]  # None finds nothing
                found += [scenario.hypotheses] if scenario else []
        return found[:MAX_COMPARES]
