"""From the codes of a file to today's communes: sums, copies, and the reasons why a figure cannot be given.

Pure Python, no file access. The rules here answer the pitfalls of the official files.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique, Commune, Scission
from convive.donnees.colonnes import Colonne
from convive.donnees.declaration import Resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule
from convive.donnees.quantites import QUANTITES
from convive.donnees.rules import Maille, Mesure, Statut

PART_INCONNUS_MAX = 0.02
PART_FICHIER_NATIONAL = 0.5
"""A file with fewer than this share of today's communes is an extract: it says nothing of those it does not list."""
SAUT_MIN = 0.05
"""Without the file of movements, a yearly growth of 5 % in a commune with former codes is assumed to be its merger. In
the 2013-2021 series, this finds 733 of the 752 mergers dated by the file of movements."""


@dataclass(frozen=True)
class Serie:
    """One quantity of one vintage, by code as written in the file.

    `date_geographie`: ISO date of the code list in which this vintage was counted, if it differs from that of the file
    (series published with one column per year).
    """

    indicateur: str
    millesime: int
    cellules: Mapping[str, Cellule]
    date_geographie: str | None = None


@dataclass
class Groupes:
    """The codes of one file, grouped by what they are today."""

    communes: dict[str, list[str]] = field(default_factory=dict)
    arrondissements: dict[str, list[str]] = field(default_factory=dict)
    avertissements: list[str] = field(default_factory=list)
    is_national: bool = False


def build_resultat(source: str, fichier: str, series: Sequence[Serie], cog: CodeOfficielGeographique) -> Resultat:
    """The figures of a file by commune, with the vintages and the warnings.

    Two vintages of a file may have different lists of communes: each one is converted from its own.
    """
    par_liste: dict[frozenset[str], list[Serie]] = defaultdict(list)
    for serie in series:
        par_liste[frozenset(serie.cellules)].append(serie)
    resultat = Resultat([], sorted({serie.millesime for serie in series}))
    for groupe in par_liste.values():
        groupes = build_groupes(fichier, groupe[0].cellules, cog)
        simples = _list_simples(groupes, groupe, cog)
        resultat.colonnes += _list_colonnes(source, groupes, groupe, simples)
        autres = [commune for commune in cog.communes_reelles if commune.code not in simples]
        resultat.mesures += list_mesures(source, groupes, groupe, cog, autres)
        resultat.avertissements += groupes.avertissements
    resultat.avertissements = list(dict.fromkeys(resultat.avertissements))
    return resultat


def _list_simples(groupes: Groupes, series: Sequence[Serie], cog: CodeOfficielGeographique) -> dict[str, str]:
    """Commune → its code in the file ("" if the file lacks it), for communes whose figures can be copied as they are.

    The others come from several codes, took part in a split, are only given by arrondissement, or may break a series.
    """
    speciales = {code for scission in cog.scissions for code in (scission.parent, scission.enfant)}
    if any(serie.date_geographie is not None for serie in series):
        speciales |= cog.communes_avec_anciens | cog.absorptions.keys()
    simples: dict[str, str] = {}
    for commune in cog.communes_reelles:
        code = commune.code
        propres = groupes.communes.get(code, ())
        if code in speciales or len(propres) > 1 or (not propres and code in groupes.arrondissements):
            continue
        simples[code] = propres[0] if propres else ""
    return simples


def _list_colonnes(source: str, groupes: Groupes, series: Sequence[Serie], simples: Mapping[str, str]) -> list[Colonne]:
    """The figures of the simple communes, one column per series. Those that a national file lacks are not available."""
    listees = {code: propre for code, propre in simples.items() if propre}
    absentes = [code for code, propre in simples.items() if not propre] if groupes.is_national else []
    territoires = [*listees, *absentes]
    codes, vides = list(listees.values()), [Statut.NON_DISPONIBLE] * len(absentes)
    return [
        Colonne(
            Maille.COMMUNE,
            serie.indicateur,
            serie.millesime,
            source,
            territoires,
            [*map(serie.cellules.__getitem__, codes), *vides],
        )
        for serie in series
    ]


