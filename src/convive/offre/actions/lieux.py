"""Add places from official lists to the inventory. The journal has a line for each service."""

from collections.abc import Collection
from decimal import Decimal

from django.db import transaction

from convive.acteurs.rules.identifiants import IdentifiantInvalide
from convive.espaces.actions.trace import record
from convive.espaces.models import Membre
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.offre.models import ServiceEquipement, StatutGestion
from convive.offre.rules.offre import MAX_NOM, MAX_TEXTE_COURT, OffreRefusee
from convive.offre.rules.uai import parse_uai
from convive.offre.selectors.catalogue import list_types
from convive.offre.selectors.lieux import LieuPropose, list_lieux_proposes


@transaction.atomic
def import_lieux(*, membre: Membre, cles: Collection[str]) -> int:
    """Add the chosen places as unverified services, skipping those now in the inventory. Return how many were added.

    Raise OffreRefusee if none is chosen.
    """
    refuse_espace_expire(membre.espace)
    if not cles:
        raise OffreRefusee("Cochez au moins un lieu.")
    types = list_types(membre.espace)
    limites = membre.limites.thematiques
    added = 0
    for propose in list_lieux_proposes(membre).nouveaux:
        theme = types[propose.type_cle].thematique
        if propose.cle not in cles:
            continue
        if limites and theme is not None and theme.pk not in limites:
            raise OffreRefusee(
                f"«\u00a0{propose.lieu.nom}\u00a0» sortirait de vos limites\u00a0: vous ne le verriez plus."
            )
        service = _build(membre, propose)
        service.save()
        if theme is not None:
            service.thematiques.add(theme)
        record(membre.compte, Geste.IMPORTER, service, membre.espace)
        added += 1
    return added


def _build(membre: Membre, propose: LieuPropose) -> ServiceEquipement:
    lieu = propose.lieu
    return ServiceEquipement(
        espace=membre.espace,
        nom=lieu.nom[:MAX_NOM],
        type_cle=propose.type_cle,
        uai=_read_uai(propose),
        identifiant_motif="" if _read_uai(propose) else "Repris d’une liste officielle.",
        code_commune=lieu.commune,
        communes=[lieu.commune] if propose.type_cle == "ecole" else [],
        adresse=lieu.adresse[:MAX_TEXTE_COURT],
        latitude=None if lieu.latitude is None else round(Decimal(str(lieu.latitude)), 6),
        longitude=None if lieu.longitude is None else round(Decimal(str(lieu.longitude)), 6),
        statut_gestion=StatutGestion.ETAT if propose.type_cle == "ecole" else StatutGestion.INCONNU,
        source=f"{propose.libelle}, liste officielle {lieu.millesime}",
    )


def _read_uai(propose: LieuPropose) -> str:
    if propose.type_cle != "ecole":
        return ""
    try:
        return parse_uai(propose.lieu.identifiant)
    except IdentifiantInvalide:
        return ""
