import csv
import re
import zipfile
from io import BytesIO, StringIO

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

import convive.documents.rendu as rendu
from convive.documents.actions.modele import create_modele
from convive.documents.registre import TypeDocument
from convive.documents.rules import DocumentInvalide, Famille
from convive.espaces.models import Note
from convive.journal.models import Geste, Journal
from tests.documents.mairie import ADRESSE, build_docx_mairie
from tests.espaces.factories import create_espace_civraisien

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return reverse("documents:document_list", args=[espace.pk])


def take(client, espace, document: str, format: str, choix: str = ""):
    return client.post(get_url(espace), {"document": document, "format": format, "choix": choix})


def create_note(espace, titre: str = "Ce que disent les familles") -> Note:
    return Note.objects.create(espace=espace, titre=titre, texte="Un premier mot.\n\n=2+2 : un second ?")


def list_titres(page: str) -> list[str]:
    """Those that the list shows, in order."""
    return re.findall(r'<li id="document-\w+">\s*<div>\s*<p>\s*<b>([^<]*)</b>', page.replace("\u00a0", " "))


def test_page_lists_what_the_role_opens(espace, chargee, lectrice, connecte, django_assert_max_num_queries):
    client = connecte(chargee)
    for rang in range(10):
        create_note(espace, f"Note {rang}")
    client.get(get_url(espace))
    # What each document may be about is kept until the next gesture.
    with django_assert_max_num_queries(8):
        page = client.get(f"{get_url(espace)}?tout").text
    for titre in ("Le portrait du territoire", "Une note du carnet", "La liste des membres", "Qui voit quoi"):
        assert titre in list_titres(page)
    assert "Note 9" in page
    # The only document that may be long carries the token of its form.
    assert page.count('name="jeton"') == 1
    assert "La liste des membres" not in list_titres(connecte(lectrice).get(f"{get_url(espace)}?tout").text)


def test_the_first_ones_are_shown_and_lead_to_the_others(espace, chargee, connecte):
    create_note(espace)
    client = connecte(chargee)
    page = client.get(get_url(espace)).text
    tous = list_titres(client.get(f"{get_url(espace)}?tout").text)
    assert list_titres(page) == tous[:12]
    assert f"Voir {len(tous) - 12}\u00a0autres documents" in page
    assert f'href="{get_url(espace)}?tout"' in page


def test_one_finds_by_words_whatever_their_accents_or_by_subject(espace, chargee, connecte):
    client = connecte(chargee)
    trouves = client.get(get_url(espace), {"q": "PASSATION decisions"}).text
    assert list_titres(trouves) == ["Dossier de passation"]
    fragment = client.get(get_url(espace), {"q": "PASSATION decisions"}, headers={"HX-Request": "true"}).text
    assert list_titres(fragment) == ["Dossier de passation"]
    assert "<html" not in fragment
    sujet = list_titres(client.get(get_url(espace), {"sorte": "offre"}).text)
    assert sujet == ["Annexe 2 : les services soutenus", "Service public de la petite enfance"]
    assert len(list_titres(client.get(get_url(espace), {"sorte": "inconnue"}).text)) == 12
    assert "Aucun document ne répond" in client.get(get_url(espace), {"q": "zanzibar"}).text


def test_the_last_one_that_a_person_took_comes_first_for_her(espace, chargee, lectrice, connecte):
    client = connecte(chargee)
    take(client, espace, "membres", "xlsx")
    take(client, espace, "qui_voit_quoi", "csv")
    page = client.get(get_url(espace)).text
    assert list_titres(page)[:2] == ["Qui voit quoi", "La liste des membres"]
    assert page.count("Vous l’avez téléchargé le") == 2
    assert "Vous l’avez téléchargé" not in connecte(lectrice).get(get_url(espace)).text


def test_what_nothing_fills_yet_is_named_apart(espace, chargee, connecte):
    page = connecte(chargee).get(get_url(espace)).text
    assert "Une note du carnet" not in list_titres(page)
    assert "Une note du carnet" in page.replace("\u00a0", " ").partition("encore vide")[2]


