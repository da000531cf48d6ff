"""Where the organisations of a file have their seat, when the file names a commune that is not one of the espace."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from convive.documents.rules.colonnes import get_cellules
from convive.socle.noms import fold_nom
from convive.territoires.models import Territoire
from convive.territoires.rules import TypeTerritoire
from convive.territoires.rules.noms import fold_nom as fold_commune

PREFIXES_OUTRE_MER = ("97", "98")


def list_sieges(
    mapping: Mapping[str, int], lignes: Iterable[tuple[int, Sequence[str]]], connues: Collection[str]
) -> set[str]:
    """The names that the column of seats holds, but those of `connues`, folded."""
    textes = (get_cellules(mapping, cellules).get("code_commune", "") for _, cellules in lignes)
    return {t for t in textes if t and not any(signe.isdigit() for signe in t) and fold_nom(t) not in connues}


def get_sieges(noms: Collection[str], codes: Collection[str]) -> dict[str, str]:
    """Folded name → code of the one commune of that name: in the départements of `codes`, else in France. One query.

    A Caf sits in the main town of its département, seldom in the espace. A name that several communes bear gives none.
    """
    if not noms:
        return {}
    cherches = {fold_commune(nom): fold_nom(nom) for nom in noms}
    rows = Territoire.objects.active().filter(type=TypeTerritoire.COMMUNE, nom_recherche__in=cherches)
    found: dict[str, list[str]] = defaultdict(list)
    for nom, code in rows.values_list("nom_recherche", "code"):
        found[nom].append(code)
    departements = {_get_departement(code) for code in codes}
    sieges = {}
    for nom, communes in found.items():
        voisines = [code for code in communes if _get_departement(code) in departements]
        if len(seules := voisines or communes) == 1:
            sieges[cherches[nom]] = seules[0]
    return sieges


def _get_departement(code: str) -> str:
    return code[:3] if code.startswith(PREFIXES_OUTRE_MER) else code[:2]
