import pytest

from convive.convention.models import TypeJalon
from convive.convention.rules.ctg import MAX_TYPES

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, ctg) -> str:
    return f"/espaces/{espace.pk}/ctg/types-de-jalons/"


def test_type_jalon_list_shows_the_usual_ones(connecte, url, chargee, elue):
    page = connecte(elue).get(url).content.decode()
    assert "Enjeux hiérarchisés" in page
    assert "Archiver" not in page
    assert "Archiver" in connecte(chargee).get(url).content.decode()


def test_type_jalon_list_adds_renames_archives_and_puts_back(connecte, url, chargee):
    client = connecte(chargee)
    response = client.post(url, {"geste": "ajouter", "phase": "diagnostic", "libelle": " Marche  exploratoire "})
    assert response.headers["Location"] == f"{url}#phase-diagnostic"
    kind = TypeJalon.objects.get(libelle="Marche exploratoire")
    assert (kind.is_attendu, kind.is_annuel) == (False, False)
    coches = {"is_attendu": "on", "is_annuel": "on"}
    client.post(url, {"geste": "modifier", "objet": kind.pk, "libelle": "Balade", **coches})
    kind.refresh_from_db()
    assert (kind.libelle, kind.is_attendu, kind.is_annuel) == ("Balade", True, True)
    for geste, is_actif in (("archiver", False), ("archiver", False), ("retablir", True), ("retablir", True)):
        client.post(url, {"geste": geste, "objet": kind.pk})
        kind.refresh_from_db()
        assert (kind.date_archivage is None) is is_actif


@pytest.mark.parametrize(("libelle", "mots"), [("", "obligatoire"), ("enjeux  HIÉRARCHISÉS", "existe déjà")])
def test_type_jalon_list_says_why_a_name_is_refused(connecte, url, chargee, libelle, mots):
    arbitrage = TypeJalon.objects.get(libelle="Arbitrage des élus")
    for data in ({"geste": "ajouter", "phase": "priorites"}, {"geste": "modifier", "objet": arbitrage.pk}):
        page = connecte(chargee).post(url, {**data, "libelle": libelle}).content.decode()
        assert mots in page


def test_type_jalon_list_refuses_what_does_not_exist(connecte, url, chargee):
    for data in (
        {"geste": "ajouter", "phase": "ailleurs"},
        {"geste": "archiver", "objet": "x"},
        {"geste": "brûler"},
        {},
    ):
        assert connecte(chargee).post(url, data).status_code == 404


def test_type_jalon_list_has_an_end(connecte, espace, url, chargee):
    TypeJalon.objects.bulk_create(
        TypeJalon(espace=espace, phase="pilotage", libelle=f"T{rang}") for rang in range(MAX_TYPES)
    )
    page = connecte(chargee).post(url, {"geste": "ajouter", "phase": "pilotage", "libelle": "Un de trop"})
    assert "au plus" in page.content.decode()


def test_type_jalon_list_gives_the_usual_ones_with_the_first_addition(connecte, espace, chargee):
    url = f"/espaces/{espace.pk}/ctg/types-de-jalons/"
    assert "Aucun type de jalon" in connecte(chargee).get(url).content.decode()
    connecte(chargee).post(url, {"geste": "ajouter", "phase": "diagnostic", "libelle": "Le nôtre"})
    assert TypeJalon.objects.filter(espace=espace).count() == 22
