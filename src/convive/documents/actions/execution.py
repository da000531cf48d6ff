"""Run a long job, in a worker: tell how far it is, keep its file, end it whatever happens."""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import connection
from django.tasks import task
from django.utils import timezone

from convive.comptes.models import Compte
from convive.documents.fichiers import delete_fichier, refuse_disque_plein
from convive.documents.models import EtatTravail, Travail
from convive.documents.refus import DocumentRefuse, TravailRefuse
from convive.documents.rules import MAX_NOM_FICHIER
from convive.documents.travaux import Resultat, ResultatPage, TypeTravail, TypeTravailInconnu, travaux
from convive.espaces.models import Espace
from convive.espaces.selectors.membre import get_membre

logger = logging.getLogger(__name__)
SECONDES_BATTEMENT = 10
MAX_ETAPE = 200
MAX_ERREUR = 500
ERREUR_IMPREVUE = (
    "Une erreur de Convive a empêché la préparation. Recommencez ; si cela se répète, prévenez la personne qui "
    "administre Convive."
)
ERREUR_TYPE = "Cette version de Convive ne sait plus préparer ce document."
ERREUR_DROIT = "Vous n’avez plus le droit de demander ce document dans cet espace."


class TravailInterrompu(BaseException):
    """The job was cancelled, or taken over by another worker. Not an Exception: no job may catch it by mistake."""


class SuiviTravail:
    """What a running job reports, and to which run of it: an older run writes nothing any more."""

    def __init__(self, travail: Travail) -> None:
        self.travail = travail
        self._rows = Travail.objects.filter(pk=travail.pk, essai=travail.essai, etat=EtatTravail.EN_COURS)

    @property
    def espace(self) -> Espace | None:
        return self.travail.espace

    @property
    def compte(self) -> Compte:
        return self.travail.created_by

    def record_progression(self, pourcent: int, etape: str = "") -> None:
        now = timezone.now()
        values = {"progression": max(0, min(100, pourcent)), "battement": now, "updated_at": now}
        if not self._rows.update(**values, **({"etape": etape[:MAX_ETAPE]} if etape else {})):
            raise TravailInterrompu

    def record_battement(self) -> bool:
        """False when this run is no longer the one that counts."""
        return bool(self._rows.update(battement=timezone.now()))

    def record_fin(self, **values: object) -> bool:
        now = timezone.now()
        return bool(self._rows.update(date_fin=now, updated_at=now, **values))


class Battements(threading.Thread):
    """Says from a thread that the worker is alive, since a renderer may be silent for minutes.

    It stops after the longest time of the job: a job that hangs is taken for lost, like one that died.
    """

    def __init__(self, suivi: SuiviTravail, duree_max: timedelta) -> None:
        super().__init__(daemon=True, name="battements")
        self._suivi, self._fini = suivi, threading.Event()
        self._coups = int(duree_max.total_seconds() / SECONDES_BATTEMENT)

    def __enter__(self) -> "Battements":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._fini.set()
        self.join()

    def run(self) -> None:
        try:
            for _ in range(self._coups):
                if self._fini.wait(SECONDES_BATTEMENT) or not self._suivi.record_battement():
                    return
        except Exception:
            # The database may be away for a moment; the job itself will say what it finds.
            logger.exception("A beat was lost")
        finally:
            connection.close()


@task()
def run_travail(travail_uuid: str, essai: int) -> None:
    """Run one job, once: a second worker with the same message finds it taken."""
    now = timezone.now()
    waiting = Travail.objects.filter(pk=travail_uuid, essai=essai, etat=EtatTravail.EN_ATTENTE)
    if not waiting.update(etat=EtatTravail.EN_COURS, date_debut=now, battement=now, updated_at=now):
        return
    travail = Travail.objects.select_related("espace", "created_by").get(pk=travail_uuid)
    suivi = SuiviTravail(travail)
    try:
        if not _run(suivi):
            return
    except TravailInterrompu:
        return
    except DocumentRefuse as refus:
        suivi.record_fin(etat=EtatTravail.ECHOUE, erreur=str(refus)[:MAX_ERREUR])
    except Exception:
        logger.exception("A job failed: %s %s", travail.type, travail.pk)
        suivi.record_fin(etat=EtatTravail.ECHOUE, erreur=ERREUR_IMPREVUE)
    fini = Travail.objects.filter(pk=travail.pk, etat__in=(EtatTravail.FINI, EtatTravail.ECHOUE)).first()
    if fini is not None:
        travaux.notify(fini)


def _run(suivi: SuiviTravail) -> bool:
    declare = _get_type_permis(suivi.travail)
    with Battements(suivi, declare.duree_max):
        resultat = declare.run(suivi, **suivi.travail.arguments)
    fin: dict[str, object] = {"etat": EtatTravail.FINI, "progression": 100, "etape": "", "erreur": ""}
    if isinstance(resultat, ResultatPage):
        return suivi.record_fin(**fin, url=resultat.url)
    nom = _save(suivi.travail, resultat)
    fin["etape"] = resultat.avis[:MAX_ETAPE]
    expire_le = timezone.now() + timedelta(days=settings.TRAVAUX_JOURS)
    kept = suivi.record_fin(
        **fin,
        fichier=nom,
        nom_fichier=resultat.nom[-MAX_NOM_FICHIER:],
        type_mime=resultat.type_mime,
        taille_octets=suivi.travail.fichier.size,
        expire_le=expire_le,
    )
    if not kept:
        # Cancelled at the last moment, or another worker has its own file.
        delete_fichier(nom)
    return kept


def _get_type_permis(travail: Travail) -> TypeTravail:
    try:
        declare = travaux.get(travail.type)
    except TypeTravailInconnu:
        raise TravailRefuse(ERREUR_TYPE) from None
    if travail.espace is not None:
        membre = get_membre(travail.created_by, travail.espace.pk)
        if membre is None or not declare.is_ouvert(membre, travail.arguments):
            raise TravailRefuse(ERREUR_DROIT)
    return declare


def _save(travail: Travail, resultat: Resultat) -> str:
    """Write the file before the row that names it; returns its name."""
    contenu = ContentFile(resultat.contenu) if isinstance(resultat.contenu, bytes) else File(resultat.contenu)
    with contenu, refuse_disque_plein():
        travail.fichier.save(resultat.nom, contenu, save=False)
    return travail.fichier.name or ""