def test_document_leaves_in_the_model_and_the_journal_says_it(espace, chargee, connecte):
    create_modele(by=chargee, espace=espace, nom_fichier="m.docx", contenu=build_docx_mairie())
    response = take(connecte(chargee), espace, "membres", "docx")
    lu = docx.Document(BytesIO(response.content))
    assert lu.sections[0].footer.paragraphs[0].text == ADRESSE
    assert [cellule.text for cellule in lu.tables[0].rows[1].cells] == [
        "Chargee",
        "Chargé·e de coopération",
        "chargee@exemple.fr",
        "sans date de fin",
    ]
    assert response["Content-Disposition"] == (
        f'attachment; filename="{timezone.localdate():%Y-%m-%d}-liste-des-membres-civraisien-en-poitou.docx"'
    )
    ligne = Journal.objects.get(geste=Geste.EXPORTER)
    assert ligne.detail == {"document": "La liste des membres", "format": "docx"}


def test_note_leaves_with_its_words_and_no_formula(espace, chargee, connecte):
    note = create_note(espace)
    response = take(connecte(chargee), espace, "note", "docx", str(note.pk))
    textes = [p.text.replace("\u00a0", " ") for p in docx.Document(BytesIO(response.content)).paragraphs]
    assert textes[0] == "Ce que disent les familles"
    assert "=2+2 : un second ?" in textes


def test_sheets_say_the_same_rows(espace, chargee, connecte):
    response = take(connecte(chargee), espace, "qui_voit_quoi", "csv")
    lignes = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert {"Domaine", "Objet", "Action", "Rôles", "Précision"} == set(lignes[0])
    assert any(ligne["Objet"] == "La liste des membres" and ligne["Action"] == "voir" for ligne in lignes)
    response = take(connecte(chargee), espace, "membres", "ods")
    with zipfile.ZipFile(BytesIO(response.content)) as archive:
        assert "chargee@exemple.fr" in archive.read("content.xml").decode()


def test_what_is_not_there_is_said(espace, chargee, lectrice, etrangere, connecte):
    ailleurs = create_note(create_espace_civraisien(etrangere, nom="Voisin"))
    client = connecte(chargee)
    for document, format, choix in (
        ("inconnu", "docx", ""),
        ("membres", "pptx", ""),
        ("membres", "zip", ""),
        ("note", "docx", ""),
        ("note", "docx", str(ailleurs.pk)),
    ):
        response = take(client, espace, document, format, choix)
        assert response.status_code == 404
        assert "n’a pas pu être préparé" in response.text
    assert take(connecte(lectrice), espace, "membres", "docx").status_code == 404
    assert not Journal.objects.filter(geste=Geste.EXPORTER).exists()


def test_document_that_cannot_be_rendered_says_why(espace, chargee, connecte, monkeypatch):
    def refuse(*_args):
        raise DocumentInvalide("La police n’a pas ce signe.")

    monkeypatch.setattr(rendu, "render_contenu", refuse)
    response = take(connecte(chargee), espace, "membres", "pdf")
    assert response.status_code == 422
    assert "La police n’a pas ce signe." in response.text


def test_model_left_aside_is_said_on_the_next_page(espace, chargee, connecte, monkeypatch):
    create_modele(by=chargee, espace=espace, nom_fichier="m.docx", contenu=build_docx_mairie())
    ordinaire = rendu.render_docx

    def render(document, modele=None):
        if modele:
            raise DocumentInvalide("Panne.")
        return ordinaire(document)

    monkeypatch.setattr(rendu, "render_docx", render)
    client = connecte(chargee)
    assert take(client, espace, "membres", "docx").status_code == 200
    assert "ne convient pas à ce document" in client.get(get_url(espace)).text


def test_document_badly_declared_is_refused():
    with pytest.raises(ValueError, match="mal déclaré"):
        TypeDocument("a b", "T", "", (Famille.TEXTE,), bool, lambda *_: None, lambda *_: None)
