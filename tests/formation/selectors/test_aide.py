"""The texts of the help name what exists: pages, gestures, rights, tasks, words, steps, inputs of the course."""

from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from convive.espaces.selectors.membre import get_membre
from convive.formation.selectors.aide import build_adresse, get_aides, read_aide
from convive.formation.selectors.cours import COURS, get_cours
from convive.prise_poste.selectors.contenus import get_etapes
from convive.socle.droits import droits
from convive.socle.taches import taches
from convive.ui.glossaire import get_glossaire

FICTIF = UUID(int=7)
D_UNE_CTG = {"espace_uuid": FICTIF, "ctg_uuid": FICTIF}
VALEURS = {"uuid": FICTIF, "slug": "cle", "str": "cle", "int": 1}


def list_routes(resolver, espace="", arguments=None) -> list[tuple[str, dict]]:
    """Each view name with arguments of its kind."""
    found = []
    for route in resolver.url_patterns:
        siens = (arguments or {}) | {
            nom: next((v for sorte, v in VALEURS.items() if sorte in type(converter).__name__.lower()), None)
            for nom, converter in route.pattern.converters.items()
        }
        if isinstance(route, URLPattern):
            found.append((f"{espace}:{route.name}", siens))
        else:
            found += list_routes(route, route.namespace or espace, siens)
    return found


def test_each_text_names_what_exists():
    routes = list_routes(get_resolver())
    etapes = {etape.cle for etape in get_etapes()}
    apports = {
        (row.cle, apport.titre, rang)
        for row in get_cours(COURS[0]).sequences
        for apport in row.apports
        for rang in range(1, len(apport.paragraphes) + 1)
    }
    assert len({aide.vues[0] for aide in get_aides().values()}) >= 30
    for vue, aide in get_aides().items():
        siennes = [arguments for nom, arguments in routes if nom == vue and "espace_uuid" in arguments]
        assert siennes, vue
        for geste in aide.gestes:
            assert any(build_adresse(geste, arguments) for arguments in (*siennes, D_UNE_CTG)), (vue, geste)
            assert geste.droit is None or droits.get(*geste.droit)
        assert set(aide.mots) <= set(get_glossaire())
        assert not aide.etape or aide.etape in etapes
        assert aide.apport is None or aide.apport in apports
        assert set(aide.taches) <= taches.get_cles()
        assert aide.sert_a.count(".") + aide.sert_a.count("?") == 2, vue


@pytest.mark.django_db
def test_a_path_from_elsewhere_has_no_help(espace, chargee):
    membre = get_membre(chargee, espace.pk)
    for chemin in (
        "",
        "/",
        "//ailleurs.fr/",
        "http://[",
        "/compte/",
        f"/espaces/{FICTIF}/",
        f"/espaces/{espace.pk}/xx",
    ):
        assert read_aide(membre, chemin, timezone.localdate()) is None
