"""Who has received a convocation to a session, who has not, and whose convocation is out of date."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from convive.formation.models import EnvoiFormation, Inscription, SessionFormation
from convive.formation.rules.envois import (
    EnvoiConnu,
    EtatConvocation,
    SorteEnvoi,
    build_annonce,
    read_convocation,
)
from convive.formation.selectors.session_lue import SessionLue
from convive.gouvernance.rules.convocations import EtatEnvoi

A_ENVOYER = frozenset({EtatConvocation.A_CONVOQUER, EtatConvocation.DEPASSEE, EtatConvocation.REFUSEE})


@dataclass(frozen=True, slots=True)
class ConvocationLue:
    """`partie_le` is when the last one was sent; `rang` is the rank of the next one; `refus` is the mail server's reply
    to the last one."""

    inscription: Inscription
    etat: EtatConvocation
    partie_le: datetime | None
    rang: int
    refus: str = ""

    @property
    def libelle(self) -> str:
        return self.etat.libelle

    @property
    def is_a_envoyer(self) -> bool:
        return self.etat in A_ENVOYER


def write_annonce(lue: SessionLue) -> str:
    creneaux = [(demi.date, demi.debut, demi.fin) for demi in lue.demi_journees]
    return build_annonce(creneaux, lue.session.lieu, lue.session.adresse, lue.session.visio)


def list_convocations(lue: SessionLue) -> list[ConvocationLue]:
    """One line per person enrolled; one query."""
    envois: defaultdict[UUID, list[EnvoiFormation]] = defaultdict(list)
    rows = EnvoiFormation.objects.filter(inscription__session=lue.session, sorte=SorteEnvoi.CONVOCATION.value)
    for envoi in rows.order_by("rang"):
        envois[envoi.inscription_id].append(envoi)
    annonce = write_annonce(lue)
    return [_read(inscription, envois[inscription.pk], annonce) for inscription in lue.inscrites]


def _read(inscription: Inscription, envois: list[EnvoiFormation], annonce: str) -> ConvocationLue:
    connus = [EnvoiConnu(e.sorte, e.rang, e.annonce, e.etat == EtatEnvoi.PARTI, bool(e.refus)) for e in envois]
    parties = [envoi.parti_le for envoi in envois if envoi.parti_le is not None]
    return ConvocationLue(
        inscription,
        read_convocation(inscription.email, connus, annonce),
        max(parties, default=None),
        max((envoi.rang for envoi in envois), default=-1) + 1,
        envois[-1].refus if envois else "",
    )


def list_annulations_refusees(session: SessionFormation) -> list[EnvoiFormation]:
    """The cancellation messages that a mail server refused; one query."""
    rows = EnvoiFormation.objects.filter(inscription__session=session, sorte=SorteEnvoi.ANNULATION.value).refuses()
    return list(rows.select_related("inscription").order_by("inscription__nom"))
