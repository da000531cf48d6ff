"""Views of the list that one keeps: for oneself or for the espace, the plan opening on one of them."""

import pytest
from django.urls import reverse

from convive.espaces.models import Role
from convive.journal.models import Journal
from convive.plan_action.actions import vue as actions
from convive.plan_action.models import ColonnesPlan, VuePlan
from tests.espaces.factories import create_compte, create_membre

pytestmark = pytest.mark.django_db


def get_url(plan, page: str = "vue_plan_list") -> str:
    return reverse(f"plan_action:{page}", args=[plan.ctg.espace_id, plan.ctg.pk])


def keep(client, plan, nom: str = "Mes retards", choix: str = "statut=en_retard&page=2&autre=1", **champs):
    return client.post(get_url(plan), {"geste": "garder", "nom": nom, "choix": choix, **champs})


def test_vue_plan_list_is_closed_to_strangers_and_to_whoever_reads_no_plan(
    client, connecte, plan, etrangere, administrateur
):
    assert client.get(get_url(plan)).status_code == 302
    assert connecte(etrangere).get(get_url(plan)).status_code == 404
    assert connecte(administrateur).get(get_url(plan)).status_code == 403


def test_vue_plan_list_keeps_the_choices_of_the_list(connecte, plan, lectrice):
    client = connecte(lectrice)
    assert "Aucune vue enregistrée" in client.get(get_url(plan)).content.decode()
    page = client.get(get_url(plan, "plan_detail"), {"statut": "en_cours"}).content.decode()
    assert "Enregistrer ces choix sous un nom" in page
    assert "La montrer à tout l’espace" not in page
    answer = keep(client, plan, choix="statut=en_cours&page=2&autre=1", partagee="on")
    vue = VuePlan.objects.get()
    assert (vue.nom, vue.parametres, vue.partagee, vue.auteur) == (
        "Mes retards", {"statut": "en_cours"}, False, lectrice,
    )  # fmt: skip
    assert not Journal.objects.filter(objet_type="vue_plan").exists()
    page = client.get(answer.url, follow=True)
    assert page.redirect_chain == [(f"{get_url(plan, 'plan_detail')}?statut=en_cours&vue={vue.pk}&page=1", 302)]
    assert [ligne.fiche.titre for groupe in page.context["vue"].groupes for ligne in groupe.lignes] == [
        "Créer vingt places"
    ]
    assert f'href="?vue={vue.pk}" aria-current="true"' in page.content.decode()


def test_vue_plan_list_says_what_to_correct(connecte, plan, chargee):
    client = connecte(chargee)
    page = keep(client, plan, nom=" ").content.decode()
    assert "Donnez-lui un nom" in page
    assert 'value="statut=en_retard&amp;page=2&amp;autre=1"' in page
    keep(client, plan)
    keep(client, plan)
    assert VuePlan.objects.count() == 1
    assert actions.DEJA in keep(client, plan, choix="statut=bloquee").content.decode()
    keep(client, plan, nom="Autre")
    autre = VuePlan.objects.get(nom="Autre")
    page = client.post(get_url(plan), {"geste": "modifier", "vue": autre.pk, "nom": "Mes retards"})
    assert actions.DEJA in page.content.decode()
    assert client.post(get_url(plan), {"geste": "modifier", "vue": "x", "nom": "Z"}).status_code == 404
    assert client.post(get_url(plan), {"geste": "autre"}).status_code == 404


def test_vue_plan_list_has_a_limit(connecte, plan, chargee, monkeypatch):
    monkeypatch.setattr(actions, "MAX_VUES", 1)
    client = connecte(chargee)
    keep(client, plan)
    assert actions.TROP in keep(client, plan, nom="Autre").content.decode()


def test_shared_view_is_changed_by_the_team_alone(connecte, plan, chargee, lectrice, coordinatrice):
    keep(connecte(chargee), plan, partagee="on")
    vue = VuePlan.objects.get()
    assert Journal.objects.filter(objet_type="vue_plan", geste="creer").count() == 1
    client = connecte(lectrice)
    page = client.get(get_url(plan)).content.decode()
    assert "enregistrée par" in page
    assert "Renommer" not in page
    assert client.post(get_url(plan), {"geste": "supprimer", "vue": vue.pk}).status_code == 403
    client = connecte(coordinatrice)
    client.post(get_url(plan), {"geste": "modifier", "vue": vue.pk, "nom": "Les retards", "partagee": "on"})
    vue.refresh_from_db()
    assert vue.nom == "Les retards"
    client.post(get_url(plan), {"geste": "supprimer", "vue": vue.pk})
    assert not VuePlan.objects.exists()
    assert client.post(get_url(plan), {"geste": "supprimer", "vue": vue.pk}).status_code == 404
    assert Journal.objects.filter(objet_type="vue_plan").count() == 3


def test_view_of_someone_else_is_not_seen(connecte, plan, chargee, lectrice):
    keep(connecte(chargee), plan)
    vue = VuePlan.objects.get()
    client = connecte(lectrice)
    assert "Mes retards" not in client.get(get_url(plan)).content.decode()
    answer = client.get(get_url(plan, "plan_detail"), {"vue": vue.pk})
    assert answer.url.endswith("?vue=aucune")
    assert client.post(get_url(plan), {"geste": "supprimer", "vue": vue.pk}).status_code == 404