def build_groupes(fichier: str, codes: Iterable[str], cog: CodeOfficielGeographique) -> Groupes:
    """Group the codes of a file. Raise FichierIllisible if more than 2 % are unknown."""
    groupes = Groupes(communes=defaultdict(list), arrondissements=defaultdict(list))
    communes, arrondissements, anciens = groupes.communes, cog.arrondissements, cog.anciens
    inconnus: list[str] = []
    total = 0
    for code in codes:
        total += 1
        if code in cog.communes:
            communes[code].append(code)
        elif (commune := arrondissements.get(code)) is not None:
            groupes.arrondissements[commune].append(code)
        elif (actuel := anciens.get(code)) is not None:
            communes[actuel].append(code)
        elif not cog.is_hors_champ(code):
            inconnus.append(code)
    validate_inconnus(fichier, inconnus, total, groupes.avertissements, nom="commune")
    vues = groupes.communes.keys() | groupes.arrondissements.keys()
    groupes.is_national = len(vues) >= PART_FICHIER_NATIONAL * len(cog.communes_reelles)
    if not groupes.is_national:
        groupes.avertissements.append(
            f"Extrait : {len(vues)} communes sur {len(cog.communes_reelles)}, les autres restent sans donnée."
        )
    return groupes


def validate_inconnus(fichier: str, inconnus: Sequence[str], total: int, avertissements: list[str], nom: str) -> None:
    """Add a warning for a few unknown codes; raise FichierIllisible for many."""
    if not inconnus:
        return
    exemples = ", ".join(inconnus[:5])
    if len(inconnus) > PART_INCONNUS_MAX * total:
        courts = sum(len(code) == 4 for code in inconnus)
        cause = f"{len(inconnus)} codes de {nom} sur {total} sont inconnus ({exemples})"
        if courts * 2 > len(inconnus):
            cause += ", les zéros initiaux ont sans doute été perdus dans un tableur"
        raise FichierIllisible(fichier, cause)
    pluriel = "s" if len(inconnus) > 1 else ""
    avertissements.append(f"{len(inconnus)} code{pluriel} de {nom} inconnu{pluriel}, non repris : {exemples}.")


def list_mesures(
    source: str,
    groupes: Groupes,
    series: Sequence[Serie],
    cog: CodeOfficielGeographique,
    communes: Sequence[Commune] | None = None,
) -> list[Mesure]:
    """The rows of the long table for communes (all by default) and for arrondissements municipaux."""
    communes = cog.communes_reelles if communes is None else communes
    scissions = _list_scissions_par_commune(cog)
    mesures: list[Mesure] = []
    sauts = _compute_sauts(groupes, series, cog) if not cog.absorptions else {}
    for serie in series:
        additive = QUANTITES[serie.indicateur].additive
        etats = {code: _get_melange(code, scissions[code], groupes, serie, sauts) for code in scissions}
        for commune in communes:
            code = commune.code
            propres = groupes.communes.get(code, ())
            arrondissements = groupes.arrondissements.get(code, ())
            if not propres and not arrondissements:
                if groupes.is_national:
                    statut = Statut.SCISSION_INCOMPLETE if etats.get(code) else Statut.NON_DISPONIBLE
                    mesures.append(_build_mesure(source, code, serie, statut))
                continue
            if (etat := etats.get(code)) is not None:
                if additive and etat is Melange.ENTIER:
                    # A territory that contains all the pieces can use the undivided figure: see `donnees.scissions`.
                    whole = _build_somme_communale(source, code, serie, groupes, cog, sauts)
                    if whole.statut in (Statut.VALEUR, Statut.RUPTURE_DE_SERIE):
                        mesures.append(whole._replace(maille=Maille.SCISSION))
                mesures.append(_build_mesure(source, code, serie, Statut.SCISSION_INCOMPLETE))
            elif not additive:
                mesures.append(_build_mesure(source, code, serie, _compute_copie(propres, serie)))
            elif propres:
                mesures.append(_build_somme_communale(source, code, serie, groupes, cog, sauts))
            else:
                cellules = [serie.cellules[arrondissement] for arrondissement in arrondissements]
                attendus = len(cog.arrondissements_par_commune[code])
                mesures.append(_build_somme(source, code, serie, cellules, attendus))
        mesures.extend(_list_arrondissements(source, groupes, serie))
    return mesures


