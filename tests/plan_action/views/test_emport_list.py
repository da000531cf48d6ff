"""The page where one takes the plan away."""

import csv
import io

import docx
import pytest
from django.urls import reverse

from convive.documents.models import Travail
from convive.journal.models import Journal
from convive.plan_action.exports import plan as export_plan
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.emport import ChoixPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, plan) -> str:
    return reverse("plan_action:emport_list", args=[espace.pk, plan.ctg.pk])


def test_page_lists_what_leaves_and_what_the_document_leaves_out(client, chargee, conseillere_caf, url, plan):
    client.force_login(chargee)
    texte = client.get(url).content.decode()
    assert plan.complete.titre in texte
    assert "hors du document du plan" in texte
    assert 'name="motif"' in texte
    client.force_login(conseillere_caf)
    texte = client.get(url).content.decode()
    assert plan.complete.titre in texte
    assert plan.brouillon.titre not in texte
    assert 'name="motif"' not in texte


def test_plan_leaves_at_once_when_it_is_short(client, chargee, url):
    client.force_login(chargee)
    response = client.post(url, {"document": "plan", "contenu": "fiches", "format": "docx"})
    assert response.status_code == 200
    assert response.content[:2] == b"PK"
    assert Journal.objects.filter(geste="exporter").count() == 1


def test_a_forced_plan_leaves_its_reason_in_the_journal(client, chargee, url):
    client.force_login(chargee)
    response = client.post(url, {"document": "plan", "contenu": "resume", "motif": "Relecture.", "format": "odt"})
    assert response.status_code == 200
    assert any(entree.detail.get("motif") == "Relecture." for entree in Journal.objects.filter(geste="exporter"))


def test_a_long_plan_is_prepared_in_the_background(client, chargee, url, plan, monkeypatch):
    monkeypatch.setattr(export_plan, "PAGES_PAR_FICHE", 40)
    client.force_login(chargee)
    demande = {"document": "plan", "contenu": "fiches", "format": "pdf", "jeton": "un"}
    response = client.post(url, demande)
    travail = Travail.objects.get()
    assert response.status_code == 302
    assert str(travail.pk) in response.url
    assert travail.arguments["choix"] == ChoixPlan(plan.ctg.pk).encode()
    client.post(url, demande)
    assert Travail.objects.count() == 1


def test_checked_sheets_leave_together(client, chargee, url, plan):
    client.force_login(chargee)
    response = client.post(url, {"document": "fiches", "fiche": [plan.complete.pk, plan.brouillon.pk], "format": "pdf"})
    assert response.status_code == 200
    assert response.content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("demande", "statut", "phrase"),
    [
        ({"document": "fiches", "format": "pdf"}, 422, "Cochez au moins une fiche."),
        ({"document": "plan", "contenu": "x", "format": "pdf"}, 422, "Choisissez ce qu’il contient."),
        ({"document": "plan", "contenu": "fiches", "format": "exe"}, 404, "n’existe pas au format"),
        ({"document": "tableur", "format": "exe"}, 404, "Ce document n’existe pas."),
        ({"document": "x"}, 404, "Ce document n’existe pas."),
    ],
)
def test_what_cannot_leave_says_why(client, chargee, url, demande, statut, phrase):
    client.force_login(chargee)
    response = client.post(url, demande)
    assert response.status_code == statut
    assert phrase in response.content.decode()


def test_bilan_leaves_as_slides(client, elue, url):
    client.force_login(elue)
    assert client.post(url, {"document": "bilan", "format": "pptx"}).content[:2] == b"PK"


def test_csv_is_one_table_of_what_this_place_reads(client, chargee, conseillere_caf, url, plan):
    for compte, attendues in ((chargee, 3), (conseillere_caf, 1)):
        client.force_login(compte)
        response = client.post(url, {"document": "tableur", "format": "csv"})
        assert response["Content-Type"].startswith("text/csv")
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
        assert len([row for row in rows if row["Action"]]) == attendues


def test_queries_do_not_grow(client, chargee, url, django_assert_max_num_queries):
    client.force_login(chargee)
    client.get(url)
    with django_assert_max_num_queries(15):
        client.get(url)


def test_only_those_who_shape_the_plan_take_its_archive(client, chargee, coordinatrice, url):
    client.force_login(chargee)
    response = client.post(url, {"document": "archive", "format": "zip"})
    assert response.content[:2] == b"PK"
    assert any(entree.detail.get("plan") == "zip" for entree in Journal.objects.filter(geste="exporter"))
    client.force_login(coordinatrice)
    assert "archive du plan" not in client.get(url).content.decode()
    assert client.post(url, {"document": "archive", "format": "zip"}).status_code == 404


def test_list_leaves_as_it_is_filtered(connecte, plan, chargee, lectrice, url):
    FicheAction.objects.filter(pk=plan.interne.pk).update(statut="abandonnee")

    def read(client, **saisie) -> tuple[str, str]:
        answer = client.post(url, {"document": "tableur", "format": "csv", **saisie})
        assert answer.status_code == 200
        return answer.content.decode("utf-8-sig"), answer["Content-Disposition"]

    client = connecte(chargee)
    texte, nom = read(client, choix="statut=en_cours&tri=-echeance&colonnes=maj")
    assert "Créer vingt places" in texte
    assert "-plan-choix-" in nom
    for absent in ("Faire circuler le relais", "Préparer le budget", str(plan.axes[1].libelle)):
        assert absent not in texte
    texte, nom = read(client, choix=f"qui=personne:{plan.complete.pilotes.get().pk}&inconnu=1")
    assert "Créer vingt places" in texte
    assert "Faire circuler" not in texte
    # Nothing chosen: what the list shows, without what was abandoned; from « Télécharger », all of it.
    texte, nom = read(client, choix="")
    assert "Préparer le budget" not in texte
    assert "-choix-" not in nom
    assert "Préparer le budget" in read(client)[0]
    assert "Faire circuler" not in read(connecte(lectrice), choix="")[0]


def test_sheets_leave_on_one_page_each_or_whole(client, chargee, plan, url):
    client.force_login(chargee)
    saisie = {"document": "fiches", "fiche": [plan.complete.pk], "format": "docx"}
    courte = client.post(url, {**saisie, "modele": "fiches_une_page"})
    entiere = client.post(url, {**saisie, "modele": "fiches_action"})
    assert len(docx.Document(io.BytesIO(courte.content)).tables) == 1
    assert len(docx.Document(io.BytesIO(entiere.content)).tables) > 1
