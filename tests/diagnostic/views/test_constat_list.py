import pytest

from convive.diagnostic.actions.constat import SaisiePreuve
from tests.diagnostic.factories import FIGURE, create_constat_essai, create_parole_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/constats/"


def test_constat_list_teaches_when_empty(connecte, espace, chargee):
    assert "Écrire un premier constat" in connecte(chargee).get(get_url(espace)).content.decode()


def test_the_figure_and_the_words_are_on_the_same_card(connecte, espace, lectrice):
    preuves = (SaisiePreuve(figure=FIGURE), SaisiePreuve(parole=create_parole_essai(espace)))
    create_constat_essai(espace, preuves=preuves)
    page = connecte(lectrice).get(get_url(espace)).content.decode()
    card = page.split('<article class="cv-sheet cv-constat">')[1]
    for shown in ("812", "Insee, recensement, 2023", "quarante minutes de route", "Une famille sur quatre"):
        assert shown in card.replace("\u00a0", " ")


def test_drafts_and_words_of_the_team_are_for_those_who_write(connecte, espace, chargee, partenaire):
    preuves = (SaisiePreuve(parole=create_parole_essai(espace, "Que pour l’équipe.", citable=False)),)
    create_constat_essai(espace, "Un constat partagé.", preuves=preuves)
    create_constat_essai(espace, "Un brouillon.", partage=False)
    page = connecte(chargee).get(get_url(espace)).content.decode()
    assert "Un brouillon." in page
    assert "Que pour l’équipe." in page
    page = connecte(partenaire).get(get_url(espace)).content.decode()
    assert "Un constat partagé." in page
    assert "Un brouillon." not in page
    assert "Que pour l’équipe." not in page


def test_constat_list_filters(connecte, espace, chargee):
    jeunesse, client = create_thematique(espace, "Jeunesse"), connecte(chargee)
    seen = SaisiePreuve(texte="Vu trois mercredis.")
    create_constat_essai(espace, "Le soir, rien.", thematiques=(jeunesse,), communes=("86078",), preuves=(seen,))
    create_constat_essai(espace, "Sans rien.", preuves=(), partage=False)
    for query in (f"thematique={jeunesse.pk}", "commune=86078", "nature=observation", "q=soir", "etat=sans_avis"):
        page = client.get(f"{get_url(espace)}?{query}").content.decode()
        assert ("Le soir, rien." in page, "Sans rien." in page) == (True, False)
    for query in ("etat=sans_preuve", "etat=brouillons"):
        page = client.get(f"{get_url(espace)}?{query}").content.decode()
        assert ("Le soir, rien." in page, "Sans rien." in page) == (False, True)
    for query in ("fiabilite=3", "etat=deux_lectures", "q=introuvable"):
        assert "Aucun constat ne répond" in client.get(f"{get_url(espace)}?{query}").content.decode()


def test_constat_list_asks_as_many_questions_with_20_rows(connecte, espace, chargee, count_queries_get):
    client, parole = connecte(chargee), create_parole_essai(espace)
    preuves = (SaisiePreuve(figure=FIGURE), SaisiePreuve(parole=parole))
    create_constat_essai(espace, preuves=preuves)
    few = count_queries_get(client, get_url(espace))
    for rang in range(20):
        create_constat_essai(espace, f"Constat numéro {rang}.", preuves=preuves)
    assert count_queries_get(client, get_url(espace)) == few
    assert few <= 15
