"""The report of a session as a document."""

from datetime import date

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.formation.permissions import can_lire_formation
from convive.formation.rules.bilan_session import Part
from convive.formation.rules.questionnaires import SEUIL_PERSONNES
from convive.formation.selectors.bilan_session import build_bilan_session
from convive.formation.selectors.session import get_session, list_sessions
from convive.socle.formats import date_longue
from convive.socle.uuids import parse_uuid

CLE, TITRE = "bilan_session", "Bilan de session"
TEMPLATE = "formation/types/bilan_session.html"


def build_bilan(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The report of the session `choix`. Raise DocumentInconnu if it is not in this espace."""
    uuid = parse_uuid(choix)
    session = get_session(membre, uuid) if uuid else None
    if session is None:
        raise DocumentInconnu("Cette session n’est pas dans cet espace.")
    bilan = build_bilan_session(session, timezone.localdate())
    contexte = {
        "session": str(session),
        "dates": _say_dates(session.date_debut, session.date_fin),
        "lieu": session.lieu or session.get_mode_display(),
        "intervenants": [personne.nom for personne in bilan.lue.intervenants],
        "effectifs": bilan.effectifs,
        "heures": (bilan.heures_suivies, bilan.heures_prevues),
        "a_pointer": bilan.a_pointer,
        "reponses": bilan.reponses,
        "progres": [(p.famille.nom, p.entree, p.sortie, p.ecart) for p in bilan.progres],
        "apparies": bilan.apparies,
        "opinions": [(lue.regle.libelle, lue.is_secrete, lue.syntheses) for lue in bilan.opinions],
        "seuil": SEUIL_PERSONNES,
    }
    return build_texte(get_cadre(membre.espace), f"{TITRE} {session.numero}", TEMPLATE, contexte)


def build_exemple_bilan(_famille: Famille) -> Contenu:
    contexte = {
        "session": "2026-01, Piloter et faire vivre une Convention Territoriale Globale",
        "dates": "du 12 octobre 2026 au 13 octobre 2026",
        "lieu": "Salle du Bac",
        "intervenants": ["Prénom Nom"],
        "effectifs": [
            Part("Personnes qui ont commencé la formation", 8, 9, "sur les personnes inscrites"),
            Part("Personnes qui l’ont suivie en entier", 7, 8, "toutes les demi-journées, sans retard noté"),
        ],
        "heures": ("108\u00a0h\u00a030", "112\u00a0h"),
        "a_pointer": 0,
        "reponses": [Part("L’avis à chaud", 7, 8), Part("L’avis de l’employeur", 3, 6)],
        "progres": [("Ce que je sais", 1.4, 2.6, 1.2)],
        "apparies": 7,
        "opinions": [],
        "seuil": SEUIL_PERSONNES,
    }
    return build_texte(CADRE_EXEMPLE, f"{TITRE} 2026-01", TEMPLATE, contexte)


def list_choix_sessions(membre: Membre) -> list[tuple[str, str]]:
    return [(str(row.pk), str(row)) for row in list_sessions(membre)[:100]]


def _say_dates(debut: date | None, fin: date | None) -> str:
    if debut is None or fin is None:
        return "dates à fixer"
    return f"le {date_longue(debut)}" if debut == fin else f"du {date_longue(debut)} au {date_longue(fin)}"


def record_bilans() -> None:
    types_documents.record(
        TypeDocument(
            CLE,
            TITRE,
            "Qui est venu, ce qui a été atteint, ce qu’on en a pensé\u00a0: chaque chiffre avec son total.",
            (Famille.TEXTE,),
            can_lire_formation,
            build_bilan,
            build_exemple_bilan,
            list_choix=list_choix_sessions,
            libelle_choix="De quelle session ?",
            ordre=70,
        )
    )
