"""Expected people, presence and duration: for one demi-journée, for a session, and for one person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from convive.formation.models import (
    DemiJournee,
    Emargement,
    FeuilleEmargement,
    Inscription,
    Intervenant,
    SessionFormation,
)
from convive.formation.rules.formation import SUIVIES, EtatInscription, EtatSession
from convive.formation.rules.presence import (
    Assiduite,
    DemiJourneeSuivie,
    Presence,
    compute_assiduite,
    get_fenetre,
    is_ouvert,
)


@dataclass(frozen=True, slots=True)
class LignePresence:
    """A person expected; `emargement` is an unsaved row if nothing is recorded about her yet."""

    personne: Inscription | Intervenant
    emargement: Emargement
    precision: str

    @property
    def uuid(self) -> UUID:
        return self.personne.pk

    @property
    def nom(self) -> str:
        return self.personne.nom


@dataclass(frozen=True, slots=True)
class Appel:
    """The attendance list of a demi-journée."""

    demi_journee: DemiJournee
    feuille: FeuilleEmargement | None
    stagiaires: Sequence[LignePresence]
    intervenants: Sequence[LignePresence]

    @property
    def lignes(self) -> list[LignePresence]:
        return [*self.stagiaires, *self.intervenants]

    @property
    def presents(self) -> int:
        return sum(ligne.emargement.presence == Presence.PRESENT for ligne in self.stagiaires)

    @property
    def a_pointer(self) -> int:
        return sum(ligne.emargement.presence == Presence.INCONNUE for ligne in self.lignes)

    @property
    def sans_signature(self) -> int:
        """How many are present without a signature."""
        rows = [ligne.emargement for ligne in self.lignes]
        return sum(row.presence == Presence.PRESENT and not row.is_signe for row in rows)

    @property
    def a_trancher(self) -> int:
        return sum(ligne.emargement.is_a_trancher for ligne in self.lignes)

    @property
    def is_arretee(self) -> bool:
        return self.feuille is not None and self.feuille.arretee_le is not None


@dataclass(frozen=True, slots=True)
class LigneSession:
    """The attendance of a stagiaire over a whole session, by demi-journée, in order."""

    inscription: Inscription
    emargements: Sequence[Emargement]
    assiduite: Assiduite


@dataclass(frozen=True, slots=True)
class TableauPresences:
    demi_journees: Sequence[DemiJournee]
    lignes: Sequence[LigneSession]


def get_demi_journee(session: SessionFormation, uuid: UUID) -> DemiJournee | None:
    demi_journee = DemiJournee.objects.filter(session=session, pk=uuid).select_related("feuille").first()
    if demi_journee is not None:
        demi_journee.session = session
    return demi_journee


def get_demi_journee_emargee(uuid: UUID) -> DemiJournee | None:
    """The demi-journée of a signing code, for any visitor; None if its session is cancelled or its espace deleted."""
    rows = DemiJournee.objects.filter(pk=uuid, session__espace__date_suppression__isnull=True)
    rows = rows.exclude(session__etat=EtatSession.ANNULEE.value)
    return rows.select_related("session__espace", "feuille").first()


def get_feuille(demi_journee: DemiJournee) -> FeuilleEmargement | None:
    return getattr(demi_journee, "feuille", None)


def is_ouverte(demi_journee: DemiJournee, now: datetime) -> bool:
    """Whether signing is open `now`, a datetime in the local time zone."""
    feuille = get_feuille(demi_journee)
    if feuille is not None and feuille.arretee_le is not None:
        return False
    fenetre = get_fenetre(demi_journee.date, demi_journee.debut, demi_journee.fin, now)
    return is_ouvert(fenetre, feuille.rouverte_jusqu_a if feuille else None, now)


def list_attendus(session: SessionFormation) -> list[Inscription]:
    """The people of the session, including those who gave up during it, for what they attended before."""
    etats = [etat.value for etat in SUIVIES]
    return list(Inscription.objects.filter(session=session, etat__in=etats).order_by("nom", "uuid"))


def build_appel(demi_journee: DemiJournee) -> Appel:
    """The attendance list of a demi-journée; three queries."""
    session = demi_journee.session
    kept = {row.inscription_id or row.intervenant_id: row for row in demi_journee.emargements.all()}
    stagiaires = [
        _build_ligne(demi_journee, inscription, kept, inscription.employeur or inscription.fonction)
        for inscription in list_attendus(session)
        # Someone who gave up is no longer expected, but her recorded presence is still shown.
        if inscription.etat == EtatInscription.INSCRITE or inscription.pk in kept
    ]
    intervenants = [
        _build_ligne(demi_journee, intervenant, kept, intervenant.role)
        for intervenant in session.intervenants.all()
        if is_intervenant_du(intervenant, demi_journee)
    ]
    return Appel(demi_journee, get_feuille(demi_journee), stagiaires, intervenants)


def is_intervenant_du(intervenant: Intervenant, demi_journee: DemiJournee) -> bool:
    """Whether someone teaches in a demi-journée; an intervenant without séquences teaches all of them."""
    if not intervenant.sequences or not demi_journee.sequences:
        return True
    return bool(set(intervenant.sequences) & set(demi_journee.sequences))


def _build_ligne(
    demi_journee: DemiJournee, personne: Inscription | Intervenant, kept: dict[Any, Emargement], precision: str
) -> LignePresence:
    emargement = kept.get(personne.pk) or build_emargement(demi_journee, personne)
    emargement.demi_journee = demi_journee
    if isinstance(personne, Inscription):
        emargement.inscription = personne
    else:
        emargement.intervenant = personne
    return LignePresence(personne, emargement, precision)


def build_emargement(demi_journee: DemiJournee, personne: Inscription | Intervenant) -> Emargement:
    """An unsaved row, for someone about whom nothing is recorded yet."""
    if isinstance(personne, Inscription):
        return Emargement(demi_journee=demi_journee, inscription=personne)
    return Emargement(demi_journee=demi_journee, intervenant=personne)


def get_personne(demi_journee: DemiJournee, uuid: UUID) -> Inscription | Intervenant | None:
    """A stagiaire or an intervenant of this demi-journée's session, by id."""
    etats = [etat.value for etat in SUIVIES]
    inscription = Inscription.objects.filter(session=demi_journee.session_id, pk=uuid, etat__in=etats).first()
    return inscription or Intervenant.objects.filter(session=demi_journee.session_id, pk=uuid).first()


