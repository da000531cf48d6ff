"""Take home what a workshop left."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.espaces.models import Membre, Role
from convive.formation.cles.emport import build_jeton
from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import ReponseAtelier
from convive.prise_poste.models import OutilRempli
from tests.espaces.factories import create_compte
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai, create_salle_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def salle(chargee):
    session, (une, deux) = create_salle_essai(chargee)
    atelier = create_atelier_essai(session, "indicateur", "outil")
    groupe = create_groupe_essai(atelier, (une, ""), (deux, ""))
    ReponseAtelier.objects.create(atelier=atelier, groupe=groupe, champ="indicateur-nom", texte="Délai médian")
    ReponseAtelier.objects.create(atelier=atelier, inscription=une, champ="notes", texte="Un mot à moi")
    return atelier, une, deux


def get_url(salle, qui: int = 1) -> str:
    return reverse("formation:atelier_emport", args=[build_cle(salle[qui]), salle[0].pk])


@pytest.mark.parametrize(("format", "debut"), [("pdf", b"%PDF"), ("docx", b"PK"), ("odt", b"PK")])
def test_the_tool_of_the_group_leaves_on_one_page(client, salle, format, debut):
    answer = client.post(get_url(salle), {"quoi": "outil", "format": format})
    assert answer.content.startswith(debut)
    assert "indicateur" in answer.headers["Content-Disposition"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def read_epub(client, url: str) -> str:
    import io
    import zipfile

    contenu = client.post(url, {"quoi": "tout", "format": "epub"}).content
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        return "".join(archive.read(nom).decode() for nom in archive.namelist() if nom.endswith(".xhtml"))


def test_all_that_she_wrote_and_nothing_of_another(client, salle):
    sien, autre = read_epub(client, get_url(salle)), read_epub(client, get_url(salle, 2))
    assert "Délai médian" in sien
    assert "Un mot à moi" in sien
    assert "Délai médian" in autre
    assert "Un mot à moi" not in autre
    for texte in (sien, autre):
        assert "Personne 1" not in texte
        assert "Personne 2" not in texte


@pytest.mark.parametrize("saisie", [{"quoi": "tout", "format": "exe"}, {"quoi": "outil"}, {}])
def test_what_is_not_offered_does_not_exist(client, salle, saisie):
    assert client.post(get_url(salle), saisie).status_code == 404


def test_it_goes_into_one_s_own_espace_once(salle, espace, chargee, connecte):
    client = connecte(chargee)
    url = get_url(salle)
    assert espace.nom in client.get(url).content.decode()
    jeton = client.get(url).context["jeton"]
    for _ in range(2):
        answer = client.post(url, {"espace": str(espace.pk), "jeton": jeton})
        rempli = OutilRempli.objects.get()
        assert answer.headers["Location"] == reverse("prise_poste:outil_detail", args=[espace.pk, rempli.pk])
    assert rempli.valeurs == {"nom": "Délai médian"}
    assert rempli.provenance.startswith("Rempli en formation")
    assert "Délai médian" in client.get(answer.headers["Location"]).content.decode()


def test_an_espace_that_keeps_no_more_tools_is_said(salle, espace, chargee, connecte, monkeypatch):
    monkeypatch.setattr("convive.prise_poste.actions.outil.MAX_PAR_ESPACE", 0)
    client = connecte(chargee)
    saisie = {"espace": str(espace.pk), "jeton": client.get(get_url(salle)).context["jeton"]}
    assert "L’espace garde déjà" in client.post(get_url(salle), saisie).content.decode()


@pytest.mark.parametrize("de", ["personne", "une autre", "un autre atelier"])
def test_a_form_that_was_shown_to_another_writes_nothing(salle, espace, chargee, lectrice, connecte, de):
    jetons = {
        "personne": "",
        "une autre": build_jeton(lectrice, salle[0].pk),
        "un autre atelier": build_jeton(chargee, espace.pk),
    }
    page = connecte(chargee).post(get_url(salle), {"espace": str(espace.pk), "jeton": jetons[de]}).content.decode()
    assert "recommencez d’ici" in page
    assert not OutilRempli.objects.exists()


def test_a_browser_that_sends_no_origin_takes_its_file(salle):
    """The page says « no-referrer »: what it sends has an Origin « null », which the usual check refuses."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post(get_url(salle), {"quoi": "tout", "format": "odt"}, headers={"origin": "null"})
    assert answer.content.startswith(b"PK")


def test_without_an_account_it_says_how(client, salle, espace):
    page = client.get(get_url(salle)).content.decode()
    assert "connectez-vous" in page
    assert espace.nom not in page
    assert client.post(get_url(salle), {"espace": str(espace.pk)}).status_code == 404
    assert not OutilRempli.objects.exists()


def test_a_place_that_may_not_keep_tools_receives_none(salle, espace, connecte):
    lectrice = create_compte("lectrice")
    Membre.objects.create(espace=espace, compte=lectrice, role=Role.LECTURE, date_debut=espace.created_at.date())
    client = connecte(lectrice)
    assert "n’a accès à aucun espace" in client.get(get_url(salle)).content.decode()
    assert client.post(get_url(salle), {"espace": str(espace.pk)}).status_code == 404


def test_a_case_leaves_whole_and_has_no_tool(client, chargee):
    session, (une, _) = create_salle_essai(chargee)
    atelier = create_atelier_essai(session, "dix_sept_objectifs", "cas")
    url = reverse("formation:atelier_emport", args=[build_cle(une), atelier.pk])
    assert "Dans mon espace" not in client.get(url).content.decode()
    assert "Quatorze communes" in read_epub(client, url)
