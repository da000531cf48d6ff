"""The portrait as data: what `--format json` writes."""

from collections.abc import Set
from typing import Any

from convive.diagnostic.exports.sources import get_libelle_sources, get_limite
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.portrait import Portrait
from convive.territoires.rules import PerimetreResolu


def build_figure(figure: Figure, chargees: Set[str]) -> dict[str, Any]:
    """One figure, unrounded; a vintage is a number, or « 2017-2023 » for a change between two."""
    millesime: int | str | None = figure.millesime or None
    if figure.millesime.isdigit():
        millesime = int(figure.millesime)
    return {
        "indicateur": figure.indicateur.identifiant,
        "libelle": figure.indicateur.libelle,
        "millesime": millesime,
        "valeur": figure.valeur,
        "statut": str(figure.statut),
        "unite": figure.indicateur.unite,
        "numerateur": figure.numerateur,
        "denominateur": figure.denominateur,
        "source": get_libelle_sources([figure], chargees),
        "limite": get_limite(figure, chargees),
        "communes_connues": figure.communes_connues,
        "communes_total": figure.communes_total,
    }


def build_donnees(perimetre: PerimetreResolu, portrait: Portrait) -> dict[str, Any]:
    """The whole portrait, ready for JSON."""
    chargees = portrait.sources_chargees
    comparaisons: dict[str, list[dict[str, Any]]] = {}
    for comparaison in portrait.comparaisons:
        comparaisons.setdefault(comparaison.reference.niveau, []).append(
            {
                "code": comparaison.reference.code,
                "nom": comparaison.reference.nom,
                "figures": [build_figure(figure, chargees) for figure in comparaison.figures.values()],
            }
        )
    return {
        "perimetre": {
            "code": perimetre.code,
            "nom": perimetre.nom,
            "type": perimetre.type,
            "date_validite": perimetre.date_validite.isoformat(),
            "fictif": perimetre.fictif,
            "communes": [{"code": commune.code, "nom": commune.nom} for commune in perimetre.communes],
            "avertissements": list(perimetre.avertissements),
        },
        "figures": [build_figure(figure, chargees) for figure in portrait.figures.values()],
        "comparaisons": comparaisons,
        "communes": {
            code: [build_figure(figure, chargees) for figure in figures.values()]
            for code, figures in portrait.communes.items()
        },
        "lectures": [
            {"indicateur": lecture.indicateur, "phrase": lecture.phrase, "reserve": lecture.reserve}
            for lectures in portrait.lectures.values()
            for lecture in lectures
        ],
    }
