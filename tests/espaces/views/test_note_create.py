import pytest

from convive.espaces.models import Note
from convive.espaces.rules import MAX_TEXTE, MAX_TITRE_NOTE
from tests.espaces.factories import create_espace_civraisien, create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/carnet/ecrire/"


def test_note_create_writes_and_leads_to_the_note(connecte, url, espace, coordinatrice):
    thematique = create_thematique(espace, "Enfance")
    client = connecte(coordinatrice)
    assert "Enfance" in client.get(url).content.decode()
    data = {"version": "1", "titre": " Le  nord ", "texte": "Un\r\n\r\n  deux\r\n", "thematiques": [thematique.pk]}
    response = client.post(url, data | {"communes": ["86078"]})
    note = Note.objects.get()
    assert response.headers["Location"] == f"/espaces/{espace.pk}/carnet/{note.pk}/"
    assert (note.titre, note.texte, note.communes) == ("Le nord", "Un\n\n  deux", ["86078"])
    assert list(note.thematiques.all()) == [thematique]
    assert note.created_by == note.updated_by == coordinatrice


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"titre": ""}, "obligatoire"),
        ({"titre": "x" * (MAX_TITRE_NOTE + 1)}, "150"),
        ({"texte": "x" * (MAX_TEXTE + 1)}, "au plus"),
        ({"thematiques": ["00000000-0000-4000-8000-000000000000"]}, "choix"),
        ({"communes": ["75056"]}, "choix"),
    ],
)
def test_note_create_says_what_is_wrong_and_keeps_the_text(connecte, url, chargee, champs, message):
    data = {"version": "1", "titre": "Le nord", "texte": "Une navette."} | champs
    response = connecte(chargee).post(url, data)
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert data["texte"] in page
    assert data["titre"] in page
    assert not Note.objects.exists()


def test_note_create_offers_only_what_the_place_may_choose(connecte, url, espace, coordinatrice):
    jeunesse, logement = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Logement")
    membre = espace.membres.get(compte=coordinatrice)
    membre.thematiques.add(logement)
    membre.communes = ["86078"]
    membre.save()
    client = connecte(coordinatrice)
    page = client.get(url).content.decode()
    assert "Jeunesse" not in page
    assert page.count('name="communes"') == 1
    response = client.post(url, {"version": "1", "titre": "x", "texte": "", "thematiques": [jeunesse.pk]})
    assert response.status_code == 200
    assert not Note.objects.exists()


def test_note_create_ignores_the_thematiques_of_another_espace(connecte, url, chargee):
    voisine = create_thematique(create_espace_civraisien(chargee, nom="Voisin"), "Jeunesse")
    data = {"version": "1", "titre": "x", "texte": "", "thematiques": [voisine.pk]}
    assert connecte(chargee).post(url, data).status_code == 200
    assert not Note.objects.exists()


def test_note_create_gives_the_text_back_when_the_session_is_over(client, url):
    response = client.post(url, {"version": "1", "titre": "Le nord", "texte": "Une navette."})
    assert response.status_code == 403
    assert "Une navette." in response.content.decode()
    assert f"?next={url}" in response.content.decode()
    assert not Note.objects.exists()