def _list_arrondissements(source: str, groupes: Groupes, serie: Serie) -> list[Mesure]:
    return [
        _build_mesure(source, code, serie, serie.cellules[code], Maille.ARRONDISSEMENT_MUNICIPAL)
        for codes in groupes.arrondissements.values()
        for code in codes
    ]


def _build_mesure(source: str, code: str, serie: Serie, cellule: Cellule, maille: Maille = Maille.COMMUNE) -> Mesure:
    if isinstance(cellule, float):
        return Mesure(maille, code, serie.indicateur, serie.millesime, cellule, Statut.VALEUR, source)
    return Mesure(maille, code, serie.indicateur, serie.millesime, None, cellule, source)


def _build_somme_communale(
    source: str,
    code: str,
    serie: Serie,
    groupes: Groupes,
    cog: CodeOfficielGeographique,
    sauts: Mapping[tuple[str, str], int],
) -> Mesure:
    """The sum of the codes of the file that are this commune today; a break in series if it only counts part of it."""
    cellules = [serie.cellules[propre] for propre in groupes.communes[code]]
    mesure = _build_somme(source, code, serie, cellules, len(cellules))
    if mesure.valeur is not None and _is_rupture(code, groupes, serie, cog, sauts):
        return mesure._replace(statut=Statut.RUPTURE_DE_SERIE)
    return mesure


def _build_somme(source: str, code: str, serie: Serie, cellules: Sequence[Cellule], attendues: int) -> Mesure:
    """The sum of the former communes (or arrondissements) of a commune.

    In a series, a blank component did not exist that year, any more or yet, so it is not part of the sum.
    """
    if len(cellules) == 1 and attendues == 1:
        return _build_mesure(source, code, serie, cellules[0])
    valeurs = [cellule for cellule in cellules if isinstance(cellule, float)]
    if not valeurs:
        statut = Statut.SECRET if Statut.SECRET in cellules else Statut.NON_DISPONIBLE
        return _build_mesure(source, code, serie, statut)
    complete = len(valeurs) == attendues or (serie.date_geographie is not None and len(cellules) == attendues)
    if complete:
        return _build_mesure(source, code, serie, sum(valeurs))
    return Mesure(
        Maille.COMMUNE,
        code,
        serie.indicateur,
        serie.millesime,
        sum(valeurs),
        Statut.PARTIEL,
        source,
        len(valeurs),
        attendues,
    )


def _compute_copie(codes: Sequence[str], serie: Serie) -> Cellule:
    """A published median or rate: copied if there is a single code, never derived from several."""
    return serie.cellules[codes[0]] if len(codes) == 1 else Statut.NON_CALCULABLE


def _list_scissions_par_commune(cog: CodeOfficielGeographique) -> dict[str, list[Scission]]:
    """Commune → the splits that it took part in, as parent or as child."""
    par_commune: dict[str, list[Scission]] = defaultdict(list)
    for scission in cog.scissions:
        par_commune[scission.parent].append(scission)
        par_commune[scission.enfant].append(scission)
    return par_commune


class Melange(Enum):
    """Why a commune that took part in a split has no figure of its own in a file."""

    ENTIER = "the figure of the parent is that of all the pieces together"
    MORCEAU = "a piece without a figure, counted with its parent"
    DOUTE = "nothing tells whether the figure of the parent counts the child"


