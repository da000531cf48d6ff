import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.actions.espace import create_espace
from convive.espaces.forms.espace import PHRASES_TYPES
from convive.espaces.fournis import PAS_CHARGE, EspaceFourni, fournis
from convive.espaces.models import Espace, TypeEspace
from convive.socle.formats import insecables
from convive.territoires.rules import PerimetreInconnu, PerimetreRefuse
from tests.espaces.factories import create_compte, create_partage
from tests.territoires.factories import CIVRAISIEN

pytestmark = pytest.mark.django_db
URL = "/espaces/creer/"


def get_boxes(page: str) -> dict[str, bool]:
    boxes = re.findall(r'<input type="checkbox" name="communes" value="(\w+)"( checked)?>', page)
    return {code: bool(ticked) for code, ticked in boxes}


def test_espace_create_finds_the_territory(connecte, chargee):
    page = connecte(chargee).get(URL, {"q": "civray"}).content.decode()
    assert f"depuis={CIVRAISIEN}" not in page
    assert "depuis=86078" in page
    assert "depuis=16140" in page
    assert "Créer l’espace</button>" not in page, "one chooses first"
    page = connecte(chargee).get(URL, {"q": "sivraisien"}).content.decode()
    assert "Aucun territoire de ce nom" in page
    page = connecte(chargee).get(URL, {"q": "zzzzzz"}).content.decode()
    assert "Essayez un bout du nom" in page


def test_espace_create_needs_no_choice_when_one_territory_answers(connecte, chargee):
    page = connecte(chargee).get(URL, {"q": "civraisien"}).content.decode()
    assert get_boxes(page) == {"86024": True, "86078": True, "86082": True}
    assert "3\xa0communes" in page


@pytest.mark.parametrize("type_espace", TypeEspace.values)
def test_espace_create_explains_each_type_and_asks_only_for_what_it_needs(connecte, chargee, type_espace):
    page = connecte(chargee).get(URL, {"type": type_espace, "depuis": CIVRAISIEN}).content.decode()
    for phrase in PHRASES_TYPES.values():
        assert page.count(insecables(phrase)) == 1
    liens = re.findall(r'<a href="(\?[^"]+)"( aria-current="true")?><b>', page)
    assert [courant for lien, courant in liens if f"type={type_espace}" in lien] == [' aria-current="true"']
    assert all(f"depuis={CIVRAISIEN}" in lien for lien, _ in liens), "what was found is kept for another type"
    sur_des_communes = type_espace in ("territoire", "entrainement")
    assert bool(get_boxes(page)) is ("Chercher le territoire" in page) is sur_des_communes
    assert ('name="departement"' in page) is (type_espace == "departement")
    assert ('name="expire_le"' in page) is (type_espace == "entrainement")


def test_espace_create_offers_the_fictional_territory_to_practise(connecte, chargee):
    assert "depuis=999900017" in connecte(chargee).get(URL, {"type": "entrainement"}).content.decode()
    assert "depuis=999900017" not in connecte(chargee).get(URL).content.decode()


@pytest.fixture
def fourni_essai():
    """A filled territory, without anything in it."""

    def build(by, uuid):
        return create_espace(
            by=by, reference=CIVRAISIEN, nom="Cas d’essai", type_espace=TypeEspace.ENTRAINEMENT, uuid=uuid
        )

    essai = EspaceFourni("essai", "Étude de cas 0", "Cas d’essai", "Rien que des essais.", "Pays d’essai", build)
    fournis.record(essai)
    yield essai
    fournis._declares.pop("essai")


def test_espace_create_proposes_the_filled_territories_to_practise(connecte, chargee, fourni_essai):
    client = connecte(chargee)
    page = client.get(URL, {"type": "entrainement"}).content.decode()
    assert page.count('name="fourni"') == len(fournis.get_all()) > 1
    assert 'name="fourni"' not in client.get(URL).content.decode()
    reponse = client.post(URL, {"fourni": "essai"})
    espace = Espace.objects.get(nom="Cas d’essai")
    assert reponse.url == f"/espaces/{espace.pk}/"
    assert espace.created_by == chargee


