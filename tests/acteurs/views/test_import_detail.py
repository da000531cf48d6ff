"""What the file would do is read, corrected, done, undone, from one page."""

import pytest
from django.urls import reverse

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.actions.imports import create_import
from convive.acteurs.models import Import, Organisation
from tests.acteurs.factories import create_annuaire
from tests.espaces.factories import create_compte, create_membre
from tests.personas import get_client

pytestmark = pytest.mark.django_db
CONTENU = "Organisation;Type;Remarque\nFoyer;Association;CF\nMairie;Truc;\n"


@pytest.fixture
def navigateur(connecte, chargee):
    return connecte(chargee)


@pytest.fixture
def fichier(espace, chargee) -> Import:
    return create_import(by=chargee, espace=espace, fichier=FichierRecu("carnet.csv", "csv", CONTENU.encode()))


@pytest.fixture
def url(espace, fichier):
    return reverse("acteurs:import_detail", args=[espace.pk, fichier.pk])


def test_page_says_row_by_row_what_would_be_done(navigateur, url):
    page = navigateur.get(url).content.decode()
    assert "organisation à créer" in page
    assert "Type\u00a0: «\u00a0Truc\u00a0» n’est pas un type connu" in page
    assert "1\u00a0ligne à corriger" in page
    assert not Organisation.objects.exists()


def test_page_names_the_columns_left_out_and_what_most_rows_lack(navigateur, espace, chargee):
    contenu = "Structure;Prénom;Genre d’ici\n" + "".join(f"Foyer {rang};Zoé;x\n" for rang in range(3))
    recu = FichierRecu("carnet.csv", "csv", contenu.encode())
    fichier = create_import(by=chargee, espace=espace, fichier=recu)
    page = navigateur.get(reverse("acteurs:import_detail", args=[espace.pk, fichier.pk])).content.decode()
    assert "1\xa0colonne du fichier n’est pas reprise" in page
    assert "«\xa0Genre d’ici\xa0»" in page
    assert "Il manque le nom du contact (3\xa0lignes)" in page
    assert '<details class="cv-more" open>' in page


def test_page_costs_the_same_queries_whatever_the_number_of_rows(
    navigateur, espace, chargee, django_assert_max_num_queries
):
    create_annuaire(espace, organisations=40, personnes=40)
    titres = "Organisation;Nom du contact;Fonction;Téléphone\n"
    lignes = (f"Organisation {rang:04};Nom {rang};Agente;05{rang}\n" for rang in range(200))
    recu = FichierRecu("carnet.csv", "csv", (titres + "".join(lignes)).encode())
    url = reverse("acteurs:import_detail", args=[espace.pk, create_import(by=chargee, espace=espace, fichier=recu).pk])
    navigateur.get(url)
    with django_assert_max_num_queries(15):
        page = navigateur.get(url).content.decode()
    assert "160\u00a0organisations à créer" in page


def test_columns_are_corrected(navigateur, url, fichier):
    page = navigateur.post(url, {"geste": "colonnes", "nom": "0", "sigle": "0"}).content.decode()
    assert "Cette colonne est déjà prise pour «\u00a0Organisation\u00a0»." in page
    assert "Indiquez quelle colonne" in navigateur.post(url, {"geste": "colonnes", "sigle": "2"}).content.decode()
    assert navigateur.post(url, {"geste": "colonnes", "nom": "0", "sigle": "2"}).status_code == 302
    fichier.refresh_from_db()
    assert fichier.mapping == {"nom": 0, "sigle": 2}


def test_file_is_imported_by_choice_then_undone(navigateur, url):
    assert "tout ou rien" in navigateur.post(url, {"geste": "importer", "lignes": "tout"}).content.decode()
    page = navigateur.post(url, {"geste": "importer", "lignes": "bonnes"}, follow=True).content.decode()
    assert "Fichier importé." in page
    assert "1\u00a0organisation en plus" in page
    assert Organisation.objects.get().nom == "Foyer"
    page = navigateur.post(url, {"geste": "annuler"}, follow=True).content.decode()
    assert "Tout a été défait" in page
    assert not Organisation.objects.exists()
    assert "étape suivante" in navigateur.post(url, {"geste": "annuler"}).content.decode()


def test_file_is_given_up(navigateur, espace, url):
    response = navigateur.post(url, {"geste": "abandonner"})
    assert (response.url, Import.objects.count()) == (reverse("acteurs:import_list", args=[espace.pk]), 0)
    assert navigateur.get(url).status_code == 404


def test_unknown_gesture_changes_nothing(navigateur, url):
    assert "Choisissez l’un des boutons" in navigateur.post(url).content.decode()


def test_file_being_checked_is_seen_by_its_author_alone(espace, url):
    autre = create_compte("autre")
    create_membre(espace, autre, "direction")
    assert get_client(autre).get(url).status_code == 404


def test_limited_place_sees_her_own_imports_alone(espace, fichier, url):
    Import.objects.filter(pk=fichier.pk).update(statut="fait", fait_le=fichier.created_at)
    autre, limitee = create_compte("autre"), create_compte("limitee")
    create_membre(espace, autre, "coordonnateur_thematique")
    place = create_membre(espace, limitee, "coordonnateur_thematique")
    place.thematiques.set(espace.thematiques.all()[:1])
    place.communes = ["86078"]
    place.save()
    assert (get_client(autre).get(url).status_code, get_client(limitee).get(url).status_code) == (200, 404)
