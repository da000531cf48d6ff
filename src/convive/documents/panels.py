"""What this package shows on the pages of the others: attachments, frozen states, the way to its gallery."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from convive.documents.gels import Gelable, gels
from convive.documents.permissions import (
    can_create_gel_objet,
    can_create_piece,
    can_list_gels,
    can_list_pieces,
    can_list_pieces_internes,
)
from convive.documents.porteurs import Porteur, porteurs
from convive.documents.registre import CLE_JOURNAL, types_documents
from convive.documents.selectors.gel import MAX_PANNEAU, list_gels_objet
from convive.documents.selectors.piece import list_pieces_objet
from convive.espaces.selectors.journal import MAX_LIGNES
from convive.socle.maison import list_maisons
from convive.socle.objets import objets
from convive.socle.panneaux import Panneau, panneaux
from convive.ui.pagination import build_parametres


def get_contexte_pieces(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    membre = getattr(request, "membre", None)
    if membre is None or not can_list_pieces(membre):
        return None
    return {
        "pieces": list_pieces_objet(objet, with_internes=can_list_pieces_internes(membre)),
        "espace": membre.espace,
        "reference": objets.get_reference(objet),
        "peut_deposer": can_create_piece(membre) and not membre.espace.is_expire,
    }


def record_panneau_pieces(porteur: Porteur) -> None:
    if porteur.page:
        panneaux.record(
            Panneau(
                f"documents_pieces_{porteur.cle}",
                porteur.page,
                40,
                "Pièces jointes",
                "documents/_panneau_pieces.html",
                get_contexte_pieces,
            )
        )


def get_contexte_gels(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    membre = getattr(request, "membre", None)
    if membre is None or not can_list_gels(membre):
        return None
    reference, found = objets.get_reference(objet), list_gels_objet(objet, limite=MAX_PANNEAU + 1)
    peut_figer = can_create_gel_objet(membre, reference.objet_type, objet) and not membre.espace.is_expire
    return {
        "gels": found[:MAX_PANNEAU],
        "has_autres": len(found) > MAX_PANNEAU,
        "espace": membre.espace,
        "reference": reference,
        "peut_figer": peut_figer,
    }


def record_panneau_gels(gelable: Gelable) -> None:
    panneaux.record(
        Panneau(
            f"documents_gels_{gelable.cle}",
            gelable.page,
            50,
            "Versions gardées",
            "documents/_panneau_gels.html",
            get_contexte_gels,
        )
    )


def get_contexte_journal(request: HttpRequest, _espace: Any) -> Mapping[str, Any] | None:
    """The buttons that take away the lines that are shown, every page of them."""
    membre = getattr(request, "membre", None)
    document = types_documents.get(CLE_JOURNAL)
    if membre is None or not document.is_permis(membre):
        return None
    choix = build_parametres(request.GET).removesuffix("&")
    return {"document": document, "choix": choix, "espace": membre.espace, "limite": MAX_LIGNES}


def record_porteurs() -> None:
    for _, maison in list_maisons():
        if maison.pieces:
            porteurs.record(Porteur(maison.cle, maison.get_page(maison.pieces)))


def record_panneaux() -> None:
    panneaux.record(
        Panneau("documents_galerie", "ui:galerie", 50, "documents", "documents/_panneau_galerie.html", lambda *_: {})
    )
    panneaux.record(
        Panneau(
            "documents_journal",
            "espaces:espace_journal",
            50,
            "Télécharger le journal",
            "documents/_panneau_journal.html",
            get_contexte_journal,
        )
    )
    porteurs.observe(record_panneau_pieces)
    gels.observe(record_panneau_gels)
    record_porteurs()
