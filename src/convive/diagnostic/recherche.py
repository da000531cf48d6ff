"""What the search of the whole product finds here: the territories, each by its portrait."""

from urllib.parse import urlencode

from django.urls import reverse

from convive.recherche.rules.requete import Requete
from convive.recherche.sources import Lecteur, SourceRecherche, Trouvaille, sources
from convive.territoires.rules import ResultatTerritoire
from convive.territoires.selectors import search_territoires, suggest_territoires


def _get_url(reference: str) -> str:
    return reverse("diagnostic:portrait_detail", args=[reference])


def _build_trouvaille(resultat: ResultatTerritoire) -> Trouvaille:
    departement = f"{resultat.departement_nom} ({resultat.departement})" if resultat.departement else ""
    faits = (resultat.type_libelle, resultat.precision, departement, "territoire fictif" if resultat.fictif else "")
    return Trouvaille(resultat.nom, _get_url(resultat.reference), ", ".join(filter(None, faits)))


def _search(_: Lecteur, requete: Requete, limit: int) -> list[Trouvaille]:
    return [_build_trouvaille(resultat) for resultat in search_territoires(requete.texte, limit=limit)]


def _suggest(requete: Requete) -> list[Trouvaille]:
    return [Trouvaille(nom, _get_url(reference)) for reference, nom in suggest_territoires(requete.texte)]


def _get_url_suite(requete: Requete) -> str:
    return f"{reverse('diagnostic:territoire_list')}?{urlencode({'q': requete.texte})}"


def record_sources() -> None:
    sources.record(SourceRecherche("territoire", "Territoires", "Territoire", 10, _search, _suggest, _get_url_suite))
