"""The plan as a list: grouped by its tree, filtered, by pages of a hundred, at a cost that does not follow its size."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import EtapeFiche, FicheAction, MeteoFiche
from convive.plan_action.rules.statuts import Statut
from tests.plan_action.factories import create_fiche, create_noeud, create_personne

pytestmark = pytest.mark.django_db


def get_url(plan) -> str:
    return reverse("plan_action:plan_detail", args=[plan.ctg.espace_id, plan.ctg.pk])


def get_titres(client, url, **choix) -> list[str]:
    response = client.get(url, choix)
    assert response.status_code == 200
    return [ligne.fiche.titre for groupe in response.context["vue"].groupes for ligne in groupe.lignes]


def test_plan_detail_lists_the_actions_under_their_node(connecte, espace, plan, chargee, lectrice):
    page = connecte(chargee).get(reverse("plan_action:plan_detail", args=[espace.pk])).content.decode()
    for mots in (
        "Axe\xa01 – Accueillir les tout-petits", "Créer vingt places", "Faire circuler le relais", "En cours",
        "il manque 5\xa0choses pour la valider", "1\xa0action en 2\xa0axes\xa0; en plus, 1\xa0à préparer et 1\xa0interne", "Personne Pilote", "Pas encore donnée", "interne",
    ):  # fmt: skip
        assert mots in page or mots.replace("\xa0", " ") in page
    lecture = connecte(lectrice).get(get_url(plan)).content.decode()
    assert "Créer vingt places" in lecture
    assert "Faire circuler le relais" not in lecture
    assert "Les niveaux" not in lecture


def test_plan_detail_says_what_a_plan_will_be(connecte, espace, chargee, lectrice):
    page = connecte(chargee).get(reverse("plan_action:plan_detail", args=[espace.pk])).content.decode()
    assert "Un plan d’actions est celui d’une CTG" in page


def test_plan_detail_of_an_empty_plan_offers_to_name_its_levels(connecte, ctg, chargee, lectrice):
    url = reverse("plan_action:plan_detail", args=[ctg.espace_id, ctg.pk])
    page = connecte(chargee).get(url).content.decode()
    assert page.count("cv-btn--primary") == 1
    assert re.search(r'cv-btn--primary[^>]*imports/"[^>]*>.*?J’ai déjà un plan', page, re.S)
    assert "Nommer les niveaux du plan" in page
    assert "Nommer les niveaux du plan" not in connecte(lectrice).get(url).content.decode()


def test_plan_detail_shows_what_is_late_and_what_others_see(connecte, plan, chargee):
    today, fiche = timezone.localdate(), plan.complete
    FicheAction.objects.filter(pk=fiche.pk).update(date_fin=today - timedelta(days=12))
    EtapeFiche.objects.create(fiche=fiche, libelle="Trouver un local", faite_le=today)
    EtapeFiche.objects.create(fiche=fiche, libelle="Recruter")
    for regard, niveau in (("pilote", "atteignables"), ("caf", "compromis"), ("elu", "atteignables")):
        MeteoFiche.objects.create(fiche=fiche, regard=regard, niveau=niveau, date=today)
    update_calculs([fiche.pk])
    page = connecte(chargee).get(get_url(plan)).content.decode()
    for mots in (
        "échéance dépassée de 12\xa0jours",
        "1 / 2",
        "Atteignables",
        "Caf\xa0: objectifs compromis",
        "1\xa0action, en retard",
    ):
        assert mots in page
    assert "Élu·e\xa0:" not in page


def test_plan_detail_filters(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan)
    toutes = ["Faire circuler le relais", "Créer vingt places", "Préparer le budget"]
    assert get_titres(client, url) == toutes
    assert get_titres(client, url, q="vingt places") == ["Créer vingt places"]
    assert get_titres(client, url, q="1.2") == ["Faire circuler le relais"]
    assert get_titres(client, url, noeud=plan.axes[0].pk) == toutes[:2]
    assert get_titres(client, url, noeud=plan.objectif.pk) == ["Créer vingt places"]
    assert get_titres(client, url, statut="actives") == toutes[1:]
    assert get_titres(client, url, statut="a_preparer") == toutes[:1]
    assert get_titres(client, url, statut="en_retard") == []
    assert get_titres(client, url, statut="n’importe", noeud="n’importe") == toutes
    assert get_titres(client, url, meteo="a_demander") == toutes[1:]
    assert get_titres(client, url, meteo="compromis") == []
    theme = plan.complete.thematiques.get()
    assert get_titres(client, url, thematique=theme.pk) == ["Créer vingt places"]
    commune = next(iter(plan.ctg.espace.perimetres.get().perimetre.communes.values_list("code", flat=True)))
    FicheAction.objects.filter(pk=plan.brouillon.pk).update(communes=["99999"])
    assert get_titres(client, url, commune=commune) == toutes[1:]
    assert "Aucune action ne répond" in client.get(url, {"q": "introuvable"}).content.decode()


def test_plan_detail_filters_by_who_and_by_priority(connecte, plan, chargee, lectrice):
    client, url = connecte(chargee), get_url(plan)
    pilote, porteuse = plan.complete.pilotes.get(), plan.complete.organisation_porteuse
    FicheAction.objects.filter(pk=plan.interne.pk).update(priorite="haute")
    assert get_titres(client, url, qui=f"personne:{pilote.pk}") == ["Créer vingt places"]
    assert "Créer vingt places" in get_titres(client, url, qui=f"organisation:{porteuse.pk}")
    assert "Créer vingt places" not in get_titres(client, url, qui="sans_pilote")
    assert "Créer vingt places" not in get_titres(client, url, qui="sans_porteur")
    assert get_titres(client, url, priorite="haute") == ["Préparer le budget"]
    assert get_titres(client, url, priorite="basse") == []
    assert "Préparer le budget" not in get_titres(client, url, priorite="aucune")
    # Someone who is not in the list of choices asks nothing.
    assert len(get_titres(client, url, qui=f"personne:{plan.ctg.pk}")) == 3
    seule = create_personne(plan.ctg.espace, "Discrète")
    plan.interne.pilotes.add(seule)
    assert "Discrète" in client.get(url).content.decode()
    # Who does not read an action does not learn who pilots it.
    assert "Discrète" not in connecte(lectrice).get(url).content.decode()


def test_plan_detail_counts_the_choices_that_are_folded(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan)
    assert "Chercher</span>" in client.get(url).content.decode()
    page = client.get(url, {"q": "e", "priorite": "aucune", "tri": "maj"}).content.decode()
    assert "Chercher (3)" in page
    assert "Autres critères (2)" in page


def test_plan_detail_says_first_what_would_help_before_the_next_meeting(connecte, plan, chargee, lectrice):
    client, url = connecte(chargee), get_url(plan)
    page = client.get(url).content.decode()
    assert "Avant la prochaine séance" in page
    assert "Demander des nouvelles récentes" in page
    assert f"{reverse('plan_action:plan_coach', args=[plan.ctg.espace_id, plan.ctg.pk])}#manque-1" in page
    # Someone who looks for something, or who may do nothing about it, is not told.
    assert "cv-avant" not in client.get(url, {"q": "relais"}).content.decode()
    assert "cv-avant" not in connecte(lectrice).get(url).content.decode()


def test_plan_detail_folds_its_groups_when_it_is_long_and_nothing_is_asked(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan)
    assert "data-plier" not in client.get(url).content.decode()
    fill(plan, 12)
    assert "data-plier" in client.get(url).content.decode()
    assert "data-plier" not in client.get(url, {"statut": "actives"}).content.decode()


def sort(client, url, tri: str, **choix) -> list[str]:
    return get_titres(client, url, tri=tri, **choix)


def test_plan_detail_sorts_by_each_column_what_has_no_value_last(connecte, plan, chargee):
    client, url, today = connecte(chargee), get_url(plan), timezone.localdate()
    places, relais, budget = "Créer vingt places", "Faire circuler le relais", "Préparer le budget"
    FicheAction.objects.filter(pk=plan.complete.pk).update(date_fin=today, priorite="basse")
    FicheAction.objects.filter(pk=plan.interne.pk).update(date_fin=today - timedelta(days=3), priorite="haute")
    FicheAction.objects.filter(pk=plan.brouillon.pk).update(date_fin=None, priorite="")
    plan.interne.pilotes.set([create_personne(plan.ctg.espace, "Aubry")])
    plan.brouillon.pilotes.clear()
    for rang, fiche in enumerate((plan.complete, plan.brouillon, plan.interne)):
        FicheAction.objects.filter(pk=fiche.pk).update(updated_at=timezone.now() - timedelta(days=rang))
    assert sort(client, url, "echeance") == [budget, places, relais]
    assert sort(client, url, "-echeance") == [places, budget, relais]
    assert sort(client, url, "priorite") == [budget, places, relais]
    assert sort(client, url, "-priorite") == [places, budget, relais]
    assert sort(client, url, "pilote") == [budget, places, relais]
    assert sort(client, url, "-pilote") == [places, budget, relais]
    assert sort(client, url, "-maj") == [places, relais, budget]
    assert sort(client, url, "maj") == [budget, relais, places]
    assert sort(client, url, "statut")[0] == relais
    assert sort(client, url, "-statut")[-1] == relais
    assert sort(client, url, "n’importe") == [relais, places, budget]
    assert sort(client, url, "echeance", q="budget") == [budget]


def test_plan_detail_says_its_order_and_gives_the_place_of_each_action(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan)
    page = client.get(url).content.decode()
    assert "aria-sort" not in page
    page = client.get(url, {"tri": "-echeance", "q": "e"}).content.decode()
    assert (
        '<th role="columnheader" scope="col" aria-sort="descending"><a class="cv-sort" href="?tri=echeance&amp;q=e"'
        in page
    )
    assert "la plus lointaine d’abord" in page
    assert 'href="?tri=&amp;q=e">Revenir à l’ordre du plan' in page
    assert "cv-plan__group" not in page
    assert str(plan.objectif).replace(" ", "\xa0") in page or str(plan.objectif) in page
    assert "Enregistrer ces choix sous un nom" in page


def test_plan_detail_shows_the_columns_that_are_asked(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan)
    FicheAction.objects.filter(pk=plan.complete.pk).update(priorite="haute")
    page = client.get(url, {"colonnes": "priorite,maj,inconnue"}).content.decode()
    entetes = client.get(url, {"colonnes": ["priorite", "maj"]}).context["mise"].entetes
    assert [entete.libelle for entete in entetes] == ["Priorité", "Mise à jour"]
    assert ">Haute</td>" in page
    assert 'colspan="3"' in page
    assert "c-meteo" not in page
    # The other choices keep them.
    assert '<input type="hidden" name="colonnes" value="priorite,maj">' in page
    assert [e.aria for e in client.get(url, {"colonnes": "place"}).context["mise"].entetes] == ["ascending"]


def test_plan_detail_leaves_out_what_was_abandoned_until_one_asks(connecte, plan, chargee):
    FicheAction.objects.filter(pk=plan.interne.pk).update(statut=Statut.ABANDONNEE)
    client, url = connecte(chargee), get_url(plan)
    assert "Préparer le budget" not in get_titres(client, url)
    assert "Hors 1\xa0abandonnée" in client.get(url).content.decode()
    assert "Préparer le budget" in get_titres(client, url, statut="toutes")


def test_plan_detail_puts_a_sub_action_after_its_parent(connecte, plan, chargee):
    create_fiche(plan.ctg, "Après", noeud=plan.objectif, ordre=2)
    create_fiche(plan.ctg, "Dessous", noeud=plan.objectif, ordre=1, fiche_parente=plan.complete)
    titres = get_titres(connecte(chargee), get_url(plan), noeud=plan.objectif.pk)
    assert titres == ["Créer vingt places", "Dessous", "Après"]


def test_plan_detail_puts_actions_without_a_place_last(connecte, plan, chargee):
    create_fiche(plan.ctg, "À placer", ordre=0)
    client = connecte(chargee)
    assert get_titres(client, get_url(plan))[-1] == "À placer"
    assert "Pas encore classée dans le plan" in client.get(get_url(plan)).content.decode()


def fill(plan, nombre: int) -> None:
    """Actions spread over ten objectives, written at once."""
    noeuds = [
        create_noeud(plan.niveau_objectif, f"Objectif {n}", parent=plan.axes[n % 2], ordre=10 + n) for n in range(10)
    ]
    fiches = [
        FicheAction(
            espace=plan.ctg.espace, ctg=plan.ctg, noeud=noeuds[n % 10], ordre=n, titre=f"Action {n:04} sur {nombre}",
            statut=Statut.EN_COURS,
        )
        for n in range(nombre)
    ]  # fmt: skip
    # Through the base manager: what is searched is not what is looked at here.
    FicheAction._base_manager.bulk_create(fiches)
    personne, theme = plan.complete.pilotes.get(), plan.complete.thematiques.get()
    pilotes, themes = FicheAction.pilotes.through, FicheAction.thematiques.through
    pilotes.objects.bulk_create([pilotes(ficheaction=fiche, personne=personne) for fiche in fiches])
    themes.objects.bulk_create([themes(ficheaction=fiche, thematique=theme) for fiche in fiches])


def test_plan_detail_asks_as_many_questions_for_two_thousand_actions(
    connecte, plan, chargee, elue, django_assert_num_queries
):
    client, url = connecte(chargee), get_url(plan)
    fill(plan, 147)
    client.get(url)
    with django_assert_num_queries(20):
        first = client.get(url)
    assert first.context["vue"].page.paginator.count == 150
    assert sum(len(groupe.lignes) for groupe in first.context["vue"].groupes) == 100
    fill(plan, 1850)
    with django_assert_num_queries(20):
        page = client.get(url)
    assert page.context["vue"].page.paginator.num_pages == 20
    for tri in ("pilote", "-echeance", "statut"):
        with django_assert_num_queries(17):
            client.get(url, {"tri": tri, "colonnes": "place,qui,maj", "priorite": "aucune"})
    client = connecte(elue)
    client.get(url)
    with django_assert_num_queries(18):
        client.get(url, {"page": 3, "statut": "actives"})


def test_pages_of_the_plan_show_each_action_once(connecte, plan, chargee):
    fill(plan, 247)
    client, url = connecte(chargee), get_url(plan)
    seen = [titre for numero in (1, 2, 3) for titre in get_titres(client, url, page=numero)]
    assert len(seen) == len(set(seen)) == 250
    assert "page=2" in client.get(url, {"q": "Action"}).content.decode()


def test_pages_of_a_sorted_plan_show_each_action_once(connecte, plan, chargee):
    fill(plan, 147)
    client, url = connecte(chargee), get_url(plan)
    seen = [titre for numero in (1, 2) for titre in get_titres(client, url, page=numero, tri="-statut")]
    assert len(seen) == len(set(seen)) == 150
    assert "?tri=-statut&amp;page=2" in client.get(url, {"tri": "-statut"}).content.decode()
