"""What leaves towards data·inclusion: services that may be shown, and who runs them."""

import json

import pytest

from convive.offre.actions.equipement import close_service
from convive.offre.exports.inclusion import build_document, render_inclusion
from convive.offre.selectors.catalogue import get_thematiques_inclusion, get_types_usuels
from tests.acteurs.factories import create_organisation_essai
from tests.offre.factories import create_inventaire, create_service_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def membre(espace, chargee):
    return espace.membres.get(compte=chargee)


def test_themes_are_given_to_usual_types():
    assert set(get_thematiques_inclusion()) <= set(get_types_usuels())


def test_file_holds_services_and_their_structures(membre, espace, chargee):
    passeurs = create_organisation_essai(espace, siret="73282932000074")
    create_service_essai(espace, "Crèche", code_commune="86078", gestionnaire_id=passeurs.pk, communes=("86084",))
    seul = create_service_essai(espace, "Relais", "rpe")
    create_service_essai(espace, "Caché", visible_public=False)
    close_service(by=chargee, service=create_service_essai(espace, "Fermé"))
    document = build_document(membre)
    creche, relais = document["services"]
    assert (creche["nom"], creche["structure_id"], creche["zone_eligibilite"]) == (
        *("Crèche", str(passeurs.pk), ["86078", "86084"]),
    )
    # A service that nobody runs is its own structure; it serves the whole périmètre.
    assert (relais["structure_id"], len(relais["zone_eligibilite"]) > 1) == (str(seul.pk), True)
    assert {structure["id"] for structure in document["structures"]} == {str(passeurs.pk), str(seul.pk)}
    assert "n’a pas été essayé" in document["notice"]
    assert "1\u00a0service sans commune" in document["notice"]
    nom, contenu = render_inclusion(membre)
    assert nom.endswith(".json")
    assert json.loads(contenu)["services"] == document["services"]


def test_file_asks_as_little_for_many(membre, espace, django_assert_max_num_queries):
    create_inventaire(espace, 60)
    with django_assert_max_num_queries(8):
        assert len(build_document(membre)["services"]) == 60
