"""Where an action is, where it may go from there, and what each move asks. Pure Python.

Conditions bind the moves made here. An import keeps the status as it was written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convive.socle.enums import EnumLibelle


class Statut(EnumLibelle):
    A_PREPARER = "a_preparer", "À préparer"
    VALIDEE = "validee", "Validée"
    EN_COURS = "en_cours", "En cours"
    EN_PAUSE = "en_pause", "En pause"
    BLOQUEE = "bloquee", "Bloquée"
    REALISEE = "realisee", "Réalisée"
    PERENNISEE = "perennisee", "Pérennisée"
    REPORTEE = "reportee", "Reportée"
    ABANDONNEE = "abandonnee", "Abandonnée"


VERBES_STATUTS = {
    Statut.A_PREPARER: "Remettre en préparation",
    Statut.VALIDEE: "Valider",
    Statut.EN_COURS: "Mettre en cours",
    Statut.EN_PAUSE: "Mettre en pause",
    Statut.BLOQUEE: "Signaler qu’elle est bloquée",
    Statut.REALISEE: "Noter qu’elle est réalisée",
    Statut.PERENNISEE: "Noter qu’elle est pérennisée",
    Statut.REPORTEE: "Reporter",
    Statut.ABANDONNEE: "Abandonner",
}
ROUVRIR = "Rouvrir\u00a0: elle n’est pas finie"
ACTIFS = frozenset({Statut.VALIDEE, Statut.EN_COURS, Statut.EN_PAUSE, Statut.BLOQUEE})
"""Something remains to be done: only these may be late, and ask for a pilote."""
OUVERTS = ACTIFS | {Statut.A_PREPARER}
TERMINES = frozenset({Statut.REALISEE, Statut.PERENNISEE})
SORTIS = frozenset({Statut.REPORTEE, Statut.ABANDONNEE})


class Exigence(StrEnum):
    """What a move asks for before it is recorded."""

    MOTIF = "motif"
    NOTE = "note"
    INSTANCE = "instance"
    DATE_INSTANCE = "date_instance"
    DATE_DEBUT = "date_debut"
    DATE_FIN = "date_fin"
    DEBLOCAGE = "deblocage"
    COMPLETUDE = "completude"
    MESURE = "mesure"
    RELAIS = "relais"


@dataclass(frozen=True, slots=True)
class Transition:
    """`instance_decide`: the move is the decision of a body, noted by whoever pilots the CTG; a pilote makes the
    others. `exigences` are what its form asks."""

    de: Statut
    vers: Statut
    exigences: frozenset[Exigence]
    instance_decide: bool = False

    @property
    def verbe(self) -> str:
        # What was said to be done, and is not: it is opened again, it does not begin.
        return ROUVRIR if self.de == Statut.REALISEE and self.vers == Statut.EN_COURS else VERBES_STATUTS[self.vers]


_DECISION = frozenset({Exigence.MOTIF, Exigence.INSTANCE, Exigence.DATE_INSTANCE})
_SEANCE = frozenset({Exigence.INSTANCE, Exigence.DATE_INSTANCE})


def _build() -> dict[tuple[Statut, Statut], Transition]:
    s, e = Statut, Exigence
    rows = [
        Transition(s.A_PREPARER, s.VALIDEE, _SEANCE | {e.COMPLETUDE}, instance_decide=True),
        Transition(s.VALIDEE, s.EN_COURS, frozenset({e.DATE_DEBUT})),
        Transition(s.EN_COURS, s.EN_PAUSE, frozenset({e.MOTIF})),
        Transition(s.EN_COURS, s.BLOQUEE, frozenset({e.MOTIF, e.DEBLOCAGE})),
        # An action that waits can prove blocked, and the other way round.
        Transition(s.EN_PAUSE, s.BLOQUEE, frozenset({e.MOTIF, e.DEBLOCAGE})),
        Transition(s.EN_PAUSE, s.EN_COURS, frozenset({e.NOTE})),
        Transition(s.BLOQUEE, s.EN_COURS, frozenset({e.NOTE})),
        Transition(s.EN_COURS, s.REALISEE, frozenset({e.MESURE})),
        # A mistake is mended.
        Transition(s.REALISEE, s.EN_COURS, frozenset({e.MOTIF})),
        Transition(s.REALISEE, s.PERENNISEE, _SEANCE | {e.RELAIS}, instance_decide=True),
        Transition(s.REPORTEE, s.VALIDEE, frozenset({e.DATE_DEBUT, e.DATE_FIN}), instance_decide=True),
        Transition(s.ABANDONNEE, s.A_PREPARER, _DECISION, instance_decide=True),
    ]
    for de in (s.A_PREPARER, s.VALIDEE, s.EN_COURS, s.EN_PAUSE, s.BLOQUEE):
        rows += [Transition(de, vers, _DECISION, instance_decide=True) for vers in (s.REPORTEE, s.ABANDONNEE)]
    return {(row.de, row.vers): row for row in rows}


TRANSITIONS: Mapping[tuple[Statut, Statut], Transition] = _build()


def list_transitions(de: str) -> tuple[Transition, ...]:
    """The moves from a status, in the order of the life of an action."""
    return tuple(TRANSITIONS[(Statut(de), vers)] for vers in Statut if (Statut(de), vers) in TRANSITIONS)


def get_transition(de: str, vers: str) -> Transition | None:
    """None for a move that does not exist, or an unknown word."""
    if de not in Statut or vers not in Statut:
        return None
    return TRANSITIONS.get((Statut(de), Statut(vers)))


@dataclass(frozen=True, slots=True)
class FaitsTransition:
    """What is known when a move is asked: what was typed, and what the action holds."""

    motif: str = ""
    instance: str = ""
    date_instance: date | None = None
    date_debut: date | None = None
    date_fin: date | None = None
    deblocage_par: str = ""
    deblocage_avant: date | None = None
    relais: str = ""
    has_mesure: bool = False
    manques: Iterable[str] = ()


def explain_transition(transition: Transition, faits: FaitsTransition, today: date) -> dict[str, str]:
    """What is missing, field by field; empty when the move can be recorded. « manques » is about the action itself."""
    errors: dict[str, str] = {}
    asked = transition.exigences
    if Exigence.MOTIF in asked and not faits.motif:
        errors["motif"] = "Indiquez pourquoi : ce sera relu avec la date."
    if Exigence.NOTE in asked and not faits.motif:
        errors["motif"] = "Indiquez en une phrase ce qui a changé."
    if Exigence.MESURE in asked and not (faits.has_mesure or faits.motif):
        errors["motif"] = "Aucune mesure n’est saisie : indiquez pourquoi, ou saisissez-en une d’abord."
    if Exigence.INSTANCE in asked and not faits.instance:
        errors["instance"] = "Indiquez quelle instance l’a décidé."
    if Exigence.DATE_INSTANCE in asked:
        if faits.date_instance is None:
            errors["date_instance"] = "Donnez la date de la séance."
        elif faits.date_instance > today:
            errors["date_instance"] = "Cette séance n’a pas encore eu lieu."
    errors |= _explain_dates(asked, faits)
    if Exigence.DEBLOCAGE in asked:
        if not faits.deblocage_par:
            errors["deblocage_par"] = "Indiquez qui peut débloquer l’action."
        if faits.deblocage_avant is None:
            errors["deblocage_avant"] = "Indiquez avant quelle date."
    if Exigence.RELAIS in asked and not faits.relais:
        errors["relais"] = "Indiquez qui la paie et qui la porte désormais."
    if Exigence.COMPLETUDE in asked and (manques := list(faits.manques)):
        errors["manques"] = f"Il manque encore : {', '.join(manques)}."
    return errors


def _explain_dates(asked: frozenset[Exigence], faits: FaitsTransition) -> dict[str, str]:
    errors = {}
    if Exigence.DATE_DEBUT in asked and faits.date_debut is None:
        errors["date_debut"] = "Donnez le jour où elle commence."
    if Exigence.DATE_FIN in asked and faits.date_fin is None:
        errors["date_fin"] = "Donnez sa nouvelle échéance."
    if faits.date_debut and faits.date_fin and faits.date_fin < faits.date_debut:
        errors["date_fin"] = "L’échéance vient avant le début."
    return errors
