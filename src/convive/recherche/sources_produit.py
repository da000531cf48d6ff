"""What the search finds in the product itself: its pages, those of a person's espaces, the acronyms of the glossary."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache

from django.urls import NoReverseMatch, reverse

from convive.espaces.onglets import onglets
from convive.recherche.rules.classement import compute_rang, is_reponse
from convive.recherche.rules.francais import build_texte_index
from convive.recherche.rules.requete import Requete
from convive.recherche.sources import Lecteur, SourceRecherche, Trouvaille, sources
from convive.socle.navigation import Verbe, navigation
from convive.ui.glossaire import get_glossaire

GLOSSAIRE = "recherche:sigle_list"


def build_ancre(sigle: str) -> str:
    """The anchor of an acronym on the glossary page."""
    return f"sigle-{sigle.lower().replace(' ', '-')}"


def _list_pages_publiques() -> Iterator[Trouvaille]:
    for verbe in Verbe:
        for entree in navigation.get_entrees(verbe):
            yield Trouvaille(entree.libelle, reverse(entree.url_name), verbe.value, entree.description)
    for page in navigation.get_pied():
        with suppress(NoReverseMatch):
            yield Trouvaille(page.libelle, reverse(page.url_name))


def _list_pages_espaces(lecteur: Lecteur) -> Iterator[Trouvaille]:
    for place in lecteur.places:
        for onglet in onglets.get_for_recherche(place):
            yield Trouvaille(onglet.libelle, reverse(onglet.page, args=[place.espace_id]), place.espace.nom)


def search_pages(lecteur: Lecteur, requete: Requete, limit: int) -> list[Trouvaille]:
    """Pages, searched by name and menu description; those of an espace only if the person has access to them."""
    return _choose([*_list_pages_espaces(lecteur), *_list_pages_publiques()], requete, limit)


def search_sigles(_: Lecteur, requete: Requete, limit: int) -> list[Trouvaille]:
    url = reverse(GLOSSAIRE)
    sigles = [
        Trouvaille(f"{entree.sigle} : {entree.developpe}", f"{url}#{build_ancre(entree.sigle)}", "", entree.definition)
        for entree in get_glossaire().values()
    ]
    return _choose(sigles, requete, limit)


def _choose(trouvailles: Sequence[Trouvaille], requete: Requete, limit: int) -> list[Trouvaille]:
    """The items that match, best first, by the same rules as for indexed texts."""
    if requete.is_vide:
        return []
    ranked = []
    for trouvaille in trouvailles:
        titre, texte = _get_index(trouvaille.titre), _get_index(trouvaille.texte)
        if is_reponse(titre, texte, requete):
            ranked.append((compute_rang(titre, texte, requete), trouvaille))
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    return [trouvaille for _, trouvaille in ranked[:limit]]


@lru_cache(maxsize=2_000)
def _get_index(texte: str) -> str:
    """`build_texte_index`, cached: page names and glossary entries are few and do not change."""
    return build_texte_index(texte)


def record_sources() -> None:
    sources.record(
        SourceRecherche("page", "Pages de Convive", "Page", 20, search_pages),
        SourceRecherche("sigle", "Glossaire", "Sigle", 30, search_sigles, get_url_suite=lambda _: reverse(GLOSSAIRE)),
    )
