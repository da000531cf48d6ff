"""The activity report of the posts, for the Caf and the COPIL."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from convive.acteurs.rules.postes import PosteLu
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.prise_poste.permissions import can_update_rapport
from convive.prise_poste.rules.rapport import RUBRIQUES, build_periode, compute_etp, compute_postes
from convive.prise_poste.selectors.rapport import (
    Compte,
    InstanceTenue,
    ObjectifLu,
    RapportLu,
    list_annees,
    read_rapport,
)

TITRE = "Rapport d’activité"
TEMPLATE = "prise_poste/types/rapport_activite.html"
PERIODE_EXEMPLE = build_periode(2025, date(2026, 2, 1))
POSTE_EXEMPLE = PosteLu(
    UUID(int=1), "Chargée de coopération CTG", "Pays de Vallombre", Decimal(1), Decimal("0.50"), date(2025, 4, 1),
    titulaire="Prénom Nom",
)  # fmt: skip
POSTES_EXEMPLE = compute_postes([POSTE_EXEMPLE], PERIODE_EXEMPLE)
EXEMPLE = RapportLu(
    PERIODE_EXEMPLE,
    None,
    POSTES_EXEMPLE,
    compute_etp(POSTES_EXEMPLE, PERIODE_EXEMPLE),
    (InstanceTenue("Comité de pilotage", (date(2025, 6, 12), date(2025, 11, 20)), 18, 24, ""),),
    (Compte("Faite", 5), Compte("En cours", 2)),
    "CTG 2024-2028",
    (Compte("En cours", 12), Compte("Réalisée", 6)),
    (Compte("Réalisée", 4),),
    (Compte("Paroles recueillies", 31),),
    (ObjectifLu("Prénom Nom", "Un inventaire de l’offre auquel on peut se fier", "Atteint", "61 lignes sur 64"),),
    (Compte("Fiche-action", 84), Compte("Séance", 22)),
)
RUBRIQUES_EXEMPLE = [(RUBRIQUES["faits_marquants"][0], "Un guichet commun pour les familles, ouvert en septembre.")]


def build_rapport(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu for a year that has no report here."""
    today = timezone.localdate()
    if not choix.isdecimal() or int(choix) not in list_annees(membre, today):
        raise DocumentInconnu("Cette année n’a pas de rapport ici.")
    lu = read_rapport(membre, int(choix), today)
    return _write(get_cadre(membre.espace), lu, lu.rubriques)


def build_exemple_rapport(_famille: Famille) -> Contenu:
    return _write(CADRE_EXEMPLE, EXEMPLE, RUBRIQUES_EXEMPLE)


def list_choix_annees(membre: Membre) -> list[tuple[str, str]]:
    return [(str(annee), str(annee)) for annee in list_annees(membre, timezone.localdate())]


def _write(cadre: Cadre, lu: RapportLu, rubriques: list[tuple[str, str]]) -> Contenu:
    return build_texte(cadre, f"{TITRE} {lu.periode.annee}", TEMPLATE, {"lu": lu, "rubriques": rubriques})


def record_rapport() -> None:
    types_documents.record(
        TypeDocument(
            "rapport_activite",
            TITRE,
            "Une année de travail\u00a0: ETP occupés, instances, décisions, plan, objectifs de la lettre de mission.",
            (Famille.TEXTE,),
            can_update_rapport,
            build_rapport,
            build_exemple_rapport,
            list_choix=list_choix_annees,
            libelle_choix="Quelle année ?",
            ordre=64,
        )
    )
