"""Requests for training: submit one, make a draft programme from it, or record its outcome."""

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.tasks import task

from convive.comptes.models import Compte
from convive.espaces.actions.courriel import send_courriel
from convive.espaces.actions.ecriture import lock_fiche
from convive.espaces.actions.lien_magique import compute_empreinte_adresse
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, SorteTentative, TentativeLien
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.selectors.lien_magique import is_demande_bloquee
from convive.formation.actions.programme import create_programme
from convive.formation.models import DemandeFormation, Programme
from convive.formation.refus import FormationRefusee
from convive.formation.rules.besoin import EtatDemande, build_champs, build_proposition, write_reponses
from convive.formation.selectors.cours import COURS, get_cours
from convive.formation.selectors.demande import get_questionnaire_besoin, list_destinataires
from convive.formation.selectors.programme import get_organisme
from convive.journal.actions import record_geste
from convive.journal.models import Geste

logger = logging.getLogger(__name__)
TROP = "Trop de demandes sont parties de ce réseau aujourd’hui\u00a0: écrivez à l’organisme, ou revenez demain."


@transaction.atomic
def submit_demande(
    *, espace: Espace, cle: UUID, valeurs: Mapping[str, Any], reponses: Mapping[str, Any], adresse_ip: str, url: str
) -> DemandeFormation:
    """Submit a request to an organisme; submitting the same form again has no effect. Those who organise get a task,
    and an e-mail with the URL of their requests, `url`. Raise FormationRefusee after too many from one network
    address."""
    refuse_espace_expire(espace)
    known = DemandeFormation.objects.filter(cle=cle, espace=espace).first()
    if known is not None:
        return known
    empreinte = compute_empreinte_adresse(adresse_ip)
    if is_demande_bloquee(empreinte):
        logger.warning("Too many training requests from one address.")
        raise FormationRefusee(TROP)
    TentativeLien.objects.create(sorte=SorteTentative.DEMANDE, empreinte_adresse=empreinte)
    demande = DemandeFormation.objects.create(espace=espace, cle=cle, reponses=dict(reponses), **valeurs)
    record_geste(
        auteur=AnonymousUser(),
        geste=Geste.SOUMETTRE,
        objet_type="demande_formation",
        objet_uuid=demande.pk,
        objet_libelle=str(demande),
        espace_uuid=espace.pk,
        au_nom_de=demande.nom,
    )
    # Sent by the worker, so that nobody waits for a slow mail server.
    transaction.on_commit(partial(notify_demande_formation.enqueue, str(demande.pk), url))
    return demande


@task()
def notify_demande_formation(demande_uuid: str, url: str) -> None:
    """E-mail the contact of the organisme, or those who organise if there is none."""
    demande = DemandeFormation.objects.filter(pk=demande_uuid).select_related("espace").first()
    if demande is None:
        return
    contact = get_organisme(demande.espace).contact_email
    adresses = [contact] if contact else [compte.email for compte in list_destinataires(demande.espace)]
    reponses = write_reponses(get_questionnaire_besoin(), demande.reponses)
    context = {"demande": demande, "reponses": reponses, "url": url}
    for adresse in adresses:
        send_courriel(
            f"{demande.organisation} demande une formation",
            "formation/_courriel_demande.txt",
            context,
            [adresse],
        )


@transaction.atomic
def create_programme_demande(*, by: Compte, demande: DemandeFormation) -> Programme:
    """Create a draft programme from the answers, or return the one already created."""
    current = lock_demande(demande)
    if current.programme is not None:
        return current.programme
    cours = get_cours(COURS[0])
    proposition = build_proposition(cours, current.reponses)
    vises = {cle for sequence, _, _ in proposition.places for cle in sequence.objectifs}
    programme = create_programme(
        by=by,
        espace=current.espace,
        titre=_find_titre(current),
        places=proposition.places,
        objectifs=[row for row in cours.objectifs if row.cle in vises],
        nature=cours.nature,
        public=f"Les équipes de {current.organisation}.",
        prerequis=cours.prerequis,
        methodes=cours.methodes,
        evaluation=cours.evaluation,
        livrables=cours.livrables,
        **build_champs(current.reponses, current.organisation),
    )
    current.programme, current.etat = programme, EtatDemande.PROPOSEE
    current.save()
    record(by, Geste.MODIFIER, current, current.espace, programme=programme.titre)
    return programme


@transaction.atomic
def close_demande(*, by: Compte, demande: DemandeFormation, suite: str) -> None:
    """Record the outcome of a request; the same outcome again has no effect."""
    current = lock_demande(demande)
    if not suite:
        raise FormationRefusee(
            champs={"suite": "Indiquez ce que vous en avez fait\u00a0: répondu, réorienté, sans suite."}
        )
    if (current.etat, current.suite) != (EtatDemande.CLASSEE, suite):
        current.etat, current.suite = EtatDemande.CLASSEE, suite
        current.save()
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_demande(*, by: Compte, demande: DemandeFormation) -> None:
    current = lock_demande(demande)
    if current.etat == EtatDemande.CLASSEE:
        current.etat = EtatDemande.PROPOSEE if current.programme_id else EtatDemande.RECUE
        current.save()
        record(by, Geste.ROUVRIR, current, current.espace)


def lock_demande(demande: DemandeFormation) -> DemandeFormation:
    return lock_fiche(demande, FormationRefusee("Cette demande vient d’être effacée."))


def _find_titre(demande: DemandeFormation) -> str:
    pris = set(Programme.objects.filter(espace=demande.espace_id).values_list("titre", flat=True))
    titre, rang = f"Une formation pour {demande.organisation}"[:280], 2
    trouve = titre
    while trouve in pris:
        trouve, rang = f"{titre} ({rang})", rang + 1
    return trouve
