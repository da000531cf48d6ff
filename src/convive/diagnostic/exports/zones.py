"""The tables of quartiers of a portrait, in the words and formats of a reader."""

from dataclasses import dataclass
from datetime import date

from convive.diagnostic.exports.presentation import CelluleCommune
from convive.diagnostic.rules.zones import ColonneZone, Lue
from convive.diagnostic.selectors.quartiers import MAX_QUARTIERS
from convive.diagnostic.selectors.zones import TableZones, get_zones_perimetre
from convive.donnees.rules import Statut
from convive.donnees.sources.registre import SOURCES
from convive.socle.formats import liste_fr, nombre
from convive.territoires.rules import PerimetreResolu

QUARTIERS_MONTRES = 40


@dataclass(frozen=True)
class LigneZone:
    nom: str
    communes: str
    cellules: tuple[CelluleCommune, ...]


@dataclass(frozen=True)
class TableAffichee:
    """`colonnes` are titles with their year; no row when there are `total` of them, too many for a page."""

    total: int
    colonnes: tuple[str, ...]
    lignes: tuple[LigneZone, ...]
    source: str

    @property
    def is_a_demander(self) -> bool:
        """Too long for a page that did not ask for it, and not for one that does."""
        return not self.lignes and self.total <= MAX_QUARTIERS

    @property
    def statuts(self) -> frozenset[Statut]:
        return frozenset(cellule.statut for ligne in self.lignes for cellule in ligne.cellules)


@dataclass(frozen=True)
class ZonesAffichees:
    """`liste_2024`: name and communes of each quartier prioritaire in force, of `total_2024`."""

    iris: TableAffichee | None
    qpv: TableAffichee | None
    liste_2024: tuple[tuple[str, str], ...]
    total_2024: int

    def __bool__(self) -> bool:
        return bool(self.iris or self.qpv or self.liste_2024)

    @property
    def statuts(self) -> frozenset[Statut]:
        return frozenset().union(*(table.statuts for table in (self.iris, self.qpv) if table))


def build_zones(perimetre: PerimetreResolu, jour: date, *, is_tout: bool = False) -> ZonesAffichees:
    """`is_tout`: as many quartiers as a page may bear; else a light page. Raises DonneesAbsentes."""
    maximum = MAX_QUARTIERS if is_tout else QUARTIERS_MONTRES
    lues = get_zones_perimetre(perimetre, jour, maximum)
    noms = {commune.code: commune.nom for commune in perimetre.communes}
    return ZonesAffichees(
        _build_table(lues.iris, noms),
        _build_table(lues.qpv, noms),
        tuple((nom, liste_fr([noms[code] for code in communes])) for nom, communes in lues.liste_2024[:maximum]),
        len(lues.liste_2024),
    )


def _build_table(table: TableZones | None, noms: dict[str, str]) -> TableAffichee | None:
    if table is None:
        return None
    sources = [SOURCES[identifiant] for identifiant in table.sources if identifiant in SOURCES]
    return TableAffichee(
        table.total,
        tuple(f"{colonne.libelle} ({annee})" for colonne, annee in table.colonnes),
        tuple(
            LigneZone(
                ligne.nom,
                liste_fr([noms[code] for code in ligne.communes]),
                tuple(
                    _build_cellule(colonne, lue)
                    for (colonne, _), lue in zip(table.colonnes, ligne.valeurs, strict=True)
                ),
            )
            for ligne in table.lignes
        ),
        " ; ".join(f"{source.producteur}, {source.titre}" for source in sources),
    )


def _build_cellule(colonne: ColonneZone, lue: Lue) -> CelluleCommune:
    valeur, statut = lue
    return CelluleCommune("" if valeur is None else nombre(valeur, colonne.decimales), statut, valeur)
