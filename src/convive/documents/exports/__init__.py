"""The documents about the espace itself: who may do what, who its members are, what its carnet holds."""

from convive.documents.exports.carnet import (
    build_carnet,
    build_exemple_carnet,
    build_exemple_note,
    build_note,
    estimate_carnet,
)
from convive.documents.exports.journal import TITRE, build_exemple_journal, build_journal
from convive.documents.exports.membres import build_exemple_membres, build_membres
from convive.documents.exports.qui_voit_quoi import build_exemple_qui_voit_quoi, build_qui_voit_quoi
from convive.documents.registre import CLE_JOURNAL, TypeDocument, types_documents
from convive.documents.rules import Famille
from convive.espaces.permissions import can_get_droits, can_get_journal, can_list_membres, can_list_notes
from convive.espaces.selectors.note import list_choix_notes


def record_documents() -> None:
    types_documents.record(
        TypeDocument(
            "note",
            "Une note du carnet",
            "Le texte d’une note, tel qu’il est aujourd’hui.",
            (Famille.TEXTE,),
            can_list_notes,
            build_note,
            build_exemple_note,
            list_choix=list_choix_notes,
            libelle_choix="Quelle note ?",
            ordre=20,
        ),
        TypeDocument(
            "carnet",
            "Tout le carnet",
            "Les notes que vous lisez, l’une après l’autre, dans l’ordre de leurs titres.",
            (Famille.TEXTE,),
            can_list_notes,
            build_carnet,
            build_exemple_carnet,
            estimate_pages=estimate_carnet,
            ordre=25,
        ),
        TypeDocument(
            "membres",
            "La liste des membres",
            "Noms, rôles, adresses e-mail et dates de fin d’accès\u00a0: à ne pas diffuser hors de l’espace.",
            (Famille.TEXTE, Famille.CLASSEUR),
            can_list_membres,
            build_membres,
            build_exemple_membres,
            ordre=30,
        ),
        TypeDocument(
            "qui_voit_quoi",
            "Qui voit quoi",
            "Ce que chaque rôle voit et fait dans l’espace.",
            (Famille.TEXTE, Famille.CLASSEUR),
            can_get_droits,
            build_qui_voit_quoi,
            build_exemple_qui_voit_quoi,
            ordre=40,
        ),
        TypeDocument(
            CLE_JOURNAL,
            TITRE,
            "Qui a fait quoi, et quand\u00a0: les lignes que vous lisez. La page du journal en choisit une partie.",
            (Famille.CLASSEUR,),
            can_get_journal,
            build_journal,
            build_exemple_journal,
            ordre=45,
        ),
    )
