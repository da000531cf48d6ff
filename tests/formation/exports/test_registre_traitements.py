"""The record of article 30 for training: every declared table is in it, and the file says what the software does."""

import pytest
from django.apps import apps
from django.urls import reverse

from convive.documents.exemples import FICTIF
from convive.documents.registre import types_documents
from convive.documents.rules import Famille
from convive.espaces.selectors.membre import get_membre
from convive.formation.exports.registre_traitements import (
    REGISTRE,
    build_exemple_registre,
    list_effacements,
    list_traitements_formation,
)
from tests.formation.factories_formation import create_organisme_essai


def test_each_declared_table_is_in_one_processing_and_no_model_is_unknown():
    nommes = [nom for row in list_traitements_formation() for nom in row.modeles]
    assert sorted(nommes) == sorted(set(nommes))
    assert {row.model.__name__ for row in list_effacements()} - set(nommes) == set()
    assert set(nommes) - {model.__name__ for model in apps.get_app_config("formation").get_models()} == set()


def test_each_processing_says_all_that_article_30_asks():
    for row in list_traitements_formation():
        assert all((row.finalite, row.personnes, row.categories, row.destinataires, row.securite)), row.nom
        assert row.regles or row.sans_duree, row.nom


def test_the_file_says_who_answers_how_long_and_what_erasure_does():
    document = build_exemple_registre(Famille.TEXTE)
    texte = " ".join(document.corps_html.split()).replace("\u00a0", " ")
    for phrase in (
        "article 30 du règlement (UE) 2016/679",
        "Responsable du traitement : Formation des Rives",
        "Une session de formation et les personnes qui y sont venues : 5 ans",
        "restent jusqu’à ce que l’organisme les efface",
        "Vos inscriptions à des formations",
        FICTIF.replace("\u00a0", " "),
    ):
        assert phrase in texte, phrase


@pytest.mark.django_db
def test_the_settings_show_it_and_give_it(chargee, connecte):
    organisme = create_organisme_essai(chargee)
    client = connecte(chargee)
    page = client.get(reverse("formation:organisme_update", args=[organisme.espace_id])).content.decode()
    section = page.split('id="registre"')[1].split("</section>")[0]
    assert all(row.nom in section for row in list_traitements_formation())
    assert f'value="{REGISTRE}"' in section
    membre = get_membre(chargee, organisme.espace_id)
    document = types_documents.get(REGISTRE).build(membre, Famille.TEXTE, "")
    assert organisme.raison_sociale in document.corps_html
    url = reverse("documents:document_list", args=[organisme.espace_id])
    assert client.post(url, {"document": REGISTRE, "format": "pdf"}).status_code in (200, 302)
