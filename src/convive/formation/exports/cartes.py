"""Printed material: the cards of a play or of an activity to cut out, a case on paper and its key, the grid of the
critical reading."""

from collections.abc import Mapping
from itertools import zip_longest

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.formation.permissions import can_animer
from convive.formation.rules.ateliers import Cas
from convive.formation.rules.cas_territoire import PREFIXE
from convive.formation.selectors.ateliers_contenus import (
    get_cas,
    get_grille_lecture,
    get_jeux,
    get_projets,
    get_versions_cas,
)
from convive.formation.selectors.feuilles import list_cas_territoire
from convive.formation.selectors.materiels import get_materiels

LIGNES_VIDES = "\u00a0" * 40 + "\n\n\n"
"""The dotted line to write on by hand."""
CASE = "\u00a0" * 24 + "\n\u00a0" * 4
"""The room left to write a few words by hand in a table."""
MARGE = "\n\u00a0\n"
"""The empty lines above and below a card, so that scissors can pass."""
TITRE_CARTES, TITRE_CAS, TITRE_LECTURE = "Cartes d’un jeu de rôle", "Étude de cas sur papier", "Lecture critique"
EXEMPLE = "qu_est_ce_que_ca_a_change"
TITRE_ACTIVITE, TITRE_CORRIGE = "Cartes d’une activité", "Corrigé d’une étude de cas"


def build_cartes(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The cards of a play. Raise DocumentInconnu if there is no such play."""
    return _write_cartes(get_cadre(membre.espace), choix)


def build_cas_papier(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """A case as stagiaires receive it, without the trap or the expected answers. Raise DocumentInconnu."""
    return _write_cas(get_cadre(membre.espace), _get_cas(membre, choix, get_versions_cas()))


def build_lecture_papier(membre: Membre, _famille: Famille, _choix: str) -> Contenu:
    """The three projects, without our assessment, and the grid to fill in."""
    return _write_lecture(get_cadre(membre.espace))


def build_cartes_activite(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The cards of an activity to cut out, without their key. Raise DocumentInconnu."""
    return _write_activite(get_cadre(membre.espace), choix)


def _write_activite(cadre: Cadre, cle: str) -> Contenu:
    materiel = get_materiels().get(cle)
    if materiel is None:
        raise DocumentInconnu("Ces cartes n’existent pas.")
    rangees = list(zip_longest(materiel.cartes[::2], materiel.cartes[1::2]))
    contexte = {
        "materiel": materiel,
        "rangees": rangees,
        "is_a_remplir": len(materiel.colonnes) > 1,
        "marge": MARGE,
        "case": CASE,
    }
    return build_texte(cadre, materiel.titre, "formation/types/cartes_activite.html", contexte)


def _write_cartes(cadre: Cadre, cle: str) -> Contenu:
    jeu = get_jeux().get(cle)
    if jeu is None:
        raise DocumentInconnu("Ce jeu de rôle n’existe pas.")
    communs = jeu.list_documents("")
    siens = [(role, [row for row in jeu.documents if row.pour == role.cle]) for role in jeu.roles]
    contexte = {"jeu": jeu, "communs": communs, "roles": siens, "vide": LIGNES_VIDES}
    return build_texte(cadre, f"{jeu.lettre}. {jeu.titre}", "formation/types/cartes_roles.html", contexte)


def build_corrige(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The answers of a case, for the trainer. Raise DocumentInconnu if there is no such case."""
    return _write_corrige(get_cadre(membre.espace), _get_cas(membre, choix, get_cas()))


def _get_cas(membre: Membre, cle: str, livres: Mapping[str, Cas]) -> Cas:
    """A case of Convive, or one drawn from a territory in a session of this espace. Raise DocumentInconnu."""
    siens = list_cas_territoire(membre.espace) if cle.startswith(PREFIXE) else []
    cas = livres.get(cle) or next((row for row in siens if row.cle == cle), None)
    if cas is None:
        raise DocumentInconnu("Cette étude de cas n’existe pas.")
    return cas


def _list_choix(membre: Membre, livres: Mapping[str, Cas]) -> list[tuple[str, str]]:
    rows = [*livres.values(), *list_cas_territoire(membre.espace)]
    return [(cas.cle, f"{cas.numero}. {cas.titre}") for cas in rows]


def _write_corrige(cadre: Cadre, cas: Cas) -> Contenu:
    return build_texte(cadre, f"{cas.numero}. {cas.titre}", "formation/types/cas_corrige.html", {"cas": cas})


def _write_cas(cadre: Cadre, cas: Cas) -> Contenu:
    return build_texte(cadre, f"{cas.numero}. {cas.titre}", "formation/types/cas_papier.html", {"cas": cas})


def _write_lecture(cadre: Cadre) -> Contenu:
    contexte = {"projets": list(get_projets().values()), "grille": get_grille_lecture(), "vide": "\u00a0" * 16}
    return build_texte(cadre, TITRE_LECTURE, "formation/types/lecture_papier.html", contexte)


def record_cartes() -> None:
    types_documents.record(
        TypeDocument(
            "cartes_roles",
            TITRE_CARTES,
            "La situation pour tous, une carte par rôle à découper avec son secret, la feuille des observateur·rices.",
            (Famille.TEXTE,),
            can_animer,
            build_cartes,
            lambda _famille: _write_cartes(CADRE_EXEMPLE, "copil_qui_derape"),
            list_choix=lambda _membre: [(jeu.cle, f"{jeu.lettre}. {jeu.titre}") for jeu in get_jeux().values()],
            libelle_choix="Lequel ?",
            ordre=66,
        ),
        TypeDocument(
            "cartes_activite",
            TITRE_ACTIVITE,
            "Les cartes d’une activité du cours, à découper. Leur clé est dans le déroulé.",
            (Famille.TEXTE,),
            can_animer,
            build_cartes_activite,
            lambda _famille: _write_activite(CADRE_EXEMPLE, "douze_phrases"),
            list_choix=lambda _membre: [(row.cle, row.titre) for row in get_materiels().values()],
            libelle_choix="Lesquelles ?",
            ordre=66,
        ),
        TypeDocument(
            "cas_papier",
            TITRE_CAS,
            "La situation, les consignes et les documents, à donner à un groupe, sans le piège ni les attendus.",
            (Famille.TEXTE,),
            can_animer,
            build_cas_papier,
            lambda _famille: _write_cas(CADRE_EXEMPLE, get_cas()[EXEMPLE]),
            list_choix=lambda membre: _list_choix(membre, get_versions_cas()),
            libelle_choix="Lequel ?",
            ordre=67,
        ),
        TypeDocument(
            "cas_corrige",
            TITRE_CORRIGE,
            "Pour la personne qui anime\u00a0: le piège, les réponses qui se défendent et ce qui est attendu.",
            (Famille.TEXTE,),
            can_animer,
            build_corrige,
            lambda _famille: _write_corrige(CADRE_EXEMPLE, get_cas()[EXEMPLE]),
            list_choix=lambda membre: _list_choix(membre, get_cas()),
            libelle_choix="Lequel ?",
            ordre=67,
        ),
        TypeDocument(
            "lecture_papier",
            TITRE_LECTURE,
            "Les trois projets sociaux fictifs, et la grille à remplir en les lisant.",
            (Famille.TEXTE,),
            can_animer,
            build_lecture_papier,
            lambda _famille: _write_lecture(CADRE_EXEMPLE),
            ordre=68,
        ),
    )
