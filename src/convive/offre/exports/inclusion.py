"""The services that may be shown to the public, in the fields of the data·inclusion schema."""

import json
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from convive.acteurs.models import Organisation
from convive.acteurs.selectors.organisation import get_noms_communes, get_noms_communes_espace
from convive.espaces.models import Membre
from convive.offre.models import ServiceEquipement
from convive.offre.rules.inclusion import (
    ServicePublie,
    StructurePubliee,
    build_phrase_manques,
    build_service,
    build_structure,
    list_manques,
)
from convive.offre.selectors.catalogue import get_thematiques_inclusion, list_types
from convive.offre.selectors.equipement import get_services, get_type

FORMAT = "json"
NOTICE = (
    "Champs du schéma data·inclusion, d’après sa documentation publique. Ce fichier n’a pas été essayé auprès de "
    "data·inclusion\u00a0: la version du schéma et celle du référentiel des thématiques sont à vérifier avant l’envoi."
)
FICTIF = "Territoire d’exercice\u00a0: ces services sont inventés, ce fichier ne se publie pas."


def render_inclusion(membre: Membre) -> tuple[str, bytes]:
    """The name of the file and its bytes."""
    today = timezone.localdate()
    document = build_document(membre)
    nom = f"{slugify(membre.espace.nom)[:60] or 'espace'}-data-inclusion-{today:%Y-%m-%d}.json"
    return nom, json.dumps(document, ensure_ascii=False, indent=2).encode()


def build_document(membre: Membre) -> dict[str, Any]:
    """The whole document. A service without a known gestionnaire is its own structure. Six queries."""
    types, thematiques = list_types(membre.espace), get_thematiques_inclusion()
    rows = get_services(membre).filter(archive_le__isnull=True, visible_public=True)
    services = list(rows.select_related("gestionnaire").order_by("nom_compare", "pk"))
    gestionnaires = {s.gestionnaire.pk: s.gestionnaire for s in services if s.gestionnaire}
    codes = [s.code_commune for s in services] + [g.code_commune for g in gestionnaires.values()]
    perimetre = get_noms_communes_espace(membre)
    noms = get_noms_communes(codes, perimetre)
    publies = [
        _read(s, get_type(types, s).nom, thematiques.get(s.type_cle, ""), noms, tuple(perimetre)) for s in services
    ]
    structures = [
        _read_organisation(g, sum(s.gestionnaire_id == g.pk for s in services), noms) for g in gestionnaires.values()
    ]
    structures += [
        _read_seul(s, get_type(types, s).nom, noms.get(s.code_commune, "")) for s in services if not s.gestionnaire
    ]
    document: dict[str, Any] = {
        "structures": [build_structure(structure) for structure in structures],
        "services": [build_service(publie) for publie in publies],
    }
    is_fictif = getattr(membre.espace, "is_fictif", False)
    phrases = [NOTICE, build_phrase_manques(list_manques(document)), FICTIF if is_fictif else ""]
    return {"notice": " ".join(filter(None, phrases)), **document}


def _read(
    service: ServiceEquipement, type_nom: str, thematique: str, noms: dict[str, str], perimetre: tuple[str, ...]
) -> ServicePublie:
    gestionnaire = service.gestionnaire
    return ServicePublie(
        cle=str(service.pk),
        nom=service.nom,
        type=type_nom,
        thematique=thematique,
        structure=str(gestionnaire.pk if gestionnaire else service.pk),
        structure_nom=gestionnaire.nom if gestionnaire else "",
        commune=noms.get(service.code_commune, ""),
        code_insee=service.code_commune,
        adresse=service.adresse,
        latitude=None if service.latitude is None else float(service.latitude),
        longitude=None if service.longitude is None else float(service.longitude),
        public=service.public,
        horaires=service.horaires,
        tarif=service.tarif,
        precisions=service.precisions,
        zone=tuple(service.communes) or perimetre,
        date_maj=service.date_verification or service.updated_at.date(),
    )


def _read_organisation(organisation: Organisation, services: int, noms: dict[str, str]) -> StructurePubliee:
    """The organisation with its own address and telephone number, never those of a person."""
    return StructurePubliee(
        cle=str(organisation.pk),
        nom=organisation.nom,
        type=str(organisation.get_type_display()),
        siret=organisation.siret,
        code_insee=organisation.code_commune,
        commune=noms.get(organisation.code_commune, ""),
        adresse=organisation.adresse,
        telephone=organisation.telephone,
        courriel=organisation.email,
        site_web=organisation.site,
        services=services,
        date_maj=organisation.updated_at.date(),
    )


def _read_seul(service: ServiceEquipement, type_nom: str, commune: str) -> StructurePubliee:
    return StructurePubliee(
        cle=str(service.pk),
        nom=service.nom,
        type=type_nom,
        siret=service.siret,
        code_insee=service.code_commune,
        commune=commune,
        adresse=service.adresse,
        telephone="",
        courriel="",
        site_web="",
        services=1,
        date_maj=service.date_verification or service.updated_at.date(),
    )
