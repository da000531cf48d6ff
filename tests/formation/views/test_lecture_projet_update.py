"""Bring one’s own project: its words are read, the file is forgotten."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convive.documents.rendu import render_contenu
from convive.documents.rules import DocumentHtml, Metadonnees
from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import ProjetApporte
from tests.formation.factories_atelier import create_atelier_essai, create_salle_essai
from tests.prise_poste.factories import in_days

pytestmark = pytest.mark.django_db
CORPS = "<h1>Notre projet</h1><p>Une phrase à nous.</p><p>Une autre.</p>"


@pytest.fixture
def lecture(chargee):
    session, (une, _) = create_salle_essai(chargee)
    return create_atelier_essai(session, "lecture_critique", "lecture"), une


@pytest.fixture
def url(lecture) -> str:
    return reverse("formation:lecture_projet_update", args=[build_cle(lecture[1]), lecture[0].pk])


def build_fichier(format: str) -> SimpleUploadedFile:
    document = DocumentHtml("Notre projet", CORPS, Metadonnees("Nous", in_days(0), "Projet"))
    return SimpleUploadedFile(f"projet.{format}", render_contenu(document, format).contenu)


@pytest.mark.parametrize("format", ["pdf", "docx", "odt"])
def test_the_words_of_a_file_are_read_by_paragraph(client, url, lecture, format, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answer = client.post(url, {"titre": "Le mien", "fichier": build_fichier(format), "texte": ""})
    assert answer.headers["Location"] == reverse(
        "formation:lecture_stagiaire_detail", args=[build_cle(lecture[1]), lecture[0].pk, "sien"]
    )
    lignes = [ligne.strip() for ligne in ProjetApporte.objects.get().texte.split("\n")]
    assert "Une phrase à nous." in lignes
    assert list(tmp_path.iterdir()) == []


def test_a_text_may_be_pasted(client, url):
    client.post(url, {"titre": "Le mien", "texte": "Un.\r\nDeux."})
    assert ProjetApporte.objects.get().texte == "Un.\nDeux."


@pytest.mark.parametrize(
    ("saisie", "phrase"),
    [
        ({"titre": "", "texte": "Un."}, "obligatoire"),
        ({"titre": "Le mien", "texte": " "}, "collez le texte"),
        ({"titre": "Le mien", "fichier": SimpleUploadedFile("x.pdf", b"")}, "vide"),
        ({"titre": "Le mien", "fichier": SimpleUploadedFile("x.csv", b"a;b\n1;2\n")}, "un DOCX"),
    ],
    ids=["sans_titre", "sans_rien", "fichier_vide", "autre_type"],
)
def test_what_cannot_be_read_is_said(client, url, saisie, phrase):
    page = client.post(url, saisie).content.decode()
    assert 'role="alert"' in page
    assert phrase in page
    assert not ProjetApporte.objects.exists()


def test_a_file_without_words_is_said(client, url):
    page = client.post(url, {"titre": "Le mien", "fichier": SimpleUploadedFile("x.txt", b" \n ")}).content.decode()
    assert 'role="alert"' in page


def test_it_is_taken_back(client, url, lecture):
    client.post(url, {"titre": "Le mien", "texte": "Un."})
    assert "Le mien" in client.get(url).content.decode()
    assert client.post(url, {"geste": "retirer"}).status_code == 302
    assert not ProjetApporte.objects.exists()


def test_another_workshop_takes_none(client, lecture):
    jeu = create_atelier_essai(lecture[0].session)
    assert (
        client.get(reverse("formation:lecture_projet_update", args=[build_cle(lecture[1]), jeu.pk])).status_code == 404
    )
