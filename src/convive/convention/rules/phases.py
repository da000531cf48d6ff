"""The phases of a CTG, computed from dated milestones: several may run at once. Pure Python; today is an argument."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from convive.convention.rules.ctg import StatutCtg, add_mois, get_statut, is_engagee
from convive.socle.enums import EnumLibelle
from convive.socle.formats import date_longue, nombre_accorde


class Phase(EnumLibelle):
    """In the order of a CTG; the final evaluation and the next diagnosis are usually one piece of work."""

    PREPARATION = "preparation", "Préparation"
    DIAGNOSTIC = "diagnostic", "Diagnostic"
    PRIORITES = "priorites", "Priorités"
    PLAN_ACTION = "plan_action", "Plan d’actions"
    SIGNATURE = "signature", "Signature"
    PILOTAGE = "pilotage", "Pilotage"
    EVALUATION = "evaluation", "Évaluation"
    RENOUVELLEMENT = "renouvellement", "Renouvellement"


ARTICLES_PHASES = {
    Phase.PREPARATION: "la préparation",
    Phase.DIAGNOSTIC: "le diagnostic",
    Phase.PRIORITES: "les priorités",
    Phase.PLAN_ACTION: "le plan d’actions",
    Phase.SIGNATURE: "la signature",
    Phase.PILOTAGE: "le pilotage",
    Phase.EVALUATION: "l’évaluation",
    Phase.RENOUVELLEMENT: "le renouvellement",
}
AVANT_SIGNATURE = (Phase.PREPARATION, Phase.DIAGNOSTIC, Phase.PRIORITES, Phase.PLAN_ACTION)


class EtatPhase(EnumLibelle):
    """`PASSEE`: the signature came after it, and no milestone says that it took place."""

    FAITE = "faite", "faite"
    PASSEE = "passee", "rien n’est noté"
    EN_COURS = "en_cours", "en cours"
    A_VENIR = "a_venir", "à venir"


@dataclass(frozen=True, slots=True)
class Parametres:
    """Months before the end, or numbers: each comes from a dated parameter."""

    annees_usuelles: int
    mois_evaluation: int
    mois_renouvellement: int
    mois_prorogation: int
    mois_comite: int


@dataclass(frozen=True, slots=True)
class TypeAttendu:
    """A kind of milestone of an espace. `is_annuel`: one is expected each year of the convention."""

    cle: Any
    phase: Phase
    libelle: str
    is_attendu: bool
    is_annuel: bool = False


@dataclass(frozen=True, slots=True)
class JalonDate:
    """A dated milestone; `cle_type` is None for one of no usual kind. `url` is the page of the meeting that dates it,
    and `cle` then None."""

    cle: Any
    cle_type: Any
    phase: Phase
    libelle: str
    date_prevue: date | None = None
    date_reelle: date | None = None
    is_sans_objet: bool = False
    url: str = ""

    @property
    def date(self) -> date | None:
        """The day it happened, or is planned for."""
        return self.date_reelle or self.date_prevue

    @property
    def is_atteint(self) -> bool:
        return self.is_sans_objet or self.date_reelle is not None


class Lieu(StrEnum):
    """Where one does what is missing."""

    JALON = "jalon"
    SIGNATAIRES = "signataires"
    CTG = "ctg"
    SUITE = "suite"
    REPRISE = "reprise"


@dataclass(frozen=True, slots=True)
class Manque:
    """One thing to do before the next phase: a sentence, and where. `cle_type` is the kind of milestone to date;
    `url`, the meeting that dates it."""

    libelle: str
    lieu: Lieu
    cle_type: Any = None
    cle_jalon: Any = None
    precision: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class FaitsCtg:
    """What the phases depend on, beside milestones. `dates_actes` are the days of délibérations and signatures.

    `a_choisir` counts what is left to decide for `reprise_vers`, the CTG that is prepared: this one, or the next one.
    """

    date_debut: date
    date_fin: date
    date_signature: date | None
    nombre_signataires: int = 0
    has_caf: bool = False
    has_collectivite: bool = False
    a_deliberer: int = 0
    a_signer: int = 0
    dates_actes: tuple[date, ...] = ()
    has_suivante: bool = False
    is_suivante_signee: bool = False
    a_choisir: int = 0
    reprise_vers: str = ""
    is_celle_qui_reprend: bool = False

    def is_engagee(self, today: date) -> bool:
        """Begun for a year or more: it was signed, whether its day was noted or not. In its first year, a CTG may still
        wait for its signature."""
        return is_engagee(self.date_debut, today)


@dataclass(frozen=True, slots=True)
class PhaseDatee:
    """A phase, its state today, the days that it covers when they are known, what is missing to leave it."""

    phase: Phase
    etat: EtatPhase
    debut: date | None
    fin: date | None
    manques: tuple[Manque, ...]

    @property
    def libelle(self) -> str:
        return self.phase.libelle

    @property
    def libelle_etat(self) -> str:
        return self.etat.libelle


@dataclass(frozen=True, slots=True)
class Avancement:
    """Every phase in order; those that run; the next one, and what is missing before it."""

    phases: tuple[PhaseDatee, ...]

    @property
    def en_cours(self) -> tuple[PhaseDatee, ...]:
        return tuple(phase for phase in self.phases if phase.etat is EtatPhase.EN_COURS)

    @property
    def prochaine(self) -> PhaseDatee | None:
        """The first phase after the last that runs, or the first of all."""
        rang = max((i for i, p in enumerate(self.phases) if p.etat is not EtatPhase.A_VENIR), default=-1)
        return self.phases[rang + 1] if rang + 1 < len(self.phases) else None

    @property
    def manques(self) -> tuple[Manque, ...]:
        return tuple(manque for phase in self.en_cours for manque in phase.manques)


def date_jalons(jalons: Iterable[JalonDate], reunions: Iterable[JalonDate]) -> list[JalonDate]:
    """Milestones with the meetings that date them: a meeting says more than a day planned for the same year, and
    nothing more than a milestone that is reached."""
    jalons = list(jalons)
    atteints = {(j.cle_type, j.date.year) for j in jalons if j.date and j.is_atteint}
    tenues = [r for r in reunions if r.date and (r.cle_type, r.date.year) not in atteints]
    dates = {(r.cle_type, r.date.year) for r in tenues if r.date}
    return [*tenues, *(j for j in jalons if j.is_atteint or not j.date or (j.cle_type, j.date.year) not in dates)]


def compute_avancement(
    faits: FaitsCtg, types: Iterable[TypeAttendu], jalons: Sequence[JalonDate], parametres: Parametres, today: date
) -> Avancement:
    """Where a CTG stands today."""
    types = list(types)
    manques = {phase: _list_manques(phase, faits, types, jalons, today) for phase in Phase}
    is_signee = faits.date_signature is not None
    is_engagee = faits.is_engagee(today)
    phases: list[PhaseDatee] = []
    for phase in Phase:
        debut, fin = _compute_dates(phase, faits, jalons, parametres)
        if phase in (*AVANT_SIGNATURE, Phase.SIGNATURE):
            etat = _get_etat_avant(
                phase, is_signee or (is_engagee and phase is not Phase.SIGNATURE), manques[phase], jalons, phases
            )
        else:
            etat = _get_etat_apres(phase, faits, manques[phase], debut, today)
        phases.append(PhaseDatee(phase, etat, debut, fin, manques[phase]))
    return Avancement(tuple(phases))


def _get_etat_avant(
    phase: Phase, is_signee: bool, manques: Sequence[Manque], jalons: Iterable[JalonDate], before: Sequence[PhaseDatee]
) -> EtatPhase:
    """A signed CTG is past all that comes before; what is said done is what a milestone says."""
    own = [jalon for jalon in jalons if jalon.phase is phase]
    has_begun = any(jalon.date_reelle for jalon in own)
    if is_signee and phase is not Phase.SIGNATURE and not any(jalon.is_atteint for jalon in own):
        return EtatPhase.PASSEE
    if is_signee or (phase is not Phase.SIGNATURE and not manques and (has_begun or not _is_en_attente(before))):
        return EtatPhase.FAITE
    return EtatPhase.EN_COURS if has_begun or not _is_en_attente(before) else EtatPhase.A_VENIR


def _is_en_attente(before: Sequence[PhaseDatee]) -> bool:
    """Whether an earlier phase is not over."""
    return any(phase.etat not in (EtatPhase.FAITE, EtatPhase.PASSEE) for phase in before)


def _get_etat_apres(
    phase: Phase, faits: FaitsCtg, manques: Sequence[Manque], debut: date | None, today: date
) -> EtatPhase:
    statut = get_statut(
        date_debut=faits.date_debut, date_fin=faits.date_fin, date_signature=faits.date_signature, today=today
    )
    if phase is Phase.PILOTAGE:
        if statut is StatutCtg.TERMINEE:
            return EtatPhase.FAITE
        is_en_cours = statut is StatutCtg.EN_COURS or faits.is_engagee(today)
        return EtatPhase.EN_COURS if is_en_cours else EtatPhase.A_VENIR
    if phase is Phase.RENOUVELLEMENT and faits.is_suivante_signee:
        return EtatPhase.FAITE
    is_passee = faits.date_signature is not None or faits.is_engagee(today)
    if not is_passee or debut is None or today < debut:
        return EtatPhase.A_VENIR
    return EtatPhase.EN_COURS if manques else EtatPhase.FAITE


def _compute_dates(
    phase: Phase, faits: FaitsCtg, jalons: Iterable[JalonDate], parametres: Parametres
) -> tuple[date | None, date | None]:
    days = [jalon.date for jalon in jalons if jalon.phase is phase and jalon.date and not jalon.is_sans_objet]
    if phase is Phase.SIGNATURE:
        days += [*faits.dates_actes, *filter(None, (faits.date_signature,))]
    elif phase is Phase.PILOTAGE:
        return faits.date_debut, faits.date_fin
    elif phase in (Phase.EVALUATION, Phase.RENOUVELLEMENT):
        is_evaluation = phase is Phase.EVALUATION
        mois = parametres.mois_evaluation if is_evaluation else parametres.mois_renouvellement
        days += [max(faits.date_debut, add_mois(faits.date_fin, -mois)), faits.date_fin]
    return (min(days), max(days)) if days else (None, None)


def _list_manques(
    phase: Phase, faits: FaitsCtg, types: Iterable[TypeAttendu], jalons: Iterable[JalonDate], today: date
) -> tuple[Manque, ...]:
    own = [jalon for jalon in jalons if jalon.phase is phase]
    found = []
    for kind in types:
        if kind.phase is not phase or not kind.is_attendu:
            continue
        of_kind = [jalon for jalon in own if jalon.cle_type == kind.cle]
        if kind.is_annuel:
            of_kind = [jalon for jalon in of_kind if jalon.date and jalon.date.year == today.year]
        if not any(jalon.is_atteint for jalon in of_kind):
            libelle = f"{kind.libelle} ({today.year})" if kind.is_annuel else kind.libelle
            found.append(_build_manque(libelle, kind, of_kind, today))
    if phase is Phase.SIGNATURE:
        found += _list_manques_signature(faits)
    if phase is Phase.RENOUVELLEMENT and not faits.has_suivante:
        found.append(Manque("Préparer la CTG suivante", Lieu.SUITE))
    if faits.a_choisir and phase is (Phase.PREPARATION if faits.is_celle_qui_reprend else Phase.RENOUVELLEMENT):
        reste = f"Il reste {nombre_accorde(faits.a_choisir, 'choix', 'choix')} à faire."
        found.append(Manque(f"Choisir ce que reprend « {faits.reprise_vers} »", Lieu.REPRISE, precision=reste))
    return tuple(found)


def _build_manque(libelle: str, kind: TypeAttendu, of_kind: Sequence[JalonDate], today: date) -> Manque:
    waiting = next((jalon for jalon in of_kind if jalon.date_prevue), None)
    if waiting is None or waiting.date_prevue is None:
        return Manque(libelle, Lieu.JALON, kind.cle, precision="Aucune date n’est encore fixée.")
    day = date_longue(waiting.date_prevue)
    said = f"Prévu le {day}." if waiting.date_prevue >= today else f"Prévu le {day} : la date est passée."
    return Manque(libelle, Lieu.JALON, kind.cle, waiting.cle, said, waiting.url)


def _list_manques_signature(faits: FaitsCtg) -> list[Manque]:
    found = []
    if faits.nombre_signataires == 0:
        found.append(Manque("Nommer les signataires", Lieu.SIGNATAIRES))
    else:
        if not faits.has_caf:
            found.append(Manque("Ajouter la Caf parmi les signataires", Lieu.SIGNATAIRES))
        if not faits.has_collectivite:
            found.append(Manque("Ajouter une collectivité parmi les signataires", Lieu.SIGNATAIRES))
    if faits.a_deliberer:
        plural = "s" if faits.a_deliberer > 1 else ""
        found.append(Manque(f"Obtenir {faits.a_deliberer} délibération{plural}", Lieu.SIGNATAIRES))
    if faits.date_signature is None:
        found.append(Manque("Noter le jour de la signature", Lieu.CTG))
    return found
