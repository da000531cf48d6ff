"""A service and who runs it, in the fields of the data·inclusion schema. Pure Python.

Field names, required fields and text lengths come from its public documentation (gip-inclusion/data-inclusion-schema,
docs/structure.md and docs/service.md). No file has been submitted to data·inclusion to check this.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from convive.socle.formats import liste_fr, nombre_accorde

SOURCE = "convive"
# Spaces that may come from pasted text; no-break spaces are kept, since French needs them.
ESPACES = re.compile(r"[ \t\r\n]+")
NOM_MIN, NOM_MAX = 3, 150
DESCRIPTION_MIN, DESCRIPTION_MAX = 50, 2_000


@dataclass(frozen=True, slots=True)
class ServicePublie:
    """What is published about a service; `zone` are the codes of the communes that it serves."""

    cle: str
    nom: str
    type: str
    thematique: str
    structure: str
    structure_nom: str
    commune: str
    code_insee: str
    adresse: str
    latitude: float | None
    longitude: float | None
    public: str
    horaires: str
    tarif: str
    precisions: str
    zone: tuple[str, ...]
    date_maj: date


@dataclass(frozen=True, slots=True)
class StructurePubliee:
    """An organisation that runs services."""

    cle: str
    nom: str
    type: str
    siret: str
    code_insee: str
    commune: str
    adresse: str
    telephone: str
    courriel: str
    site_web: str
    services: int
    date_maj: date


def build_service(service: ServicePublie) -> dict[str, Any]:
    faits = [
        f"{service.type}, géré par {service.structure_nom}" if service.structure_nom else service.type,
        service.public and f"Public\u00a0: {service.public}",
        service.horaires and f"Horaires\u00a0: {service.horaires}",
        service.tarif and f"Tarif\u00a0: {service.tarif}",
        service.precisions,
    ]
    return _keep(
        {
            "source": SOURCE,
            "id": service.cle,
            "structure_id": service.structure,
            "nom": build_nom(service.nom),
            "description": build_description(faits, service.commune),
            "date_maj": service.date_maj.isoformat(),
            "thematiques": [service.thematique] if service.thematique else [],
            "frais": _read_frais(service.tarif),
            "frais_precisions": service.tarif,
            "publics_precisions": service.public,
            "commune": service.commune,
            "code_insee": service.code_insee,
            "adresse": service.adresse,
            "latitude": service.latitude,
            "longitude": service.longitude,
            "zone_eligibilite": list(service.zone),
        },
        ("source", "id", "structure_id", "nom", "description", "date_maj"),
    )


def build_structure(structure: StructurePubliee) -> dict[str, Any]:
    faits = [f"{structure.type}, {nombre_accorde(structure.services, 'service recensé', 'services recensés')}"]
    return _keep(
        {
            "source": SOURCE,
            "id": structure.cle,
            "nom": build_nom(structure.nom),
            "description": build_description(faits, structure.commune),
            "date_maj": structure.date_maj.isoformat(),
            "siret": structure.siret,
            "commune": structure.commune,
            "code_insee": structure.code_insee,
            "adresse": structure.adresse,
            "telephone": structure.telephone,
            "courriel": structure.courriel,
            "site_web": structure.site_web,
        },
        ("source", "id", "nom", "description", "date_maj"),
    )


def build_nom(nom: str) -> str:
    """A name of 3 to 150 characters, without a final full stop."""
    propre = ESPACES.sub(" ", nom).strip()[:NOM_MAX].rstrip(" .")
    return propre if len(propre) >= NOM_MIN else f"Service {propre}".strip()


def build_description(faits: Sequence[str], commune: str) -> str:
    """A description of 50 to 2,000 characters: the facts, completed by the origin of the data if they are too short."""
    lieu = f" à {commune}" if commune else ""
    texte = ". ".join(ESPACES.sub(" ", fait).strip().rstrip(".") for fait in faits if fait) + "."
    if len(texte) < DESCRIPTION_MIN:
        texte += f" Recensé{lieu} dans l’inventaire des services de la convention territoriale globale."
    return texte if len(texte) <= DESCRIPTION_MAX else f"{texte[: DESCRIPTION_MAX - 1].rstrip()}…"


def list_manques(document: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """What the schema expects and the document lacks: the numbers of services without a commune or a theme."""
    services = document["services"]
    counts = (
        (sum("code_insee" not in service for service in services), "commune"),
        (sum("thematiques" not in service for service in services), "thématique"),
    )
    return [f"{nombre_accorde(count, 'service')} sans {nom}" for count, nom in counts if count]


def build_phrase_manques(manques: Sequence[str]) -> str:
    return f"Dans ce fichier\u00a0: {liste_fr(manques)}." if manques else ""


def _read_frais(tarif: str) -> str:
    """The cost category; empty if there is no tarif, rather than a guess."""
    if not tarif:
        return ""
    return "gratuit" if tarif.casefold().startswith("gratuit") else "payant"


def _keep(valeurs: dict[str, Any], obligatoires: Sequence[str]) -> dict[str, Any]:
    """Leave out unknown values: in the schema, an empty field would have a meaning."""
    return {cle: v for cle, v in valeurs.items() if cle in obligatoires or v not in ("", None, [])}
