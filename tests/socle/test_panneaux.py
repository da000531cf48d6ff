"""Panels: their registry, and the tag that shows them."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.template import Context, Template, engines
from django.test import RequestFactory, override_settings

from convive.socle import panneaux as module
from convive.socle.panneaux import Panneau, Place, RegistrePanneaux

GABARITS = {
    "essai/taches.html": "<h2>{{ panneau.titre }}</h2><p>{{ objet }} : {{ nombre_taches }}</p>",
    "essai/echo.html": "<p>{{ texte }} {{ request.path }}</p>",
}


def build_panneau(cle: str, ordre: int = 1, page: str = "essai:page", **champs: Any) -> Panneau:
    defaults: dict[str, Any] = {
        "titre": "Mes tâches",
        "template": "essai/taches.html",
        "get_contexte": lambda _request, _objet: {"nombre_taches": 3},
    }
    return Panneau(cle=cle, page=page, ordre=ordre, **{**defaults, **champs})


@pytest.fixture
def registre(monkeypatch: pytest.MonkeyPatch) -> RegistrePanneaux:
    from convive.socle.templatetags import panneaux as tags

    registre = RegistrePanneaux()
    monkeypatch.setattr(tags, "panneaux", registre)
    return registre


@pytest.fixture
def gabarits() -> Iterator[None]:
    loaders = [("django.template.loaders.locmem.Loader", GABARITS)]
    backend = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": loaders,
            "context_processors": ["django.template.context_processors.request"],
            "libraries": {"panneaux": "convive.socle.templatetags.panneaux"},
        },
    }
    with override_settings(TEMPLATES=[backend]):
        yield


def render(page: str, objet: Any) -> str:
    source: Template = engines["django"].engine.from_string("{% load panneaux %}{% render_panneaux page objet %}")
    request = RequestFactory().get("/espaces/")
    return source.render(Context({"request": request, "page": page, "objet": objet}))


def test_panneaux_of_a_page_are_sorted() -> None:
    registre = RegistrePanneaux()
    first, second, third = build_panneau("b", 1), build_panneau("a", 2), build_panneau("c", 2)
    registre.record(third, second, build_panneau("d", page="essai:autre"), first)
    assert registre.get_for_page("essai:page") == [first, second, third]
    assert registre.get_for_page("essai:inconnue") == []


def test_panneau_recorded_twice_replaces_itself() -> None:
    registre = RegistrePanneaux()
    registre.record(build_panneau("taches"))
    registre.record(build_panneau("taches", titre="À faire"))
    assert [panneau.titre for panneau in registre.get_for_page("essai:page")] == ["À faire"]


@pytest.mark.parametrize("champs", [{"page": "essai:autre"}, {"template": "essai/echo.html"}])
def test_panneau_with_the_key_of_another_is_refused(champs: dict[str, str]) -> None:
    registre = RegistrePanneaux()
    registre.record(build_panneau("taches"))
    with pytest.raises(ImproperlyConfigured, match="taches"):
        registre.record(build_panneau("taches", **champs))


def test_process_has_one_registry() -> None:
    assert isinstance(module.panneaux, RegistrePanneaux)


def test_tag_renders_panels_in_order_with_their_context(registre: RegistrePanneaux, gabarits: None) -> None:
    def get_texte(request: HttpRequest, objet: Any) -> Mapping[str, Any]:
        return {"texte": f"<b>{objet}</b>"}

    registre.record(
        build_panneau("echo", 2, template="essai/echo.html", get_contexte=get_texte), build_panneau("taches", 1)
    )
    assert render("essai:page", "Val-Fleuri") == (
        "<h2>Mes tâches</h2><p>Val-Fleuri : 3</p><p>&lt;b&gt;Val-Fleuri&lt;/b&gt; /espaces/</p>"
    )


def test_tag_leaves_out_a_panel_that_does_not_concern_the_visitor(registre: RegistrePanneaux, gabarits: None) -> None:
    registre.record(build_panneau("taches", get_contexte=lambda _request, _objet: None))
    assert render("essai:page", "Val-Fleuri") == ""
    assert render("essai:vide", "Val-Fleuri") == ""


def test_panels_in_columns_share_a_row(registre: RegistrePanneaux, gabarits: None) -> None:
    registre.record(
        build_panneau("entier", 1, titre="Entier"),
        build_panneau("droite", 2, titre="Droite", place=Place.DROITE),
        build_panneau("gauche", 3, titre="Gauche", place=Place.GAUCHE),
        build_panneau("fin", 4, titre="Fin"),
    )
    html = render("essai:page", "Val-Fleuri")
    assert [html.index(f"<h2>{titre}</h2>") for titre in ("Entier", "Gauche", "Droite", "Fin")] == sorted(
        html.index(f"<h2>{titre}</h2>") for titre in ("Entier", "Gauche", "Droite", "Fin")
    )
    assert html.count('<div class="cv-grid cv-grid--main">') == 1
    assert html.count('<div class="cv-stack">') == 2


def test_one_column_alone_is_not_an_empty_column(registre: RegistrePanneaux, gabarits: None) -> None:
    registre.record(build_panneau("gauche", 3, titre="Gauche", place=Place.GAUCHE))
    assert render("essai:page", "Val-Fleuri").count('<div class="cv-stack">') == 1
