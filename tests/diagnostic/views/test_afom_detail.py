import pytest

from convive.diagnostic.actions.afom import create_element
from convive.diagnostic.models import ElementAfom
from convive.journal.models import Journal
from tests.diagnostic.factories import create_constat_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def jeunesse(espace):
    return create_thematique(espace, "Jeunesse")


def get_url(espace, thematique) -> str:
    return f"/espaces/{espace.pk}/afom/{thematique.pk}/"


def list_textes(quadrant: str) -> list[str]:
    return [element.texte for element in ElementAfom.objects.filter(quadrant=quadrant).order_by("ordre")]


def test_afom_detail_takes_a_line_and_puts_the_cursor_back(connecte, espace, chargee, jeunesse):
    client, data = connecte(chargee), {"quadrant": "atout", "texte": " Un  éducateur "}
    suivante = client.post(get_url(espace, jeunesse), data).headers["Location"]
    assert suivante == f"{get_url(espace, jeunesse)}?suite=atout"
    # The cursor is back where one writes, without script too.
    assert client.get(suivante).text.count(" autofocus") == 1
    assert list_textes("atout") == ["Un éducateur"]
    assert Journal.objects.filter(objet_type="element_afom", geste="creer").count() == 1
    swap = client.post(get_url(espace, jeunesse), data | {"texte": "Une radio"}, headers={"HX-Request": "true"})
    page = swap.content.decode()
    assert page.lstrip().startswith('<div class="cv-stack" id="afom" data-annonce=')
    assert 'id="id_atout_texte" maxlength="400" autocomplete="off" value="" autofocus' in page
    assert "Une radio" in page


def test_afom_detail_keeps_what_it_refuses(connecte, espace, chargee, jeunesse):
    client, url = connecte(chargee), get_url(espace, jeunesse)
    client.post(url, {"quadrant": "atout", "texte": "Un éducateur"})
    page = client.post(url, {"quadrant": "atout", "texte": "un éducateur"}).content.decode()
    assert "est déjà parmi les atouts" in page.replace("\u00a0", " ")
    assert 'value="un éducateur" autofocus' in page
    assert "Écrivez quelques mots." in client.post(url, {"quadrant": "atout", "texte": " "}).content.decode()
    assert client.post(url, {"quadrant": "cinquième", "texte": "x"}).status_code == 404
    assert len(list_textes("atout")) == 1


def test_afom_detail_moves_weighs_and_takes_away(connecte, espace, chargee, jeunesse):
    client, url = connecte(chargee), get_url(espace, jeunesse)
    un, deux = (create_element(by=chargee, thematique=jeunesse, quadrant="atout", texte=t) for t in ("Un", "Deux"))
    client.post(url, {"geste": "monter", "element": str(deux.pk)})
    assert list_textes("atout") == ["Deux", "Un"]
    client.post(url, {"geste": "monter", "element": str(deux.pk)})
    assert list_textes("atout") == ["Deux", "Un"]
    client.post(url, {"geste": "descendre", "element": str(deux.pk)})
    assert list_textes("atout") == ["Un", "Deux"]
    data = {"geste": "modifier", "element": str(un.pk), "texte": "Un, dit mieux", "quadrant": "menace", "poids": "3"}
    for _ in range(2):
        client.post(url, data)
    un.refresh_from_db()
    assert (un.texte, un.quadrant, un.poids, un.ordre) == ("Un, dit mieux", "menace", 3, 1)
    assert Journal.objects.filter(objet_uuid=un.pk, geste="modifier").count() == 1
    assert "Écrivez quelques mots." in client.post(url, data | {"texte": ""}).content.decode()
    assert "Choisissez l’un des boutons" in client.post(url, data | {"geste": "inconnu"}).content.decode()
    client.post(url, {"geste": "retirer", "element": str(un.pk)})
    assert not list_textes("menace")
    assert "vient d’être retirée" in client.post(url, {"geste": "retirer", "element": str(un.pk)}).content.decode()


def test_afom_detail_starts_from_a_shared_constat(connecte, espace, chargee, jeunesse):
    constat = create_constat_essai(espace, "Le soir, rien.", thematiques=(jeunesse,))
    brouillon = create_constat_essai(espace, "Un brouillon.", thematiques=(jeunesse,), partage=False)
    client, url = connecte(chargee), get_url(espace, jeunesse)
    page = client.get(url).content.decode()
    assert "Le soir, rien." in page
    assert "Un brouillon." not in page
    client.post(url, {"geste": "poser", "constat": str(constat.pk), "quadrant": "faiblesse"})
    element = ElementAfom.objects.get()
    assert (element.texte, element.constat) == ("Le soir, rien.", constat)
    assert 'id="constats"' not in client.get(url).content.decode()
    page = client.post(url, {"geste": "poser", "constat": str(brouillon.pk), "quadrant": "menace"}).content.decode()
    assert "n’est plus partagé" in page


