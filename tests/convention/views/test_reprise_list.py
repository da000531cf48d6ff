"""Choose what a CTG takes from the one before it."""

import re
from datetime import timedelta

import pytest

from convive.convention.models import Ctg, Jalon, RepriseChoix, Signataire
from convive.convention.rules.reprise import compute_empreinte
from tests.convention.factories import CIVRAY, EPCI, create_suite, get_debut, get_signataire

pytestmark = pytest.mark.django_db
VIDE = compute_empreinte("", "")


@pytest.fixture
def suite(ctg, chargee) -> Ctg:
    Jalon.objects.create(
        ctg=ctg, phase="diagnostic", libelle="Séminaire", date_reelle=get_debut() - timedelta(days=200)
    )
    return create_suite(ctg, chargee)


def get_url(ctg) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/reprise/"


def build_choix(objet, choix: str, motif: str = "", depart: str = VIDE) -> dict[str, str]:
    cle = f"{type(objet).__name__.lower()}.{objet.pk}"
    return {f"{cle}-choix": choix, f"{cle}-motif": motif, f"{cle}-depart": depart}


def test_reprise_list_shows_what_is_to_decide_and_what_is_simply_there(connecte, suite, elue, chargee):
    page = connecte(elue).get(get_url(suite)).content.decode()
    assert "4\xa0choix restent à faire" in page
    assert "sert à toutes ses CTG" in page
    assert EPCI in page
    assert "Séminaire" in page
    # Whoever reads sees the state of each line, and no field.
    assert 'type="radio"' not in page
    page = connecte(chargee).get(get_url(suite)).content.decode()
    assert page.count('type="radio"') == 16


def test_reprise_list_records_several_choices_at_once(connecte, suite, ctg, chargee):
    commune, epci = get_signataire(ctg), get_signataire(ctg, EPCI)
    saisie = build_choix(commune, "arrete", "La commune a rejoint une autre intercommunalité.")
    saisie |= build_choix(epci, "reconduit")
    client = connecte(chargee)
    response = client.post(f"{get_url(suite)}?voir=a_decider", saisie, follow=True)
    assert response.redirect_chain == [(f"{get_url(suite)}?voir=a_decider", 302)]
    page = response.content.decode()
    assert "2\xa0choix enregistrés." in page
    assert "2\xa0choix restent à faire" in page
    assert f'id="signataire.{commune.pk}"' not in page
    page = client.get(f"{get_url(suite)}?voir=arrete").content.decode()
    assert "a rejoint une autre intercommunalité" in page
    assert {c.choix: c.par for c in RepriseChoix.objects.all()} == {"arrete": chargee, "reconduit": chargee}
    # What does not exist is everything, and an empty filter teaches the way back.
    assert "Voir tous les éléments" in client.get(f"{get_url(suite)}?voir=modifie").content.decode()
    assert client.get(f"{get_url(suite)}?voir=n-importe").context["filtre"] == "tous"


def test_reprise_list_asks_for_a_reason_and_loses_nothing(connecte, suite, ctg, chargee):
    saisie = build_choix(get_signataire(ctg), "arrete") | build_choix(get_signataire(ctg, EPCI), "reconduit")
    page = connecte(chargee).post(get_url(suite), saisie).content.decode()
    assert "Rien n’est enregistré" in page
    assert "Indiquez pourquoi on arrête" in page
    assert len(re.findall(r'value="(?:arrete|reconduit)" checked', page)) == 2
    assert not RepriseChoix.objects.exists()
    long = build_choix(get_signataire(ctg), "arrete", "a" * 1001)
    assert "1000\xa0caractères" in connecte(chargee).post(get_url(suite), long).content.decode().replace(" c", "\xa0c")
    forged = build_choix(get_signataire(ctg), "roi", "x")
    assert "n’existe pas" in connecte(chargee).post(get_url(suite), forged).content.decode()


def test_reprise_list_gives_one_reason_to_several(connecte, suite, ctg, chargee):
    saisie = build_choix(get_signataire(ctg), "arrete") | build_choix(get_signataire(ctg, EPCI), "modifie", "Le sien")
    connecte(chargee).post(get_url(suite), saisie | {"motif_commun": "Fusion des communes"})
    assert {c.choix: c.motif for c in RepriseChoix.objects.all()} == {
        "arrete": "Fusion des communes",
        "modifie": "Le sien",
    }


def test_reprise_list_keeps_all_that_is_left_of_a_family(connecte, suite, ctg, chargee):
    client = connecte(chargee)
    page = client.get(get_url(suite)).content.decode()
    saisie = dict(re.findall(r'name="([^"]+-depart)" value="([^"]*)"', page))
    saisie |= build_choix(get_signataire(ctg), "arrete", "Elle part.")
    client.post(get_url(suite), saisie | {"geste": "reconduire:signataire"})
    assert sorted(RepriseChoix.objects.values_list("choix", flat=True)) == ["arrete", "reconduit", "reconduit"]


