"""What may be published of the decisions of a séance, and the decisions of a mandate, as documents."""

from datetime import date

from convive.documents.exports.page import CADRE_EXEMPLE, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.gouvernance.models import Decision
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.selectors.mandat import (
    get_suivi_mandat,
    list_avis_seance,
    list_seances_publiables,
)
from convive.socle.formats import date_longue
from convive.socle.uuids import parse_uuid

CLE_AVIS, CLE_SUIVI = "avis_public", "suivi_mandat"
TITRE_AVIS, TITRE_SUIVI = "Ce qui a été décidé", "Les décisions de mon mandat"
TEMPLATE_AVIS, TEMPLATE_SUIVI = "gouvernance/types/avis_public.html", "gouvernance/types/suivi_mandat.html"
EXEMPLE_AVIS = (
    (
        "Ouvrir douze places d’accueil du matin.",
        "Elle est en cours, avec une échéance au 1er\u00a0septembre\u00a02027. Responsable\u00a0: Pays de Vallombre.",
    ),
)
type LigneSuivi = tuple[str, str, str, str]


def build_avis(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu for a séance that is not closed, or whose body partners do not read."""
    uuid = parse_uuid(choix)
    seance = next((row for row in list_seances_publiables(membre) if row.pk == uuid), None)
    if seance is None:
        raise DocumentInconnu("Rien ne peut être publié de cette séance\u00a0: elle n’est pas close, ou pas ouverte.")
    contexte = {"seance": str(seance), "avis": list_avis_seance(seance)}
    return build_texte(get_cadre(membre.espace), TITRE_AVIS, TEMPLATE_AVIS, contexte)


def build_exemple_avis(_famille: Famille) -> Contenu:
    contexte = {"seance": "Comité de pilotage du 12\u00a0juin\u00a02026", "avis": EXEMPLE_AVIS}
    return build_texte(CADRE_EXEMPLE, TITRE_AVIS, TEMPLATE_AVIS, contexte)


def list_choix_seances(membre: Membre) -> list[tuple[str, str]]:
    return [(str(seance.pk), str(seance)) for seance in list_seances_publiables(membre)]


def build_suivi(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """One’s own, or that of someone of the directory for the team."""
    personne = parse_uuid(choix)
    if choix and (personne is None or not can_update_instances(membre)):
        raise DocumentInconnu("Ce suivi n’existe pas, ou votre accès ne permet pas de le lire.")
    suivi = get_suivi_mandat(membre, personne)
    if suivi is None or suivi.depuis is None:
        raise DocumentInconnu("Cette personne ne siège aujourd’hui dans aucune instance.")
    lignes = [_build_ligne(decision) for decision in (*suivi.ouvertes, *suivi.autres)]
    contexte = {"nom": suivi.nom, "depuis": suivi.depuis, "resume": suivi.resume, "lignes": lignes}
    return build_texte(get_cadre(membre.espace), TITRE_SUIVI, TEMPLATE_SUIVI, contexte)


def _build_ligne(decision: Decision) -> LigneSuivi:
    jour = decision.executee_le or decision.echeance
    ou = f"{decision.instance.nom if decision.instance else ''}, le {date_longue(decision.date)}"
    statut = str(decision.get_statut_display())
    return f"{decision.code} {decision.libelle}", ou, statut, date_longue(jour) if jour else ""


def build_exemple_suivi(_famille: Famille) -> Contenu:
    lignes: list[LigneSuivi] = [
        (
            "2026-004 Ouvrir douze places",
            "Comité de pilotage, le 12\u00a0juin\u00a02026",
            "En cours",
            "1er\u00a0septembre\u00a02027",
        )
    ]
    contexte = {"nom": "Prénom Nom", "depuis": date(2026, 4, 9), "resume": "1\u00a0décision", "lignes": lignes}
    return build_texte(CADRE_EXEMPLE, TITRE_SUIVI, TEMPLATE_SUIVI, contexte)


def record_mandat() -> None:
    types_documents.record(
        TypeDocument(
            CLE_AVIS,
            "Ce qui a été décidé, à publier",
            "Les décisions d’une séance en mots publics : quoi, quand, par qui, la suite. Rien d’interne.",
            (Famille.TEXTE,),
            can_update_instances,
            build_avis,
            build_exemple_avis,
            list_choix=list_choix_seances,
            libelle_choix="De quelle séance ?",
            ordre=35,
        ),
        TypeDocument(
            CLE_SUIVI,
            TITRE_SUIVI,
            "Depuis que l’on siège : ce qui a été décidé, ce qui est fait, ce qui attend.",
            (Famille.TEXTE,),
            can_list_instances,
            build_suivi,
            build_exemple_suivi,
            ordre=36,
        ),
    )
