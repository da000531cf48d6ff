"""Ask for a long job, cancel it, start it again; forget what nobody came for."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.documents.actions.execution import run_travail
from convive.documents.actions.trace import record
from convive.documents.fichiers import delete_fichier_on_commit
from convive.documents.models import EtatTravail, Travail
from convive.documents.models.travail import MAX_REPRISES
from convive.documents.refus import TravailRefuse
from convive.documents.travaux import travaux
from convive.espaces.models import Espace
from convive.journal.models import Geste

MAX_OUVERTS = 5
DUREE_TRACE = timedelta(days=90)
ERREUR_PERDU = (
    "La préparation s’est arrêtée deux fois avant la fin, sans dire pourquoi. Recommencez ; si cela se répète, "
    "prévenez la personne qui administre Convive."
)


@transaction.atomic
def submit_travail(
    *,
    by: Compte,
    type_travail: str,
    espace: Espace | None = None,
    arguments: Mapping[str, Any] | None = None,
    libelle: str = "",
    jeton: str = "",
) -> Travail:
    """Ask for a job; whoever calls has checked the right, and that the espace may still change if it matters.

    The same request while the first one is open gives the first one back. With a `jeton` (a random value of the form)
    the same form sent again gives the same job back, even finished. Raise TravailRefuse when the person already waits
    for too many.
    """
    declare = travaux.get(type_travail)
    arguments = dict(arguments or {})
    cle = _compute_cle(type_travail, espace, arguments, jeton)
    demandes = Travail.objects.filter(created_by=by, cle=cle)
    if existant := (demandes if jeton else demandes.ouverts()).first():
        return existant
    if Travail.objects.ouverts().filter(created_by=by).count() >= MAX_OUVERTS:
        raise TravailRefuse(
            f"Convive prépare déjà {MAX_OUVERTS} documents pour vous : attendez la fin de l’un d’eux, ou annulez-le."
        )
    try:
        with transaction.atomic():
            travail = Travail.objects.create(
                type=type_travail,
                libelle=libelle or declare.libelle,
                espace=espace,
                created_by=by,
                arguments=json.loads(json.dumps(arguments, cls=DjangoJSONEncoder)),
                cle=cle,
            )
    except IntegrityError:
        # The same click, in another process, at the same moment.
        return demandes.ouverts().get()
    record(by, Geste.SOUMETTRE, travail, travail.espace_id)
    run_travail.enqueue(str(travail.pk), travail.essai)
    travail.refresh_from_db()
    return travail


def _compute_cle(type_travail: str, espace: Espace | None, arguments: Mapping[str, Any], jeton: str) -> str:
    content = [type_travail, str(espace.pk) if espace else "", arguments, jeton]
    return hashlib.sha256(json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


@transaction.atomic
def close_travail(*, by: Compte, travail: Travail) -> None:
    """Cancel a job: one that waits never starts, one that runs stops at its next step. Nothing to do when it ended."""
    ouvert = Travail.objects.ouverts().filter(pk=travail.pk)
    if ouvert.update(etat=EtatTravail.ANNULE, date_fin=timezone.now(), etape="", updated_at=timezone.now()):
        record(by, Geste.CLORE, travail, travail.espace_id)


@transaction.atomic
def reopen_travail(*, by: Compte, travail: Travail) -> Travail:
    """Start again a job that failed, was cancelled, went silent, or whose file was forgotten; others stay as they are.

    Raise TravailRefuse when the same request is already open.
    """
    travail = Travail.objects.select_for_update().get(pk=travail.pk)
    if travail.etat == EtatTravail.EN_ATTENTE or (travail.etat == EtatTravail.EN_COURS and not travail.is_perdu):
        return travail
    if travail.etat == EtatTravail.FINI and (travail.is_telechargeable or travail.url):
        return travail
    if Travail.objects.ouverts().filter(created_by=travail.created_by, cle=travail.cle).exclude(pk=travail.pk).exists():
        raise TravailRefuse("La même préparation est déjà en cours : elle figure dans la liste.")
    travail.reprises = 0
    _restart(travail)
    record(by, Geste.ROUVRIR, travail, travail.espace_id)
    travail.refresh_from_db()
    return travail


def _restart(travail: Travail) -> None:
    travail.etat, travail.essai = EtatTravail.EN_ATTENTE, travail.essai + 1
    travail.progression, travail.etape, travail.erreur = 0, "", ""
    travail.battement = travail.date_debut = travail.date_fin = None
    travail.save()
    run_travail.enqueue(str(travail.pk), travail.essai)


def reopen_travaux_perdus() -> int:
    """Take again, or declare failed, the jobs whose worker died. Called by every worker, again and again."""
    count = 0
    for uuid in list(Travail.objects.perdus().values_list("pk", flat=True)):
        with transaction.atomic():
            # Another worker may have seen it too: the lock, then the condition again.
            travail = Travail.objects.select_for_update().perdus().filter(pk=uuid).first()
            if travail is None:
                continue
            count += 1
            if travail.reprises < MAX_REPRISES:
                travail.reprises += 1
                _restart(travail)
                continue
            travail.etat, travail.erreur, travail.date_fin = EtatTravail.ECHOUE, ERREUR_PERDU, timezone.now()
            travail.save()
            transaction.on_commit(lambda perdu=travail: travaux.notify(perdu))  # type: ignore[misc]  # the default of a lambda bears no type
    return count


def delete_travaux_perimes() -> int:
    """Forget files past their date, then the trace of old jobs. Returns the number of files."""
    count = 0
    for travail in Travail.objects.perimes()[:500]:
        with transaction.atomic():
            nom = travail.fichier.name or ""
            count += Travail.objects.filter(pk=travail.pk, fichier=nom).update(fichier="", taille_octets=None)
            delete_fichier_on_commit(nom)
    vieux = Travail.objects.filter(fichier="", created_at__lt=timezone.now() - DUREE_TRACE)
    vieux.exclude(etat__in=(EtatTravail.EN_ATTENTE, EtatTravail.EN_COURS)).delete()
    return count


@transaction.atomic
def delete_travaux(compte: Compte) -> None:
    """Everything that a person asked for, with its files, when she is erased. A job that runs finds itself gone."""
    travaux_du_compte = Travail.objects.filter(created_by=compte)
    for nom in travaux_du_compte.exclude(fichier="").values_list("fichier", flat=True):
        delete_fichier_on_commit(nom)
    travaux_du_compte.delete()
