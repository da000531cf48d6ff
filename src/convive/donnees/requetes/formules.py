"""Sums of the two sides of many formulas: over groups of territories, or for each territory of a level.

A formula names quantities and the vintage of each; the caller plans them (see `Terme`). Over a group of territories
only those where every quantity of the formula has a value count, on both sides of a ratio.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from convive.donnees.connexion import get_lignes
from convive.donnees.formules import RAISONS, Somme, Terme
from convive.donnees.requetes.listes import render_liste
from convive.donnees.requetes.rangees import get_mots, get_rangees
from convive.donnees.rules import Statut
from convive.donnees.sommes import build_formules, compute_sommes

_RANG = " ".join(f"WHEN '{statut}' THEN {rang}" for rang, statut in enumerate(RAISONS))

# Our own column names and statuses: nothing in the statement comes from a person or a file.
_SOMMES = f"""
WITH termes AS (
    SELECT unnest(?::VARCHAR[]) AS formule, unnest(?::SMALLINT[]) AS annee, unnest(?::BOOLEAN[]) AS haut,
        unnest(?::VARCHAR[]) AS indicateur, unnest(?::SMALLINT[]) AS millesime
),
voulus AS (SELECT formule, annee, count(*) AS voulus FROM termes GROUP BY ALL),
par_membre AS (
    SELECT l.groupe, l.territoire, t.formule, t.annee,
        sum(l.valeur) FILTER (t.haut) AS n, sum(l.valeur) FILTER (NOT t.haut) AS d, count(l.valeur) AS presents,
        min(CASE WHEN l.valeur IS NULL THEN CASE l.statut {_RANG} ELSE {len(RAISONS) - 1} END END) AS rang,
        max(coalesce(l.communes_total, 1)) AS total, min(coalesce(l.communes_connues, 1)) AS connues,
        bool_or(l.statut = '{Statut.RUPTURE_DE_SERIE}') AS rupture, bool_or(l.statut = '{Statut.PARTIEL}') AS partielle,
        list(DISTINCT l.source) AS sources
    FROM lues l JOIN termes t USING (indicateur, millesime)
    GROUP BY ALL
)
SELECT groupe, formule, annee,
    sum(n) FILTER (presents = voulus), sum(d) FILTER (presents = voulus),
    coalesce(sum(connues) FILTER (presents = voulus), 0)::INTEGER, sum(total)::INTEGER, count(*),
    coalesce(bool_or(rupture) FILTER (presents = voulus), false),
    coalesce(bool_or(partielle) FILTER (presents = voulus), false),
    coalesce(min(rang), {len(RAISONS) - 1})::INTEGER,
    list_sort(list_distinct(coalesce(flatten(list(sources) FILTER (presents = voulus)), flatten(list(sources)))))
FROM par_membre JOIN voulus USING (formule, annee)
GROUP BY groupe, formule, annee
ORDER BY groupe, formule, annee
"""  # noqa: S608 - values by parameters, names of ours


def get_sommes(groupes: Mapping[str, Sequence[tuple[str, str]]], termes: Sequence[Terme]) -> list[Somme]:
    """Sums for groups of (maille, code) territories, sorted by group, formula and year.

    A group where no quantity has a row is not in the answer. DonneesAbsentes if nothing has been built.
    """
    if not groupes or not termes:
        return []
    rangees = get_rangees(cible for cibles in groupes.values() for cible in cibles)
    membres = {groupe: rangees.build_groupe(cibles) for groupe, cibles in groupes.items()}
    return list(compute_sommes(membres, build_formules(termes, rangees.mots), rangees.mots))


def get_sommes_maille(maille: str, termes: Sequence[Terme], *, fictif: bool = False) -> list[Somme]:
    """The same for every territory of a level, each its own group; the fictional ones apart, and only if asked for."""
    if not termes:
        return []
    grandeurs = _list_grandeurs(termes)
    lignes = get_lignes(
        f"""WITH lues AS (
            SELECT territoire AS groupe, * EXCLUDE (maille) FROM par_indicateur
            WHERE indicateur IN ({render_liste(grandeurs)}) AND maille = ? AND starts_with(territoire, '99') = ?
        ), {_SOMMES.strip().removeprefix("WITH ")}""",  # noqa: S608 - values by parameters, names of ours
        [*grandeurs, str(maille), fictif, *_build_colonnes(termes)],
    )
    return list(_list_sommes(lignes, {}))


def get_millesimes(grandeurs: Sequence[str], *, fictif: bool = False) -> dict[str, list[int]]:
    """Vintages that real territories have of each quantity, ascending, or those of the fictional one; a quantity
    without any is not in the answer.
    """
    wanted, mots = set(grandeurs), get_mots()
    places = mots.fictives if fictif else mots.reelles
    millesimes: dict[str, list[int]] = {}
    for rang, (grandeur, millesime) in enumerate(mots.mesures):
        if grandeur in wanted and rang in places:
            millesimes.setdefault(grandeur, []).append(millesime)
    return millesimes


def _list_grandeurs(termes: Iterable[Terme]) -> list[str]:
    return list(dict.fromkeys(terme.grandeur for terme in termes))


def _build_colonnes(termes: Sequence[Terme]) -> list[tuple[object, ...]]:
    return list(zip(*termes, strict=True))


def _list_sommes(lignes: Iterable[tuple[Any, ...]], tailles: Mapping[str, int]) -> Iterable[Somme]:
    for groupe, formule, annee, n, d, connues, total, dits, rupture, partielle, rang, sources in lignes:
        # A territory without a row is one that nothing is known of: it counts for one.
        silencieux = tailles.get(groupe, dits) - dits
        yield Somme(
            groupe, formule, annee, n, d, connues, total + silencieux, rupture, partielle, RAISONS[rang], tuple(sources)
        )
