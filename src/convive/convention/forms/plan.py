"""The form of a plan or scheme."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.acteurs.models import Organisation
from convive.convention.actions.plan import SaisiePlan
from convive.convention.models import Ctg, PlanExterne, TypePlan
from convive.convention.rules.ctg import MAX_NOM
from convive.convention.rules.plans import MAX_ARTICULATION, MAX_ORIENTATIONS, MAX_TYPE_LIBRE
from convive.espaces.forms.fiche import FicheForm
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte


class PlanExterneForm(FicheForm):
    type = forms.ChoiceField(label="Type", choices=[("", "choisir"), *TypePlan.choices])
    type_libre = forms.CharField(
        label="Autre : lequel ?", help_text="Comme on le nomme chez vous.", max_length=MAX_TYPE_LIBRE, required=False
    )
    nom = forms.CharField(label="Nom", help_text="« PEDT des écoles de l’Orvelle ».", max_length=MAX_NOM)
    pilote = forms.ChoiceField(label="Qui le pilote", help_text="Une organisation de l’annuaire.", required=False)
    date_debut = JourField(label="Premier jour")
    date_fin = JourField(label="Dernier jour", help_text="La page et l’accueil l’annonceront à temps.")
    lien = forms.URLField(
        label="Adresse du document", max_length=500, required=False, assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    ctgs = forms.MultipleChoiceField(label="CTG avec lesquelles il s’articule", required=False)
    articulation = forms.CharField(
        label="Ce qui le lie à la CTG",
        help_text="Un comité commun, des fiches à ne pas écrire deux fois, une même personne qui coordonne.",
        max_length=MAX_ARTICULATION,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    orientations = forms.CharField(
        label="Ses orientations",
        help_text="Une par ligne, avec son numéro : « 1.2 Soutenir les parents de jeunes enfants ». "
        "Les actions pourront indiquer à laquelle elles répondent.",
        max_length=MAX_ORIENTATIONS,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        organisations: Sequence[Organisation],
        ctgs: Sequence[Ctg],
        plan: PlanExterne | None = None,
        liees: Sequence[Ctg] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        start = initial if plan is None else _build_initial(plan, liees)
        super().__init__(data, fiche=plan, initial=start, use_required_attribute=False)
        self._ctgs = {str(ctg.pk): ctg for ctg in ctgs}
        self._organisations = {str(organisation.pk): organisation for organisation in organisations}
        if plan is not None and plan.pilote is not None:
            # An organisation that was archived since stays the pilot of what it pilots.
            self._organisations.setdefault(str(plan.pilote_id), plan.pilote)
        get_champ_choix(self, "ctgs").choices = [(pk, ctg.nom) for pk, ctg in self._ctgs.items()]
        get_champ_choix(self, "pilote").choices = [
            ("", "non précisé"),
            *((pk, organisation.nom) for pk, organisation in self._organisations.items()),
        ]

    def clean_nom(self) -> str:
        return clean_ligne(str(self.cleaned_data["nom"]))

    def clean_type_libre(self) -> str:
        return clean_ligne(str(self.cleaned_data["type_libre"]))

    def clean_articulation(self) -> str:
        return clean_texte(str(self.cleaned_data["articulation"]))

    def clean_orientations(self) -> str:
        return clean_texte(str(self.cleaned_data["orientations"]))

    def get_saisie(self) -> SaisiePlan:
        valeurs = dict(self.cleaned_data)
        del valeurs["version"], valeurs["depart"]
        valeurs["pilote"] = self._organisations.get(str(valeurs["pilote"]))
        valeurs["ctgs"] = tuple(self._ctgs[pk] for pk in valeurs["ctgs"])
        return SaisiePlan(**valeurs)


def _build_initial(plan: PlanExterne, liees: Sequence[Ctg]) -> dict[str, Any]:
    champs = ("type", "type_libre", "nom", "date_debut", "date_fin", "lien", "articulation", "orientations")
    initial = {champ: getattr(plan, champ) for champ in champs}
    return initial | {"pilote": str(plan.pilote_id or ""), "ctgs": [str(ctg.pk) for ctg in liees]}
