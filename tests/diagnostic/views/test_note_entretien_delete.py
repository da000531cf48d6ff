import pytest

from convive.diagnostic.models import NoteEntretien, Parole
from tests.diagnostic.factories import create_entretien_essai, create_parole_essai

pytestmark = pytest.mark.django_db


def test_a_note_goes_to_the_bin_and_its_words_stay(connecte, espace, chargee):
    note, parole, client = create_entretien_essai(espace), create_parole_essai(espace), connecte(chargee)
    parole.note = note
    parole.save()
    url = f"/espaces/{espace.pk}/paroles/entretiens/{note.pk}/supprimer/"
    assert "1\u00a0parole en a été tirée et reste" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert client.get(url).status_code == 404
    assert "une note d’entretien" not in client.get(f"/espaces/{espace.pk}/paroles/{parole.pk}/").content.decode()
    corbeille = f"/espaces/{espace.pk}/constats/corbeille/"
    assert "Directrice d’une crèche" in client.get(corbeille).content.decode()
    data = {"type": "note_entretien", "objet": str(note.pk), "geste": "effacer"}
    client.post(corbeille, data)
    assert not NoteEntretien.objects.exists()
    assert Parole.objects.get().note is None
