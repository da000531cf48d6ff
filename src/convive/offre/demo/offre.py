"""The inventory of services of the demonstration: services, their years, their supports, conventions with the Caf."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.offre.models import (
    ActiviteAnnuelle,
    Cof,
    CompetenceSppe,
    ServiceEquipement,
    SoutienCollectivite,
    StatutGestion,
)
from convive.offre.rules.verification import add_mois
from convive.offre.selectors.catalogue import list_types
from convive.socle.recit import Recit

SIMPLES = ("places", "public", "horaires", "tarif")


def create_offre_demo(espace: Espace, recit: Recit) -> None:
    """Create everything in the file. The organisations that run and support services must already exist."""
    contenu = recit.read("offre")
    organisations = {organisation.nom: organisation for organisation in Organisation.objects.filter(espace=espace)}
    lignes = recit.read("acteurs")["organisations"]
    by_cle = {ligne["cle"]: organisations[ligne["nom"]] for ligne in lignes}
    _create_competences(espace, contenu["sppe"], by_cle)
    services = _create_services(espace, contenu["services"], by_cle)
    _create_annees(contenu["services"], services, by_cle)
    liens = []
    for ligne in contenu["cofs"]:
        cof = Cof.objects.create(
            espace=espace,
            numero=ligne["numero"],
            type_ps=ligne["ps"],
            date_debut=ligne["du"],
            date_fin=ligne["au"],
        )
        liens += [(cof.pk, services[cle].pk) for cle in ligne["services"]]
    lien = Cof.services.through
    lien._default_manager.bulk_create(lien(cof_id=cof, serviceequipement_id=service) for cof, service in liens)


def _create_competences(
    espace: Espace, lignes: Iterable[Mapping[str, Any]], organisations: Mapping[str, Organisation]
) -> None:
    perimetre = get_perimetre_espace(espace)
    codes = {commune.nom: commune.code for commune in (perimetre.communes if perimetre else ())}
    CompetenceSppe.objects.bulk_create(
        CompetenceSppe(
            espace=espace,
            code_commune=code,
            competence=competence,
            exercee_par=organisations[ligne["par"]],
            date_transfert=ligne.get("depuis"),
        )
        for ligne in lignes
        for nom, code in codes.items()
        if nom in ligne.get("communes", codes) and nom not in ligne.get("sauf", ())
        for competence in ligne["competences"]
    )


def _create_services(
    espace: Espace, lignes: Iterable[Mapping[str, Any]], organisations: Mapping[str, Organisation]
) -> dict[str, ServiceEquipement]:
    perimetre = get_perimetre_espace(espace)
    codes = {commune.nom: commune.code for commune in (perimetre.communes if perimetre else ())}
    services, types = {}, list_types(espace)
    liens = []
    lien = ServiceEquipement.thematiques.through
    for ligne in lignes:
        service = _build_service(espace, ligne, organisations, codes)
        services[ligne["cle"]] = service
        if (theme := types[service.type_cle].thematique) is not None:
            liens.append(lien(serviceequipement=service, thematique=theme))
    ServiceEquipement.objects.bulk_create(services.values())
    lien._default_manager.bulk_create(liens)
    return services


def _build_service(
    espace: Espace,
    ligne: Mapping[str, Any],
    organisations: Mapping[str, Organisation],
    codes: Mapping[str, str],
) -> ServiceEquipement:
    debut, fin = ligne.get("agrement", (None, None))
    age_min, age_max = ligne.get("ages", (None, None))
    commune = codes.get(ligne.get("commune", ""), "")
    servies = {codes[nom] for nom in ligne.get("communes", ()) if nom in codes}
    return ServiceEquipement(
        espace=espace,
        nom=ligne["nom"],
        type_cle=ligne["type"],
        gestionnaire=organisations[ligne["gestionnaire"]] if "gestionnaire" in ligne else None,
        statut_gestion=ligne.get("gestion", StatutGestion.INCONNU),
        identifiant_motif=ligne.get("motif", ""),
        code_commune=commune,
        communes=sorted((servies | {commune}) - {""}) if servies else [],
        agrement_debut=debut,
        agrement_fin=fin,
        capacite_agreee=ligne.get("capacite"),
        age_min=age_min,
        age_max=age_max,
        etp=Decimal(ligne["etp"]) if "etp" in ligne else None,
        ps_percues=ligne.get("ps", []),
        bonus_percus=ligne.get("bonus", []),
        source="Tour des services, inventé",
        date_verification=add_mois(timezone.localdate(), -ligne["verifie_mois"]),
        **{champ: ligne[champ] for champ in SIMPLES if champ in ligne},
    )


def _create_annees(
    lignes: Iterable[Mapping[str, Any]],
    services: Mapping[str, ServiceEquipement],
    organisations: Mapping[str, Organisation],
) -> None:
    soutiens, activites = [], []
    for ligne in lignes:
        service = services[ligne["cle"]]
        soutiens += [
            SoutienCollectivite(service=service, organisation=organisations[cle], annee=annee, montant_euros=montant)
            for annee, par_organisation in ligne.get("soutiens", {}).items()
            for cle, montant in par_organisation.items()
        ]
        activites += [
            ActiviteAnnuelle(service=service, annee=annee, **valeurs)
            for annee, valeurs in ligne.get("activite", {}).items()
        ]
    SoutienCollectivite.objects.bulk_create(soutiens)
    ActiviteAnnuelle.objects.bulk_create(activites)
