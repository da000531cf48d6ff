"""Sums over any bundle of communes."""

from collections.abc import Sequence
from typing import NamedTuple

from convive.donnees.connexion import get_lignes
from convive.donnees.quantites import list_additives
from convive.donnees.requetes.listes import render_liste
from convive.donnees.rules import Maille, Statut, compute_statut_somme


class Agregat(NamedTuple):
    """Sum of one quantity of one vintage over a bundle; `communes_total` is the size of the bundle.

    The four last counts say why communes are missing or to be read with care.
    """

    indicateur: str
    millesime: int
    valeur: float | None
    statut: str
    sources: tuple[str, ...]
    communes_connues: int
    communes_total: int
    communes_secretes: int
    communes_scission: int
    communes_rupture: int
    communes_partielles: int


def get_agregat(codes_communes: Sequence[str], indicateurs: Sequence[str] | None = None) -> list[Agregat]:
    """Sums of the additive quantities over communes given by today's codes, sorted by quantity and vintage.

    Medians and rates are never in the answer: they are not summed. A commune without a row has no known value.
    """
    codes = list(dict.fromkeys(codes_communes))
    additives = list_additives()
    voulus = additives if indicateurs is None else [nom for nom in additives if nom in set(indicateurs)]
    if not codes or not voulus:
        return []
    lignes = get_lignes(
        f"""
        SELECT indicateur, millesime, round(sum(valeur), 6), list_sort(list(DISTINCT source)), count(valeur),
            count(*) FILTER (statut = '{Statut.SECRET}'),
            count(*) FILTER (statut = '{Statut.SCISSION_INCOMPLETE}'),
            count(*) FILTER (statut = '{Statut.RUPTURE_DE_SERIE}'),
            count(*) FILTER (statut = '{Statut.PARTIEL}')
        FROM par_territoire
        WHERE territoire IN ({render_liste(codes)}) AND maille = '{Maille.COMMUNE}'
            AND indicateur IN ({render_liste(voulus)})
        GROUP BY indicateur, millesime
        ORDER BY indicateur, millesime
        """,  # noqa: S608 - placeholders and values of our own enums only.
        [*codes, *voulus],
    )
    total = len(codes)
    return [
        Agregat(
            indicateur,
            millesime,
            somme,
            compute_statut_somme(connues, total, ruptures, partielles),
            tuple(sources),
            connues,
            total,
            secretes,
            scissions,
            ruptures,
            partielles,
        )
        for indicateur, millesime, somme, sources, connues, secretes, scissions, ruptures, partielles in lignes
    ]