def test_afom_detail_projects_in_large_type_without_menu(connecte, espace, chargee, lectrice, jeunesse):
    create_element(by=chargee, thematique=jeunesse, quadrant="atout", texte="Un éducateur")
    url = f"{get_url(espace, jeunesse)}?vue=projection"
    page = connecte(chargee).get(url).content.decode()
    assert 'class="cv-projection"' in page
    assert "Navigation principale" not in page
    response = connecte(chargee).post(url, {"quadrant": "menace", "texte": "Départs"})
    assert response.headers["Location"] == f"{url}&suite=menace"
    page = connecte(lectrice).get(url).content.decode()
    assert "Un éducateur" in page
    assert "<form" not in page
    assert connecte(lectrice).post(url, {"quadrant": "menace", "texte": "Non"}).status_code == 403


def test_afom_detail_asks_as_many_questions_with_20_lines(connecte, espace, chargee, jeunesse, count_queries_get):
    client, url = connecte(chargee), get_url(espace, jeunesse)
    create_element(by=chargee, thematique=jeunesse, quadrant="atout", texte="Un")
    few = count_queries_get(client, url)
    for rang in range(20):
        create_element(by=chargee, thematique=jeunesse, quadrant="atout", texte=f"Atout {rang}")
    assert count_queries_get(client, url) == few
    assert few <= 15


def test_afom_detail_puts_a_line_anywhere_and_takes_it_back(connecte, espace, chargee, jeunesse):
    client, url = connecte(chargee), get_url(espace, jeunesse)
    un, deux, trois = (
        create_element(by=chargee, thematique=jeunesse, quadrant="atout", texte=texte)
        for texte in ("Un", "Deux", "Trois")
    )
    create_element(by=chargee, thematique=jeunesse, quadrant="menace", texte="Quatre")
    depart = {"geste": "placer", "element": str(trois.pk)}
    fragment = {"HX-Request": "true"}
    page = client.post(url, depart | {"quadrant": "atout", "rang": "1"}, headers=fragment).content.decode()
    assert list_textes("atout") == ["Trois", "Un", "Deux"]
    assert "Annuler le déplacement" in page
    # Without script, what takes it back is in the address.
    suite = client.post(url, depart | {"quadrant": "menace", "rang": "99"}).headers["Location"]
    assert (list_textes("atout"), list_textes("menace")) == (["Un", "Deux"], ["Quatre", "Trois"])
    annuler = client.get(suite).context["annuler"]
    assert annuler == {"element": str(trois.pk), "quadrant": "atout", "rang": "1"}
    client.post(url, annuler | {"geste": "placer"})
    assert (list_textes("atout"), list_textes("menace")) == (["Trois", "Un", "Deux"], ["Quatre"])
    assert list(ElementAfom.objects.filter(quadrant="atout").order_by("ordre").values_list("ordre", flat=True)) == [
        1,
        2,
        3,
    ]
    traces = Journal.objects.filter(objet_type="element_afom", geste="modifier").count()
    # Where it is already: nothing. Elsewhere than anywhere: a sentence.
    client.post(url, depart | {"quadrant": "atout", "rang": "1"})
    assert Journal.objects.filter(objet_type="element_afom", geste="modifier").count() == traces
    create_element(by=chargee, thematique=jeunesse, quadrant="menace", texte="trois")
    for faux, phrase in (
        ({"quadrant": "ailleurs", "rang": "1"}, "Cette case n’existe pas."),
        ({"quadrant": "menace", "rang": "-1"}, "Cette case n’existe pas."),
        ({"quadrant": "menace", "rang": "1"}, "est déjà parmi les menaces"),
    ):
        assert phrase in client.post(url, depart | faux, headers=fragment).content.decode()
    ElementAfom.objects.filter(pk=trois.pk).delete()
    perdu = client.post(url, depart | {"quadrant": "atout", "rang": "1"}, headers=fragment)
    assert "vient d’être retirée" in perdu.content.decode()
    for faux in ("x", f"{un.pk}.ailleurs.1", f"{deux.pk}.atout.x"):
        assert client.get(f"{url}?annuler={faux}").context["annuler"] is None
