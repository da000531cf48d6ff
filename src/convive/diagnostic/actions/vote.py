"""Open and close a vote, change the weights, note the enjeux. Every action but a note writes the journal."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from convive.comptes.models import Compte
from convive.diagnostic.models import CritereEnjeu, Enjeu, TourVote, VoteEnjeu
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.diagnostic.rules.enjeux import MAX_CRITERES, MAX_NOTE, refuse_poids
from convive.diagnostic.selectors.criteres import list_criteres_usuels
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class SaisieCritere:
    """`uuid` is None for a new one."""

    uuid: UUID | None
    libelle: str
    poids: int
    aide: str = ""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Whose notes these are: `cle` groups them; `votant` and `nom` are empty when the vote is anonymous."""

    cle: str
    votant: Compte | None = None
    nom: str = ""


def create_criteres_usuels(espace: Espace) -> None:
    """Give the usual criteria to an espace that has none; the action that calls leaves the trace."""
    today = timezone.localdate()
    if not CritereEnjeu.objects.filter(espace=espace).exists():
        CritereEnjeu.objects.bulk_create(
            CritereEnjeu(
                espace=espace,
                libelle=row["libelle"],
                aide=row["aide"],
                poids=row["poids"],
                ordre=ordre,
                date_debut=today,
            )
            for ordre, row in enumerate(list_criteres_usuels(today), start=1)
        )


def _lock(espace: Espace) -> None:
    refuse_espace_expire(Espace.objects.select_for_update().get(pk=espace.pk))


@transaction.atomic
def update_criteres(*, by: Compte, espace: Espace, saisies: Sequence[SaisieCritere]) -> bool:
    """Replace the criteria of today: those that change are closed and written again, former votes keep theirs.

    Raise DiagnosticRefuse when the weights do not make 100, or while a vote is open.
    """
    _lock(espace)
    if refus := refuse_poids([saisie.poids for saisie in saisies]):
        raise DiagnosticRefuse(refus)
    if len(saisies) > MAX_CRITERES:
        raise DiagnosticRefuse(f"{MAX_CRITERES} critères au plus : au-delà, on ne note plus, on remplit.")
    if TourVote.objects.filter(espace=espace, date_cloture__isnull=True).exists():
        raise DiagnosticRefuse("Un vote est ouvert avec ces poids : closez-le avant de les changer.")
    create_criteres_usuels(espace)
    today, changed = timezone.localdate(), False
    current = {c.pk: c for c in CritereEnjeu.objects.filter(espace=espace, date_fin__isnull=True)}
    for ordre, saisie in enumerate(saisies, start=1):
        former = current.pop(saisie.uuid, None) if saisie.uuid else None
        valeurs = {"libelle": saisie.libelle, "aide": saisie.aide, "poids": saisie.poids, "ordre": ordre}
        if former is not None and all(getattr(former, champ) == valeur for champ, valeur in valeurs.items()):
            continue
        changed = True
        if former is not None:
            CritereEnjeu.objects.filter(pk=former.pk).update(date_fin=today)
        CritereEnjeu.objects.create(espace=espace, date_debut=today, **valeurs)
    if current:
        changed = True
        CritereEnjeu.objects.filter(pk__in=list(current)).update(date_fin=today)
    if changed:
        record(by, Geste.MODIFIER, espace, espace, criteres=[f"{s.libelle} {s.poids}" for s in saisies])
    return changed


@transaction.atomic
def create_tour(*, by: Compte, espace: Espace, libelle: str, cadre: str) -> TourVote:
    """Open a vote with the criteria of today. Raise DiagnosticRefuse while another one is open, or without enjeu."""
    _lock(espace)
    if TourVote.objects.filter(espace=espace, date_cloture__isnull=True).exists():
        raise DiagnosticRefuse("Un vote est déjà ouvert : closez-le d’abord.")
    if not Enjeu.objects.filter(espace=espace, date_suppression__isnull=True).exists():
        raise DiagnosticRefuse("Écrivez d’abord les enjeux sur lesquels voter.")
    create_criteres_usuels(espace)
    tour = TourVote.objects.create(
        espace=espace,
        libelle=libelle,
        cadre=cadre,
        date_ouverture=timezone.localdate(),
        sel=secrets.token_hex(32),
    )
    tour.criteres.set(CritereEnjeu.objects.filter(espace=espace, date_fin__isnull=True))
    record(by, Geste.CREER, tour, espace, cadre=tour.get_cadre_display())
    return tour


@transaction.atomic
def close_tour(*, by: Compte, tour: TourVote) -> None:
    """Nobody votes any more, and ballots of a workshop are nobody’s. Doing it twice changes nothing."""
    refuse_espace_expire(tour.espace)
    opened = TourVote.objects.filter(pk=tour.pk, date_cloture__isnull=True)
    if opened.update(date_cloture=timezone.localdate(), sel=""):
        record(by, Geste.CLORE, tour, tour.espace)


def build_bulletin(tour: TourVote, compte: Compte) -> Bulletin:
    """That of a member: under her name, or under a print that says nothing once the vote is closed."""
    empreinte = salted_hmac(f"convive.diagnostic.vote.{tour.sel}", str(compte.pk), algorithm="sha256").hexdigest()
    return Bulletin(empreinte) if tour.is_anonyme else Bulletin(empreinte, compte, compte.nom_affiche)


def build_bulletin_papier(tour: TourVote, nom: str = "") -> Bulletin:
    """A ballot filled on paper, that someone copies: the name only where votes bear one."""
    return Bulletin(secrets.token_hex(32), None, "" if tour.is_anonyme else nom)


@transaction.atomic
def record_votes(*, tour: TourVote, enjeu: Enjeu, bulletin: Bulletin, notes: Mapping[UUID, int | None]) -> None:
    """Write the notes of one ballot for one enjeu; a blank takes the former note away.

    No journal: in a workshop, it would say who voted. Raise DiagnosticRefuse once the vote is closed.
    """
    refuse_espace_expire(tour.espace)
    current = TourVote.objects.select_for_update().filter(pk=tour.pk, date_cloture__isnull=True).first()
    if current is None:
        raise DiagnosticRefuse("Ce vote est clos\u00a0: on ne peut plus voter.")
    rows = VoteEnjeu.objects.filter(tour=current, enjeu=enjeu, bulletin=bulletin.cle)
    for critere in current.criteres.all():
        note = notes.get(critere.pk)
        if note is None:
            rows.filter(critere=critere).delete()
        elif 0 <= note <= MAX_NOTE:
            VoteEnjeu.objects.update_or_create(
                tour=current,
                enjeu=enjeu,
                critere=critere,
                bulletin=bulletin.cle,
                defaults={"note": note, "votant": bulletin.votant, "votant_nom": bulletin.nom},
            )
