"""What the files of the plans name, found once in what the demonstration has already made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convive.acteurs.models import Organisation, Personne
from convive.convention.models import Ctg, OrientationPlan, PlanExterne
from convive.diagnostic.demo.afom import get_constats_par_cle
from convive.diagnostic.models import Constat, Enjeu, IndicateurEspace
from convive.espaces.models import Espace, Thematique
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.offre.models import ServiceEquipement
from convive.socle.recit import Recit


@dataclass(frozen=True, slots=True)
class DecorPlan:
    """Communes by name, organisations and services and constats by key, people by name, other plans by type."""

    espace: Espace
    ctgs: Mapping[str, Ctg]
    codes: Mapping[str, str]
    thematiques: Mapping[str, Thematique]
    organisations: Mapping[str, Organisation]
    personnes: Mapping[str, Personne]
    services: Mapping[str, ServiceEquipement]
    constats: Mapping[str, Constat]
    enjeux: tuple[Enjeu, ...]
    plans: Mapping[str, PlanExterne]
    orientations: Mapping[tuple[str, str], OrientationPlan]
    indicateurs: Mapping[str, IndicateurEspace]
    recit: Recit

    def get_codes(self, noms: Iterable[str]) -> list[str]:
        return sorted(self.codes[nom] for nom in noms if nom in self.codes)

    def get_enjeu(self, debut: str) -> Enjeu:
        """The one whose words begin so."""
        return next(enjeu for enjeu in self.enjeux if enjeu.libelle.startswith(debut))

    def get_auteur(self, qui: str) -> tuple[UUID | None, str]:
        """The compte, when this person has one in the demonstration, and the name: `qui` is a key or a name."""
        return self.recit.find(qui) or (None, str(self.personnes[qui]))


def build_decor_plan(espace: Espace, recit: Recit) -> DecorPlan:
    perimetre = get_perimetre_espace(espace)
    organisations = {row.nom: row for row in Organisation.objects.filter(espace=espace)}
    services = {row.nom: row for row in ServiceEquipement.objects.filter(espace=espace)}
    plans = {plan.pk: plan for plan in PlanExterne.objects.filter(espace=espace)}
    return DecorPlan(
        espace,
        {ctg.nom: ctg for ctg in Ctg.objects.filter(espace=espace)},
        {commune.nom: commune.code for commune in (perimetre.communes if perimetre else ())},
        {thematique.nom: thematique for thematique in espace.thematiques.all()},
        _by_cle(recit.read("acteurs")["organisations"], organisations),
        {str(personne): personne for personne in Personne.objects.filter(espace=espace)},
        _by_cle(recit.read("offre")["services"], services),
        get_constats_par_cle(espace, recit),
        tuple(Enjeu.objects.filter(espace=espace)),
        {plan.type: plan for plan in plans.values()},
        {(plans[row.plan_id].type, row.numero): row for row in OrientationPlan.objects.filter(plan__in=plans)},
        {indicateur.libelle: indicateur for indicateur in IndicateurEspace.objects.filter(espace=espace)},
        recit,
    )


def _by_cle[M](lignes: Iterable[Mapping[str, Any]], by_nom: Mapping[str, M]) -> dict[str, M]:
    return {ligne["cle"]: by_nom[ligne["nom"]] for ligne in lignes}
