"""The page where a file is looked at, corrected, matched, imported, undone."""

import pytest
from django.urls import reverse

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.models import Personne
from convive.plan_action.actions.imports import create_import
from convive.plan_action.models import FicheAction, ImportPlan
from tests.plan_action.views.test_import_plan_list import CONTENU

pytestmark = pytest.mark.django_db


@pytest.fixture
def fichier(ctg, chargee) -> ImportPlan:
    return create_import(by=chargee, ctg=ctg, fichier=FichierRecu("plan.csv", "csv", CONTENU))


@pytest.fixture
def url(fichier) -> str:
    return reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])


def test_import_plan_detail_from_the_doubt_to_the_undoing(connecte, ctg, chargee, fichier, url):
    client = connecte(chargee)
    page = client.get(url)
    texte = page.content.decode()
    assert "2\xa0actions à créer" in texte
    assert "est une couleur, pas un statut" in texte
    noms = page.context["noms_form"]
    assert [champ.label for champ in noms.personnes] == ["Anne Bo", "Luc Da"]
    client.post(url, {"geste": "noms", noms.personnes[1].name: "creer"})
    lecture = page.context["lecture_form"]
    champs = {champ.name: champ.value() for champ in [*lecture.list_intitules(), *lecture.list_statuts()]}
    vert = next(champ.name for champ in lecture.list_statuts() if "vert" in champ.label)
    client.post(url, {"geste": "lecture", **champs, vert: "realisee"})
    client.post(url, {"geste": "importer"})
    assert sorted(FicheAction.objects.values_list("titre", "statut")) == [
        ("Animer", "realisee"),
        ("Ouvrir un lieu", "realisee"),
    ]
    assert Personne.objects.get().fiches_pilotees.get().titre == "Animer"
    texte = client.get(url).content.decode()
    assert "2\xa0actions créées" in texte
    assert "Annuler cet import" in texte
    client.post(url, {"geste": "annuler"})
    assert not FicheAction.objects.exists()
    assert "Tout a été défait" in client.get(url).content.decode()


def test_import_plan_detail_says_what_cannot_be_done(connecte, chargee, fichier, url):
    client = connecte(chargee)
    assert "Choisissez l’un des boutons" in client.post(url, {"geste": "rien"}).content.decode()
    assert "n’est pas dans sa liste" in client.post(url, {"geste": "lecture", "titre_0": "inconnu"}).content.decode()
    client.post(url, {"geste": "abandonner"})
    assert not ImportPlan.objects.exists()


def test_import_plan_detail_of_someone_else_does_not_exist_yet(connecte, directeur, url):
    """What is being checked is seen by whoever sent it."""
    assert connecte(directeur).get(url).status_code == 404


def test_import_plan_detail_costs_the_same_with_many_actions(
    connecte, ctg, chargee, fichier, url, django_assert_max_num_queries
):
    lignes = b"".join(f"Axe 1 : Enfance;Action {rang} du plan;Anne Bo;fait\r\n".encode() for rang in range(200))
    autre = create_import(
        by=chargee, ctg=ctg, fichier=FichierRecu("grand.csv", "csv", b"Axe;Action;Pilote;Statut\r\n" + lignes)
    )
    client = connecte(chargee)
    client.get(url)
    for page in (url, reverse("plan_action:import_plan_detail", args=[ctg.espace_id, autre.pk])):
        with django_assert_max_num_queries(24):
            assert client.get(page).status_code == 200
