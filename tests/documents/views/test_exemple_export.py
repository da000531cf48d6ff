"""A sample leaves for anyone, under a name that says that it is invented; it is rendered once."""

import pytest
from django.test import Client
from django.urls import reverse

import convive.documents.rendu as rendu
from tests.documents.textes import build_attendu, read_texte

pytestmark = pytest.mark.django_db


def take(client: Client, document: str, format: str):
    return client.get(reverse("documents:exemple_export", args=[document, format]))


def test_sample_says_that_it_is_invented_and_is_rendered_once(client, monkeypatch):
    appels = []
    ordinaire = rendu.render_contenu

    def render(contenu, format):
        appels.append(contenu)
        return ordinaire(contenu, format)

    monkeypatch.setattr(rendu, "render_contenu", render)
    premier = take(client, "qui_voit_quoi", "xlsx")
    assert premier.status_code == 200
    assert premier["Content-Disposition"] == 'attachment; filename="exemple-fictif-qui-voit-quoi.xlsx"'
    assert premier["X-Content-Type-Options"] == "nosniff"
    assert take(client, "qui_voit_quoi", "xlsx").content == premier.content
    (contenu,) = appels
    assert read_texte("xlsx", premier.content) == build_attendu(contenu, "xlsx")


@pytest.mark.parametrize(("document", "format"), [("inconnu", "pdf"), ("note", "xlsx"), ("membres", "zip")])
def test_what_does_not_exist_is_said(document: str, format: str, client):
    assert take(client, document, format).status_code == 404


def test_sample_made_of_figures_says_when_there_are_none(client, settings, tmp_path):
    settings.DONNEES_DIR = tmp_path
    page = take(client, "portrait", "csv")
    assert page.status_code == 404
    assert "ne sont pas encore dans Convive" in page.text
