"""Which séances have documents for a place, and what left of them by e-mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from convive.acteurs.rules.envoi import clean_adresses
from convive.acteurs.selectors.envoi import Envoi
from convive.espaces.models import Membre
from convive.espaces.permissions import is_permis_membre
from convive.gouvernance.models import Decision, EnvoiSeance, ParticipantSeance, Seance
from convive.gouvernance.rules.convocations import EtatEnvoi, SorteEnvoi, is_en_route
from convive.gouvernance.rules.dossier import DocumentSeance, is_ouvert
from convive.gouvernance.rules.instances import DROIT_LIRE_TOUT
from convive.gouvernance.rules.seances import PARTIES

MAX_CHOIX, MAX_LUES = 40, 200


def is_equipe_de(membre: Membre) -> bool:
    """Who reads what is prepared reads every document."""
    return is_permis_membre(membre, *DROIT_LIRE_TOUT)


def get_seance_document(membre: Membre, uuid: UUID) -> Seance | None:
    """A séance that this place reads, with its body, its espace and what was frozen of it; one query."""
    rows = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, pk=uuid)
    seance = rows.select_related("instance__presidence", "gel").first()
    if seance is not None:
        seance.espace = seance.instance.espace = membre.espace
    return seance


def list_choix_seances(document: DocumentSeance, membre: Membre) -> list[tuple[str, str]]:
    """The séances that have this document for this place, the last one first; one query."""
    rows = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, date__isnull=False)
    rows = rows.exclude(statut__in=[statut.value for statut in PARTIES]).select_related("instance")
    is_equipe = is_equipe_de(membre)
    latest = rows.order_by("-date", "-created_at")[:MAX_LUES]
    found = [seance for seance in latest if is_ouvert(document, seance.statut, is_equipe=is_equipe)]
    return [(str(seance.pk), str(seance)) for seance in found[:MAX_CHOIX]]


def list_decisions_closes(seance: Seance) -> list[Decision]:
    """What was decided, for whoever was told the minutes; one query."""
    rows = Decision.objects.filter(seance=seance).select_related("responsable", "organisation_responsable")
    return list(rows.order_by("annee", "numero"))


@dataclass(frozen=True, slots=True)
class EnvoisCompteRendu:
    """The people of the list, by what became of the message that told them these minutes."""

    partis: tuple[ParticipantSeance, ...]
    en_route: tuple[ParticipantSeance, ...]
    en_attente: tuple[ParticipantSeance, ...]
    a_ecrire: tuple[ParticipantSeance, ...]
    sans_adresse: tuple[ParticipantSeance, ...]


def build_envoi_participants(participants: Iterable[ParticipantSeance]) -> Envoi:
    """Their addresses, to be copied where no e-mail leaves; an address that several share is written once."""
    return Envoi(tuple(clean_adresses(row.email for row in participants)), ())


def read_envois_compte_rendu(seance: Seance) -> EnvoisCompteRendu:
    """Of the minutes as they are closed today; three queries."""
    envois = EnvoiSeance.objects.filter(
        participant__seance=seance, sorte=SorteEnvoi.COMPTE_RENDU.value, rang=seance.version
    )
    refuses = set(envois.refuses().values_list("participant", flat=True))
    lus = list(envois.values_list("participant", "etat", "updated_at"))
    etats = {participant: etat for participant, etat, _ in lus}
    now = timezone.now()
    en_route = {participant for participant, etat, depuis in lus if is_en_route(etat, depuis, now)}
    if any(etat == EtatEnvoi.ECHEC and participant not in refuses for participant, etat, _ in lus):
        # The server did not answer: the others wait with that one.
        en_route = set()
    rows = list(ParticipantSeance.objects.filter(seance=seance).order_by("nom", "uuid"))
    return EnvoisCompteRendu(
        tuple(row for row in rows if etats.get(row.pk) == EtatEnvoi.PARTI),
        tuple(row for row in rows if row.pk in en_route),
        tuple(
            row
            for row in rows
            if row.pk in etats and etats[row.pk] != EtatEnvoi.PARTI and row.pk not in refuses | en_route
        ),
        tuple(row for row in rows if row.pk not in etats and row.email),
        tuple(row for row in rows if row.pk not in etats and not row.email),
    )
