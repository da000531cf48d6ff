from datetime import timedelta

import pytest

from convive.convention.models import Avenant, Ctg, NatureAvenant, Signataire
from tests.convention.factories import CIVRAY, TODAY, get_fin, get_signataire

pytestmark = pytest.mark.django_db
EFFET = str(TODAY() + timedelta(days=30))


@pytest.fixture
def url(ctg) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/avenants/ajouter/"


def build_saisie(**champs: object) -> dict[str, object]:
    return {"version": 1, "numero": 1, "objet": "Ce qui change", "date_effet": EFFET} | champs


def test_avenant_create_asks_first_what_changes(connecte, url, chargee):
    page = connecte(chargee).get(url).content.decode()
    for nature, libelle in NatureAvenant.choices:
        assert f'?nature={nature}">{libelle}' in page
        assert connecte(chargee).get(url, {"nature": nature}).status_code == 200
    assert "une décision du comité de pilotage" in page
    assert "?nature=adhesion" in connecte(chargee).get(url, {"nature": "x"}).content.decode()


def test_avenant_create_writes_a_project_with_the_passage_that_changes(connecte, ctg, url, chargee):
    saisie = build_saisie(texte="Le texte.\r\n", texte_avant="Deux crèches.", texte_apres="Trois crèches.")
    response = connecte(chargee).post(f"{url}?nature=modification_annexe_2", saisie)
    avenant = Avenant.objects.get()
    assert response.headers["Location"] == f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/avenants/{avenant.pk}/"
    assert (avenant.texte, avenant.lus.texte_apres, avenant.lus.communes) == ("Le texte.", "Trois crèches.", None)


def test_avenant_create_prolongs_at_once_when_it_is_signed(connecte, ctg, url, chargee):
    nouvelle = get_fin() + timedelta(days=100)
    saisie = build_saisie(nouvelle_fin=str(nouvelle), date_signature=str(TODAY()))
    connecte(chargee).post(f"{url}?nature=prorogation", saisie)
    assert Ctg.objects.get().date_fin == nouvelle


def test_avenant_create_lets_one_in_and_one_out(connecte, ctg, url, chargee):
    client = connecte(chargee)
    toutes = [code for code, _ in client.get(url, {"nature": "adhesion"}).context["form"].fields["communes"].choices]
    entrant = {"entrant-organisation": "Mairie de Charroux", "entrant-role": "co_signataire", "communes": toutes}
    client.post(f"{url}?nature=adhesion", build_saisie(**entrant))
    assert Signataire.objects.get(avenant_entree__numero=1).organisation.type == "commune"
    sortant = {"numero": 2, "sortant": str(get_signataire(ctg).pk), "communes": toutes[1:]}
    client.post(f"{url}?nature=retrait", build_saisie(**sortant))
    retrait = Avenant.objects.get(numero=2)
    assert [str(s) for s in retrait.sortants.all()] == [CIVRAY]
    assert set(retrait.lus.communes) == set(toutes[1:])


@pytest.mark.parametrize(
    ("nature", "champs", "mots"),
    [
        ("prorogation", {}, "Donnez la nouvelle date de fin"),
        ("prorogation", {"nouvelle_fin": str(get_fin())}, "une prorogation va plus loin"),
        ("retrait", {"communes": []}, "Il reste au moins une commune"),
        ("retrait", {}, "obligatoire"),
        ("adhesion", {}, "obligatoire"),
        ("adhesion", {"entrant-organisation": CIVRAY, "entrant-role": "co_signataire"}, "est déjà signataire"),
        ("modification_plan", {"date_effet": "2001-01-01"}, "avant la convention"),
        ("modification_plan", {"date_signature": EFFET}, "est à venir"),
        ("modification_plan", {"numero": "0"}, "supérieur"),
        ("modification_plan", {"objet": "", "texte": "Gardé"}, "obligatoire"),
    ],
)
def test_avenant_create_says_what_is_wrong_and_loses_nothing(connecte, ctg, url, chargee, nature, champs, mots):
    client = connecte(chargee)
    toutes = [code for code, _ in client.get(url, {"nature": "retrait"}).context["form"].fields["communes"].choices]
    response = client.post(f"{url}?nature={nature}", build_saisie(**({"communes": toutes} | champs)))
    assert response.status_code == 200
    assert mots in response.content.decode()
    assert not Avenant.objects.exists()
    assert champs.get("texte", "") in response.content.decode()


def test_avenant_create_after_the_end_says_why_and_the_ways_out(connecte, ctg, url, chargee):
    apres = str(get_fin() + timedelta(days=1))
    saisie = build_saisie(date_effet=apres, texte="Gardé")
    page = connecte(chargee).post(f"{url}?nature=modification_plan", saisie).content.decode()
    assert "Cet avenant vient après la fin de la convention" in page
    assert f'href="/espaces/{ctg.espace_id}/ctg/saisir/"' in page
    assert f'href="/espaces/{ctg.espace_id}/ctg/{ctg.pk}/modifier/"' in page
    assert "Gardé" in page
    assert not Avenant.objects.exists()
