"""Attach the scan of a feuille d’émargement signed on paper. Written to the journal."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from convive.comptes.models import Compte
from convive.documents.fichiers import delete_fichier, delete_fichier_on_commit, refuse_disque_plein
from convive.documents.inspection import FichierInspecte
from convive.espaces.actions.trace import record
from convive.formation.actions.presence import lock_feuille
from convive.formation.models import DemiJournee, FeuilleEmargement
from convive.journal.models import Geste


def attach_scan(*, by: Compte, demi_journee: DemiJournee, fichier: FichierInspecte, now: datetime) -> FeuilleEmargement:
    """Attach a scan, replacing any former one, even on a closed feuille: paper is signed on the day and scanned later.

    Raise DocumentRefuse if the disk is full.
    """
    draft = FeuilleEmargement(demi_journee=demi_journee)
    # Write the file before its row, outside any transaction, so that a slow disk does not hold a lock.
    with refuse_disque_plein():
        draft.scan.save(fichier.nom, ContentFile(fichier.contenu), save=False)
    try:
        with transaction.atomic():
            feuille = lock_feuille(demi_journee)
            delete_fichier_on_commit(feuille.scan.name or "")
            feuille.scan, feuille.scan_nom = draft.scan.name, fichier.nom
            feuille.scan_type, feuille.scan_le = fichier.format.type_mime, now
            feuille.save()
            session = demi_journee.session
            record(by, Geste.RATTACHER, session, session.espace, feuille=str(demi_journee), fichier=fichier.nom)
    except BaseException:
        delete_fichier(draft.scan.name or "")
        raise
    return feuille
