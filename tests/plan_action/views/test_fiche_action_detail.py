"""The page of an action, for each of those who read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convive.plan_action.models import IndicateurFiche, LigneBudget
from tests.plan_action.fiche_pleine import fill_fiche
from tests.plan_action.views.test_fiche_edition import post, read_form

pytestmark = pytest.mark.django_db


def get_url(fiche) -> str:
    return reverse("plan_action:fiche_action_detail", args=[fiche.espace_id, fiche.pk])


def test_fiche_action_detail_shows_the_action_to_whoever_reads_it(connecte, espace, plan, chargee, conseillere_caf):
    url = get_url(plan.complete)
    page = connecte(chargee).get(url).content.decode()
    for mots in ("1.1.1 Créer vingt places", "Ouvrir un accueil", "Communauté de communes d’essai", "Vingt places"):
        assert mots in page
    # What is missing teaches.
    assert "Aucun constat relié" in page
    assert "personne ne s’est encore prononcé" in page
    assert "Trois à sept étapes datées" in page
    assert connecte(conseillere_caf).get(url).status_code == 200
    assert connecte(conseillere_caf).get(get_url(plan.brouillon)).status_code == 404


def test_page_says_the_whole_chain_and_the_disagreement(connecte, plan, chargee):
    fiche = fill_fiche(plan, chargee)
    page = connecte(chargee).get(get_url(fiche)).content.decode()
    for mots in (
        *("Constat 0", "Enjeu 0", "Ouvrir des places", "Taux 0", "Validée le ", "Année 2025"),
        *(
            "un désaccord à mettre sur la table",
            "Il manque un accord.",
            "jours de retard",
            "Un prêt de salle 1",
        ),
        *("il manque 400,50", "3\u00a0notes.", "Parole 0", "Le foncier"),
        *("Service 1", "Sous-action 0", "Voisine 1", "Les besoins".lower(), "Étiquette 1", "Un repli"),
    ):
        assert mots in page, mots


def test_what_is_empty_is_folded_and_opens_where_one_writes_it(connecte, plan, chargee, lectrice):
    client, url = connecte(chargee), get_url(plan.complete)
    page = client.get(url).content.decode()
    reste = page.partition('class="cv-fiche__reste"')[2]
    vides = client.get(url).context["page"].rubriques_vides
    assert f"Compléter ({len(vides)})" in reste
    assert 'id="section-risques"' in reste
    assert 'id="section-description"' not in reste
    assert reste.lstrip().startswith(">")
    ouverte = client.get(f"{url}?section=risques").content.decode().partition('class="cv-fiche__reste"')[2]
    assert ouverte.lstrip().startswith("open")
    assert "cv-fiche__reste" not in connecte(lectrice).get(url).content.decode()


def test_an_address_that_opened_a_section_is_left_with_it(connecte, plan, chargee):
    client, fiche = connecte(chargee), plan.complete
    htmx = {"HX-Request": "true", "HX-Target": "section-description"}
    opened = client.get(f"{get_url(fiche)}?section=description", headers=htmx)
    assert "HX-Replace-Url" not in opened
    data = read_form(client, fiche, "description") | {"description": "Autrement."}
    saved = client.post(get_url(fiche), {**data, "section": "description"}, headers=htmx)
    closed = client.get(f"{get_url(fiche)}?lire=description", headers=htmx)
    assert saved["HX-Replace-Url"] == closed["HX-Replace-Url"] == get_url(fiche)


@pytest.mark.parametrize("nom", ["conseillere_caf", "partenaire", "elue", "lectrice"])
def test_who_only_reads_sees_nothing_internal(nom, request, connecte, plan, chargee):
    fiche = fill_fiche(plan, chargee)
    client = connecte(request.getfixturevalue(nom))
    page = client.get(get_url(fiche)).content.decode()
    echanges = reverse("echanges:discussion_create", args=[fiche.espace_id, "fiche_action", fiche.pk])
    page += client.get(f"{echanges}?ouvrir=lire", headers={"HX-Request": "true"}).content.decode()
    assert "Note partagée 1." in page
    for mots in ("Note interne secrète", "Brouillon 0", "Modifier", "note interne"):
        assert mots not in page, mots


def test_page_costs_the_same_with_many_rows(connecte, plan, chargee):
    fiche = fill_fiche(plan, chargee, lignes=6)
    client = connecte(chargee)
    client.get(get_url(fiche))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(get_url(fiche)).status_code == 200
    assert len(queries) <= 30, len(queries)
    # A section alone reads what it shows.
    htmx = {"HX-Request": "true", "HX-Target": "section-description"}
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{get_url(fiche)}?section=description", headers=htmx).status_code == 200
    assert len(queries) <= 5, len(queries)


def test_spending_that_nothing_pays_is_saved_with_a_remark(connecte, plan, chargee):
    fiche, client = plan.complete, connecte(chargee)
    data = read_form(client, fiche, "budget") | {
        "budget-0-annee": "2027",
        "budget-0-nature": "charge-personnel",
        "budget-0-montant_prevu": "999 999",
    }
    page = client.post(get_url(fiche), {**data, "section": "budget"}, follow=True).content.decode()
    assert LigneBudget.objects.get(fiche=fiche).montant_prevu == 999999
    phrase = "En 2027, aucune recette n’est écrite en face de 999 999 € de dépenses prévues."
    page = page.replace("\u202f", " ").replace("\xa0", " ")
    assert f"À regarder : {phrase}" in page
    # It stays on the page of the action.
    assert page.count(phrase) == 2


def test_an_indicator_that_a_file_brought_in_does_not_stop_the_others(connecte, plan, chargee):
    fiche, client = plan.complete, connecte(chargee)
    IndicateurFiche.objects.create(fiche=fiche, libelle="Venu d’un fichier", unite="%", cible=450)
    data = read_form(client, fiche, "indicateurs") | {"indicateurs-1-libelle": "Un autre"}
    assert post(client, fiche, data).status_code == 302
    assert IndicateurFiche.objects.filter(fiche=fiche).count() == 2
