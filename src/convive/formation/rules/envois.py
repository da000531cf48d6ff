"""What leaves by e-mail for a session: what is told, to whom it has to be told again. Pure Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from convive.formation.rules.formation import EtatInscription, EtatSession


class SorteEnvoi(StrEnum):
    CONVOCATION = "convocation"
    ANNULATION = "annulation"
    ADRESSE = "adresse"


LIBELLES_ENVOIS = {
    SorteEnvoi.CONVOCATION: "Convocation",
    SorteEnvoi.ANNULATION: "Annulation",
    SorteEnvoi.ADRESSE: "Adresse de sa page",
}
PREVENUES = frozenset({EtatInscription.INSCRITE.value, EtatInscription.ATTENTE.value})
"""Who is told that a session does not take place."""


class EtatConvocation(StrEnum):
    SANS_ADRESSE = "sans_adresse"
    A_CONVOQUER = "a_convoquer"
    EN_CHEMIN = "en_chemin"
    REFUSEE = "refusee"
    A_JOUR = "a_jour"
    DEPASSEE = "depassee"


LIBELLES_CONVOCATIONS = {
    EtatConvocation.SANS_ADRESSE: "sans adresse : à prévenir autrement",
    EtatConvocation.A_CONVOQUER: "pas encore convoqué·e",
    EtatConvocation.EN_CHEMIN: "en chemin : le serveur d’envoi n’a pas encore répondu",
    EtatConvocation.REFUSEE: "adresse refusée par son serveur : corrigez-la, puis envoyez de nouveau",
    EtatConvocation.A_JOUR: "convoqué·e",
    EtatConvocation.DEPASSEE: "sa convocation n’est plus juste",
}


@dataclass(frozen=True, slots=True)
class EnvoiConnu:
    """A message of a person: what it told, whether it left, whether her address was refused. `rang` counts those of
    its kind, from 0."""

    sorte: str
    rang: int
    annonce: str
    is_parti: bool
    is_refuse: bool = False


def build_annonce(creneaux: Iterable[tuple[date, time, time]], lieu: str, adresse: str, visio: str) -> str:
    """What a convocation says of the days and the place, as one text that is compared."""
    jours = ";".join(f"{jour} {debut:%H:%M}-{fin:%H:%M}" for jour, debut, fin in creneaux)
    return f"{jours}|{lieu}|{adresse}|{visio}"


def read_convocation(email: str, envois: Sequence[EnvoiConnu], annonce: str) -> EtatConvocation:
    """Where the convocation of a person stands, from the messages that were made for her."""
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
    """Whether a message that waits is still true: nobody is convened to a session that is over, or cancelled."""
    if sorte == SorteEnvoi.CONVOCATION:
        a_venir = date_fin is not None and date_fin >= today
        return a_venir and etat_session == EtatSession.OUVERTE and etat_inscription == EtatInscription.INSCRITE
    if sorte == SorteEnvoi.ANNULATION:
        return etat_session == EtatSession.ANNULEE
    return True
