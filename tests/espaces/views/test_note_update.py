import pytest

from convive.espaces.actions.note import update_note
from tests.espaces.factories import create_note_essai, create_thematique
from tests.espaces.test_notes import get_saisie

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(espace):
    return create_note_essai(espace)


def get_url(note) -> str:
    return f"/espaces/{note.espace_id}/carnet/{note.pk}/modifier/"


def get_data(note, **champs) -> dict:
    return {"version": str(note.version), "titre": note.titre, "texte": note.texte} | champs


def test_note_update_saves(connecte, note, directeur):
    client = connecte(directeur)
    assert note.texte in client.get(get_url(note)).content.decode()
    response = client.post(get_url(note), get_data(note, texte="Autre chose."))
    assert response.headers["Location"] == f"/espaces/{note.espace_id}/carnet/{note.pk}/"
    note.refresh_from_db()
    assert note.texte == "Autre chose."


def test_note_update_keeps_what_the_place_does_not_choose(connecte, espace, coordinatrice):
    jeunesse, logement = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Logement")
    note = create_note_essai(espace, thematiques=(jeunesse, logement))
    espace.membres.get(compte=coordinatrice).thematiques.add(logement)
    depart = f"{jeunesse.pk} {logement.pk}"
    data = get_data(note, thematiques_depart=depart, thematiques=[logement.pk], texte="Plus loin.")
    assert connecte(coordinatrice).post(get_url(note), data).status_code == 302
    assert set(note.thematiques.all()) == {jeunesse, logement}


def test_note_update_never_writes_over_someone(connecte, note, chargee, directeur):
    data = get_data(note, texte="Mon texte.")
    update_note(by=directeur, note=note, saisie=get_saisie(note, texte="Son texte."))
    page = connecte(chargee).post(get_url(note), data).content.decode()
    assert "Mon texte." in page
    note.refresh_from_db()
    assert note.texte == "Son texte."


@pytest.mark.parametrize("champs", [{"titre": ""}, {"version": "0"}, {"version": "abc"}])
def test_note_update_says_what_is_wrong_and_keeps_the_text(connecte, note, chargee, champs):
    response = connecte(chargee).post(get_url(note), get_data(note, texte="Mon texte.", **champs))
    assert response.status_code == 200
    assert "Mon texte." in response.content.decode()
    assert note.versions.count() == 1
