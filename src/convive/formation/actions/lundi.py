"""Give each stagiaire back, sixty days after the end, what she wrote that she would do again on Monday."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from convive.formation.models import EnvoiFormation, QuestionnaireSession
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.envois import FIN_LUNDI, JOURS_LUNDI, SorteEnvoi
from convive.formation.rules.formation import EtatInscription
from convive.formation.selectors.enquetes import LUNDI


@transaction.atomic
def create_lundis(now: datetime) -> int:
    """Create the messages whose day has come, one per person who wrote something. Return how many are new."""
    today = timezone.localdate(now)
    fins = (today - timedelta(days=FIN_LUNDI), today - timedelta(days=JOURS_LUNDI))
    avis = QuestionnaireSession.objects.filter(
        session__date_fin__range=fins,
        cle=Enquete.A_CHAUD.value,
        termine_le__isnull=False,
        inscription__etat=EtatInscription.INSCRITE.value,
    )
    avis = avis.exclude(inscription__email="").select_related("inscription")
    partis = set(EnvoiFormation.objects.filter(sorte=SorteEnvoi.LUNDI.value).values_list("inscription_id", flat=True))
    nouveaux = [
        EnvoiFormation(inscription=row.inscription, sorte=SorteEnvoi.LUNDI.value)
        for row in avis
        if row.inscription is not None and row.reponses.get(LUNDI) and row.inscription_id not in partis
    ]
    EnvoiFormation.objects.bulk_create(nouveaux, ignore_conflicts=True)
    return len(nouveaux)
