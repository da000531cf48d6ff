import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.documents.actions.piece import delete_piece
from convive.documents.fichiers import delete_fichier
from convive.documents.models import PieceJointe, Travail, Visibilite
from convive.documents.porteurs import porteurs
from convive.espaces.models import Espace
from tests.documents.factories import create_note, create_piece_jointe
from tests.documents.fichiers import build_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("documents:piece_list", args=[espace.pk])


def test_piece_list_teaches_when_it_is_empty(url, chargee, lectrice, connecte):
    page = connecte(chargee).get(url).text
    assert "Aucune pièce jointe pour l’instant" in page
    assert "Joindre un fichier" in page
    assert "Joindre un fichier" not in connecte(lectrice).get(url).text


def test_piece_list_costs_the_same_with_many_rows(url, espace, chargee, elue, connecte, django_assert_max_num_queries):
    note = create_note(espace, chargee)
    for rang in range(20):
        create_piece_jointe(espace, by=elue, objet=note if rang % 2 else None, titre=f"Pièce {rang}")
    client = connecte(elue)
    with django_assert_max_num_queries(13):
        page = client.get(url).text
    assert page.count('/fichier/"') == 20
    assert "Réunion des crèches" in page


def test_only_the_objects_that_carry_a_file_are_asked_who_sees_them(espace, chargee):
    create_piece_jointe(espace, by=chargee, objet=create_note(espace, chargee))
    sql = str(PieceJointe.objects.visible_to(chargee).query)
    assert [cle for cle in (type_objet.cle for type_objet in porteurs.list_types()) if f" = {cle} " in sql] == ["note"]


def test_piece_list_is_searched_by_title_description_and_name(url, espace, elue, connecte):
    create_piece_jointe(espace, by=elue, titre="Délibération", description="Vote du 12 mars", nom="scan.pdf")
    create_piece_jointe(espace, by=elue, titre="Plan de la crèche")
    client = connecte(elue)
    for q in ("délib", "vote mars", "SCAN"):
        page = client.get(url, {"q": q}).text
        assert "Délibération" in page
        assert "Plan de la crèche" not in page
    page = client.get(url, {"q": "<script>"}).text
    assert "Aucune pièce jointe pour" in page
    assert "<script>»" not in page


def test_piece_list_hides_what_is_for_the_team(url, espace, chargee, elue, connecte):
    create_piece_jointe(espace, by=chargee, titre="Note de travail", visibilite=Visibilite.INTERNE)
    assert "Note de travail" in connecte(chargee).get(url).text
    assert "Note de travail" not in connecte(elue).get(url).text


def test_bin_is_for_those_who_may_bring_back(url, espace, chargee, elue, partenaire, connecte):
    piece = create_piece_jointe(espace, by=elue, titre="Retirée")
    delete_piece(by=elue, piece=piece)
    for compte, is_vue in ((elue, True), (chargee, True), (partenaire, False)):
        assert ("La corbeille" in connecte(compte).get(url).text) is is_vue


def test_everything_leaves_in_one_zip(url, espace, chargee, elue, connecte):
    note = create_note(espace, chargee, titre="=HYPERLINK()")
    create_piece_jointe(espace, by=elue, objet=note)
    create_piece_jointe(espace, by=elue, contenu=build_pdf("Deux"), titre="Un autre")
    create_piece_jointe(espace, by=chargee, titre="Interne", visibilite=Visibilite.INTERNE)
    perdue = create_piece_jointe(espace, by=elue, nom="perdue.pdf")
    delete_fichier(perdue.versions.get().fichier.name)
    client = connecte(elue)
    reponse = client.post(url, {"jeton": "un"})
    travail = Travail.objects.get()
    assert reponse.headers["Location"] == f"/espaces/{espace.pk}/documents/preparations/{travail.pk}/"
    client.post(url, {"jeton": "un"})
    assert Travail.objects.count() == 1
    contenu = b"".join(client.get(f"{reponse.headers['Location']}fichier/").streaming_content)
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        assert archive.testzip() is None
        # The lost one left the name that it would have had; the internal one is not hers to take.
        assert sorted(name for name in archive.namelist() if archive.getinfo(name).file_size) == [
            "Bilan (2).pdf",
            "Bilan.pdf",
            "Sommaire.csv",
        ]
        sommaire = archive.read("Sommaire.csv").decode("utf-8-sig")
    assert "Note\u00a0: =HYPERLINK()" in sommaire
    assert "Interne" not in sommaire


def test_nothing_to_take_away_is_said(url, espace, elue, connecte):
    client = connecte(elue)
    page = client.get(client.post(url, {"jeton": "un"}).headers["Location"]).text
    assert "Vous ne voyez aucune pièce jointe" in page


def test_too_many_jobs_are_refused_on_the_page(url, espace, elue, connecte, en_file):
    client = connecte(elue)
    for rang in range(5):
        assert client.post(url, {"jeton": str(rang)}).status_code == 302
    assert "attendez la fin" in client.post(url, {"jeton": "6"}).text


def test_files_are_taken_away_from_an_espace_that_has_expired(url, espace, elue, connecte):
    create_piece_jointe(espace, by=elue)
    Espace.objects.filter(pk=espace.pk).update(expire_le=timezone.localdate())
    client = connecte(elue)
    assert "Joindre un fichier" not in client.get(url).text
    assert client.post(url, {"jeton": "un"}).status_code == 302


def test_search_that_holds_a_character_that_databases_refuse_is_a_search(url, espace, chargee, elue, connecte):
    create_piece_jointe(espace, by=elue, titre="Le bilan")
    response = connecte(chargee).get(url, {"q": "bi\0lan"})
    assert response.status_code == 200
    assert "Le bilan" in response.text