def test_plan_opens_on_the_view_of_the_espace_then_on_ones_own(connecte, plan, chargee, lectrice):
    plan_url = reverse("plan_action:plan_detail", args=[plan.ctg.espace_id])
    keep(connecte(chargee), plan, partagee="on", par_defaut="on")
    commune = VuePlan.objects.get()
    client = connecte(lectrice)
    assert f"vue={commune.pk}" in client.get(plan_url).url
    keep(client, plan, nom="À moi", choix="q=places", par_defaut="on")
    assert "q=places" in client.get(plan_url).url
    keep(client, plan, nom="Encore", choix="q=relais", par_defaut="on")
    assert "q=relais" in client.get(plan_url).url
    assert list(VuePlan.objects.filter(par_defaut=True).order_by("nom").values_list("nom", flat=True)) == [
        "Encore", "Mes retards",
    ]  # fmt: skip
    # Everything stays one click away.
    page = client.get(plan_url, {"vue": "aucune"})
    assert page.status_code == 200
    assert '?vue=aucune" aria-current="true">Tout le plan' in page.content.decode()


def test_view_without_any_choice_opens_without_turning_round(connecte, plan, chargee):
    client = connecte(chargee)
    keep(client, plan, choix="", par_defaut="on")
    page = client.get(get_url(plan, "plan_detail"), follow=True)
    assert page.status_code == 200
    assert len(page.redirect_chain) == 1


def test_update_vue_of_a_view_that_has_just_gone_says_so(plan, chargee):
    vue = VuePlan.objects.create(espace=plan.ctg.espace, auteur=chargee, nom="Partie")
    VuePlan.objects.all().delete()
    with pytest.raises(actions.PlanRefuse, match="supprimée"):
        actions.update_vue(by=chargee, vue=vue, nom="Autre", partagee=False, par_defaut=False)
    actions.delete_vue(by=chargee, vue=vue)


def test_vue_plan_list_asks_as_many_questions_for_many_views(connecte, plan, chargee, django_assert_max_num_queries):
    client = connecte(chargee)
    for rang in range(20):
        VuePlan.objects.create(espace=plan.ctg.espace, auteur=chargee, nom=f"Vue {rang}")
    autre = create_compte("autre")
    create_membre(plan.ctg.espace, autre, Role.LECTURE)
    VuePlan.objects.create(espace=plan.ctg.espace, auteur=autre, nom="Partagée", partagee=True)
    client.get(get_url(plan))
    with django_assert_max_num_queries(10):
        client.get(get_url(plan))


def show(client, plan, *colonnes: str, choix: str = ""):
    return client.post(get_url(plan), {"geste": "colonnes", "choix": choix, "colonnes": colonnes})


def get_colonnes(client, plan, **choix) -> list[str]:
    return [entete.colonne.value for entete in client.get(get_url(plan, "plan_detail"), choix).context["mise"].entetes]


USUELLES = ["statut", "meteo", "etapes", "qui", "echeance"]


def test_columns_are_kept_for_the_person_who_chose_them(connecte, plan, chargee, lectrice):
    client = connecte(lectrice)
    answer = show(client, plan, "maj", "statut", choix="statut=en_cours&page=2&vue=x")
    assert answer.url == f"{get_url(plan, 'plan_detail')}?statut=en_cours&colonnes=statut%2Cmaj"
    assert ColonnesPlan.objects.get().compte == lectrice
    assert get_colonnes(client, plan) == ["statut", "maj"]
    assert get_colonnes(client, plan, colonnes="qui") == ["qui"]
    assert not Journal.objects.filter(objet_type="colonnes_plan").exists()
    assert get_colonnes(connecte(chargee), plan) == USUELLES
    client = connecte(lectrice)
    show(client, plan, "place")
    assert get_colonnes(client, plan) == ["place"]
    # None, or the usual ones: nothing is kept any more.
    show(client, plan)
    assert not ColonnesPlan.objects.exists()
    show(client, plan, *USUELLES)
    assert not ColonnesPlan.objects.exists()
    assert get_colonnes(client, plan) == USUELLES


def test_columns_are_closed_to_strangers(connecte, plan, etrangere, administrateur):
    assert show(connecte(etrangere), plan, "maj").status_code == 404
    assert show(connecte(administrateur), plan, "maj").status_code == 403
    assert not ColonnesPlan.objects.exists()


def test_view_keeps_the_order_and_the_columns_too(connecte, plan, chargee, lectrice):
    client = connecte(chargee)
    show(client, plan, "qui", "priorite")
    page = client.get(get_url(plan, "plan_detail"), {"tri": "-echeance", "qui": "sans_pilote"})
    choix = page.context["choix"]
    keep(client, plan, nom="À nommer", choix=choix, partagee="on")
    vue = VuePlan.objects.get()
    assert vue.parametres == {"tri": "-echeance", "qui": "sans_pilote", "colonnes": "qui,priorite"}
    page = connecte(lectrice).get(get_url(plan, "plan_detail"), {"vue": vue.pk}, follow=True)
    assert [entete.colonne.value for entete in page.context["mise"].entetes] == ["qui", "priorite"]
    assert page.context["mise"].tri.texte == "-echeance"
    assert f'href="?vue={vue.pk}" aria-current="true"' in page.content.decode()
