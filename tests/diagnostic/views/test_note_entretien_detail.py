import pytest

from convive.diagnostic.models import Parole
from tests.diagnostic.factories import create_entretien_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(note) -> str:
    return f"/espaces/{note.espace_id}/paroles/entretiens/{note.pk}/"


def test_words_are_drawn_from_a_note_with_its_tags(connecte, espace, chargee, count_queries_get):
    theme = create_thematique(espace, "Jeunesse")
    note, client = create_entretien_essai(espace, thematiques=(theme,), communes=("86078",)), connecte(chargee)
    page = client.get(get_url(note)).content.decode()
    assert page.count("En tirer une parole<") == 2
    adresse = f"/espaces/{espace.pk}/paroles/ajouter/?note={note.pk}"
    form = client.get(f"{adresse}&passage=1").context["form"]
    assert form["verbatim"].value() == "On refuse dix familles par an."
    assert (form["consentement"].value(), form["canal"].value()) == ("citer", "entretien")
    assert (form["thematiques"].value(), form["communes"].value()) == ([str(theme.pk)], ["86078"])
    for faux in ("0", "99", "x"):
        assert client.get(f"{adresse}&passage={faux}").context["form"]["verbatim"].value() == ""
    saisie = {
        "version": "1",
        "verbatim": form["verbatim"].value(),
        "public": "professionnel",
        "canal": "entretien",
        "date_recueil": "2026-03-12",
        "consentement": "citer",
        "est_anonyme": "on",
        "thematiques": [str(theme.pk)],
    }
    assert client.post(adresse, saisie).headers["Location"] == get_url(note)
    parole = Parole.objects.get()
    assert (parole.note, parole.is_partagee) == (note, True)
    page = client.get(get_url(note)).content.decode()
    assert "déjà une parole" in page
    assert page.count("En tirer une parole<") == 1
    assert "une note d’entretien" in client.get(f"/espaces/{espace.pk}/paroles/{parole.pk}/").content.decode()
    assert count_queries_get(client, get_url(note)) <= 15
    assert client.get(f"/espaces/{espace.pk}/paroles/ajouter/?note={espace.pk}").status_code == 404


def test_words_go_no_further_than_what_the_person_agreed_to(connecte, espace, chargee):
    note, client = create_entretien_essai(espace, consentement="equipe"), connecte(chargee)
    saisie = {
        "version": "1",
        "verbatim": "On refuse.",
        "public": "professionnel",
        "canal": "entretien",
        "date_recueil": "2026-03-12",
        "consentement": "citer",
    }
    page = client.post(f"/espaces/{espace.pk}/paroles/ajouter/?note={note.pk}", saisie).content.decode()
    assert "d’accord pour l’équipe seulement" in page
    assert "On refuse." in page
    assert not Parole.objects.exists()
