"""The page that takes the archive of a plan."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convive.plan_action.models import ImportPlan
from tests.plan_action.exports.test_archive import create_ctg, render

pytestmark = pytest.mark.django_db


@pytest.fixture
def accueil(espace):
    return create_ctg(espace)


@pytest.fixture
def url(espace, accueil) -> str:
    return reverse("plan_action:archive_create", args=[espace.pk, accueil.pk])


def test_an_archive_is_kept_until_someone_says_yes(client, chargee, espace, plan, accueil, url):
    client.force_login(chargee)
    assert "Relire cette archive" in client.get(url).content.decode()
    response = client.post(url, {"fichier": SimpleUploadedFile("plan.zip", render(plan.ctg, chargee))})
    fichier = ImportPlan.objects.get(ctg=accueil)
    assert response.url == reverse("plan_action:archive_detail", args=[espace.pk, fichier.pk])
    # The list of imports leads there too.
    suivi = client.get(reverse("plan_action:import_plan_detail", args=[espace.pk, fichier.pk]))
    assert suivi.url == response.url
    client.post(url, {"fichier": SimpleUploadedFile("plan.zip", render(plan.ctg, chargee))})
    assert ImportPlan.objects.filter(ctg=accueil).count() == 1


@pytest.mark.parametrize(
    ("fichier", "phrase"),
    [(b"texte", "n’est pas l’archive d’un plan"), (None, "Choisissez un fichier.")],
)
def test_what_is_no_archive_says_why(client, chargee, url, fichier, phrase):
    client.force_login(chargee)
    data = {"fichier": SimpleUploadedFile("plan.zip", fichier)} if fichier else {}
    assert phrase in client.post(url, data).content.decode()
    assert not ImportPlan.objects.exists()


def test_a_plan_that_began_says_what_to_do_instead(client, chargee, espace, plan):
    client.force_login(chargee)
    url = reverse("plan_action:archive_create", args=[espace.pk, plan.ctg.pk])
    assert "Ce plan n’est pas vide" in client.get(url).content.decode()
