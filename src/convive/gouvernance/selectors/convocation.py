"""Who is expected at a séance, what left for whom, who answered, whether there are enough of them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from convive.espaces.models import LienMagique
from convive.gouvernance.models import EnvoiSeance, MembreInstance, ParticipantSeance, Seance
from convive.gouvernance.rules.convocations import (
    LIRE_ANNULATION,
    LIRE_COMPTE_RENDU,
    REPONDRE,
    EtatEnvoi,
    Reponses,
    SorteEnvoi,
    build_reponses,
    is_en_route,
)
from convive.gouvernance.rules.instances import Siege, Voix
from convive.gouvernance.rules.seances import Presence, Reponse, StatutSeance
from convive.gouvernance.selectors.connus import Connu, find_connu, list_connus
from convive.socle.courriel import is_courriel_envoye
from convive.socle.objets import objets

CLE_PARTICIPANT = "participant_seance"
GESTES_ENVOIS = {
    SorteEnvoi.CONVOCATION: REPONDRE,
    SorteEnvoi.RAPPEL: REPONDRE,
    SorteEnvoi.ANNULATION: LIRE_ANNULATION,
    SorteEnvoi.COMPTE_RENDU: LIRE_COMPTE_RENDU,
}
SANS_DATE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LigneParticipant:
    """A person of the list; `envoi` is the last message written for her."""

    participant: ParticipantSeance
    envoi: EnvoiSeance | None

    @property
    def is_en_route(self) -> bool:
        envoi = self.envoi
        return envoi is not None and not envoi.refus and is_en_route(envoi.etat, envoi.updated_at, timezone.now())

    @property
    def is_en_attente(self) -> bool:
        return self.envoi is not None and self.envoi.etat != EtatEnvoi.PARTI and not self.envoi.refus


@dataclass(frozen=True, slots=True)
class Appel:
    """The list of a séance. `requis` is 0 when the body asks for no quorum; `voix` are those that are there."""

    lignes: tuple[LigneParticipant, ...]
    requis: int
    voix: int

    @property
    def presents(self) -> int:
        return sum(ligne.participant.presence == Presence.PRESENT for ligne in self.lignes)

    @property
    def a_pointer(self) -> int:
        return sum(ligne.participant.presence == Presence.INCONNUE for ligne in self.lignes)

    @property
    def annonces_a_pointer(self) -> int:
        """Those who said what they would do, and are not noted yet."""
        rows = [ligne.participant for ligne in self.lignes]
        return sum(p.presence == Presence.INCONNUE and p.reponse != Reponse.EN_ATTENTE for p in rows)

    @property
    def reponses(self) -> Reponses:
        return build_reponses(ligne.participant.reponse for ligne in self.lignes)

    @property
    def sans_reponse(self) -> int:
        return sum(ligne.participant.reponse == Reponse.EN_ATTENTE for ligne in self.lignes)

    @property
    def is_en_panne(self) -> bool:
        """Whether the server did not answer for one of them: the others wait with it."""
        return any(ligne.is_en_attente and ligne.envoi.etat == EtatEnvoi.ECHEC for ligne in self.lignes if ligne.envoi)

    @property
    def en_route(self) -> int:
        return 0 if self.is_en_panne else sum(ligne.is_en_route for ligne in self.lignes)

    @property
    def en_attente(self) -> list[LigneParticipant]:
        """Those that one has to know of; what is simply leaving is not among them."""
        return [ligne for ligne in self.lignes if ligne.is_en_attente and (self.is_en_panne or not ligne.is_en_route)]

    @property
    def sans_adresse(self) -> list[LigneParticipant]:
        return [ligne for ligne in self.lignes if not ligne.participant.email]

    @property
    def is_quorum(self) -> bool:
        return self.voix >= self.requis


def build_appel(seance: Seance) -> Appel:
    """Three queries."""
    rows = ParticipantSeance.objects.filter(seance=seance).select_related("membre").order_by("nom", "uuid")
    derniers: dict[UUID, EnvoiSeance] = {}
    for envoi in EnvoiSeance.objects.filter(participant__seance=seance).order_by("created_at", "rang"):
        derniers[envoi.participant_id] = envoi
    lignes = tuple(LigneParticipant(participant, derniers.get(participant.pk)) for participant in rows)
    votants = MembreInstance.objects.en_cours().filter(
        instance=seance.instance_id, siege=Siege.TITULAIRE.value, voix=Voix.DELIBERATIVE.value
    )
    requis = seance.instance.quorum.compute_requis(votants.count())
    voix = sum(
        ligne.participant.membre is not None
        and ligne.participant.membre.voix == Voix.DELIBERATIVE
        and ligne.participant.presence in (Presence.PRESENT, Presence.REPRESENTE)
        for ligne in lignes
    )
    return Appel(lignes, requis, voix)


def list_a_prevenir(seance: Seance) -> list[ParticipantSeance]:
    """Those convened whom no e-mail reaches (no address, or none leaves), who have not answered, and whom nobody said
    to have told of this version of the invitation; one query, none before the séance is convened or once it has begun.
    """
    if seance.statut != StatutSeance.CONVOQUEE:
        return []
    rows = ParticipantSeance.objects.filter(seance=seance, reponse=Reponse.EN_ATTENTE.value)
    if is_courriel_envoye():
        rows = rows.filter(email="")
    prevenus = EnvoiSeance.objects.filter(participant=OuterRef("pk"), sequence=seance.sequence)
    return list(rows.filter(~Exists(prevenus)).order_by("nom", "uuid"))


def list_a_joindre(seance: Seance, appel: Appel) -> list[tuple[ParticipantSeance, Connu | None]]:
    """Those whom someone must still tell, or before that those without an address, each with the member of the espace
    who has her name; three queries at most."""
    if seance.statut == StatutSeance.CONVOQUEE:
        rows = list_a_prevenir(seance)
    else:
        rows = [ligne.participant for ligne in appel.sans_adresse]
    connus = list_connus(seance.espace) if any(not row.email for row in rows) else []
    return [(row, None if row.email else find_connu(seance.espace, row.nom, connus)) for row in rows]


def list_refuses(seance: Seance) -> list[EnvoiSeance]:
    """The messages whose address was refused, with the person; one query."""
    rows = EnvoiSeance.objects.filter(participant__seance=seance).refuses()
    return list(rows.select_related("participant").order_by("participant__nom", "created_at"))


def has_titulaires_absents(seance: Seance) -> bool:
    """Whether somebody holds a seat and is not on the list; one query."""
    rows = MembreInstance.objects.en_cours().filter(instance=seance.instance_id, siege=Siege.TITULAIRE.value)
    known = seance.participants.filter(membre__isnull=False).values("membre")
    return rows.exclude(pk__in=known).exists()


def list_suppleants(seance: Seance) -> list[MembreInstance]:
    """Those who may be invited and are not on the list."""
    rows = MembreInstance.objects.en_cours().filter(instance=seance.instance_id, siege=Siege.SUPPLEANT.value)
    known = seance.participants.filter(membre__isnull=False).values("membre")
    return list(rows.exclude(pk__in=known).select_related("personne", "organisation", "supplee__personne"))


def list_noms_suppleants(participant: ParticipantSeance) -> list[str]:
    """Who may take this seat, or any seat of the body."""
    rows = MembreInstance.objects.en_cours().filter(
        instance=participant.seance.instance_id, siege=Siege.SUPPLEANT.value
    )
    suppleants = rows.select_related("personne", "organisation")
    return [str(row) for row in suppleants if row.supplee_id in (None, participant.membre_id)]


def list_participants(seance: Seance) -> list[ParticipantSeance]:
    """In the order of names; one query."""
    participants = list(ParticipantSeance.objects.filter(seance=seance).order_by("nom", "uuid"))
    for participant in participants:
        participant.seance = seance
    return participants


def get_participant(seance: Seance, uuid: UUID) -> ParticipantSeance | None:
    participant = ParticipantSeance.objects.filter(seance=seance, pk=uuid).first()
    if participant is not None:
        participant.seance = seance
    return participant


def get_suppleant(seance: Seance, uuid: UUID) -> MembreInstance | None:
    return next((membre for membre in list_suppleants(seance) if membre.pk == uuid), None)


def list_liens_participant(participant: ParticipantSeance, now: datetime) -> list[LienMagique]:
    """Those that still open; one query."""
    reference = objets.get_reference(participant)
    rows = LienMagique.objects.utilisables(now).select_related("espace")
    return list(rows.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid))


def get_fin_lien(seance: Seance) -> datetime:
    """A link is of use until the end of the day of the séance."""
    if seance.date is None:
        return timezone.now() + SANS_DATE
    fin = timezone.make_aware(datetime.combine(seance.date, time(23, 59)))
    return max(fin, timezone.now() + timedelta(days=1))
