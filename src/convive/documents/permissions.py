"""Who does what with the documents of an espace."""

from typing import Any

from convive.documents.gels import gels
from convive.documents.models import PieceJointe, Travail
from convive.documents.models.gel import DROIT_VOIR_GELS, DROIT_VOIR_ORPHELINS
from convive.documents.models.piece import DOMAINE, DROIT_VOIR_INTERNES, DROIT_VOIR_PIECES
from convive.documents.travaux import TypeTravailInconnu, travaux
from convive.espaces.models import Membre, Role
from convive.espaces.permissions import LIGNE_INTERNE, PILOTES, TOUS, is_permis_membre
from convive.socle.droits import Droit, droits

CONTENU = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
DOCUMENTS = "Les documents"
MODELES = "Les modèles de documents"
INTERNES = PILOTES | {Role.COORDONNATEUR_THEMATIQUE.value}
PIECES = DROIT_VOIR_PIECES[1]
PIECES_DES_AUTRES = "Les pièces jointes des autres"
GELS = DROIT_VOIR_GELS[1]
TRAVAUX = "Les préparations longues"
PIECES_JOINTES = "Les documents et les pièces jointes"
DROITS = (
    Droit(
        DOMAINE, DOCUMENTS, "télécharger", CONTENU, "Chacun de ceux dont on peut lire le contenu.", ligne=PIECES_JOINTES
    ),
    Droit(DOMAINE, MODELES, "voir", CONTENU, "Le papier à en-tête que prennent les documents de l’espace."),
    Droit(DOMAINE, MODELES, "déposer, retirer", PILOTES, "Un fichier est inspecté avant d’être accepté."),
    Droit(
        *DROIT_VOIR_PIECES,
        CONTENU,
        "Qui voit une note, une fiche… voit ses pièces, sauf celles de l’équipe.",
        ligne=PIECES_JOINTES,
    ),
    Droit(*DROIT_VOIR_INTERNES, INTERNES, "Celles que l’on a marquées « L’équipe ».", ligne=LIGNE_INTERNE),
    Droit(
        DOMAINE,
        PIECES,
        "déposer",
        INTERNES | {Role.CONSEILLER_CAF.value, Role.ELU.value, Role.PARTENAIRE.value},
        "Sur ce que l’on voit. Chacun remplace et retire les siennes.",
        ligne=PIECES_JOINTES,
    ),
    Droit(
        DOMAINE,
        PIECES_DES_AUTRES,
        "remplacer, retirer",
        INTERNES,
        "Une pièce retirée peut être rétablie pendant 30 jours.",
    ),
    Droit(*DROIT_VOIR_GELS, CONTENU, "Qui voit une note, une fiche… voit ses versions gardées.", ligne=PIECES_JOINTES),
    Droit(DOMAINE, GELS, "créer", INTERNES, "De ce que l’on voit et que l’on peut écrire. Rien ne les change ensuite."),
    Droit(
        DOMAINE,
        GELS,
        "supprimer",
        PILOTES,
        "Avec un motif. Le journal garde l’empreinte et le motif.",
        place_entiere=True,
    ),
    Droit(
        *DROIT_VOIR_ORPHELINS,
        PILOTES,
        "La page est dans la corbeille, ou effacée\u00a0: ce qui en a été montré ou signé reste.",
        place_entiere=True,
    ),
    Droit(DOMAINE, TRAVAUX, "suivre", TOUS, "Seulement celles que l’on a demandées soi-même."),
)


def record_droits() -> None:
    droits.record(*DROITS)


def _is_permis(membre: Membre, objet: str, geste: str) -> bool:
    return membre.is_en_cours and droits.is_permis(membre.role, DOMAINE, objet, geste)


def can_list_documents(membre: Membre) -> bool:
    return _is_permis(membre, DOCUMENTS, "télécharger")


def can_list_modeles(membre: Membre) -> bool:
    return _is_permis(membre, MODELES, "voir")


def can_update_modele(membre: Membre) -> bool:
    return _is_permis(membre, MODELES, "déposer, retirer")


def can_list_pieces(membre: Membre) -> bool:
    return _is_permis(membre, PIECES, "voir")


def can_list_pieces_internes(membre: Membre) -> bool:
    return _is_permis(membre, DROIT_VOIR_INTERNES[1], DROIT_VOIR_INTERNES[2])


def can_create_piece(membre: Membre) -> bool:
    """The object itself is reached through what this person sees."""
    return _is_permis(membre, PIECES, "déposer")


def can_update_piece(membre: Membre, piece: PieceJointe) -> bool:
    """Change, replace, remove, bring back."""
    if _is_permis(membre, PIECES_DES_AUTRES, "remplacer, retirer"):
        return True
    return can_create_piece(membre) and piece.created_by_id == membre.compte_id


def can_list_travaux(membre: Membre) -> bool:
    return _is_permis(membre, TRAVAUX, "suivre")


def can_get_resultat(membre: Membre, travail: Travail) -> bool:
    """The right that the job asked for, today; a type that is no longer declared gives nothing.

    The file holds what the place read when the job began: a role or limits changed since then may hide a part of it.
    """
    if travail.date_debut is None or travail.date_debut < membre.updated_at:
        return False
    try:
        return travaux.get(travail.type).is_ouvert(membre, travail.arguments)
    except TypeTravailInconnu:
        return False


def can_list_gels(membre: Membre) -> bool:
    return _is_permis(membre, GELS, "voir")


def can_create_gel(membre: Membre) -> bool:
    """The role alone: what may be frozen, `can_create_gel_objet` tells."""
    return _is_permis(membre, GELS, "créer")


def can_create_gel_objet(membre: Membre, cle: str, objet: Any) -> bool:
    """Freeze this object, of a declared type; it is reached through what this person sees."""
    gelable = gels.get(cle)
    return gelable is not None and can_create_gel(membre) and gelable.can_geler(membre, objet)


def can_delete_gel(membre: Membre) -> bool:
    return is_permis_membre(membre, DOMAINE, GELS, "supprimer")
