"""Sums of both sides of many formulas over groups of territories, from their rows. Pure Python.

In a group, a territory only counts, on both sides of a ratio, if it has a value for every quantity of the formula.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import add, eq
from typing import NamedTuple

from convive.donnees.formules import RAISONS, Somme, Terme
from convive.donnees.rangees import LETTRES, SANS_LIGNE, STATUTS_PAR_LETTRE, Mots, Rangee
from convive.donnees.rules import Statut
from convive.donnees.scissions import Ensemble

_RANG_INCONNU = len(RAISONS) - 1
_RANGS = {
    lettre: RAISONS.index(statut) if statut in RAISONS else _RANG_INCONNU
    for lettre, statut in STATUTS_PAR_LETTRE.items()
}
_RUPTURE, _PARTIEL = LETTRES[Statut.RUPTURE_DE_SERIE], LETTRES[Statut.PARTIEL]


class Formule(NamedTuple):
    """One formula for one year: the places in a row of its numerator, of its denominator, and of both."""

    nom: str
    annee: int
    hauts: tuple[int, ...]
    bas: tuple[int, ...]
    places: tuple[int, ...]


def build_formules(termes: Iterable[Terme], mots: Mots) -> list[Formule]:
    """The formulas, sorted by name and year."""
    cotes: dict[tuple[str, int], tuple[list[int], list[int]]] = {}
    for nom, annee, is_numerateur, grandeur, millesime in termes:
        cotes.setdefault((nom, annee), ([], []))[not is_numerateur].append(mots.get_rang(grandeur, millesime))
    return [
        Formule(nom, annee, tuple(hauts), tuple(bas), tuple({*hauts, *bas}))
        for (nom, annee), (hauts, bas) in sorted(cotes.items())
    ]


class Groupe(NamedTuple):
    """Territories to sum over; None for one without figures. `ensembles`: the splits of which they have all the
    pieces."""

    membres: Sequence[Rangee | None]
    ensembles: Sequence[Ensemble] = ()


def compute_sommes(groupes: Mapping[str, Groupe], formules: Sequence[Formule], mots: Mots) -> Iterator[Somme]:
    """Sums sorted by group, formula and year. A group without a row for any quantity is left out."""
    for nom in sorted(groupes):
        membres = [rangee for rangee in groupes[nom].membres if rangee is not None]
        if membres:
            yield from _sum_groupe(nom, groupes[nom], membres, formules, mots)


def compute_numerateurs(rangees: Mapping[str, Rangee], formule: Formule) -> dict[str, float]:
    """The numerator of a formula by code, for territories with a value for each of its quantities."""
    hauts = formule.hauts
    if len(hauts) == 1:
        (place,) = hauts
        found = {code: rangee.valeurs[place] for code, rangee in rangees.items()}
    else:
        found = {code: math.fsum([rangee.valeurs[p] for p in hauts]) for code, rangee in rangees.items()}
    return {code: total for code, total in found.items() if not math.isnan(total)}


def count_connues(rangees: Sequence[Rangee], formules: Sequence[Formule]) -> list[int]:
    """For each formula, how many territories have a value for each of its quantities."""
    valeurs = [rangee.valeurs for rangee in rangees]
    places = {place for formule in formules for place in formule.places}
    colonnes = {place: [ligne[place] for ligne in valeurs] for place in places}
    counts = []
    for formule in formules:
        total = colonnes[formule.places[0]]
        for place in formule.places[1:]:
            total = list(map(add, total, colonnes[place]))
        # NaN is the only number that differs from itself.
        counts.append(sum(map(eq, total, total)))
    return counts


def _sum_groupe(
    groupe: str, tout: Groupe, membres: Sequence[Rangee], formules: Sequence[Formule], mots: Mots
) -> Iterator[Somme]:
    dits, taille = len(membres), len(tout.membres)
    seul = membres[0] if dits == 1 else None
    # A sum is NaN if any of its parts is: a single test tells whether the whole group is known.
    sommes: Sequence[float] = seul.valeurs if seul else [math.fsum(c) for c in zip(*(m.valeurs for m in membres))]  # noqa: B905 - as many places in every row
    # At each place, the letters of all members.
    statuts = seul.statuts if seul else _join_lettres(m.statuts for m in membres)
    lettres = seul.sources if seul else _join_lettres(m.sources for m in membres)
    connues, totaux = (seul.connues, seul.total) if seul else (None, None)
    has_comptes = any(m.total is not None for m in membres)
    has_rupture = any(_RUPTURE in m.statuts for m in membres)
    has_partiel = any(_PARTIEL in m.statuts for m in membres)
    noms: dict[tuple[str, ...], tuple[str, ...]] = {}
    for formule in formules:
        nom, annee, hauts, bas, places = formule
        haut = sommes[hauts[0]] if len(hauts) == 1 else math.fsum([sommes[place] for place in hauts])
        dessous = (sommes[bas[0]] if len(bas) == 1 else math.fsum([sommes[place] for place in bas])) if bas else None
        # NaN is the only number that differs from itself.
        if haut != haut or dessous != dessous or (has_comptes and seul is None):
            detail = _sum_detail(groupe, tout, membres, formule, mots)
            if detail is not None:
                yield detail
            continue
        cle = tuple([lettres[place] for place in places])
        if (sources := noms.get(cle)) is None:
            sources = noms[cle] = _list_sources(set("".join(cle)), mots)
        yield Somme(
            groupe,
            nom,
            annee,
            haut if hauts else None,
            dessous,
            dits if connues is None else min([connues[place] for place in places]),
            taille if totaux is None else max([totaux[place] for place in places]) + taille - dits,
            has_rupture and any(_RUPTURE in statuts[place] for place in places),
            has_partiel and any(_PARTIEL in statuts[place] for place in places),
            RAISONS[_RANG_INCONNU],
            sources,
        )


def _join_lettres(textes: Iterable[str]) -> list[str]:
    return ["".join(lettres) for lettres in zip(*set(textes))]  # noqa: B905 - as many places in every row


def _sum_detail(groupe: str, tout: Groupe, membres: Sequence[Rangee], formule: Formule, mots: Mots) -> Somme | None:
    """The sum member by member, when some of them lack a value; None if no quantity has a row.

    The pieces of a split count as one member if they make a whole for this formula, otherwise separately.
    """
    nom, annee, hauts, bas, places = formule
    taille = len(tout.membres)
    tops: list[float] = []
    bottoms: list[float] = []
    dits = connues = total = 0
    rang = _RANG_INCONNU
    rupture = partielle = False
    sources: set[str] = set()
    silencieuses: set[str] = set()
    comptees: set[int] = set()
    for ensemble in tout.ensembles:
        if (reunion := ensemble.reunite(places)) is None:
            continue
        pieces, lues = reunion
        comptees.update(map(id, pieces.values()))
        nombre = len(pieces)
        dits, connues, total = dits + nombre, connues + nombre, total + nombre
        tops += [lues[place].valeur for place in hauts]
        bottoms += [lues[place].valeur for place in bas]
        lettres = {lue.statut for lue in lues.values()}
        rupture |= _RUPTURE in lettres
        partielle |= _PARTIEL in lettres
        sources.update(*(lue.sources for lue in lues.values()))
    for membre in membres:
        if id(membre) in comptees:
            continue
        lettres = {membre.statuts[place] for place in places}
        if lettres == {SANS_LIGNE}:
            continue
        dits += 1
        total += 1 if membre.total is None else max(membre.total[p] for p in places if membre.statuts[p] != SANS_LIGNE)
        said = {membre.sources[place] for place in places} - {SANS_LIGNE}
        values = [membre.valeurs[place] for place in (*hauts, *bas)]
        if any(map(math.isnan, values)):
            silencieuses |= said
            rang = min([rang, *(_RANGS[lettre] for lettre in lettres - _LETTRES_AVEC_VALEUR)])
            continue
        tops += values[: len(hauts)]
        bottoms += values[len(hauts) :]
        connues += 1 if membre.connues is None else min(membre.connues[place] for place in places)
        rupture |= _RUPTURE in lettres
        partielle |= _PARTIEL in lettres
        sources |= said
    if not dits:
        return None
    return Somme(
        groupe,
        nom,
        annee,
        math.fsum(tops) if tops else None,
        math.fsum(bottoms) if bottoms else None,
        connues,
        total + taille - dits,
        rupture,
        partielle,
        RAISONS[rang],
        _list_sources(sources or silencieuses, mots),
    )


_LETTRES_AVEC_VALEUR = {LETTRES[s] for s in (Statut.VALEUR, Statut.PARTIEL, Statut.RUPTURE_DE_SERIE)} | {SANS_LIGNE}


def _list_sources(lettres: Iterable[str], mots: Mots) -> tuple[str, ...]:
    return tuple(sorted(mots.sources_par_lettre[lettre] for lettre in lettres))