def test_reprise_list_carries_over_once_and_links_both_ways(connecte, suite, ctg, chargee):
    client, url = connecte(chargee), get_url(suite)
    seminaire = Jalon.objects.get(libelle="Séminaire")
    saisie = build_choix(get_signataire(ctg), "reconduit") | build_choix(seminaire, "modifie", "En deux soirées.")
    client.post(url, saisie)
    assert "2\xa0éléments sont décidés et attendent" in client.get(url).content.decode()
    assert not Signataire.objects.filter(ctg=suite).exists()
    page = client.post(url, {"geste": "reporter"}, follow=True).content.decode()
    assert "2\xa0éléments sont maintenant dans" in page
    assert page.count(">devient <") == 2 or page.count("devient <a") == 2
    assert Signataire.objects.get(ctg=suite).organisation.nom == CIVRAY
    assert Jalon.objects.get(ctg=suite).date_prevue == seminaire.date_reelle.replace(
        year=seminaire.date_reelle.year + 5
    )
    # Asked again, it does nothing; and what is carried over no longer changes here.
    client.post(url, {"geste": "reporter"})
    assert Signataire.objects.filter(ctg=suite).count() == 1
    refused = client.post(url, build_choix(get_signataire(ctg), "", depart=compute_empreinte("reconduit", "")))
    assert "est déjà dans la nouvelle CTG" in refused.content.decode()
    # Each page says where it comes from, or what it became.
    base = f"/espaces/{ctg.espace_id}/ctg"
    for chemin, mots in (
        (f"{suite.pk}/signataires/", "vient de « CTG"),
        (f"{suite.pk}/jalons/", "vient de « CTG"),
        (f"{ctg.pk}/signataires/", "reconduit dans « CTG"),
        (f"{ctg.pk}/jalons/", "modifié dans « CTG"),
    ):
        assert mots in client.get(f"{base}/{chemin}").content.decode().replace("\xa0", " "), chemin


def test_reprise_list_says_what_is_new_and_why(connecte, suite, chargee, elue):
    client, url = connecte(chargee), get_url(suite)
    jalon = Jalon.objects.create(ctg=suite, phase="preparation", libelle="Réunion des familles")
    assert "Nouveaux dans la" in client.get(url).content.decode()
    client.post(url, build_choix(jalon, "", "Demandée par le comité."))
    choix = RepriseChoix.objects.get()
    assert (choix.choix, choix.motif) == ("nouveau", "Demandée par le comité.")
    assert "Demandée par le comité." in connecte(elue).get(url).content.decode()
    connecte(chargee).post(url, build_choix(jalon, "nouveau", "", choix_depart(choix)))
    assert not RepriseChoix.objects.exists()


def choix_depart(choix: RepriseChoix) -> str:
    return compute_empreinte(choix.choix, choix.motif)


def test_reprise_list_tells_two_people_apart(connecte, suite, ctg, chargee, directeur):
    """Each saves the page that she opened; only a line that both touched is asked again."""
    commune, epci = get_signataire(ctg), get_signataire(ctg, EPCI)
    connecte(directeur).post(get_url(suite), build_choix(commune, "reconduit"))
    saisie = build_choix(commune, "") | build_choix(epci, "reconduit")
    connecte(chargee).post(get_url(suite), saisie)
    assert RepriseChoix.objects.filter(choix="reconduit").count() == 2
    saisie = build_choix(commune, "arrete", "Elle part.")
    page = connecte(chargee).post(get_url(suite), saisie).content.decode()
    assert "Quelqu’un a choisi « Reconduit »" in page
    fresh = re.search(rf'name="signataire.{commune.pk}-depart" value="([^"]+)"', page)
    assert fresh is not None
    connecte(chargee).post(get_url(suite), saisie | build_choix(commune, "arrete", "Elle part.", fresh[1]))
    assert RepriseChoix.objects.get(objet_uuid=commune.pk).choix == "arrete"


def test_reprise_list_of_a_ctg_that_follows_none(connecte, ctg, chargee):
    page = connecte(chargee).get(get_url(ctg)).content.decode()
    assert "ne suit aucune autre" in page
    assert "Indiquer celle qui précède" in page


def test_reprise_list_of_an_empty_one_teaches(connecte, ctg, chargee):
    Signataire.objects.all().delete()
    page = connecte(chargee).get(get_url(create_suite(ctg, chargee))).content.decode()
    assert "n’a rien à reprendre" in page


def test_reprise_list_holds_few_queries(connecte, suite, ctg, chargee, django_assert_max_num_queries):
    client = connecte(chargee)
    client.post(get_url(suite), build_choix(get_signataire(ctg), "reconduit"))
    # The page that says it is shown first: what it says is then forgotten.
    client.post(get_url(suite), {"geste": "reporter"}, follow=True)
    with django_assert_max_num_queries(15) as few:
        client.get(get_url(suite))
    for rang in range(30):
        Jalon.objects.create(ctg=ctg, phase="diagnostic", libelle=f"Jalon {rang}", date_reelle=get_debut())
    with django_assert_max_num_queries(len(few)):
        client.get(get_url(suite))