def build_tableau(session: SessionFormation) -> TableauPresences:
    """The attendance table of a session; three queries, whatever the number of people."""
    demi_journees = list(session.demi_journees.select_related("feuille"))
    kept = _index(Emargement.objects.filter(demi_journee__session=session, inscription__isnull=False))
    lignes = []
    for inscription in list_attendus(session):
        lignes.append(_build_ligne_session(inscription, demi_journees, kept))
    return TableauPresences(demi_journees, lignes)


def build_ligne_stagiaire(inscription: Inscription) -> LigneSession:
    """The attendance of this stagiaire only; two queries."""
    demi_journees = list(inscription.session.demi_journees.select_related("feuille"))
    kept = _index(inscription.emargements.all())
    return _build_ligne_session(inscription, demi_journees, kept)


def _index(rows: Iterable[Emargement]) -> dict[tuple[UUID, UUID | None], Emargement]:
    return {(row.demi_journee_id, row.inscription_id): row for row in rows}


def _build_ligne_session(
    inscription: Inscription,
    demi_journees: Sequence[DemiJournee],
    kept: dict[tuple[UUID, UUID | None], Emargement],
) -> LigneSession:
    emargements = []
    for demi_journee in demi_journees:
        emargement = kept.get((demi_journee.pk, inscription.pk)) or build_emargement(demi_journee, inscription)
        emargement.demi_journee, emargement.inscription = demi_journee, inscription
        emargements.append(emargement)
    return LigneSession(inscription, emargements, compute_assiduite(map(get_suivie, emargements)))


def get_suivie(emargement: Emargement) -> DemiJourneeSuivie:
    """The attendance of one row; someone who gave up, and has no recorded presence, counts as absent."""
    presence = emargement.presence
    inscription = emargement.inscription
    if presence == Presence.INCONNUE and inscription is not None and inscription.etat == EtatInscription.ABANDON:
        presence = Presence.ABSENT.value
    return DemiJourneeSuivie(
        emargement.demi_journee.minutes, presence, emargement.retard_minutes, emargement.depart_minutes
    )