def test_espace_create_makes_one_espace_of_two_quick_clicks(connecte, chargee, etrangere, fourni_essai):
    client = connecte(chargee)
    page = client.get(URL, {"type": "entrainement"})
    envoi = str(page.context["envoi"])
    assert page.content.decode().count(f'name="envoi" value="{envoi}"') == len(fournis.get_all()) + 1
    data = {"type": "territoire", "nom": "Le mien", "communes": ["86078"], "propositions": "86078", "envoi": envoi}
    for saisie in ({"fourni": "essai", "envoi": envoi}, data):
        first, second = (client.post(URL, saisie).url for _ in range(2))
        assert first == second
    assert Espace.objects.filter(created_by=chargee).count() == 2
    # One goes back to the page and makes another one; someone else has the same page.
    assert client.post(URL, data | {"nom": "Un autre"}).status_code == 302
    assert Espace.objects.filter(created_by=chargee).count() == 3
    assert "a déjà servi" in connecte(etrangere).post(URL, data).content.decode()
    assert not Espace.objects.filter(created_by=etrangere, nom="Le mien").exists()


def test_espace_create_says_that_a_filled_territory_is_not_there(connecte, chargee, fourni_essai):
    def build(by, uuid):
        raise PerimetreInconnu("999900025")

    fournis.record(replace(fourni_essai, build=build))
    page = connecte(chargee).post(URL, {"fourni": "essai"}, follow=True).content.decode()
    assert PAS_CHARGE in page
    assert not Espace.objects.filter(nom="Cas d’essai").exists()
    assert connecte(chargee).post(URL, {"fourni": "rien"}).context["form"].errors


def test_espace_create_makes_a_practice_espace_that_ends(connecte, chargee, settings):
    settings.ESPACE_JOURS_ENTRAINEMENT = 40
    page = connecte(chargee).get(URL, {"type": "entrainement", "depuis": CIVRAISIEN}).content.decode()
    fin = timezone.localdate() + timedelta(days=40)
    assert f'name="expire_le" value="{fin:%Y-%m-%d}"' in page
    assert "CC du Civraisien en Poitou (entraînement)" in page
    data = {"type": "entrainement", "nom": "Pour essayer", "communes": ["86078"], "propositions": "86078"}
    passe = connecte(chargee).post(URL, data | {"expire_le": "2020-01-01"}).content.decode()
    assert "choisissez un jour à venir" in passe
    connecte(chargee).post(URL, data | {"expire_le": f"{fin - timedelta(days=10):%Y-%m-%d}"})
    assert Espace.objects.get().expire_le == fin - timedelta(days=10)
    connecte(chargee).post(URL, data | {"nom": "Sans date", "expire_le": ""})
    assert Espace.objects.get(nom="Sans date").expire_le == fin


@pytest.mark.parametrize("type_espace", ["cabinet", "organisme_formation"])
def test_espace_create_gives_a_team_no_perimetre(connecte, chargee, type_espace):
    response = connecte(chargee).post(URL, {"type": type_espace, "nom": " Le  Bac "}, follow=True)
    assert response.status_code == 200
    espace = Espace.objects.get()
    assert (espace.nom, espace.type, espace.perimetres.exists()) == ("Le Bac", type_espace, False)
    assert "Ce champ est obligatoire" in connecte(chargee).post(URL, {"type": type_espace, "nom": ""}).content.decode()
    # Signs that no keyboard writes leave nothing of a name.
    vide = connecte(chargee).post(URL, {"type": type_espace, "nom": "\u2060\u2060"}).content.decode()
    assert "a besoin d’un nom" in vide


def test_espace_create_takes_all_the_communes_of_a_departement(connecte, chargee):
    page = connecte(chargee).get(URL, {"type": "departement"}).content.decode()
    noms = re.findall(r'<option value="\d+">([^<]+)</option>', page)
    assert noms[0] == "Charente (16)"
    assert noms[-1] == "Département fictif (99), pour s’exercer"
    connecte(chargee).post(URL, {"type": "departement", "departement": "16", "nom": ""})
    espace = Espace.objects.get()
    assert (espace.nom, espace.type) == ("Charente", "departement")
    communes = espace.perimetres.get().perimetre.communes.values_list("code", flat=True)
    assert set(communes) == {"16106", "16140"}
    for choix in ("", "2A"):
        page = connecte(chargee).post(URL, {"type": "departement", "departement": choix, "nom": "La mienne"})
        assert 'value="La mienne"' in page.content.decode()
    assert Espace.objects.count() == 1


