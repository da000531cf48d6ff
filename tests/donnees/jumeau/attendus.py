"""What the product should answer for a commune, an EPCI or a bundle, from the cells alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from convive.donnees.quantites import list_additives
from tests.donnees.jumeau.fichiers import read_depot
from tests.donnees.jumeau.lecture import AVEC_PARENT, INCONNU, SECRET, Colonne, Valeur
from tests.donnees.jumeau.territoires import SCISSIONS, Territoires

RANGS = {
    **{"base_territoires": 1, "base_iris": 2, "filosofi_2021": 3, "filosofi_2019": 3, "recensement": 4},
    **{"naissances": 3, "populations_reference": 3, "populations_serie": 4, "couverture_petite_enfance": 2},
    "base_contours": 10,
}
"""Sources that are believed before the others when several give a figure."""
AUTRES = 9
SCINDEES = {code for parent, enfant, _ in SCISSIONS for code in (parent, enfant)}
CALCULABLE_NON, SCISSION, PARTIEL, RUPTURE = "non_calculable", AVEC_PARENT, "partiel", "rupture_de_serie"


@dataclass(frozen=True)
class Attendu:
    """A figure and what it is; `colonnes` are those where its cells are."""

    valeur: float | None
    statut: str
    source: str
    colonnes: tuple[Colonne, ...] = ()


class Jumeau:
    """The twin: `additives` are the quantities that are summed."""

    def __init__(self, territoires: Territoires, colonnes: list[Colonne], additives: Iterable[str]) -> None:
        self.territoires = territoires
        self.additives = set(additives)
        self.colonnes = colonnes
        self._communes: dict[str, dict[tuple[str, int], Attendu]] = {}

    @cached_property
    def communales(self) -> dict[tuple[str, int], list[Colonne]]:
        par_chiffre: dict[tuple[str, int], list[Colonne]] = defaultdict(list)
        for colonne in self.colonnes:
            if colonne.maille == "commune":
                par_chiffre[colonne.indicateur, colonne.millesime].append(colonne)
        return par_chiffre

    @cached_property
    def _par_commune(self) -> dict[int, dict[str, list[str]]]:
        """By column, the codes of its file that make each commune of today; arrondissements apart."""
        groupes = {}
        for colonne in self.colonnes:
            if colonne.maille != "commune":
                continue
            codes: dict[str, list[str]] = defaultdict(list)
            for code in colonne.cellules:
                if code not in self.territoires.arrondissements and (actuel := self.territoires.get_actuel(code)):
                    codes[actuel].append(code)
            groupes[id(colonne)] = codes
        return groupes

    def get_commune(self, code: str) -> dict[tuple[str, int], Attendu]:
        """Every figure of a commune, that of the best source that knows it."""
        if code not in self._communes:
            figures = {}
            for chiffre, colonnes in self.communales.items():
                lus = [attendu for colonne in colonnes if (attendu := self._compute_commune(code, colonne))]
                if chiffre[0] == "superficie_km2":
                    # Without an official area, that of the contours.
                    lus = [attendu for attendu in lus if attendu.statut == "valeur"]
                if lus:
                    figures[chiffre] = min(
                        lus, key=lambda a: (a.statut == INCONNU, RANGS.get(a.source, AUTRES), a.colonnes == ())
                    )
            self._communes[code] = figures
        return self._communes[code]

    def list_arrondissement(self, code: str) -> dict[tuple[str, int], Attendu]:
        figures: dict[tuple[str, int], Attendu] = {}
        for chiffre, colonnes in self.communales.items():
            for colonne in sorted(colonnes, key=lambda c: RANGS.get(c.source, AUTRES)):
                if code in colonne.cellules:
                    figures.setdefault(chiffre, _build(colonne, colonne.cellules[code]))
        return figures

    def _compute_commune(self, code: str, colonne: Colonne) -> Attendu | None:
        propres = self._par_commune[id(colonne)].get(code, [])
        arrondissements = self.territoires.decoupees.get(code, [])
        dits = [a for a in arrondissements if a in colonne.cellules]
        if not propres and not dits:
            statut = SCISSION if self._get_melange(code, colonne) else INCONNU
            # An extract says nothing of the others, nor does the product of what it ships no figure of.
            if not colonne.is_national or (colonne.source == "base_iris" and statut == INCONNU):
                return None
            return Attendu(None, statut, colonne.source)
        if melange := self._get_melange(code, colonne):
            return Attendu(None, SCISSION, colonne.source, (colonne,) if melange == "entier" else ())
        if colonne.indicateur not in self.additives:
            return _build(colonne, colonne.cellules[propres[0]] if len(propres) == 1 else CALCULABLE_NON)
        cellules = [colonne.cellules[c] for c in propres or dits]
        nombres = [c for c in cellules if isinstance(c, float)]
        if not nombres:
            if len(cellules) == 1:
                return _build(colonne, cellules[0])
            return _build(colonne, SECRET if SECRET in cellules else INCONNU)
        attendus = len(propres) or len(arrondissements)
        if len(nombres) < attendus and not (colonne.geographie and len(cellules) == attendus):
            return Attendu(sum(nombres), PARTIEL, colonne.source, (colonne,))
        if propres and self._is_rompue(code, propres, colonne):
            return Attendu(sum(nombres), RUPTURE, colonne.source, (colonne,))
        return _build(colonne, float(sum(nombres)))

    def _is_dite(self, code: str, colonne: Colonne) -> bool:
        return any(colonne.cellules[c] != INCONNU for c in self._par_commune[id(colonne)].get(code, []))

    def _get_melange(self, code: str, colonne: Colonne) -> str:
        """« entier »: the parent is counted with what left it; « doute »: nothing tells; « »: each its own."""
        for parent, enfant, date in SCISSIONS if code in SCINDEES else ():
            if code not in (parent, enfant) or not self._is_dite(parent, colonne):
                continue
            if colonne.cellules.get(enfant) == AVEC_PARENT:
                return "entier"
            if self._is_dite(enfant, colonne):
                continue
            if colonne.geographie:
                if self.territoires.fusions.get((parent, enfant), "") <= colonne.geographie < date:
                    return "entier"
            elif colonne.millesime < int(date[:4]):
                return "entier"
            elif colonne.is_national and enfant not in self._par_commune[id(colonne)]:
                return "doute"
        return ""

    def _is_rompue(self, code: str, propres: list[str], colonne: Colonne) -> bool:
        """A commune that was merged later, and that the column does not count by itself, is missing from the sum."""
        return colonne.geographie is not None and any(
            date > colonne.geographie and not (absorbee in propres and isinstance(colonne.cellules[absorbee], float))
            for absorbee, date in self.territoires.absorbees.get(code, ())
        )

    def get_somme(
        self, communes: list[str], *, is_territoire: bool
    ) -> dict[tuple[str, int], tuple[float | None, str, int]]:
        """Sums over communes: (value, status, known communes), a split commune put together again. A territory says
        nothing when half of its communes are not even listed.
        """
        figures: dict[tuple[str, int], list[tuple[str, Attendu]]] = defaultdict(list)
        for code in communes:
            for chiffre, attendu in self.get_commune(code).items():
                if chiffre[0] in self.additives:
                    figures[chiffre].append((code, attendu))
        sommes = {}
        for chiffre, lus in figures.items():
            nombres = [a.valeur for _, a in lus if a.valeur is not None]
            connues = len(nombres)
            if is_territoire and 2 * len(lus) < len(communes):
                continue
            statuts = {a.statut for _, a in lus}
            for valeur, morceaux, statut in self._list_reunions(chiffre, dict(lus)):
                nombres.append(valeur)
                connues += morceaux
                statuts.add(statut)
            if not nombres:
                statut = INCONNU
            elif RUPTURE in statuts:
                statut = RUPTURE
            else:
                statut = PARTIEL if connues < len(communes) or PARTIEL in statuts else "valeur"
            sommes[chiffre] = (sum(nombres) if nombres else None, statut, connues)
        return sommes

    def _list_reunions(self, chiffre: tuple[str, int], lus: dict[str, Attendu]) -> list[tuple[float, int, str]]:
        """(Undivided figure, pieces, status) of the splits whose pieces are all in the territory."""
        ajouts = []
        for parent in {parent for parent, _, _ in SCISSIONS}:
            whole = lus.get(parent)
            if whole is None or whole.statut != SCISSION or not whole.colonnes:
                continue
            (colonne,) = whole.colonnes
            cellules = [colonne.cellules[c] for c in self._par_commune[id(colonne)].get(parent, [])]
            if not cellules or not all(isinstance(c, float) for c in cellules):
                continue
            enfants = {enfant for p, enfant, _ in SCISSIONS if p == parent}
            morceaux = [
                code
                for code in (parent, *enfants)
                if (a := self.get_commune(code).get(chiffre)) is None or a.statut == SCISSION
            ]
            if all(code in lus for code in morceaux):
                propres = self._par_commune[id(colonne)][parent]
                statut = RUPTURE if self._is_rompue(parent, propres, colonne) else "valeur"
                ajouts.append((float(sum(c for c in cellules if isinstance(c, float))), len(morceaux), statut))
        return ajouts


@cache
def get_jumeau(depot: Path) -> Jumeau:
    """The twin of a dépôt, read once by process."""
    territoires = Territoires(depot)
    return Jumeau(territoires, read_depot(depot, territoires), list_additives())


def _build(colonne: Colonne, valeur: Valeur) -> Attendu:
    if isinstance(valeur, float):
        return Attendu(valeur, "valeur", colonne.source, (colonne,))
    return Attendu(None, valeur, colonne.source, (colonne,))
