"""Correct or delete one's own comment."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from convive.echanges.actions.discussion import delete_commentaire, update_commentaire
from convive.echanges.forms.commentaire import CorrectionForm
from convive.echanges.models import Commentaire
from convive.echanges.permissions import (
    can_create_commentaire,
    can_delete_commentaire,
    can_list_echanges,
    is_auteur,
)
from convive.echanges.rules import is_corrigeable
from convive.echanges.selectors.discussion import get_commentaire, get_objet, get_objet_resolu, has_suite
from convive.echanges.views.rubrique import ECHANGES
from convive.espaces.models import Membre
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.socle.objets import Reference

INTROUVABLE = "Ce qui est commenté ici n’existe pas, ou vous n’y avez pas accès."

pages = Pages(ECHANGES, "echanges/commentaires/")


@pages.ecriture("<uuid:commentaire_uuid>/", droit=can_list_echanges)
def commentaire_update(page: Page, commentaire_uuid: UUID) -> Rendu:
    membre, commentaire = page.membre, get_commentaire(page.membre, commentaire_uuid)
    if commentaire is None or commentaire.is_supprime:
        raise Http404(INTROUVABLE)
    objet = get_objet_resolu(get_objet_or_404(membre, commentaire.discussion.reference))
    if not can_delete_commentaire(membre, commentaire):
        raise PermissionDenied("Seule la personne qui a écrit un commentaire peut le corriger ou le supprimer.")
    suite, libelle = page.get_url("echanges:discussion_detail", commentaire.discussion_id), objet.libelle
    if page.geste == "supprimer":
        delete_commentaire(by=page.compte, commentaire=commentaire, libelle=libelle)
        return page.redirect(suite, "Commentaire supprimé.")
    if page.is_envoi:
        _refuse_correction(page, commentaire)
    form = CorrectionForm(page.data, initial={"texte": commentaire.texte})

    def save() -> None:
        texte = form.cleaned_data["texte"]
        update_commentaire(by=page.compte, commentaire=commentaire, libelle=libelle, texte=texte)

    contexte = _build_contexte(page, commentaire) | {"objet": objet}
    return Formulaire(form, save, fait="Commentaire corrigé.", suite=suite, contexte=contexte)


def _build_contexte(page: Page, commentaire: Commentaire) -> dict[str, Any]:
    is_a_moi, now = is_auteur(page.compte, commentaire), timezone.now()
    return {
        "commentaire": commentaire,
        "is_a_moi": is_a_moi,
        "is_corrigeable": is_a_moi and is_corrigeable(commentaire.publie_le, now, has_suite=has_suite(commentaire)),
    }


def _refuse_correction(page: Page, commentaire: Commentaire) -> None:
    if page.geste != "corriger":
        raise Http404("Cette action n’existe pas ici.")
    if not is_auteur(page.compte, commentaire):
        raise PermissionDenied("Seule la personne qui a écrit un commentaire peut le corriger.")
    refuse_sans_ecriture(page.membre, is_interne=commentaire.discussion.is_interne)


def get_objet_or_404(membre: Membre, reference: Reference) -> Any:
    objet = get_objet(membre.compte, membre.espace_id, reference)
    if objet is None:
        raise Http404(INTROUVABLE)
    return objet


def refuse_sans_ecriture(membre: Membre, *, is_interne: bool) -> None:
    if not can_create_commentaire(membre, is_interne=is_interne):
        raise PermissionDenied("Votre rôle dans cet espace permet de lire les échanges, pas d’y écrire.")
