"""The filters of the page of results, as links: each is a URL that can be bookmarked or sent."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from convive.recherche.rules.requete import Requete
from convive.recherche.selectors import list_types_cherches
from convive.recherche.selectors.resultats import Facette, Filtre, Resultats
from convive.recherche.sources import Lecteur, sources
from convive.socle.uuids import parse_uuid


@dataclass(frozen=True, slots=True)
class Lien:
    facette: Facette
    url: str
    is_choisi: bool


@dataclass(frozen=True, slots=True)
class Liens:
    """`sans_genre` and `sans_espace` remove a filter; `precedente` and `suivante` are empty on the first and last
    page."""

    sans_genre: str
    genres: tuple[Lien, ...]
    sans_espace: str
    espaces: tuple[Lien, ...]
    precedente: str
    suivante: str


def read_filtre(request: HttpRequest, lecteur: Lecteur) -> Filtre:
    """The filter in the URL; an unknown kind, or an espace that is not this person's, is ignored."""
    genre = request.GET.get("genre", "")
    espace = parse_uuid(request.GET.get("espace", ""))
    is_objet = genre in {type_objet.cle for type_objet in list_types_cherches()}
    is_source = genre in _list_cles_sources()
    return Filtre(
        genre=genre if is_objet or is_source else "",
        espace=espace if espace in lecteur.noms_espaces and not is_source else None,
    )


def build_liens(requete: Requete, filtre: Filtre, resultats: Resultats) -> Liens:
    cles_sources = _list_cles_sources()

    def link_genre(facette: Facette) -> Lien:
        espace = None if facette.cle in cles_sources else filtre.espace
        return Lien(facette, _build_url(requete, Filtre(facette.cle, espace)), facette.cle == filtre.genre)

    def link_espace(facette: Facette) -> Lien:
        genre = "" if filtre.genre in cles_sources else filtre.genre
        uuid = parse_uuid(facette.cle)
        return Lien(facette, _build_url(requete, Filtre(genre, uuid)), uuid == filtre.espace)

    page = resultats.objets
    return Liens(
        sans_genre=_build_url(requete, replace(filtre, genre="")),
        genres=tuple(map(link_genre, resultats.genres)),
        sans_espace=_build_url(requete, replace(filtre, espace=None)),
        espaces=tuple(map(link_espace, resultats.espaces)),
        precedente=_build_url(requete, filtre, page.previous_page_number()) if page and page.has_previous() else "",
        suivante=_build_url(requete, filtre, page.next_page_number()) if page and page.has_next() else "",
    )


def _list_cles_sources() -> set[str]:
    return {source.cle for source in sources.get_all()}


def _build_url(requete: Requete, filtre: Filtre, numero: int = 1) -> str:
    valeurs = {"q": requete.texte, "genre": filtre.genre, "espace": filtre.espace or "", "page": numero}
    kept = {nom: valeur for nom, valeur in valeurs.items() if valeur and (nom, valeur) != ("page", 1)}
    return f"{reverse('recherche:resultat_list')}?{urlencode(kept)}"
