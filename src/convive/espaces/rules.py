"""Rules about espaces: keys and states of invitations, dates of memberships. Pure Python; today is an argument."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from convive.socle.formats import liste_fr, nombre_accorde
from convive.socle.refus import Refus

DUREE_INVITATION = timedelta(days=14)
MAX_NOM_ESPACE = 120
MAX_NOM_INVITE = 120
MAX_NOM_THEMATIQUE = 80
MAX_THEMATIQUES = 50
MAX_TITRE_NOTE = 150
MAX_TEXTE = 100_000
"""Characters of a long text, some thirty pages: beyond, comparing two versions would take too long."""
DROIT_LIRE_NOTES = ("espaces", "Le carnet", "lire")
OCTETS_CLE = 32
MAX_COMMUNES_NOMMEES = 2
DUREE_PLACES_PASSEES = timedelta(days=365)
"""How long a place that has ended can still be offered again with one button."""


class EtatInvitation(StrEnum):
    EN_ATTENTE = "en_attente"
    ACCEPTEE = "acceptee"
    REFUSEE = "refusee"
    REVOQUEE = "revoquee"
    EXPIREE = "expiree"


PHRASES_INVITATION = {
    EtatInvitation.ACCEPTEE: "Cette invitation a déjà servi : elle ne sert qu’une fois.",
    EtatInvitation.REFUSEE: "Cette invitation a été déclinée.",
    EtatInvitation.REVOQUEE: "Cette invitation a été annulée ou remplacée par une plus récente.",
    EtatInvitation.EXPIREE: "Cette invitation a expiré.",
}
"""What a stale link says, by state; an invitation that is waiting has nothing to excuse."""


class EspaceRefuse(Refus):
    """A change of an espace that cannot be; each message can be shown."""


class InvitationPerimee(EspaceRefuse):
    """The link was used, declined, revoked, or is too old."""

    def __init__(self, etat: EtatInvitation) -> None:
        self.etat = etat
        super().__init__(PHRASES_INVITATION[etat])


PHRASES_PARTAGE = {
    EtatInvitation.ACCEPTEE: "Ce partage est déjà accepté : il s’affiche dans l’espace du département.",
    EtatInvitation.REFUSEE: "Ce partage a été décliné.",
    EtatInvitation.REVOQUEE: "Ce partage a été arrêté, ou remplacé par une proposition plus récente.",
    EtatInvitation.EXPIREE: "Cette proposition a expiré.",
}
"""What a stale link says of an offer to share, by state."""


class PartagePerime(EspaceRefuse):
    """The offer to share has its answer, was withdrawn, or is too old."""

    def __init__(self, etat: EtatInvitation) -> None:
        self.etat = etat
        super().__init__(PHRASES_PARTAGE[etat])


@dataclass(frozen=True, slots=True)
class Limites:
    """To what a place is limited: INSEE codes of communes, thématiques of its espace. An empty set limits nothing.

    A limit closes, and only a person opens it: a commune that leaves the périmètre and a thématique that is archived
    stay in it, so that a place limited to what is gone sees nothing rather than everything.
    """

    communes: frozenset[str] = frozenset()
    thematiques: frozenset[UUID] = frozenset()

    @property
    def is_limitee(self) -> bool:
        return bool(self.communes or self.thematiques)


SANS_LIMITE = Limites()


def build_phrase_limites(thematiques: Sequence[str], communes: Sequence[str]) -> str:
    """« Petite enfance et jeunesse, 3 communes »; « tout l’espace » when nothing limits."""
    first, *others = [*thematiques] or [""]
    noms = [first, *(nom[:1].lower() + nom[1:] if nom[1:2].islower() else nom for nom in others)]
    few = len(communes) <= MAX_COMMUNES_NOMMEES
    lieux = liste_fr(communes) if few else nombre_accorde(len(communes), "commune")
    return ", ".join(filter(None, (liste_fr(noms), lieux))) or "tout l’espace"


@dataclass(frozen=True, slots=True)
class CleInvitation:
    """`secret` leaves by e-mail and is never kept; `empreinte` is what the database holds."""

    secret: str
    empreinte: str


def build_cle_invitation() -> CleInvitation:
    secret = secrets.token_urlsafe(OCTETS_CLE)
    return CleInvitation(secret, compute_empreinte(secret))


def compute_empreinte(secret: str) -> str:
    """SHA-256 without salt: the secret has 256 random bits, nobody guesses it from its print."""
    return hashlib.sha256(secret.encode()).hexdigest()


def get_etat_invitation(
    *,
    now: datetime,
    expire_le: datetime,
    date_acceptation: datetime | None = None,
    date_refus: datetime | None = None,
    date_revocation: datetime | None = None,
) -> EtatInvitation:
    """A gesture counts before the calendar: an invitation accepted last year is accepted, not expired."""
    if date_acceptation is not None:
        return EtatInvitation.ACCEPTEE
    if date_refus is not None:
        return EtatInvitation.REFUSEE
    if date_revocation is not None:
        return EtatInvitation.REVOQUEE
    return EtatInvitation.EXPIREE if expire_le <= now else EtatInvitation.EN_ATTENTE


def get_etat_partage(
    *,
    now: datetime,
    expire_le: datetime,
    date_acceptation: datetime | None = None,
    date_refus: datetime | None = None,
    date_revocation: datetime | None = None,
) -> EtatInvitation:
    """An agreement that was accepted, then stopped, is stopped: it lasts, where an invitation only serves once."""
    if date_revocation is not None:
        return EtatInvitation.REVOQUEE
    return get_etat_invitation(now=now, expire_le=expire_le, date_acceptation=date_acceptation, date_refus=date_refus)


def is_en_cours(date_debut: date, date_fin: date | None, today: date) -> bool:
    """`date_fin` is the first day that no longer counts, so that a closed membership ends at once."""
    return date_debut <= today and (date_fin is None or date_fin > today)


def get_dernier_jour(date_fin: date) -> date:
    """The last day that counts, for an end that is the first day that does not."""
    return date_fin - timedelta(days=1)


def get_date_fin(dernier_jour: date) -> date:
    return dernier_jour + timedelta(days=1)


def get_lundi(today: date) -> date:
    """The first day of the week of a day."""
    return today - timedelta(days=today.weekday())


def fold_email(email: str) -> str:
    return email.strip().casefold()


def fold_nom(nom: str) -> str:
    """What two names have in common when a reader takes one for the other: not their case, nor their spaces."""
    return " ".join(nom.split()).casefold()


class EtatLien(StrEnum):
    """Of a magic link. OBJET_PARTI and IMPOSSIBLE come from its object, the others from the link itself."""

    ACTIF = "actif"
    REPONDU = "repondu"
    REVOQUE = "revoque"
    EXPIRE = "expire"
    OBJET_PARTI = "objet_parti"
    IMPOSSIBLE = "impossible"


PHRASES_LIEN = {
    EtatLien.REPONDU: "Ce lien a déjà servi : ce que vous avez envoyé est bien enregistré.",
    EtatLien.REVOQUE: "Ce lien a été annulé, ou remplacé par un plus récent.",
    EtatLien.EXPIRE: "Ce lien a expiré.",
    EtatLien.OBJET_PARTI: "La page à laquelle menait ce lien n’existe plus.",
}
"""What a link that no longer serves says; the gesture says itself why it is impossible."""

FENETRE_TENTATIVES = timedelta(minutes=15)
MAX_TENTATIVES_LIEN = 40
"""For one link in this time: someone who reads, hesitates and corrects opens it ten times."""
MAX_TENTATIVES_ADRESSE = 200
"""From one network address: a whole town hall may be behind it."""
MAX_LIENS_INCONNUS = 15
"""Links that do not exist, from one network address: a person mistypes one, a machine tries thousands."""
DELAI_ENTRE_DEMANDES = timedelta(hours=24)
MAX_DEMANDES_ADRESSE = 5
"""New links asked from one network address in that time."""


class LienPerime(EspaceRefuse):
    """The link was used, revoked, is too old, or its object does not allow the gesture any more."""

    def __init__(self, etat: EtatLien, phrase: str = "") -> None:
        self.etat = etat
        super().__init__(phrase or PHRASES_LIEN.get(etat, "Ce lien ne sert plus."))


def get_etat_lien(
    *, now: datetime, expire_le: datetime, date_revocation: datetime | None, usages: int, max_usages: int | None
) -> EtatLien:
    """What was done counts before what was decided, and both before the calendar."""
    if max_usages is not None and usages >= max_usages:
        return EtatLien.REPONDU
    if date_revocation is not None:
        return EtatLien.REVOQUE
    return EtatLien.EXPIRE if expire_le <= now else EtatLien.ACTIF


def is_bloque(*, du_lien: int, de_l_adresse: int, inconnus: int) -> bool:
    """Whether so many attempts in FENETRE_TENTATIVES are too many."""
    return du_lien >= MAX_TENTATIVES_LIEN or de_l_adresse >= MAX_TENTATIVES_ADRESSE or inconnus >= MAX_LIENS_INCONNUS


DELAI_CONFIRMATION = timedelta(days=365)
"""A place that nobody confirmed, opened or changed for so long is asked about."""
