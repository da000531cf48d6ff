"""A tool on one page, as a team filled it or as one fills it by hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.prise_poste.permissions import can_remplir_outils
from convive.prise_poste.rules.outils import Outil
from convive.prise_poste.selectors.contenus import get_outils
from convive.prise_poste.selectors.outils import get_outil_lu, list_outils_remplis
from convive.socle.uuids import parse_uuid

TITRE = "Outil rempli"
LARGEUR_VIDE = "\u00a0" * 50
LIGNES_PAGE = 44
"""The lines that a tool to fill in by hand shares between its fields: it fills its page and stays on it."""
TEMPLATE = "prise_poste/types/outil.html"


@dataclass(frozen=True, slots=True)
class LigneOutil:
    """`vide` is the room left to write by hand, when there is no text: wide, and as high as its lines."""

    nom: str
    aide: str
    texte: str
    vide: str


def build_outil_document(
    cadre: Cadre, outil: Outil, valeurs: Mapping[str, str], titre: str = "", provenance: str = ""
) -> Contenu:
    poids = sum(champ.lignes + 1 for champ in outil.champs)
    part = LIGNES_PAGE / poids if not valeurs else 1
    lignes = [
        LigneOutil(
            champ.nom,
            champ.aide,
            valeurs.get(champ.cle, ""),
            LARGEUR_VIDE + "\n" * max(champ.lignes, int((champ.lignes + 1) * part) - 1),
        )
        for champ in outil.champs
    ]
    contexte = {"outil": outil, "lignes": lignes, "provenance": provenance}
    return build_texte(cadre, titre or outil.titre, TEMPLATE, contexte)


def build_outil_rempli(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu for a tool of another espace."""
    uuid = parse_uuid(choix)
    lu = get_outil_lu(membre, uuid) if uuid else None
    if lu is None or lu.outil is None:
        raise DocumentInconnu("Cet outil n’est pas dans cet espace.")
    rempli = lu.rempli
    return build_outil_document(get_cadre(membre.espace), lu.outil, rempli.valeurs, rempli.titre, rempli.provenance)


def build_exemple_outil(_famille: Famille) -> Contenu:
    outil = get_outils()["indicateur"]
    valeurs = {
        "question": "Trouve-t-on plus vite une solution d’accueil ?",
        "nom": "Délai entre la demande et la réponse, en jours, médiane de l’année",
        "depart": "47 jours en 2025",
        "cible": "30 jours en 2028",
    }
    return build_outil_document(CADRE_EXEMPLE, outil, valeurs)


def record_outils() -> None:
    types_documents.record(
        TypeDocument(
            "outil_rempli",
            TITRE,
            "Un outil de travail sur une page, tel que l’équipe l’a rempli.",
            (Famille.TEXTE,),
            can_remplir_outils,
            build_outil_rempli,
            build_exemple_outil,
            list_choix=lambda membre: [
                (str(lu.rempli.pk), lu.rempli.titre) for lu in list_outils_remplis(membre)[:100]
            ],
            libelle_choix="Lequel ?",
            ordre=64,
        ),
    )
