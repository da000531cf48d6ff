"""Every URL of the package, for every role, a stranger and an anonymous visitor."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Espace
from convive.offre.models import ImportCofs, ImportServices
from convive.offre.urls import urlpatterns
from tests.acteurs.test_acces import personas  # noqa: F401 - a fixture, asked for by name
from tests.espaces.factories import PERSONAS
from tests.espaces.test_acces import assert_login_asked, get_client
from tests.offre.factories import create_cof_essai, create_service_essai

pytestmark = pytest.mark.django_db
LECTEURS = frozenset(PERSONAS) - {"administrateur"}
REDACTEURS = frozenset({"chargee", "coordinatrice", "directeur"})
PILOTES = frozenset({"chargee", "directeur"})
# Who opens a page; the other members get 403.
PAGES = {
    "service_list": LECTEURS,
    "service_detail": LECTEURS,
    "service_create": REDACTEURS,
    "service_update": REDACTEURS,
    "service_close": REDACTEURS,
    "annee_update": REDACTEURS,
    "annexe_detail": LECTEURS,
    "besoin_list": LECTEURS,
    "carte_detail": LECTEURS,
    "cof_list": LECTEURS,
    "cof_create": REDACTEURS,
    "cof_update": REDACTEURS,
    "cof_delete": REDACTEURS,
    "competence_sppe_list": LECTEURS,
    "competence_sppe_update": REDACTEURS,
    "import_list": REDACTEURS,
    "lieu_list": REDACTEURS,
    "import_detail": REDACTEURS,
    "import_cof_list": REDACTEURS,
    "import_cof_detail": REDACTEURS,
    "type_service_list": PILOTES,
    "type_service_create": PILOTES,
    "type_service_update": PILOTES,
}
ADRESSES = frozenset(f"offre:{page}" for page in PAGES)
SANS_FORMULAIRE = {"service_list", "service_detail", "annexe_detail", "besoin_list", "carte_detail", "cof_list"}
SANS_FORMULAIRE |= {"competence_sppe_list", "type_service_list"}
# Pages of the whole espace, whatever their name ends with.
SANS_CLE = {"annexe_detail", "carte_detail", "competence_sppe_update"}


def build_urls(espace: Espace) -> dict[str, str]:
    """The address of each page, for rows that concern everyone."""
    service = create_service_essai(espace)
    cof = create_cof_essai(espace, service)
    # Done: a file being checked is seen by its author alone.
    fichier = ImportServices.objects.create(espace=espace, fichier_nom="a.csv", statut="fait", fait_le=timezone.now())
    conventions = ImportCofs.objects.create(espace=espace, fichier_nom="b.csv", statut="fait", fait_le=timezone.now())
    cles = {
        "service": [service.pk],
        "annee": [service.pk, 2025],
        "cof": [cof.pk],
        "type": ["rpe"],
        "import": [fichier.pk],
        "import_cof_detail": [conventions.pk],
    }
    urls = {}
    for page in PAGES:
        is_fiche = page not in SANS_CLE and page.endswith(("_detail", "_update", "_close", "_delete"))
        urls[page] = reverse(
            f"offre:{page}", args=[espace.pk, *(cles.get(page, cles.get(page.split("_")[0], [])) if is_fiche else [])]
        )
    return urls


def test_no_url_is_missing_from_the_table():
    assert {f"offre:{route.name}" for route in urlpatterns} == ADRESSES


def test_pages_open_for_their_roles_only(espace: Espace, personas, etrangere):  # noqa: F811 - the fixture
    """One set-up for all the pages: the inventory does not change when it is read."""
    for page, url in build_urls(espace).items():
        answers = {nom: get_client(compte).get(url).status_code for nom, compte in personas.items()}
        assert (page, answers) == (page, {nom: 200 if nom in PAGES[page] else 403 for nom in PERSONAS})
        assert (page, get_client(etrangere).get(url).status_code) == (page, 404)
        assert_login_asked(Client().get(url), url)


def test_forms_are_sent_by_their_roles_only(espace: Espace, personas, etrangere):  # noqa: F811 - the fixture
    """A stranger, and a role that only reads, change nothing; the others may, which their own tests prove."""
    urls = build_urls(espace)
    for page in set(PAGES) - SANS_FORMULAIRE:
        for nom in set(PERSONAS) - PAGES[page]:
            assert (page, nom, get_client(personas[nom]).post(urls[page]).status_code) == (page, nom, 403)
        assert (page, get_client(etrangere).post(urls[page]).status_code) == (page, 404)
    for page in SANS_FORMULAIRE:
        assert get_client(personas["chargee"]).post(urls[page]).status_code == 405


def test_row_of_another_espace_is_not_found(espace: Espace, chargee, etrangere):
    ailleurs = etrangere.membres.get().espace
    service = create_service_essai(ailleurs)
    cof = create_cof_essai(ailleurs, service)
    client = get_client(chargee)
    for page, cles in {
        "service_detail": [service.pk],
        "service_update": [service.pk],
        "service_close": [service.pk],
        "annee_update": [service.pk, 2025],
        "cof_update": [cof.pk],
        "cof_delete": [cof.pk],
        "type_service_update": ["inconnu"],
    }.items():
        assert (page, client.get(reverse(f"offre:{page}", args=[espace.pk, *cles])).status_code) == (page, 404)
