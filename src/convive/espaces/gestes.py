"""What this package lets people do through a magic link."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from convive.espaces.actions.confirmation import create_confirmation
from convive.espaces.actions.lien_magique import BuildUrl, submit_lien
from convive.espaces.forms.confirmation import ConfirmationForm
from convive.espaces.liens import GesteLien, liens
from convive.espaces.models import LienMagique, Membre, ReponsePlace
from convive.espaces.permissions import can_update_membre, can_update_notes
from convive.journal.models import Geste
from convive.socle.formats import date_longue
from convive.socle.texte import parse_texte

CONFIRMER_PLACE = "confirmer_place"
MERCIS = {
    ReponsePlace.TOUJOURS: "Votre accès est confirmé pour un an.",
    ReponsePlace.CHANGE: "Les chargé·es de coopération et la direction vont mettre votre accès à jour.",
    ReponsePlace.PART: "Les chargé·es de coopération et la direction vont fermer votre accès. "
    "Merci pour le travail fait ensemble.",
}


def get_refus(membre: Membre) -> str:
    return "" if membre.is_en_cours else "Cet accès est fermé : il n’y a plus rien à confirmer."


def get_contexte(membre: Membre) -> Mapping[str, Any]:
    dernier = membre.dernier_jour
    fin = f"jusqu’au {date_longue(dernier)}" if dernier else "sans date de fin"
    return {
        "faits": (
            ("Votre rôle", membre.get_role_display()),
            ("Depuis le", date_longue(membre.date_debut)),
            ("Fin de l’accès", fin),
        )
    }


def confirm_place(_lien: LienMagique, membre: Membre, data: Mapping[str, Any]) -> str:
    create_confirmation(membre=membre, reponse=data["reponse"], precision=data["precision"])
    return MERCIS[ReponsePlace(data["reponse"])]


def submit_liens_de_confirmation(*, by: Membre, places: Iterable[Membre], build_url: BuildUrl) -> list[LienMagique]:
    """Ask several members at once whether they still hold their place; each has a link of her own.

    A mail server that does not answer is tried once: the links that follow are there, marked as not sent.
    """
    geste, sent, is_envoi = liens.get("membre", CONFIRMER_PLACE), [], True
    for place in places:
        email, nom = place.compte.email, place.compte.nom_affiche
        lien = submit_lien(
            by=by, geste=geste, objet=place, build_url=build_url, is_envoi=is_envoi, email=email, nom=nom
        )
        is_envoi = lien.date_envoi is not None
        sent.append(lien)
    return sent


def record_gestes() -> None:
    liens.record_geste(
        GesteLien(
            objet_type="membre",
            cle=CONFIRMER_PLACE,
            libelle="Confirmer son accès",
            get_question=lambda _membre: "Avez-vous toujours ce rôle ?",
            chapeau="Une question, une minute, sans compte ni mot de passe.",
            qui_lit="Votre réponse sera visible par les chargé·es de coopération et la direction.",
            template="espaces/_geste_confirmer_place.html",
            bouton="Envoyer ma réponse",
            form=ConfirmationForm,
            action=confirm_place,
            can_submit=lambda membre, _place: can_update_membre(membre),
            get_refus=get_refus,
            get_contexte=get_contexte,
            get_destinataire=lambda membre: {"email": membre.compte.email, "nom": membre.compte.nom_affiche},
        ),
        GesteLien(
            objet_type="note",
            cle="lire",
            libelle="Lire une note",
            get_question=str,
            chapeau="Une note à lire, sans compte ni mot de passe.",
            invitation="La voici\u00a0:",
            qui_lit="Le bouton du bas dit seulement que vous l’avez lue.",
            template="espaces/_geste_lire_note.html",
            bouton="J’ai lu",
            form=forms.Form,
            action=lambda _lien, _note, _data: "Votre lecture est notée.",
            can_submit=lambda membre, _note: can_update_notes(membre),
            journal=Geste.CONSULTER,
            get_refus=lambda note: "Cette note a été supprimée." if note.date_suppression else "",
            get_contexte=lambda note: {"blocs": parse_texte(note.texte)},
            max_usages=None,
        ),
    )
