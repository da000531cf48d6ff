"""What the page of an import proposes for drafts, and says of the pilotes who are organisations."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.convention.models import Ctg
from convive.plan_action.actions.imports import create_import
from convive.plan_action.models import FicheAction
from tests.plan_action.views.test_import_plan_detail import DECIDEES

pytestmark = pytest.mark.django_db


def test_import_plan_detail_proposes_decided_actions_once_the_ctg_is_signed(connecte, ctg, chargee):
    Ctg.objects.filter(pk=ctg.pk).update(date_signature=timezone.localdate())
    fichier = create_import(by=chargee, ctg=ctg, fichier=FichierRecu("plan.csv", "csv", DECIDEES), is_page=True)
    client, url = connecte(chargee), reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk])
    page = client.get(url)
    assert page.context["brouillons_form"]["brouillons"].value() == "validee"
    assert "applique le choix coché ici" in page.text
    client.post(url, {"geste": "importer"})
    assert set(FicheAction.objects.values_list("statut", flat=True)) == {"validee", "realisee"}


def test_import_plan_detail_says_which_pilotes_are_organisations(connecte, ctg, chargee):
    contenu = b"Action;Pilote\r\nOuvrir un lieu;Relais petite enfance\r\nAnimer;Service jeunesse\r\n"
    fichier = create_import(by=chargee, ctg=ctg, fichier=FichierRecu("plan.csv", "csv", contenu), is_page=True)
    page = connecte(chargee).get(reverse("plan_action:import_plan_detail", args=[fichier.espace_id, fichier.pk]))
    texte = " ".join(page.text.replace("\xa0", " ").split())
    assert "Relais petite enfance et Service jeunesse : ce sont des organisations, elles deviennent" in texte
