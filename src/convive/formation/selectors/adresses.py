"""The official addresses cited by the contents of training, gathered once."""

from functools import cache
from pathlib import Path

from convive.formation.rules.adresses import Citation, ListeAdresses, build_liste, list_citations
from convive.formation.selectors.contenus import DOSSIER, read_contenu
from convive.formation.selectors.cours import get_hotes_officiels

ECARTES = ("territoires", "aide")
"""The invented territories, whose sites do not exist, and the help pages, which cite the course."""


def list_toutes_citations() -> list[Citation]:
    """Every address of every content file, official or not."""
    return [citation for nom in _list_noms() for citation in list_citations(read_contenu(nom))]


@cache
def get_adresses() -> ListeAdresses:
    contenu = read_contenu("adresses_officielles")
    hotes = [*get_hotes_officiels(), *read_contenu("banque/sites_officiels")["sites"]]
    return build_liste(list_toutes_citations(), contenu["date"], contenu["ouvertes"], hotes)


def _list_noms() -> list[str]:
    """« cours/ctg_deux_jours »: the files, in order."""
    fichiers = sorted(path.relative_to(DOSSIER).with_suffix("") for path in DOSSIER.rglob("*.yaml"))
    return [str(nom) for nom in fichiers if Path(nom).parts[0] not in ECARTES]
