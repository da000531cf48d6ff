"""Write a line of a register. Every action writes to the journal."""

from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from convive.comptes.models import Compte
from convive.espaces.actions.courriel import send_courriel
from convive.espaces.actions.ecriture import Saisie, create_fiche, delete_fiche, lock_fiche, update_fiche
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Inscription, Reclamation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.registres import Canal, build_numero
from convive.formation.selectors.references import Reglages
from convive.journal.models import Geste

DISPARUE = "Cette ligne vient d’être supprimée par quelqu’un d’autre."
MAX_PAR_STAGIAIRE = 10
"""The most réclamations accepted from a stagiaire's page: more would be abuse."""


@transaction.atomic
def create_ligne[M: models.Model](*, by: Compte, modele: type[M], espace: Espace, saisie: Saisie) -> M:
    """Create a line. The caller must have checked the right, and that linked objects belong to this espace."""
    lock_espace(espace)
    propres: dict[str, Any] = (
        {"numero": _get_numero(espace, saisie.valeurs["recue_le"])} if modele is Reclamation else {}
    )
    return create_fiche(modele, by=by, espace=espace, saisie=saisie, **propres)


def _get_numero(espace: Espace, jour: date) -> str:
    """The next number. The caller has locked the espace, so that two réclamations cannot get the same one."""
    return build_numero(jour.year, Reclamation.objects.filter(espace=espace).values_list("numero", flat=True))


@transaction.atomic
def update_ligne(*, by: Compte, ligne: Any, saisie: Saisie) -> bool:
    """Return whether something changed. Raise FicheChangee if someone else saved it meanwhile, FormationRefusee if it
    has been deleted."""
    current = lock_fiche(ligne, FormationRefusee(DISPARUE))
    attend_reponse = isinstance(current, Reclamation) and current.repondue_le is None
    is_changee = update_fiche(current, saisie, by=by)
    if attend_reponse and current.repondue_le is not None:
        _notify(current, "formation/_courriel_reclamation_repondue.txt", "Une réponse à votre réclamation")
    return is_changee


@transaction.atomic
def delete_ligne(*, by: Compte, ligne: Any) -> None:
    """Delete a line; no effect if it is already deleted. A réclamation is never deleted: its number would be
    missing."""
    if isinstance(ligne, Reclamation):
        raise FormationRefusee("Une réclamation ne se supprime pas\u00a0: répondez qu’elle est sans objet.")
    delete_fiche(ligne, by=by)


@transaction.atomic
def submit_reclamation(*, inscription: Inscription, objet: str, texte: str, today: date) -> Reclamation:
    """Record a réclamation from a stagiaire's page, acknowledged there and by e-mail. Submitted twice, it counts
    once."""
    espace = lock_espace(inscription.espace)
    siennes = Reclamation.objects.filter(inscription=inscription)
    if existante := siennes.filter(recue_le=today, objet=objet, texte=texte).first():
        return existante
    if siennes.count() >= MAX_PAR_STAGIAIRE:
        raise FormationRefusee("Vous avez déjà écrit dix fois\u00a0: appelez plutôt l’organisme, il vous répondra.")
    reclamation = Reclamation.objects.create(
        espace=espace,
        session=inscription.session,
        inscription=inscription,
        numero=_get_numero(espace, today),
        canal=Canal.PAGE.value,
        recue_le=today,
        accusee_le=today,
        objet=objet,
        texte=texte,
    )
    record(None, Geste.SOUMETTRE, reclamation, espace)
    jours = Reglages(espace).get_duree("reclamation_reponse_jours", today)
    _notify(reclamation, "formation/_courriel_reclamation_recue.txt", "Votre réclamation est reçue", jours=jours)
    return reclamation


def _notify(reclamation: Reclamation, template: str, sujet: str, **contexte: Any) -> None:
    """E-mail the stagiaire after the transaction. The organisme itself must write to someone who was not enrolled."""
    inscription = reclamation.inscription
    if inscription is None or not inscription.email:
        return
    page = reverse("formation:stagiaire_reclamation", args=[build_cle(inscription)])
    contexte |= {"reclamation": reclamation, "organisme": reclamation.espace, "url": f"{settings.URL_PUBLIQUE}{page}"}
    transaction.on_commit(partial(send_courriel, sujet, template, contexte, [inscription.email]))


def delete_reclamations_anciennes(limite: Any) -> int:
    """Delete réclamations answered before this moment. Return how many."""
    rows = Reclamation.objects.filter(repondue_le__lt=limite.date())
    count = rows.count()
    rows.delete()
    return count
