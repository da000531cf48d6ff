import pytest

from convive.diagnostic.actions.avis import SaisieAvis, create_avis
from convive.diagnostic.actions.constat import reopen_constat
from convive.diagnostic.models import DemandeAvis
from convive.espaces.models import LienMagique
from convive.journal.models import Journal
from tests.diagnostic.factories import create_constat_essai
from tests.espaces.factories import create_espace_civraisien

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/constats/demander-des-avis/"


def test_a_list_is_chosen_then_sent_by_one_link(connecte, espace, chargee, mailoutbox, count_queries_get):
    client = connecte(chargee)
    assert "Aucun constat n’est partagé" in client.get(get_url(espace)).content.decode()
    answered, deux, trois = (create_constat_essai(espace, f"Constat {rang}.") for rang in range(3))
    brouillon = create_constat_essai(espace, "Un brouillon.", partage=False)
    create_avis(by=chargee, constat=answered, saisie=SaisieAvis("accord"))
    page = client.get(get_url(espace)).content.decode()
    # Those of which nobody said anything are chosen already.
    assert page.count(" checked>") == 2
    assert "Un brouillon." not in page
    data = {"constats": [str(deux.pk), str(trois.pk)]}
    envoi = client.post(get_url(espace), data)
    demande = DemandeAvis.objects.get()
    assert envoi.headers["Location"].endswith(f"?objet=demande_avis%3A{demande.pk}&geste=donner_avis_liste")
    assert (str(demande), set(demande.constats.all())) == ("Avis sur 2\u00a0constats", {deux, trois})
    # The same list again is the same list.
    assert client.post(get_url(espace), data).headers["Location"] == envoi.headers["Location"]
    assert Journal.objects.filter(objet_type="demande_avis", geste="creer").count() == 1
    for nom in ("La crèche des Lutins", "Le centre social"):
        saisie = {"email": f"{len(nom)}@exemple.fr", "nom": nom, "mot": "", "duree": "30"}
        assert client.post(envoi.headers["Location"], saisie).status_code == 302
    assert len(mailoutbox) == 2
    assert mailoutbox[0].subject.startswith("2 constats")
    assert LienMagique.objects.filter(objet_uuid=demande.pk, max_usages=None).count() == 2
    avis = f"/espaces/{espace.pk}/constats/qui-s-est-prononce/"
    page = client.get(avis).content.decode()
    assert "0\u00a0avis sur 2" in page
    assert page.count("La crèche des Lutins") == 3
    assert count_queries_get(client, avis) <= 15
    for faux in ({}, {"constats": [str(brouillon.pk)]}, {"constats": ["n’importe quoi"]}):
        assert client.post(get_url(espace), faux).status_code == 200
    reopen_constat(by=chargee, constat=deux)
    assert "n’est plus partagé" in client.post(get_url(espace), data).content.decode()
    assert DemandeAvis.objects.count() == 1


def test_a_list_stays_short_and_takes_nothing_of_another_espace(connecte, espace, chargee):
    constats = [create_constat_essai(espace, f"Constat {rang}.") for rang in range(9)]
    ailleurs = create_constat_essai(create_espace_civraisien(chargee, nom="Voisin"))
    client = connecte(chargee)
    page = client.post(get_url(espace), {"constats": [str(c.pk) for c in constats]}).content.decode()
    assert "Gardez-en 8 au plus" in page
    assert page.count(" checked>") == 9
    assert client.post(get_url(espace), {"constats": [str(ailleurs.pk)]}).status_code == 200
    assert not DemandeAvis.objects.exists()


def test_a_list_that_is_forged_does_not_open(connecte, espace, chargee, elue):
    demande = DemandeAvis.objects.create(espace=espace, nombre=1, created_by=chargee)
    url = f"/espaces/{espace.pk}/liens/envoyer/?objet=demande_avis:{demande.pk}&geste=donner_avis_liste"
    assert connecte(elue).get(url).status_code in (403, 404)
    # Nothing is left to ask: the link is refused in a sentence.
    page = connecte(chargee).post(url, {"email": "a@exemple.fr", "nom": "A", "mot": "", "duree": "30"}).content.decode()
    assert "il n’y a plus d’avis à donner" in page
