"""Delete an espace in two times: hidden at once, erased later. Every action writes the journal."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.courriel import send_courriel
from convive.espaces.actions.trace import record
from convive.espaces.copie.effacement import delete_tout
from convive.espaces.models import Espace, Membre
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.suppression import get_date_effacement
from convive.journal.models import Geste


def delete_espace(*, by: Compte, espace: Espace) -> None:
    """Hide an espace from everyone, its members told by e-mail. It waits to be restored, then it is purged.

    Doing it twice changes nothing. The e-mails leave after the transaction.
    """
    membres = list(Membre.objects.en_cours().filter(espace=espace).exclude(compte=by).select_related("compte"))
    with transaction.atomic():
        now = timezone.now()
        if not Espace.objects.filter(pk=espace.pk, date_suppression__isnull=True).update(
            date_suppression=now, updated_at=now
        ):
            return
        espace.date_suppression = now
        record(by, Geste.SUPPRIMER, espace, espace, effacement=get_date_effacement(espace).isoformat())
    _notify_membres(by, espace, [membre.compte for membre in membres if membre.compte.is_active])


def _notify_membres(by: Compte, espace: Espace, comptes: list[Compte]) -> None:
    """A mail server that is down does not bring the espace back: the others are told all the same."""
    context = {"espace": espace, "auteur": by, "date_effacement": get_date_effacement(espace)}
    sujet = f"L’espace {espace.nom} a été supprimé"
    for compte in comptes:
        send_courriel(sujet, "espaces/_courriel_suppression.txt", context, [compte.email])


@transaction.atomic
def restore_espace(*, by: Compte, espace: Espace) -> None:
    """Bring a deleted espace back as it was. Raise EspaceRefuse when it was erased meanwhile."""
    if not Espace.objects.filter(pk=espace.pk, date_suppression__isnull=False).update(
        date_suppression=None, updated_at=timezone.now()
    ):
        raise EspaceRefuse("Cet espace n’est plus à restaurer : il l’a déjà été, ou il est effacé.")
    espace.date_suppression = None
    record(by, Geste.RESTAURER, espace, espace)


def purge_espaces(*, now: datetime, dry_run: bool = False) -> list[str]:
    """Erase for good the espaces deleted long enough ago, rows and files; return their names. The journal stays."""
    limite = now - timedelta(days=settings.ESPACE_JOURS_SUPPRESSION)
    perimes = list(Espace.objects.filter(date_suppression__lte=limite).order_by("date_suppression"))
    for espace in perimes if not dry_run else ():
        _purge(espace, limite)
    return [espace.nom for espace in perimes]


@transaction.atomic
def _purge(espace: Espace, limite: datetime) -> None:
    locked = Espace.objects.select_for_update().filter(pk=espace.pk, date_suppression__lte=limite).first()
    if locked is None:
        # Restored since the list was read.
        return
    record(None, Geste.EFFACER, locked, locked)
    delete_tout(locked)
