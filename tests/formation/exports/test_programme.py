"""The sheet and the run sheet leave as documents; the example is the course that ships."""

import pytest

from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import Famille
from convive.formation.exports.programme import (
    build_deroule_document,
    build_exemple_deroule,
    build_exemple_programme,
    build_programme,
    list_choix,
)
from tests.formation.factories_formation import create_organisme_essai, create_programme_essai
from tests.pages_lues import lis
from tests.prise_poste.factories import get_place

pytestmark = pytest.mark.django_db


def test_the_sheet_is_for_the_public_and_the_run_sheet_for_who_teaches(chargee):
    espace = create_organisme_essai(chargee).espace
    programme = create_programme_essai(espace, tarif="300 €")
    create_programme_essai(espace, titre="Rangé", etat="archive")
    place = get_place(chargee, espace)
    assert list_choix(place) == [(str(programme.pk), "Piloter une CTG")]
    fiche = lis(build_programme(place, Famille.TEXTE, str(programme.pk)).corps_html)
    assert "300 €" in fiche
    assert "99 99 00001 99" in fiche
    assert "Lire, puis écrire." not in fiche
    deroule = lis(build_deroule_document(place, Famille.TEXTE, str(programme.pk)).corps_html)
    assert "Lire, puis écrire." in deroule
    assert "13\u00a0h\u00a030<br>3\u00a0h\u00a030" in deroule


def test_a_programme_of_another_body_is_not_a_document(chargee):
    espace = create_organisme_essai(chargee).espace
    ailleurs = create_programme_essai(create_organisme_essai(chargee, "L’Autre Rive").espace)
    for choix in (str(ailleurs.pk), "faux"):
        with pytest.raises(DocumentInconnu):
            build_programme(get_place(chargee, espace), Famille.TEXTE, choix)


def test_the_examples_say_that_they_are():
    for build in (build_exemple_programme, build_exemple_deroule):
        corps = lis(build(Famille.TEXTE).corps_html)
        assert "Pays de Vallombre" in corps
        assert "Pourquoi une CTG" in corps
    assert "Aucune loi ne définit la CTG" in lis(build_exemple_deroule(Famille.TEXTE).corps_html)
    deroule = lis(build_exemple_deroule(Famille.TEXTE).corps_html)
    assert "Douze phrases à ranger\u00a0: les cartes et leur clé" in deroule
    assert "Réalisations" in deroule
    assert "Ce que l’on a fait." in deroule
    assert types_documents.get("programme_formation").libelle_choix == "Quel programme ?"
