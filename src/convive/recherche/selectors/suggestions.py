"""Suggestions shown while somebody types in the header: a few things to open directly."""

from dataclasses import dataclass

from convive.recherche.rules.requete import Requete
from convive.recherche.selectors.resultats import Resultat, build_lignes, build_resultat, search_objets
from convive.recherche.sources import Lecteur, sources

# Fewer letters would match almost everything.
MIN_LETTRES = 2
MAX_OBJETS, MAX_PAR_SOURCE, MAX_SUGGESTIONS = 4, 2, 8


@dataclass(frozen=True, slots=True)
class Suggestions:
    texte: str
    lignes: tuple[Resultat, ...]


def search_suggestions(lecteur: Lecteur, requete: Requete) -> Suggestions:
    """Suggestions from the person's objects, then from the other sources: a few of each, so that none hides others."""
    if requete.is_vide or len(requete.texte) < MIN_LETTRES:
        return Suggestions(requete.texte, ())
    lignes = list(build_lignes(lecteur, requete, search_objets(lecteur, requete)[:MAX_OBJETS]))
    for source in sources.get_all():
        lignes += [build_resultat(source, found, requete) for found in source.search(lecteur, requete, MAX_PAR_SOURCE)]
    return Suggestions(requete.texte, tuple(lignes[:MAX_SUGGESTIONS]))
