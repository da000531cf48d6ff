"""The page where one reads an archive over, and takes it up."""

import pytest
from django.urls import reverse

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.models import Organisation
from convive.plan_action.actions.archive import create_archive
from convive.plan_action.models import FicheAction, ImportPlan
from tests.espaces.factories import create_espace_civraisien
from tests.plan_action.exports.test_archive import create_ctg, render

pytestmark = pytest.mark.django_db


@pytest.fixture
def fichier(plan, chargee) -> ImportPlan:
    accueil = create_ctg(create_espace_civraisien(chargee, nom="Accueil"))
    return create_archive(by=chargee, ctg=accueil, fichier=FichierRecu("plan.zip", "zip", render(plan.ctg, chargee)))


@pytest.fixture
def url(fichier) -> str:
    return reverse("plan_action:archive_detail", args=[fichier.espace_id, fichier.pk])


def test_everything_is_listed_before_anything_is_written(client, chargee, url, plan, fichier):
    client.force_login(chargee)
    texte = client.get(url).content.decode()
    for attendu in ("3\u00a0actions", "Communauté de communes d’essai", "Personne Pilote", plan.brouillon.titre):
        assert attendu in texte, attendu
    assert not FicheAction.objects.filter(ctg=fichier.ctg).exists()


def test_the_plan_is_taken_up_with_new_cards(client, chargee, url, fichier):
    client.force_login(chargee)
    data = {"geste": "reprendre", "organisations_0": "creer", "personnes_0": "creer"}
    creer = client.get(url).context["form"].fields["organisations_0"].choices[-1][0]
    response = client.post(url, data | {"organisations_0": creer, "personnes_0": creer})
    assert response.url == reverse("plan_action:plan_detail", args=[fichier.espace_id, fichier.ctg_id])
    assert FicheAction.objects.filter(ctg=fichier.ctg).count() == 3
    assert Organisation.objects.filter(espace=fichier.espace).count() == 1
    assert client.get(url).status_code == 404
    # From the page of the imports, it is undone by a button.
    page = reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])
    assert "3\u00a0actions créées" in client.get(page).content.decode()
    assert "le plan redevient vide" in client.get(page).content.decode()
    assert "Tout a été défait" in client.post(page, {"geste": "annuler"}, follow=True).content.decode()
    assert not FicheAction.objects.filter(ctg=fichier.ctg).exists()
    assert not Organisation.objects.filter(espace=fichier.espace).exists()


def test_a_choice_out_of_its_list_writes_nothing(client, chargee, url, fichier):
    client.force_login(chargee)
    assert client.post(url, {"geste": "reprendre", "organisations_0": "x", "personnes_0": "y"}).status_code == 200
    assert not FicheAction.objects.filter(ctg=fichier.ctg).exists()


def test_pages_say_what_an_archive_carries_and_what_it_does_not(client, chargee, url, fichier):
    client.force_login(chargee)
    args = [fichier.espace_id, fichier.ctg_id]
    for page in (url, reverse("plan_action:archive_create", args=args)):
        texte = client.get(page).content.decode()
        for mots in ("Pas dans l’archive", "les anciennes versions des textes", "les réponses des pilotes"):
            assert mots in texte


def test_an_archive_is_given_up(client, chargee, url):
    client.force_login(chargee)
    client.post(url, {"geste": "abandonner"})
    assert not ImportPlan.objects.exists()


def test_an_archive_is_for_whoever_sent_it(client, directeur, etrangere, url):
    for compte in (directeur, etrangere):
        client.force_login(compte)
        assert client.get(url).status_code == 404
