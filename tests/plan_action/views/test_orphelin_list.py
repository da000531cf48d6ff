import pytest
from django.urls import reverse

from convive.diagnostic.models import Constat, Enjeu
from tests.plan_action.factories import create_fiche, create_noeud

pytestmark = pytest.mark.django_db


def get_url(plan) -> str:
    return reverse("plan_action:orphelin_list", args=[plan.ctg.espace_id, plan.ctg.pk])


def test_orphelin_list_reads_the_chain_both_ways(connecte, plan, espace, chargee, django_assert_max_num_queries):
    seul = Constat.objects.create(espace=espace, texte="Personne ne garde le samedi")
    suivi = Constat.objects.create(espace=espace, texte="Les parents sont seuls")
    Enjeu.objects.create(espace=espace, libelle="Accueillir partout")
    porte = Enjeu.objects.create(espace=espace, libelle="Soutenir la parentalité")
    axe = Enjeu.objects.create(espace=espace, libelle="Vivre ici")
    plan.complete.constats.add(suivi)
    plan.interne.enjeux.add(porte)
    plan.axes[0].enjeux.add(axe)
    client = connecte(chargee)
    client.get(get_url(plan))
    with django_assert_max_num_queries(15):
        page = client.get(get_url(plan)).content.decode()
    for mots in (seul.texte, "Accueillir partout", "Faire circuler le relais"):
        assert mots in page
    for mots in (suivi.texte, "Soutenir la parentalité", "Vivre ici", ">1.1.1 Créer vingt places<"):
        assert mots not in page
    create_fiche(plan.ctg, "Écrite", constat_texte="On le voit tous les jours.")
    assert "Écrite" not in client.get(get_url(plan)).content.decode()


def test_orphelin_list_shows_each_reader_what_it_reads(connecte, plan, espace, lectrice):
    Constat.objects.create(espace=espace, texte="Un brouillon d’équipe")
    page = connecte(lectrice).get(get_url(plan)).content.decode()
    assert "Un brouillon d’équipe" not in page
    assert "Faire circuler le relais" not in page
    assert "Créer vingt places" in page


def list_noeuds(client, plan) -> list[tuple[str, int]]:
    orphelins = client.get(get_url(plan)).context["orphelins"].noeuds
    return [(row.noeud.libelle, row.dessous) for row in orphelins]


def test_orphelin_list_names_the_highest_elements_that_answer_no_enjeu(connecte, plan, espace, chargee, lectrice):
    client, (premier, second) = connecte(chargee), plan.axes
    autre = create_noeud(plan.niveau_objectif, "Garder les soirées", parent=premier, ordre=5)
    assert list_noeuds(client, plan) == [(premier.libelle, 2), (second.libelle, 0)]
    page = client.get(get_url(plan)).content.decode()
    assert f"/organiser/{premier.pk}/" in page
    assert "avec 2\xa0éléments en dessous" in page
    # Who cannot write it goes to its actions.
    assert f"?noeud={premier.pk}" in connecte(lectrice).get(get_url(plan)).content.decode()
    enjeu = Enjeu.objects.create(espace=espace, libelle="Vivre ici")
    plan.complete.enjeux.add(enjeu)
    client = connecte(chargee)
    assert list_noeuds(client, plan) == [(autre.libelle, 0), (second.libelle, 0)]
    second.enjeux.add(enjeu)
    assert list_noeuds(client, plan) == [(autre.libelle, 0)]
    premier.enjeux.add(enjeu)
    assert list_noeuds(client, plan) == []
    assert "Chaque élément du plan répond à un enjeu" in client.get(get_url(plan)).content.decode()
