import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convive.espaces.actions.note import delete_note
from tests.espaces.factories import create_note_essai, create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/carnet/"


def test_note_list_teaches_when_it_is_empty(connecte, url, chargee, lectrice):
    page = connecte(chargee).get(url).content.decode()
    assert "Le carnet est vide" in page
    assert "Écrire la première note" in page
    assert "Écrire la première note" not in connecte(lectrice).get(url).content.decode()


def test_note_list_shows_first_words_and_whom_it_concerns(connecte, url, espace, lectrice):
    create_note_essai(
        espace, "Le nord", "# Titre\n\nUne <b>navette</b>.", thematiques=(create_thematique(espace, "Enfance"),)
    )
    page = connecte(lectrice).get(url).content.decode()
    assert "Titre Une &lt;b&gt;navette&lt;/b&gt;." in page
    assert "Enfance" in page
    assert "Chargee" in page


def test_note_list_hides_what_is_out_of_limits(connecte, url, espace, coordinatrice, elue):
    jeunesse, logement = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Logement")
    espace.membres.get(compte=coordinatrice).thematiques.add(logement)
    create_note_essai(espace, "Les ados", thematiques=(jeunesse,))
    assert "Les ados" in connecte(elue).get(url).content.decode()
    assert "Les ados" not in connecte(coordinatrice).get(url).content.decode()


def test_note_list_shows_what_was_put_aside_to_those_who_write(connecte, url, espace, chargee, coordinatrice, elue):
    delete_note(by=chargee, note=create_note_essai(espace, "Périmée"))
    corbeille = f"{url}?vue=corbeille"
    page = connecte(chargee).get(url).text
    assert "La corbeille (1)" in page
    assert "Périmée" not in page
    page = connecte(chargee).get(corbeille).text
    assert "Périmée" in page
    assert "Rétablir" in page
    assert "après 6 mois" in page
    assert "Vider la corbeille" in page
    page = connecte(coordinatrice).get(corbeille).text
    assert "Rétablir" in page
    assert "pour de bon</a>" not in page.replace("<span", "</a><span")
    page = connecte(elue).get(corbeille).text
    assert "Périmée" not in page
    assert "corbeille (" not in page


def test_note_list_filters_and_says_when_nothing_answers(connecte, url, espace, chargee, directeur):
    enfance = create_thematique(espace, "Enfance")
    create_note_essai(espace, "Le nord", thematiques=(enfance,), communes=("86078",))
    create_note_essai(espace, "Le sud", thematiques=(enfance,), by=directeur)
    for rang in range(4):
        create_note_essai(espace, f"Note {rang}")
    client = connecte(chargee)
    page = client.get(url).text
    assert 'name="thematique"' in page
    assert "Civray" in page
    assert "6 notes" in page

    def read(**choix: object) -> list[str]:
        return [ligne.note.titre for ligne in client.get(url, choix).context["lignes"]]

    assert sorted(read(thematique=enfance.pk)) == ["Le nord", "Le sud"]
    assert read(commune="86078") == ["Le nord"]
    assert read(auteur=directeur.pk) == ["Le sud"]
    assert read(auteur=directeur.pk, commune="86078") == []
    assert "Aucune note ne répond à ces choix" in client.get(url, {"auteur": directeur.pk, "commune": "86078"}).text
    # What is not a choice is said, and hides nothing.
    for faux in ({"thematique": "x"}, {"commune": "99999"}, {"auteur": chargee.pk.hex}, {"tri": "hasard"}):
        assert len(read(**faux)) == 6
    assert "Ce choix n’existe plus" in client.get(url, {"tri": "hasard"}).text


def test_note_list_proposes_no_filter_for_a_few_notes(connecte, url, espace, chargee):
    create_note_essai(espace, thematiques=(create_thematique(espace, "Enfance"),))
    page = connecte(chargee).get(url).text
    assert "<select" not in page
    assert "1 note" in page


def test_note_list_filters_propose_nothing_that_a_limited_place_does_not_read(connecte, url, espace, elue, directeur):
    jeunesse, logement = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Logement")
    espace.membres.get(compte=elue).thematiques.add(logement)
    create_note_essai(espace, "Les ados", thematiques=(jeunesse,), by=directeur)
    for rang in range(6):
        create_note_essai(espace, f"Note {rang}")
    page = connecte(elue).get(url).text
    assert "Jeunesse" not in page
    assert "Directeur" not in page


def test_note_list_is_sorted_as_in_a_dictionary(connecte, url, espace, chargee):
    for titre in ("Zones", "Été", "école", "Fêtes"):
        create_note_essai(espace, titre)
    lignes = connecte(chargee).get(url, {"tri": "titre"}).context["lignes"]
    assert [ligne.note.titre for ligne in lignes] == ["école", "Été", "Fêtes", "Zones"]
    lignes = connecte(chargee).get(url, {"tri": "creation"}).context["lignes"]
    assert lignes[0].note.titre == "Fêtes"


def test_note_list_reads_as_many_times_for_many_notes(connecte, url, espace, chargee, django_assert_num_queries):
    client, enfance = connecte(chargee), create_thematique(espace, "Enfance")
    delete_note(by=chargee, note=create_note_essai(espace, "Périmée"))
    for rang in range(6):
        create_note_essai(espace, f"Ancienne {rang}", thematiques=(enfance,), communes=("86078",))
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    for rang in range(8):
        create_note_essai(espace, f"Note {rang}", thematiques=(create_thematique(espace, "Enfance"),))
    with django_assert_num_queries(len(queries)):
        client.get(url)
    assert len(queries) <= 15


def test_note_list_is_cut_into_pages_that_keep_the_choices(connecte, url, espace, chargee, monkeypatch):
    monkeypatch.setattr("convive.espaces.selectors.note.PAR_PAGE", 2)
    enfance = create_thematique(espace, "Enfance")
    for titre in ("Alpha", "Bravo", "Charlie", "Delta", "Echo"):
        create_note_essai(espace, titre, thematiques=(enfance,))
    create_note_essai(espace, "Ailleurs")
    client, choix = connecte(chargee), {"thematique": enfance.pk, "tri": "titre"}
    page = client.get(url, {**choix, "page": 2})
    assert [ligne.note.titre for ligne in page.context["lignes"]] == ["Charlie", "Delta"]
    assert "5 notes, page 2 sur 3" in page.text
    assert f"?thematique={enfance.pk}&amp;tri=titre&amp;page=3" in page.text
    # A number that is out of range, or no number, gives the nearest page.
    assert [ligne.note.titre for ligne in client.get(url, {**choix, "page": 99}).context["lignes"]] == ["Echo"]
    assert len(client.get(url, {"page": "deux"}).context["lignes"]) == 2
    for titre in ("Un", "Deux", "Trois"):
        delete_note(by=chargee, note=create_note_essai(espace, titre))
    assert "vue=corbeille&amp;page=2" in client.get(url, {"vue": "corbeille"}).text
