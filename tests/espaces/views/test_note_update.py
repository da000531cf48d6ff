from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.actions.note import delete_note, update_note
from convive.espaces.selectors.texte import list_versions
from convive.journal.models import Geste
from convive.journal.selectors import get_journal
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
    data = get_data(note, thematiques=[logement.pk], texte="Plus loin.")
    assert connecte(coordinatrice).post(get_url(note), data).status_code == 302
    assert set(note.thematiques.all()) == {jeunesse, logement}


def test_note_update_joins_two_texts_and_says_so(connecte, note, chargee, directeur):
    data = get_data(note, texte=note.texte.replace("Trois", "3"))
    update_note(by=directeur, note=note, saisie=get_saisie(note, texte=note.texte.replace("Un", "1")))
    page = connecte(chargee).post(get_url(note), data, follow=True).content.decode()
    assert "Votre texte et celui de Directeur ont été réunis" in page
    note.refresh_from_db()
    assert note.texte == "1.\n\nDeux.\n\n3."


def test_note_update_in_two_windows_says_so(connecte, note, chargee):
    data = get_data(note, texte=note.texte.replace("Trois", "3"))
    update_note(by=chargee, note=note, saisie=get_saisie(note, texte=note.texte.replace("Un", "1")))
    assert "dans deux fenêtres" in connecte(chargee).post(get_url(note), data, follow=True).content.decode()


def get_champs(page) -> dict:
    """What the browser would send from a page: hidden fields and boxes to write in."""
    found: dict = {"fusion": page.context["fusion"].contenu}
    for nom, valeur in page.context["caches"]:
        found.setdefault(nom, []).append(valeur)
    return found | {f"ecrit-{p.nom}": p.ecrit for p in page.context["fusion"].conflits}


def test_note_update_asks_to_choose_then_saves_through_several_rounds(connecte, note, espace, chargee, directeur):
    thematique = create_thematique(espace, "Jeunesse")
    client, data = connecte(chargee), get_data(note, texte="Un.\n\nMien.\n\nTrois.", thematiques=[thematique.pk])
    update_note(by=directeur, note=note, saisie=get_saisie(note, texte="Un.\n\nSien.\n\nTrois."))
    page = client.post(get_url(note), data)
    assert page.status_code == 200
    assert "Vous avez écrit à deux en même temps" in page.content.decode()
    assert f'name="thematiques" value="{thematique.pk}"' in page.content.decode()
    # Nothing chosen: the page again, with everything in it.
    page = client.post(get_url(note), get_champs(page))
    assert "Il reste 1 choix" in page.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Mien." in page.content.decode()
    # While she chooses, the director writes again at the same place.
    note.refresh_from_db()
    update_note(by=directeur, note=note, saisie=get_saisie(note, texte="Un.\n\nSien encore.\n\nTrois."))
    (passage,) = page.context["fusion"].conflits
    choix = get_champs(page) | {f"choix-{passage.nom}": "deux"}
    page = client.post(get_url(note), choix)
    (passage,) = page.context["fusion"].conflits
    assert ("Mien." in passage.mien, passage.sien) == (True, ("Sien encore.",))
    choix = get_champs(page) | {f"choix-{passage.nom}": "deux"}
    response = client.post(get_url(note), choix)
    assert response.status_code == 302
    note.refresh_from_db()
    assert {"Mien.", "Sien.", "Sien encore."} <= set(note.texte.split("\n"))
    assert list(note.thematiques.all()) == [thematique]
    assert list_versions(note)[0].raison == "Réunit deux textes écrits en même temps"
    assert get_journal(espace.pk)[0].geste == Geste.FUSIONNER


def test_note_update_keeps_a_note_within_the_limits_of_who_writes(connecte, espace, coordinatrice):
    jeunesse, logement = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Logement")
    note = create_note_essai(espace, thematiques=(jeunesse, logement))
    espace.membres.get(compte=coordinatrice).thematiques.add(logement)
    data = get_data(note, texte="Mon texte.")
    page = connecte(coordinatrice).post(get_url(note), data).content.decode()
    assert "vous ne liriez plus cette note" in page
    assert "Mon texte." in page
    # Of its own alone, the note may become everyone's.
    note.thematiques.set([logement])
    assert connecte(coordinatrice).post(get_url(note), data).status_code == 302
    assert not note.thematiques.exists()


def test_note_update_refuses_a_forged_page_of_fusion(connecte, note, chargee):
    assert connecte(chargee).post(get_url(note), get_data(note, fusion="[")).status_code == 400
    assert note.versions.count() == 1


class TestRienNEstPerdu:
    """The text comes back, to copy, whatever happened since the page was opened."""

    @pytest.fixture
    def data(self, note) -> dict:
        return get_data(note, titre="Mon titre", texte="Mon <texte> de dix lignes.")

    def check(self, response, status: int, phrase: str) -> None:
        page = response.content.decode()
        assert response.status_code == status
        assert "Mon titre" in page
        assert "Mon &lt;texte&gt; de dix lignes." in page
        assert phrase in page

    def test_session_over(self, client, note, data):
        self.check(client.post(get_url(note), data), 403, "Votre session a pris fin")
        assert note.versions.count() == 1

    def test_place_closed(self, connecte, espace, note, data, directeur):
        espace.membres.filter(compte=directeur).delete()
        self.check(connecte(directeur).post(get_url(note), data), 404, "vous n’en êtes pas membre")

    def test_role_changed(self, connecte, espace, note, data, directeur):
        espace.membres.filter(compte=directeur).update(role="elu")
        self.check(connecte(directeur).post(get_url(note), data), 403, "ne permet plus d’écrire")

    def test_note_deleted(self, connecte, note, data, chargee):
        delete_note(by=chargee, note=note)
        self.check(connecte(chargee).post(get_url(note), data), 404, "a été supprimée")

    def test_note_deleted_at_the_very_moment(self, connecte, note, data, chargee, monkeypatch):
        def delete_first(**champs):
            delete_note(by=chargee, note=note)
            return update_note(**champs)

        monkeypatch.setattr("convive.espaces.views.note.update_note", delete_first)
        self.check(connecte(chargee).post(get_url(note), data), 200, "supprimée entre-temps")

    def test_espace_expired(self, connecte, espace, note, data, chargee):
        espace.expire_le = timezone.localdate() - timedelta(days=1)
        espace.save()
        self.check(connecte(chargee).post(get_url(note), data), 403, "a expiré le")

    def test_session_over_on_the_page_of_fusion(self, client, connecte, note, data, chargee, directeur):
        update_note(by=directeur, note=note, saisie=get_saisie(note, titre="Son titre", texte="Le sien."))
        page = connecte(chargee).post(get_url(note), data)
        client.logout()
        self.check(client.post(get_url(note), get_champs(page)), 403, "Le sien.")

    def test_damaged_page_of_fusion(self, client, note, data):
        self.check(client.post(get_url(note), data | {"fusion": "["}), 403, "Votre session a pris fin")

    def test_page_without_a_text(self, client, note):
        page = client.post(get_url(note), {}).content.decode()
        assert "Ce que vous aviez écrit" not in page


@pytest.mark.parametrize("champs", [{"titre": ""}, {"version": "0"}, {"version": "abc"}])
def test_note_update_says_what_is_wrong_and_keeps_the_text(connecte, note, chargee, champs):
    response = connecte(chargee).post(get_url(note), get_data(note, texte="Mon texte.", **champs))
    assert response.status_code == 200
    assert "Mon texte." in response.content.decode()
    assert note.versions.count() == 1
