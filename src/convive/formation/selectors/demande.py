"""The requests received by an organisme, as a membre sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre
from convive.formation.models import DemandeFormation
from convive.formation.rules.besoin import EtatDemande, Proposition, build_proposition, write_reponses
from convive.formation.rules.formation import DROIT_ORGANISER
from convive.formation.rules.questionnaires import Questionnaire
from convive.formation.selectors.cours import COURS, get_cours
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.socle.droits import droits


@dataclass(frozen=True, slots=True)
class DemandeLue:
    """`reponses` are (question, answer) pairs; `proposition` the draft built from them."""

    demande: DemandeFormation
    reponses: Sequence[tuple[str, str]]
    proposition: Proposition


def get_questionnaire_besoin() -> Questionnaire:
    return get_questionnaires()["besoin"]


def list_demandes(membre: Membre) -> QuerySet[DemandeFormation]:
    """The requests: unread ones first, then latest first."""
    rows = DemandeFormation.objects.filter(espace=membre.espace_id).select_related("programme")
    # Descending, because « recue » sorts last.
    return rows.order_by("-etat", "-created_at", "uuid")


def count_a_lire(espace_uuid: UUID) -> int:
    return DemandeFormation.objects.filter(espace=espace_uuid, etat=EtatDemande.RECUE.value).count()


def get_demande(membre: Membre, uuid: UUID) -> DemandeLue | None:
    """A request; None if it belongs to another espace. One query."""
    demande = list_demandes(membre).filter(pk=uuid).first()
    if demande is None:
        return None
    demande.espace = membre.espace
    reponses = write_reponses(get_questionnaire_besoin(), demande.reponses)
    return DemandeLue(demande, reponses, build_proposition(get_cours(COURS[0]), demande.reponses))


def list_destinataires(espace: Espace) -> list[Compte]:
    """The comptes of those who organise there today."""
    roles = droits.get_roles(*DROIT_ORGANISER)
    membres = Membre.objects.en_cours().filter(espace=espace, role__in=roles, compte__is_active=True)
    return [membre.compte for membre in membres.select_related("compte")]