def test_espace_create_leads_back_to_the_offer_that_waits(connecte, espace):
    conseillere = create_compte("conseillere")
    _, secret = create_partage(espace)
    offre = connecte(conseillere).get(f"/espaces/partage/{secret}/").content.decode()
    assert f"{URL}?type=departement&partage={secret}" in offre.replace("&amp;", "&")
    page = connecte(conseillere).get(URL, {"type": "departement", "partage": secret}).content.decode()
    assert f"vous revenez à la proposition de «\xa0{espace.nom}\xa0»" in page.replace("\u202f", "\xa0")
    data = {"type": "departement", "departement": "86", "nom": "Caf de la Vienne", "partage": secret}
    response = connecte(conseillere).post(URL, data, follow=True)
    assert response.redirect_chain == [(f"/espaces/partage/{secret}/", 302)]
    assert "Caf de la Vienne" in response.content.decode()
    # A key that leads nowhere changes nothing.
    response = connecte(conseillere).post(URL, data | {"partage": "inconnu", "nom": "Une autre"})
    assert response.headers["Location"] == f"/espaces/{Espace.objects.get(nom='Une autre').pk}/"


def test_espace_create_reads_little(connecte, chargee, django_assert_max_num_queries):
    client = connecte(chargee)
    for type_espace in TypeEspace.values:
        with django_assert_max_num_queries(8):
            client.get(URL, {"type": type_espace, "depuis": CIVRAISIEN})


def test_espace_create_starts_from_a_territory(connecte, chargee):
    page = connecte(chargee).get(URL, {"depuis": CIVRAISIEN}).content.decode()
    assert get_boxes(page) == {"86024": True, "86078": True, "86082": True}
    assert 'value="CC du Civraisien en Poitou"' in page


def test_espace_create_says_that_a_reference_leads_nowhere(connecte, chargee):
    page = connecte(chargee).get(URL, {"depuis": "civray"}).content.decode()
    assert "Territoire introuvable" in page
    assert "Vouliez-vous dire" in page


def test_espace_create_creates_and_opens_the_espace(connecte, chargee):
    data = {"nom": "Bassin & d'à côté", "type": "territoire", "communes": ["86078"], "ajouts": "86194"}
    response = connecte(chargee).post(URL, data | {"propositions": "86024 86078"}, follow=True)
    espace = Espace.objects.get()
    assert response.redirect_chain == [(f"/espaces/{espace.pk}/", 302)]
    page = response.content.decode()
    assert "<b>Bassin &amp; d&#x27;à côté</b>" in page
    perimetre = connecte(chargee).get(f"/espaces/{espace.pk}/perimetre/").content.decode()
    assert "Poitiers" in perimetre
    assert "Blanzay" not in perimetre


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"nom": ""}, "Ce champ est obligatoire"),
        ({"communes": []}, "au moins une commune"),
        ({"ajouts": "Nulle-Part-Les-Bains"}, "Ligne 1, « Nulle-Part-Les-Bains »"),
        ({"type": "royaume"}, "le type de l’espace"),
    ],
)
def test_espace_create_says_what_to_correct_and_keeps_the_boxes(connecte, chargee, champs, message):
    data = {"nom": "Bassin", "type": "territoire", "communes": ["86078"], "propositions": "86024 86078"} | champs
    response = connecte(chargee).post(URL, data)
    assert response.status_code == 200
    page = response.content.decode()
    assert message in page
    assert set(get_boxes(page)) == {"86024", "86078"}
    assert not Espace.objects.exists()


def test_espace_create_shows_what_the_action_refuses(connecte, chargee, monkeypatch):
    def refuse(**champs):
        raise PerimetreRefuse(["Ces communes viennent de changer."])

    monkeypatch.setattr("convive.espaces.views.espace.create_espace", refuse)
    data = {"nom": "Bassin", "type": "territoire", "communes": ["86078"]}
    assert "viennent de changer" in connecte(chargee).post(URL, data).content.decode()
