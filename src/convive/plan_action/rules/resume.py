"""What a plan, or a part of it, comes down to in a few words. Pure Python."""

from collections.abc import Iterable, Sequence

from convive.plan_action.rules.statuts import Statut
from convive.socle.formats import nombre_accorde

MOTS = (
    (Statut.BLOQUEE, "bloquée", None),
    (Statut.EN_PAUSE, "en pause", "en pause"),
    (Statut.REALISEE, "réalisée", None),
    (Statut.PERENNISEE, "pérennisée", None),
    (Statut.REPORTEE, "reportée", None),
    (Statut.ABANDONNEE, "abandonnée", None),
)
"""The statuses that a summary names, in this order; the others are what one expects."""
ALERTES = MOTS[:2]


class CompteStatuts:
    """How many actions there are of each status, and how many are late."""

    def __init__(self) -> None:
        self.statuts: dict[str, int] = {}
        self.en_retard = 0

    @classmethod
    def build_somme(cls, comptes: "Iterable[CompteStatuts]") -> "CompteStatuts":
        somme = cls()
        for compte in comptes:
            somme.merge(compte)
        return somme

    def add(self, statut: str, nombre: int, en_retard: int = 0) -> None:
        self.statuts[statut] = self.statuts.get(statut, 0) + nombre
        self.en_retard += en_retard

    def merge(self, other: "CompteStatuts") -> None:
        for statut, nombre in other.statuts.items():
            self.add(statut, nombre)
        self.en_retard += other.en_retard

    @property
    def total(self) -> int:
        return sum(self.statuts.values())

    def explain_ecarts(self) -> str:
        """« 2 en retard, 1 bloquée, 3 réalisées »; empty when everything is as one expects."""
        return self._explain(MOTS)

    def _explain(self, mots: Sequence[tuple[Statut, str, str | None]]) -> str:
        words = [nombre_accorde(self.en_retard, "en retard", "en retard")] if self.en_retard else []
        for statut, un, plusieurs in mots:
            if nombre := self.statuts.get(statut, 0):
                words.append(nombre_accorde(nombre, un, plusieurs))
        return ", ".join(words)

    def explain_alertes(self) -> str:
        """« 2 en retard, 1 bloquée »: only what asks for someone."""
        return self._explain(ALERTES)

    def explain(self) -> str:
        """« 5 actions, 1 bloquée »."""
        if not self.total:
            return "aucune action"
        return ", ".join(filter(None, (nombre_accorde(self.total, "action"), self.explain_alertes())))
