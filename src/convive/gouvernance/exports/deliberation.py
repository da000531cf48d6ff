"""The draft of the délibération that a decision calls for, in the frame of those of the CTG."""

from datetime import date

from convive.convention.exports.deliberation import build_contexte_organe
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.espaces.models import Membre
from convive.gouvernance.models import Decision
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.deliberation import (
    FaitsDeliberation,
    get_votes,
    list_articles,
    list_considerants,
    list_rapport,
)
from convive.gouvernance.selectors.decision import get_decision
from convive.gouvernance.selectors.decisions import get_decisions
from convive.gouvernance.selectors.deliberation import Assemblee, get_faits, list_assemblees
from convive.socle.uuids import parse_uuid

CLE_DELIBERATION = "deliberation_decision"
TITRE = "Projet de délibération"
SEPARATEUR = "."
EXEMPLE = FaitsDeliberation(
    libelle="Ouvrir douze places d’accueil du matin dans l’école de Saint-Ambroise-des-Prés",
    jour=date(2026, 6, 12),
    code="2026-004",
    instance="Comité de pilotage",
    question="Où ouvrir les douze places d’accueil du matin\u00a0?",
    pourquoi="L’école ouvre plus tôt que le relais.",
    scenario="Dans l’école de Saint-Ambroise-des-Prés",
    effets="Douze places à 7\u00a0h.",
    cout="9\u00a0000\u00a0€ en\u00a02027 (estimation\u00a0: direction de l’enfance, le 4\u00a0mai\u00a02026)",
    chiffres=("Familles en attente\u00a0: 20 (enquête inventée, 2026)",),
    avis=(("Caf inventée", "réservé", date(2026, 5, 12)),),
)


def build_projet(membre: Membre, decision: Decision, assemblee: Assemblee) -> DocumentHtml:
    return _build(get_cadre(membre.espace), get_faits(membre, decision), assemblee)


def build_deliberation(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """`choix` is « decision » or « decision.assemblee ». Raise DocumentInconnu for what this place does not read."""
    cle, _, organe = choix.partition(SEPARATEUR)
    uuid = parse_uuid(cle)
    decision = get_decision(membre, uuid) if uuid else None
    assemblees = list_assemblees(membre)
    assemblee = next((row for row in assemblees if row.cle == organe), None if organe else assemblees[0])
    if decision is None or assemblee is None:
        raise DocumentInconnu("Cette décision n’existe pas, ou aucune assemblée de ce nom ne délibère.")
    return build_projet(membre, decision, assemblee)


def build_exemple_deliberation(_famille: Famille) -> Contenu:
    """An invented commune that follows an invented committee."""
    commune = Assemblee("conseil_municipal", "Commune de Saint-Ambroise-des-Prés", "conseil_municipal")
    return _build(CADRE_EXEMPLE, EXEMPLE, commune)


def list_choix_decisions(membre: Membre) -> list[tuple[str, str]]:
    """The last decisions; one query."""
    rows = get_decisions(membre).exclude(statut="caduque").order_by("-date", "-annee", "-numero")
    return [(str(row.pk), f"{row.code} {row.libelle}"[:120]) for row in rows[:60]]


def _build(cadre: Cadre, faits: FaitsDeliberation, assemblee: Assemblee) -> DocumentHtml:
    contexte = build_contexte_organe(assemblee.organe, cadre.jour)
    contexte |= {
        "organisation": assemblee.organisation,
        "numero": "",
        "faits": faits,
        "rapport": list_rapport(faits),
        "considerants": list_considerants(faits),
        "articles": list_articles(faits, is_controlee=contexte["is_controlee"]),
        "votes": get_votes(faits),
    }
    return build_texte(cadre, TITRE, "gouvernance/types/deliberation_decision.html", contexte)


def record_deliberation() -> None:
    types_documents.record(
        TypeDocument(
            CLE_DELIBERATION,
            "Un projet de délibération, d’après une décision",
            "Visas, considérants, articles, votes. À vérifier par l’institution qui délibère.",
            (Famille.TEXTE,),
            can_update_instances,
            build_deliberation,
            build_exemple_deliberation,
            list_choix=list_choix_decisions,
            libelle_choix="D’après quelle décision ?",
            ordre=32,
        )
    )
