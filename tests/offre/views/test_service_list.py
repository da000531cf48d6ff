from datetime import date, timedelta

import pytest
from django.utils import timezone

from convive.offre.actions.equipement import close_service
from convive.offre.models import ServiceEquipement
from tests.acteurs.factories import create_organisation_essai
from tests.espaces.factories import create_thematique
from tests.offre.factories import create_cof_essai, create_inventaire, create_service_essai, create_soutien_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/offre/"


def list_noms(client, url: str) -> list[str]:
    return [ligne.service.nom for ligne in client.get(url).context["lignes"]]


def test_service_list_empty_teaches(connecte, url, chargee, lectrice):
    assert "Ajouter un premier service" in connecte(chargee).get(url).content.decode()
    page = connecte(lectrice).get(url).content.decode()
    assert "L’inventaire est vide" in page
    assert "Ajouter un" not in page


def test_service_list_is_filtered(connecte, url, espace, chargee):
    today = timezone.localdate()
    gestionnaire = create_organisation_essai(espace, "Les Passeurs du Gué")
    creche = create_service_essai(espace, "Crèche des Prés", code_commune="86078", communes=("86078",))
    rpe = create_service_essai(espace, "Relais", "rpe", gestionnaire_id=gestionnaire.pk)
    loisirs = create_service_essai(espace, "Loisirs", "alsh_periscolaire", agrement_fin=today, communes=("86084",))
    vieux = create_service_essai(espace, "Vieux", "rpe")
    create_cof_essai(espace, rpe, fin=today + timedelta(days=30))
    create_cof_essai(espace, creche, fin=today + timedelta(days=30))
    create_cof_essai(espace, creche, numero="suite", fin=today + timedelta(days=900))
    create_soutien_essai(creche, annee=today.year)
    ServiceEquipement.objects.filter(pk=vieux.pk).update(date_verification=date(2020, 1, 1))
    close_service(by=chargee, service=create_service_essai(espace, "Fermé"))
    client, theme = connecte(chargee), loisirs.thematiques.get()
    assert list_noms(client, url) == ["Crèche des Prés", "Loisirs", "Relais", "Vieux"]
    for query, attendu in {
        "q=creche pres": ["Crèche des Prés"],
        "q=passeurs": ["Relais"],
        "type=rpe": ["Relais", "Vieux"],
        f"thematique={theme.pk}": ["Loisirs"],
        # Those that serve everyone serve this commune.
        "commune=86078": ["Crèche des Prés", "Relais", "Vieux"],
        "etat=a_verifier": ["Vieux"],
        # The crèche has a convention that goes on.
        "etat=alerte": ["Loisirs", "Relais"],
        "etat=agrements": ["Loisirs"],
        "etat=soutenus": ["Crèche des Prés"],
        "archives=on": ["Fermé"],
        "etat=rien": ["Crèche des Prés", "Loisirs", "Relais", "Vieux"],
    }.items():
        assert (query, list_noms(client, f"{url}?{query}")) == (query, attendu)
    assert "Aucun service ne répond" in client.get(f"{url}?q=absent").content.decode()
    page = client.get(url).content.decode().replace("\u00a0", " ")
    assert "1 fiche à vérifier" in page
    assert "agrément jusqu’au" in page


def test_service_list_of_a_limited_place_shows_what_concerns_her(connecte, url, espace, coordinatrice):
    jeunesse = espace.thematiques.get(nom="Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(jeunesse)
    create_service_essai(espace, "Crèche")
    create_service_essai(espace, "Local jeunes", "accueil_jeunes")
    create_service_essai(espace, "De tous", "autre")
    assert list_noms(connecte(coordinatrice), url) == ["Local jeunes", "De tous"]


def test_service_list_asks_as_little_for_many_services(connecte, url, espace, chargee, count_queries_get):
    create_thematique(espace, "Une de plus")
    create_inventaire(espace, 1)
    client = connecte(chargee)
    few = count_queries_get(client, url)
    create_inventaire(espace, 120)
    assert count_queries_get(client, url) == few <= 15
    assert len(list_noms(client, f"{url}?page=7")) == 1
