"""What this package lets a territoire share with a département."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from convive.espaces.models import Espace
from convive.espaces.partages import ChampPartage, partages
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.espaces.selectors.limites import build_limites_en_mots
from convive.espaces.selectors.membre import list_membres
from convive.espaces.selectors.thematique import list_thematiques_actives


def get_contexte_perimetre(_request: HttpRequest, espace: Espace) -> Mapping[str, Any] | None:
    perimetre = get_perimetre_espace(espace)
    return {"perimetre": perimetre} if perimetre else None


def get_contexte_membres(_request: HttpRequest, espace: Espace) -> Mapping[str, Any]:
    """Names and roles; no address leaves the espace."""
    membres = list_membres(espace)
    mots = build_limites_en_mots(espace, membres)
    return {"membres": [(m.compte.nom_affiche, m.get_role_display(), mots[m.pk], m.dernier_jour) for m in membres]}


def get_contexte_thematiques(_request: HttpRequest, espace: Espace) -> Mapping[str, Any] | None:
    thematiques = list_thematiques_actives(espace)
    return {"thematiques": thematiques} if thematiques else None


def record_champs_partages() -> None:
    partages.record(
        ChampPartage(
            "perimetre",
            "Le périmètre",
            "Les communes de l’espace et la date depuis laquelle elles y sont.",
            10,
            "espaces/_partage_perimetre.html",
            get_contexte_perimetre,
        ),
        ChampPartage(
            "membres",
            "Les membres et leurs rôles",
            "Les noms, les rôles et les dates de fin d’accès, sans aucune adresse.",
            80,
            "espaces/_partage_membres.html",
            get_contexte_membres,
        ),
        ChampPartage(
            "thematiques",
            "Les thématiques",
            "Les sujets sur lesquels l’espace travaille, dans son ordre.",
            20,
            "espaces/_partage_thematiques.html",
            get_contexte_thematiques,
        ),
    )
