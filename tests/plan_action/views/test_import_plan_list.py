"""The page where an existing plan is brought in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convive.plan_action.models import FicheAction, ImportPlan

pytestmark = pytest.mark.django_db
CONTENU = b"Axe;Action;Pilote;Statut\r\nAxe 1 : Enfance;Ouvrir un lieu;Anne Bo;fait\r\n;Animer;Luc Da;vert\r\n"


def get_url(ctg) -> str:
    return reverse("plan_action:import_plan_list", args=[ctg.espace_id, ctg.pk])


def test_import_plan_list_reads_a_file_and_writes_nothing(connecte, ctg, chargee):
    client = connecte(chargee)
    page = client.get(get_url(ctg)).content.decode()
    assert "Laissez le fichier comme il est" in page
    reponse = client.post(get_url(ctg), {"fichier": SimpleUploadedFile("plan.csv", CONTENU)})
    fichier = ImportPlan.objects.get()
    assert reponse.url == reverse("plan_action:import_plan_detail", args=[ctg.espace_id, fichier.pk])
    assert not FicheAction.objects.exists()
    assert "plan.csv" in client.get(get_url(ctg)).content.decode()


@pytest.mark.parametrize(
    ("fichier", "phrase"),
    [
        (None, "Choisissez un fichier"),
        (SimpleUploadedFile("plan.csv", b""), "vide"),
        (SimpleUploadedFile("plan.png", b"\x89PNG"), "format n’est pas lu"),
        (SimpleUploadedFile("plan.csv", b"Nom;Tel\n"), "Aucune action"),
    ],
)
def test_import_plan_list_refuses_beside_the_field(connecte, ctg, chargee, fichier, phrase):
    page = connecte(chargee).post(get_url(ctg), {"fichier": fichier} if fichier else {}).content.decode()
    assert phrase in page
    assert not ImportPlan.objects.exists()


def test_import_plan_list_shows_the_way_when_there_is_no_ctg(connecte, espace, chargee):
    page = connecte(chargee).get(reverse("plan_action:import_plan_list", args=[espace.pk])).content.decode()
    assert "Pas encore de CTG" in page
    assert reverse("convention:ctg_create", args=[espace.pk]) in page
    assert f"?retour={reverse('plan_action:import_plan_list', args=[espace.pk])}" in page
