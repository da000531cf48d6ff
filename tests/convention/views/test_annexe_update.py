import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convive.convention.models import AnnexeConvention, ChoixAnnexe
from convive.documents.models import PieceJointe
from tests.convention.factories import create_texte
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(ctg) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/texte/annexes/1/"


def test_annexe_update_takes_a_text_and_keeps_it(connecte, url, ctg, chargee, django_assert_max_num_queries):
    create_texte(ctg, chargee)
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(15):
        assert "Rien pour l’instant" in client.get(url).content.decode()
    response = client.post(url, {"version": 0, "choix": "texte", "texte": "Un diagnostic.\r\n- un point"})
    assert response.headers["Location"].endswith("/texte/#annexe-1")
    assert "Un diagnostic." in client.get(response.headers["Location"]).content.decode()
    client.post(url, {"version": 1, "choix": "sans_objet", "texte": "Un diagnostic.\n- un point"})
    annexe = AnnexeConvention.objects.get(ctg=ctg)
    assert (annexe.choix, annexe.texte, annexe.version) == ("sans_objet", "Un diagnostic.\n- un point", 2)


def get_data(client, url, **champs: str) -> dict[str, str]:
    """What a browser sends of the page as it is now."""
    form = client.get(url).context["form"]
    return {nom: str(form[nom].value()) for nom in form.fields} | champs


def test_annexe_update_joins_two_people_even_the_first_time(connecte, url, ctg, chargee, directeur):
    client, autre = connecte(chargee), connecte(directeur)
    mien = get_data(client, url, texte="Un diagnostic.")
    autre.post(url, get_data(autre, url, choix="a_joindre"))
    assert client.post(url, mien).status_code == 302
    annexe = AnnexeConvention.objects.get(ctg=ctg)
    assert (annexe.choix, annexe.texte, annexe.version) == ("a_joindre", "Un diagnostic.", 2)
    response = client.post(url, mien | {"choix": "texte"})
    assert read_conflits(response) == {"choix": ("Un texte que vous écrivez", "À joindre à part")}
    assert client.post(url, choose(response)).status_code == 302
    annexe.refresh_from_db()
    assert (annexe.choix, annexe.texte) == ("texte", "Un diagnostic.")


def test_annexe_update_quotes_a_file_of_the_ctg(connecte, url, ctg, chargee):
    client = connecte(chargee)
    assert "Choisissez le fichier" in client.post(url, {"version": 0, "choix": "piece"}).content.decode()
    fichier = SimpleUploadedFile("diagnostic.csv", b"a;b\n1;2\n", "text/csv")
    depot = reverse("documents:piece_create", args=[ctg.espace_id, "ctg", ctg.pk])
    client.post(depot, {"fichier": fichier, "titre": "Le diagnostic", "visibilite": "tous"})
    piece = PieceJointe.objects.get()
    client.post(url, {"version": 0, "choix": "piece", "piece": str(piece.pk)})
    assert AnnexeConvention.objects.get(ctg=ctg, choix=ChoixAnnexe.PIECE).piece == piece
    create_texte(ctg, chargee)
    page = client.get(f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/texte/").content.decode()
    assert "Document joint\u00a0: «\u00a0Le diagnostic\u00a0»" in page


def test_annexe_update_knows_six_annexes(connecte, url, chargee):
    assert connecte(chargee).get(url.replace("/1/", "/7/")).status_code == 404
