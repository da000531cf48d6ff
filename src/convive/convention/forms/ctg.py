"""The forms of a CTG."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.convention.actions.ctg import SaisieCtg
from convive.convention.models import Ctg, PlanModifiablePar
from convive.convention.rules.ctg import MAX_NOM, add_mois, count_mois, get_fin_usuelle
from convive.convention.selectors.catalogue import get_parametres
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.rules import fold_nom
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne


class CtgForm(FicheForm):
    date_debut = JourField(label="Premier jour")
    date_fin = JourField(label="Dernier jour", help_text="Vide : cinq ans après le premier jour, moins un jour.")
    date_signature = JourField(
        label="Signée le", help_text="Le jour où tous avaient signé. Vide tant qu’elle est en préparation."
    )
    nom = forms.CharField(label="Nom", help_text="Vide : « CTG » et ses années.", max_length=MAX_NOM, required=False)
    ctg_precedente = forms.ChoiceField(label="CTG qu’elle suit", required=False)
    plan_modifiable_par = forms.ChoiceField(
        label="Son plan d’actions est modifié par",
        help_text="La convention le dit, souvent à l’article sur son exécution.",
        choices=PlanModifiablePar.choices,
        initial=PlanModifiablePar.COPIL,
    )
    communes = forms.MultipleChoiceField(label="Communes", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        ctgs: Sequence[Ctg],
        communes: Iterable[tuple[str, str]],
        ctg: Ctg | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        start = initial if ctg is None else _build_initial(ctg)
        super().__init__(data, fiche=ctg, initial=start, use_required_attribute=False)
        self.fields["date_debut"].required = True
        self._ctgs = {str(other.pk): other for other in ctgs if ctg is None or other.pk != ctg.pk}
        choix = [("", "aucune, ou inconnue"), *((pk, other.nom) for pk, other in self._ctgs.items())]
        get_champ_choix(self, "ctg_precedente").choices = choix
        gardees = set(ctg.communes if ctg else ()) - {code for code, _ in communes}
        proposees = [*communes, *((code, code) for code in sorted(gardees))]
        get_champ_choix(self, "communes").choices = proposees
        self._communes_proposees = frozenset(code for code, _ in proposees)

    def clean_nom(self) -> str:
        return clean_ligne(str(self.cleaned_data["nom"]))

    def clean_ctg_precedente(self) -> Ctg | None:
        return self._ctgs.get(str(self.cleaned_data["ctg_precedente"]))

    def get_saisie(self) -> SaisieCtg:
        """What was typed, once the form is valid; all the communes ticked is the same as none."""
        valeurs = self.cleaned_data
        communes = frozenset(valeurs["communes"])
        annees = get_parametres(timezone.localdate()).annees_usuelles
        return SaisieCtg(
            date_debut=valeurs["date_debut"],
            date_fin=valeurs["date_fin"] or get_fin_usuelle(valeurs["date_debut"], annees),
            nom=valeurs["nom"],
            date_signature=valeurs.get("date_signature"),
            ctg_precedente=valeurs.get("ctg_precedente"),
            plan_modifiable_par=valeurs["plan_modifiable_par"],
            communes=frozenset() if communes == self._communes_proposees else communes,
        )


class SuiteForm(CtgForm):
    """The CTG that follows another one: it begins the day after, for as long, with the communes of today."""

    def __init__(self, data: QueryDict | None = None, *, precedente: Ctg, communes: Sequence[tuple[str, str]]) -> None:
        debut = precedente.date_fin + timedelta(days=1)
        mois = count_mois(precedente.date_debut, precedente.date_fin)
        codes = {code for code, _ in communes}
        initial = {
            "date_debut": debut,
            "date_fin": add_mois(debut, mois) - timedelta(days=1),
            "plan_modifiable_par": precedente.plan_modifiable_par,
            "communes": [code for code in precedente.communes if code in codes],
        }
        super().__init__(data, ctgs=(), communes=communes, initial=initial)
        self._precedente = precedente
        for champ in ("ctg_precedente", "date_signature"):
            del self.fields[champ]

    def get_saisie(self) -> SaisieCtg:
        return replace(super().get_saisie(), ctg_precedente=self._precedente)


class SignatureForm(forms.Form):
    """The day when the last one signed."""

    date_signature = JourField(label="Tous ont signé, le dernier le")

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, use_required_attribute=False, **options)
        self.fields["date_signature"].required = True


class SuppressionForm(forms.Form):
    """One types the name again: what goes does not come back."""

    confirmation = forms.CharField(
        label="Recopiez le nom de la CTG", max_length=MAX_NOM, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, data: QueryDict | None = None, *, ctg: Ctg) -> None:
        super().__init__(data, use_required_attribute=False)
        self._nom = ctg.nom

    def clean_confirmation(self) -> str:
        typed = str(self.cleaned_data["confirmation"])
        if fold_nom(typed) != fold_nom(self._nom):
            raise forms.ValidationError(f"Ce n’est pas son nom : elle s’appelle « {self._nom} ».")
        return typed


def _build_initial(ctg: Ctg) -> dict[str, Any]:
    return {
        "date_debut": ctg.date_debut,
        "date_fin": ctg.date_fin,
        "date_signature": ctg.date_signature,
        "nom": ctg.nom,
        "ctg_precedente": str(ctg.ctg_precedente_id or ""),
        "plan_modifiable_par": ctg.plan_modifiable_par,
        "communes": ctg.communes,
    }
