"""Say where a commitment of an organisation is. Written once: the next word is another row."""

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.gouvernance.models import SuiviEngagement
from convive.gouvernance.rules.engagements import EtatEngagement, explain_suivi
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE, GouvernanceRefusee
from convive.journal.models import Geste
from convive.plan_action.rules.plan import VisibiliteNote
from convive.socle.objets import Reference


@transaction.atomic
def create_suivi_engagement(
    *,
    by: Compte,
    espace: Espace,
    organisation: Organisation,
    reference: Reference,
    etat: str,
    phrase: str,
    visibilite: str = VisibiliteNote.PARTAGEE.value,
) -> SuiviEngagement:
    """Twice the same the same day makes one. Raise GouvernanceRefusee."""
    espace, today = lock_espace(espace), timezone.localdate()
    if champs := explain_suivi(etat, phrase):
        raise GouvernanceRefusee(champs=champs)
    rows = SuiviEngagement.objects.filter(
        espace=espace,
        organisation=organisation,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
    )
    last = rows.order_by("-date", "-created_at").first()
    said = (etat, phrase, visibilite, today, by.pk)
    if last is not None and (last.etat, last.phrase, last.visibilite, last.date, last.auteur_id) == said:
        return last
    suivi = SuiviEngagement.objects.create(
        espace=espace,
        organisation=organisation,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        etat=etat,
        phrase=phrase,
        date=today,
        visibilite=visibilite,
        auteur=by,
        auteur_libelle=str(by)[:MAX_NOM_PERSONNE],
    )
    # The words themselves stay with their readers: the journal says that something was said.
    record(by, Geste.COMMENTER, organisation, espace, engagement=EtatEngagement(etat).libelle)
    return suivi
