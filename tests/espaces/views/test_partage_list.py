import pytest
from django.core import mail
from django.utils import timezone

from convive.espaces.models import Partage
from convive.journal.models import Journal
from tests.espaces.factories import create_compte, create_departement, create_espace_civraisien, create_partage

pytestmark = pytest.mark.django_db
OFFRE = {"geste": "proposer", "email": "Conseillere@Exemple.fr", "champs": ["membres", "perimetre"]}


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/partages/"


@pytest.fixture
def departement(pays):
    return create_departement(create_compte("conseillere"))


def test_partage_list_teaches_and_names_what_can_be_shared(connecte, url, chargee):
    page = connecte(chargee).get(url).text
    assert "Rien n’est partagé" in page
    for libelle in ("Le périmètre", "es membres et leurs rôles", "Les indicateurs du portrait"):
        assert libelle in page


def test_partage_list_offers_and_says_nothing_of_who_exists(connecte, url, espace, chargee, departement):
    connecte(chargee).post(url, OFFRE)
    known = connecte(chargee).get(url).text
    partage = Partage.objects.get()
    assert (partage.email, partage.champs, partage.departement) == (
        "conseillere@exemple.fr",
        ["perimetre", "membres"],
        None,
    )
    assert "sans aucune adresse" in mail.outbox[0].body
    assert departement.nom not in known
    # The answer for an address that nobody knows is the same.
    connecte(chargee).post(url, {**OFFRE, "email": "inconnue@exemple.fr"})
    assert connecte(chargee).get(url).text.count("partie le") == 2
    assert Journal.objects.filter(objet_type="partage", geste="soumettre", espace_uuid=espace.pk).count() == 2


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"email": "x"}, "valide."),
        ({"champs": []}, "Choisissez au moins une chose"),
        ({"champs": ["finances_secretes"]}, "finances_secretes"),
        ({"champs": ["membres", "../../etc"]}, "choix valide"),
    ],
)
def test_partage_list_says_why_an_offer_is_refused_and_keeps_it(connecte, url, chargee, champs, message):
    response = connecte(chargee).post(url, OFFRE | champs)
    assert response.status_code == 200
    assert message in response.text.replace("\xa0", " ").replace("\u202f", " ")
    assert f'value="{(OFFRE | champs)["email"]}"' in response.text
    assert not Partage.objects.exists()
    assert mail.outbox == []


def test_partage_list_sends_again_and_withdraws(connecte, url, espace, chargee):
    first, _ = create_partage(espace)
    connecte(chargee).post(url, {"geste": "renvoyer", "objet": first.pk})
    second = Partage.objects.en_attente().get()
    assert second != first
    assert second.champs == first.champs
    connecte(chargee).post(url, {"geste": "arreter", "objet": second.pk})
    assert not Partage.objects.en_attente().exists()
    page = connecte(chargee).post(url, {"geste": "arreter", "objet": second.pk}).text
    assert "déjà arrêté" in page
    assert "déjà une réponse" in connecte(chargee).post(url, {"geste": "renvoyer", "objet": second.pk}).text


def test_partage_list_says_that_an_offer_is_stale_or_did_not_leave(connecte, url, espace, chargee, monkeypatch):
    old, _ = create_partage(espace)
    Partage.objects.filter(pk=old.pk).update(expire_le=timezone.now())
    assert "expirée le" in connecte(chargee).get(url).text

    def down(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("convive.espaces.actions.courriel.EmailMessage.send", down)
    page = connecte(chargee).post(url, {**OFFRE, "email": "b@exemple.fr"}, follow=True).text
    assert "l’e-mail n’est pas parti" in page


def test_partage_list_changes_what_is_shown_and_stops(connecte, url, espace, chargee, departement):
    partage, _ = create_partage(espace, departement)
    client = connecte(chargee)
    assert departement.nom in client.get(url).text
    page = client.post(url, {"geste": "changer", "objet": partage.pk, "champs": []}).text
    assert "Choisissez au moins une chose" in page
    for champs in (["thematiques"], ["thematiques"]):
        client.post(url, {"geste": "changer", "objet": partage.pk, "champs": champs})
    partage.refresh_from_db()
    assert partage.champs == ["thematiques"]
    client.post(url, {"geste": "arreter", "objet": partage.pk})
    partage.refresh_from_db()
    assert partage.arrete_par == "territoire"
    # Each side has its own trace, in its own journal; what did not change left none.
    for cote in (espace, departement):
        lines = Journal.objects.filter(espace_uuid=cote.pk, objet_type="partage").order_by("at")
        assert [line.geste for line in lines] == ["modifier", "revoquer"]
    page = client.post(url, {"geste": "changer", "objet": partage.pk, "champs": ["membres"]}).text
    assert "Ce partage est arrêté" in page


def test_partage_list_knows_only_the_agreements_of_this_espace(connecte, url, chargee, departement):
    voisin = create_espace_civraisien(create_compte("voisine"), nom="Voisin")
    foreign, _ = create_partage(voisin, departement)
    for geste in ("changer", "arreter", "renvoyer", "inconnu"):
        data = {"geste": geste, "objet": foreign.pk, "champs": ["thematiques"]}
        assert connecte(chargee).post(url, data).status_code == 404
        assert connecte(chargee).post(url, data | {"objet": "x"}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.date_revocation is None
    assert foreign.champs == ["perimetre", "membres"]


def test_partage_list_only_stops_in_an_espace_that_has_expired(connecte, url, espace, chargee, departement):
    partage, _ = create_partage(espace, departement)
    espace.expire_le = timezone.localdate()
    espace.save()
    client = connecte(chargee)
    assert client.post(url, OFFRE).status_code == 403
    assert client.post(url, {"geste": "changer", "objet": partage.pk, "champs": ["membres"]}).status_code == 403
    client.post(url, {"geste": "arreter", "objet": partage.pk})
    partage.refresh_from_db()
    assert partage.date_revocation is not None


@pytest.mark.parametrize("nombre", [1, 12])
def test_partage_list_asks_as_much_for_one_as_for_many(
    connecte, url, espace, chargee, nombre, django_assert_max_num_queries
):
    conseillere = create_compte("conseillere")
    for i in range(nombre):
        create_partage(espace, create_departement(conseillere, nom=f"Caf {i}"))
    client = connecte(chargee)
    with django_assert_max_num_queries(8):
        client.get(url)


def test_partage_list_on_an_old_page_does_not_show_again_what_was_stopped(connecte, url, espace, chargee, departement):
    partage, _ = create_partage(espace, departement)
    client = connecte(chargee)
    assert 'name="depart" value="perimetre membres"' in client.get(url).text
    Partage.objects.update(champs=["perimetre"])
    data = {"geste": "changer", "objet": str(partage.pk), "depart": "perimetre membres"}
    client.post(url, data | {"champs": ["perimetre", "membres", "indicateurs"]})
    partage.refresh_from_db()
    assert partage.champs == ["perimetre", "indicateurs"]
