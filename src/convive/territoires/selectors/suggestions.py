"""« Vouliez-vous dire… »: names close to a misspelt one."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, F, Max
from rapidfuzz import fuzz, process

from convive.territoires.models import Territoire
from convive.territoires.rules import TYPES_PARTIE_DE_COMMUNE, Suggestion
from convive.territoires.rules.noms import MAX_LONGUEUR_RECHERCHE, fold_nom

LIMITE = 5
# Two letters exchanged or one missing in a word of eight score about 87; below 75 names have little in common.
RESSEMBLANCE_MIN = 75
# A long word of a name is enough to find it (« civraisein » for Civraisien en Poitou); short ones are everywhere.
LONGUEUR_MIN_MOT = 5


@dataclass(frozen=True, slots=True)
class IndexSuggestions:
    """Every folded name, and every long word of one, with what it leads to, most inhabited first."""

    textes: tuple[str, ...]
    suggestions: Mapping[str, tuple[Suggestion, ...]]


def suggest_territoires(q: str, limit: int = LIMITE) -> tuple[Suggestion, ...]:
    """References and names, « Civray (Vienne) », close to what was typed, closest first; one query once warm."""
    nom = fold_nom(q[:MAX_LONGUEUR_RECHERCHE])
    if not nom:
        return ()
    state = Territoire.objects.filter(is_recherchable=True).aggregate(millesime=Max("millesime"), nombre=Count("cle"))
    index = get_index_suggestions((state["millesime"], state["nombre"]))
    close = process.extract(nom, index.textes, scorer=fuzz.ratio, limit=limit * 3, score_cutoff=RESSEMBLANCE_MIN)
    found: dict[str, Suggestion] = {}
    for texte, _, _ in close:
        for suggestion in index.suggestions[texte]:
            found.setdefault(suggestion.reference, suggestion)
    return tuple(found.values())[:limit]


@lru_cache(maxsize=2)
def get_index_suggestions(etat: tuple[int | None, int]) -> IndexSuggestions:  # noqa: ARG001 - the key of the cache
    """Names of the country, kept in memory by process for one state of the code list (its year, its size)."""
    rows = (
        Territoire.objects.filter(is_recherchable=True)
        .order_by(F("population_municipale").desc(nulls_last=True), "cle")
        .values_list("nom", "nom_recherche", "type", "is_actif", "code", "parent__code", "departement__nom")
    )
    entries: dict[str, list[Suggestion]] = defaultdict(list)
    words: dict[str, list[Suggestion]] = defaultdict(list)
    for nom, nom_recherche, type_territoire, is_actif, code, parent, departement in rows:
        leads_to_parent = type_territoire in TYPES_PARTIE_DE_COMMUNE or not is_actif
        suggestion = Suggestion(parent if leads_to_parent else code, f"{nom} ({departement})" if departement else nom)
        _record(entries, nom_recherche, suggestion)
        for mot in nom_recherche.split():
            if len(mot) >= LONGUEUR_MIN_MOT and mot != nom_recherche:
                _record(words, mot, suggestion)
    for mot, suggestions in words.items():
        for suggestion in suggestions:
            _record(entries, mot, suggestion)
    return IndexSuggestions(tuple(entries), {texte: tuple(found) for texte, found in entries.items()})


def _record(entries: dict[str, list[Suggestion]], texte: str, suggestion: Suggestion) -> None:
    if len(entries[texte]) < LIMITE:
        entries[texte].append(suggestion)