def _get_melange(
    code: str,
    scissions: Sequence[Scission],
    groupes: Groupes,
    serie: Serie,
    sauts: Mapping[tuple[str, str], int],
) -> Melange | None:
    """Why the figure of the commune is not its own; None if it is."""
    found: set[Melange] = set()
    for scission in scissions:
        if (is_melee := _is_melee(scission, groupes, serie, sauts)) is None:
            found.add(Melange.DOUTE)
        elif is_melee:
            found.add(Melange.ENTIER if scission.parent == code else Melange.MORCEAU)
    return next((melange for melange in (Melange.DOUTE, Melange.ENTIER, Melange.MORCEAU) if melange in found), None)


def _is_melee(scission: Scission, groupes: Groupes, serie: Serie, sauts: Mapping[tuple[str, str], int]) -> bool | None:
    """Whether the figure of the parent includes the child; None if unknown.

    A child with a figure of its own is counted separately; one that the source marked as undivided is counted with its
    parent. Otherwise dates decide: that of the code list of the vintage, if the file gives it, or else the vintage.
    """
    propres = groupes.communes.get(scission.enfant, ())
    if any(serie.cellules[propre] == Statut.SCISSION_INCOMPLETE for propre in propres):
        return _is_dite(scission.parent, groupes, serie)
    if not _is_dite(scission.parent, groupes, serie) or _is_dite(scission.enfant, groupes, serie):
        return False
    if serie.date_geographie is not None:
        # Without the file of movements, a jump in the series shows when the parent absorbed the child.
        fusion = sauts.get((scission.parent, serie.indicateur), 0)
        return scission.is_indivise(serie.date_geographie) and serie.millesime > fusion
    if int(scission.date_effet[:4]) > serie.millesime:
        return True
    if scission.enfant in groupes.communes or not groupes.is_national:
        return False
    # A national file more recent than the split that does not list the child: its code list may be older than itself.
    return None


def _is_dite(code: str, groupes: Groupes, serie: Serie) -> bool:
    """Whether the file has anything for a code in this vintage: a number, or a mark of secrecy."""
    return any(serie.cellules[propre] != Statut.NON_DISPONIBLE for propre in groupes.communes.get(code, ()))


def _is_rupture(
    code: str,
    groupes: Groupes,
    serie: Serie,
    cog: CodeOfficielGeographique,
    sauts: Mapping[tuple[str, str], int],
) -> bool:
    """Whether the value only covers part of today's commune, because it dates from before a merger.

    This is checked against the file itself: a former commune that has its own value that year is in the sum.
    """
    if serie.date_geographie is None:
        return False
    if not cog.absorptions:
        return serie.millesime <= sauts.get((code, serie.indicateur), 0)
    presents = groupes.communes.get(code, ())
    return any(
        date_effet > serie.date_geographie
        and not (absorbee in presents and isinstance(serie.cellules[absorbee], float))
        for absorbee, date_effet in cog.absorptions.get(code, ())
    )


def _compute_sauts(
    groupes: Groupes, series: Sequence[Serie], cog: CodeOfficielGeographique
) -> dict[tuple[str, str], int]:
    """(Code, quantity) → last vintage before the largest yearly jump, for communes that result from a merger."""
    par_indicateur: dict[str, list[Serie]] = defaultdict(list)
    for serie in series:
        if serie.date_geographie is not None:
            par_indicateur[serie.indicateur].append(serie)
    sauts: dict[tuple[str, str], int] = {}
    for indicateur, suite in par_indicateur.items():
        suite.sort(key=lambda serie: serie.millesime)
        for code in cog.communes_avec_anciens | {scission.parent for scission in cog.scissions}:
            propres = groupes.communes.get(code, ())
            totaux = [
                (serie.millesime, sum(c for p in propres if isinstance(c := serie.cellules[p], float)))
                for serie in suite
            ]
            hausses = [(apres / avant - 1, annee) for (annee, avant), (_, apres) in pairwise(totaux) if avant]
            if hausses and max(hausses)[0] >= SAUT_MIN:
                sauts[code, indicateur] = max(hausses)[1]
    return sauts
