"""After an election, one says at once who was elected again and who is no longer."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from convive.acteurs.models import Fonction
from convive.acteurs.selectors.catalogue import get_parametres, get_scrutin, read_catalogue
from convive.journal.models import Journal
from tests.acteurs.factories import create_fonction_essai, create_organisation_essai, create_personne_essai

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
JOUR = date(2026, 3, 23)


@pytest.fixture(autouse=True)
def _aujourdhui(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def mairie(espace):
    return create_organisation_essai(espace, "Mairie de Civray", type="commune")


@pytest.fixture
def url(espace):
    return f"/espaces/{espace.pk}/acteurs/mandats/"


def create_elu(espace, mairie, nom="Aubry", debut=date(2020, 5, 23), **champs):
    return create_fonction_essai(
        create_personne_essai(espace, nom, "Ève"), mairie, "Maire", debut, is_elu=True, **champs
    )


def test_catalogue_is_dated_and_complete():
    assert get_scrutin(TODAY).jour == JOUR
    assert get_scrutin(date(2026, 3, 22)) is None
    assert get_scrutin(JOUR + timedelta(days=get_parametres(TODAY).scrutin_relance_jours + 1)) is None
    for nom in ("attendus", "lettre_mission", "parametres", "scrutins"):
        assert all(row["usage"] and row["date_debut"] for row in read_catalogue(nom))


def test_mandates_are_confirmed_or_ended_in_one_go(connecte, chargee, espace, mairie, url):
    reelu = create_elu(espace, mairie, is_contact_principal=True, date_fin=date(2027, 4, 1))
    fini, inconnu = create_elu(espace, mairie, "Barret"), create_elu(espace, mairie, "Cadet")
    create_elu(espace, mairie, "Nouveau", date(2026, 3, 28))
    create_elu(espace, mairie, "Partie", date_fin=date(2026, 4, 1))
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "3\u00a0mandats" in page
    assert ("Nouveau" in page, "Partie" in page) == (False, False)
    data = {f"suite-{reelu.pk}": "reelu", f"suite-{fini.pk}": "fini", f"suite-{inconnu.pk}": ""}
    assert "2\u00a0mandats notés." in client.post(url, data, follow=True).content.decode()
    for fonction in (reelu, fini, inconnu):
        fonction.refresh_from_db()
    assert (reelu.date_fin, fini.date_fin, inconnu.date_fin) == (JOUR, JOUR, None)
    suite = Fonction.objects.get(personne=reelu.personne, date_debut=JOUR)
    assert (suite.intitule, suite.is_elu, suite.is_contact_principal, suite.date_fin) == ("Maire", True, True, None)
    assert not reelu.is_contact_principal
    assert Journal.objects.filter(geste="valider", objet_uuid=reelu.personne_id).count() == 1
    # Sent twice, it is done once.
    assert "Rien n’a changé" in client.post(url, data, follow=True).content.decode()
    assert Fonction.objects.count() == 6


def test_mandate_that_someone_went_on_with_is_not_asked(connecte, chargee, espace, mairie, url):
    ancien = create_elu(espace, mairie)
    create_fonction_essai(ancien.personne, mairie, "Maire", date(2026, 3, 28), is_elu=True)
    assert "Rien à confirmer" in connecte(chargee).get(url).content.decode()


def test_functions_that_end_soon_are_listed(connecte, chargee, espace, mairie, url):
    for nom, fin in (("Bientôt", TODAY + timedelta(days=30)), ("Tard", TODAY + timedelta(days=300)), ("Passée", TODAY)):
        create_fonction_essai(create_personne_essai(espace, nom, "Ève"), mairie, "Directrice", date_fin=fin)
    page = connecte(chargee).get(url).content.decode()
    assert ("Bientôt" in page, "Tard" in page, "Passée" in page) == (True, False, False)
    assert "30\u00a0juin\u00a02026" in page


def test_page_costs_the_same_queries_whatever_the_number_of_mandates(
    connecte, chargee, espace, mairie, url, django_assert_max_num_queries
):
    client = connecte(chargee)
    client.get(url)
    for rang in range(20):
        create_elu(espace, mairie, f"Nom {rang}")
    with django_assert_max_num_queries(15):
        client.get(url)
