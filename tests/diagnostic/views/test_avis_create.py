import pytest

from convive.diagnostic.models import AvisConstat
from convive.journal.models import Journal
from tests.acteurs.factories import create_fonction_essai, create_organisation_essai, create_personne_essai
from tests.diagnostic.factories import create_constat_essai

pytestmark = pytest.mark.django_db


def get_url(constat) -> str:
    return f"/espaces/{constat.espace_id}/constats/{constat.pk}/avis/donner/"


def test_avis_create_speaks_for_the_organisation_of_the_member(connecte, espace, partenaire):
    passeurs = create_organisation_essai(espace, "Les Passeurs")
    create_organisation_essai(espace, "Une autre")
    create_fonction_essai(create_personne_essai(espace, email=partenaire.email), passeurs)
    constat, client = create_constat_essai(espace), connecte(partenaire)
    page = client.get(get_url(constat)).content.decode()
    assert f'value="{passeurs.pk}" selected' in page
    assert "Une autre" not in page
    data = {"sens": "accord", "phrase": "", "organisation": str(passeurs.pk)}
    assert client.post(get_url(constat), data).headers["Location"].endswith("#avis")
    avis = AvisConstat.objects.get()
    assert (avis.sens, avis.organisation, avis.auteur, avis.constat_lu) == (
        "accord",
        passeurs,
        partenaire,
        constat.texte,
    )
    assert Journal.objects.filter(objet_uuid=constat.pk, geste="valider").count() == 1


def test_avis_create_asks_why_one_disagrees_then_replaces_the_former(connecte, espace, elue):
    constat, client = create_constat_essai(espace), connecte(elue)
    assert "Indiquez pourquoi" in client.post(get_url(constat), {"sens": "desaccord"}).content.decode()
    assert "Choisissez l’une des trois" in client.post(get_url(constat), {}).content.decode()
    client.post(get_url(constat), {"sens": "desaccord", "phrase": "Pas chez nous."})
    assert "Pas chez nous." in client.get(get_url(constat)).content.decode()
    response = client.post(get_url(constat), {"sens": "accord", "suivant": "oui"})
    assert response.headers["Location"].endswith("/constats/qui-s-est-prononce/")
    assert AvisConstat.objects.get().sens == "accord"


def test_two_readings_that_disagree_are_both_kept(connecte, espace, chargee, elue):
    constat = create_constat_essai(espace)
    caf = create_organisation_essai(espace, "Caf")
    connecte(elue).post(get_url(constat), {"sens": "accord"})
    # The chargée notes what the Caf said at a meeting.
    data = {"sens": "desaccord", "phrase": "Nos chiffres disent autre chose.", "organisation": str(caf.pk)}
    connecte(chargee).post(get_url(constat), data)
    page = connecte(chargee).get(f"/espaces/{espace.pk}/constats/{constat.pk}/").content.decode()
    for shown in ("Avis contraires", "Elue", "Nos chiffres disent autre chose."):
        assert shown in page


def test_avis_create_keeps_the_sentence_that_was_read(connecte, espace, chargee, elue):
    constat = create_constat_essai(espace)
    connecte(elue).post(get_url(constat), {"sens": "accord"})
    url, depart = f"/espaces/{espace.pk}/constats/{constat.pk}/", constat.texte
    values = {"version": str(constat.version), "texte": "Une famille sur trois.", "nature": "donnee", "fiabilite": "1"}
    connecte(chargee).post(f"{url}modifier/", values)
    page = connecte(chargee).get(url).content.decode().replace("\u00a0", " ")
    assert f"La phrase était : « {depart} »" in page


def test_avis_create_refuses_a_draft(connecte, espace, chargee, elue):
    constat = create_constat_essai(espace, partage=False)
    assert connecte(elue).get(get_url(constat)).status_code == 404
    page = connecte(chargee).post(get_url(constat), {"sens": "accord"}).content.decode()
    assert "n’est plus partagé" in page
    assert not AvisConstat.objects.exists()


def test_avis_are_given_one_after_another_and_may_be_passed_over(connecte, espace, elue):
    premier, deuxieme, dernier = (create_constat_essai(espace, f"Constat {rang}.") for rang in range(3))
    client = connecte(elue)
    page = client.get(get_url(premier)).content.decode()
    assert "2\u00a0autres constats attendent" in page
    assert f'href="{get_url(deuxieme)}#contenu"' in page
    # Answered, then the next one, at its content.
    response = client.post(get_url(premier), {"sens": "accord", "suivant": "oui"})
    assert response.headers["Location"] == f"{get_url(deuxieme)}#contenu"
    page = client.get(get_url(deuxieme)).content.decode()
    assert "1\u00a0autre constat attend" in page
    # The last has no next one: what was passed over waits on the page of all of them.
    page = client.get(get_url(dernier)).content.decode()
    assert "Passer" not in page
    response = client.post(get_url(dernier), {"sens": "accord", "suivant": "oui"})
    assert response.headers["Location"].endswith("/constats/qui-s-est-prononce/")
    assert AvisConstat.objects.filter(constat=deuxieme).count() == 0
