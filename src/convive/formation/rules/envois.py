"""The e-mails of a session: what they say, and who needs a new one. Pure Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from convive.formation.rules.formation import EtatInscription, EtatSession
from convive.socle.enums import EnumLibelle


class SorteEnvoi(EnumLibelle):
    CONVOCATION = "convocation", "Convocation"
    ANNULATION = "annulation", "Annulation"
    ADRESSE = "adresse", "Adresse de sa page"
    LUNDI = "lundi", "Ce que je referai lundi"


JOURS_LUNDI = 60
"""The days from the end of a session to the message that gives a stagiaire back what she wanted to do again."""
FIN_LUNDI = 90
"""After this many days, the message is no longer sent: it would come from too far away."""


PREVENUES = frozenset({EtatInscription.INSCRITE.value, EtatInscription.ATTENTE.value})
"""The states of the people who are told that a session is cancelled."""


class EtatConvocation(EnumLibelle):
    SANS_ADRESSE = "sans_adresse", "sans adresse : à prévenir autrement"
    A_CONVOQUER = "a_convoquer", "pas encore convoqué·e"
    EN_CHEMIN = "en_chemin", "en chemin : le serveur d’envoi n’a pas encore répondu"
    REFUSEE = "refusee", "adresse refusée par son serveur : corrigez-la, puis envoyez de nouveau"
    A_JOUR = "a_jour", "convoqué·e"
    DEPASSEE = "depassee", "sa convocation n’est plus juste"


@dataclass(frozen=True, slots=True)
class EnvoiConnu:
    """A message to a person: what it said, whether it was sent, whether her address was refused. `rang` numbers the
    messages of the same kind, from 0."""

    sorte: str
    rang: int
    annonce: str
    is_parti: bool
    is_refuse: bool = False


def build_annonce(creneaux: Iterable[tuple[date, time, time]], lieu: str, adresse: str, visio: str) -> str:
    """What a convocation says about the dates and the place, as a text that can be compared."""
    jours = ";".join(f"{jour} {debut:%H:%M}-{fin:%H:%M}" for jour, debut, fin in creneaux)
    return f"{jours}|{lieu}|{adresse}|{visio}"


def read_convocation(email: str, envois: Sequence[EnvoiConnu], annonce: str) -> EtatConvocation:
    """The state of a person's convocation, given the messages created for her."""
    if not email:
        return EtatConvocation.SANS_ADRESSE
    convocations = sorted((e for e in envois if e.sorte == SorteEnvoi.CONVOCATION), key=lambda e: e.rang)
    if not convocations:
        return EtatConvocation.A_CONVOQUER
    derniere = convocations[-1]
    if derniere.annonce != annonce:
        return EtatConvocation.DEPASSEE
    if derniere.is_refuse:
        return EtatConvocation.REFUSEE
    return EtatConvocation.A_JOUR if derniere.is_parti else EtatConvocation.EN_CHEMIN


def is_utile(sorte: str, *, etat_session: str, etat_inscription: str, date_fin: date | None, today: date) -> bool:
    """Whether a pending message still makes sense: nobody is convened to a session that is over or cancelled."""
    if sorte == SorteEnvoi.CONVOCATION:
        a_venir = date_fin is not None and date_fin >= today
        return a_venir and etat_session == EtatSession.OUVERTE and etat_inscription == EtatInscription.INSCRITE
    if sorte == SorteEnvoi.ANNULATION:
        return etat_session == EtatSession.ANNULEE
    if sorte == SorteEnvoi.LUNDI:
        return date_fin is not None and is_lundi(date_fin, today) and etat_inscription == EtatInscription.INSCRITE
    return True


def is_lundi(date_fin: date, today: date) -> bool:
    """Whether what she wanted to do again is sent back on that day."""
    return timedelta(days=JOURS_LUNDI) <= today - date_fin <= timedelta(days=FIN_LUNDI)
