"""What a plan, or a part of it, comes down to in a few words. Pure Python."""

from collections.abc import Iterable, Sequence

from convive.plan_action.rules.statuts import Statut
from convive.socle.formats import liste_fr, nombre_accorde

MOTS = (
    (Statut.BLOQUEE, "bloquée", None),
    (Statut.EN_PAUSE, "en pause", "en pause"),
    (Statut.REALISEE, "réalisée", None),
    (Statut.PERENNISEE, "pérennisée", None),
    (Statut.REPORTEE, "reportée", None),
    (Statut.ABANDONNEE, "abandonnée", None),
)
"""The statuses that a summary names, in this order; the others are what one expects."""
ALERTES = MOTS[:1]
"""Those that a heading names: what waits for someone."""


INTERNE = "interne"
"""Counted apart, whatever its status: what is said of the plan in a séance leaves it out."""
HORS = (
    (Statut.A_PREPARER.value, "à préparer", "à préparer"),
    (INTERNE, "interne", None),
    (Statut.ABANDONNEE.value, "abandonnée", None),
)
"""What the count of a plan leaves out, and says."""


def get_sorte(statut: str, *, is_interne: bool) -> str:
    """Under what an action is counted: its status, unless it is internal."""
    return INTERNE if is_interne and statut not in (Statut.A_PREPARER, Statut.ABANDONNEE) else statut


class CompteStatuts:
    """How many actions there are of each status, and how many are late: the same on the pages and in the documents.

    `total` is all that is there; `retenues` is what one says of the plan, and `explain_hors` what it leaves out.
    """

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
        self.en_retard += en_retard if statut != INTERNE else 0

    def merge(self, other: "CompteStatuts") -> None:
        for statut, nombre in other.statuts.items():
            self.add(statut, nombre)
        self.en_retard += other.en_retard

    @property
    def total(self) -> int:
        return sum(self.statuts.values())

    @property
    def retenues(self) -> int:
        return self.total - sum(self.statuts.get(sorte, 0) for sorte, *_ in HORS)

    def explain_hors(self) -> str:
        """« en plus, 6 à préparer et 2 abandonnées »; empty when the count leaves nothing out."""
        words = self._list_hors()
        return f"en plus, {liste_fr(words)}" if words else ""

    def _list_hors(self) -> list[str]:
        return [nombre_accorde(n, un, plusieurs) for sorte, un, plusieurs in HORS if (n := self.statuts.get(sorte, 0))]

    def explain_ecarts(self) -> str:
        """« 2 en retard, 1 bloquée, 3 réalisées »; empty when everything is as one expects."""
        return ", ".join(self._list_mots(MOTS))

    def _list_mots(self, mots: Sequence[tuple[Statut, str, str | None]]) -> list[str]:
        words = list(filter(None, [self.explain_retard()]))
        for statut, un, plusieurs in mots:
            if nombre := self.statuts.get(statut, 0):
                words.append(nombre_accorde(nombre, un, plusieurs))
        return words

    def explain_retard(self) -> str:
        return nombre_accorde(self.en_retard, "en retard", "en retard") if self.en_retard else ""

    def _explain_toutes(self) -> str:
        """« en retard » of a single action, « toutes en retard » of several; empty unless it is said of them all."""
        toutes = "toutes " if self.retenues > 1 else ""
        bloquees = self.statuts.get(Statut.BLOQUEE, 0)
        if self.en_retard == self.retenues and not bloquees:
            return f"{toutes}en retard"
        if bloquees == self.retenues and not self.en_retard:
            return f"{toutes}{'bloquées' if toutes else 'bloquée'}"
        return "en retard et bloquée" if self.retenues == self.en_retard == bloquees == 1 else ""

    def explain(self, ou: str = "") -> str:
        """« 40 actions en 4 axes, dont 9 en retard et 1 bloquée ; en plus, 4 à préparer »: the one sentence by which
        every page and every document counts a plan, or a part of it. `ou` follows « actions »."""
        if not self.total:
            return "aucune action"
        if not self.retenues:
            return liste_fr(self._list_hors())
        debut = f"{nombre_accorde(self.retenues, 'action')} {ou}".strip()
        alertes = self._list_mots(ALERTES)
        dont = f", {self._explain_toutes() or f'dont {liste_fr(alertes)}'}" if alertes else ""
        hors = f"\u00a0; {self.explain_hors()}" if self.explain_hors() else ""
        return f"{debut}{dont}{hors}"
