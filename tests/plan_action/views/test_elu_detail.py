"""The page of an élu·e: her actions, what awaits her, her météo in one tap, what is done for her commune."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Fonction, Organisation, TypeOrganisation
from convive.journal.models import Journal
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import EtapeFiche, FicheAction, MeteoFiche
from convive.plan_action.rules.statuts import Statut
from tests.plan_action.factories import create_fiche, create_personne

pytestmark = pytest.mark.django_db


def get_url(espace, personne=None) -> str:
    return reverse("plan_action:elu_detail", args=[espace.pk, *([personne.pk] if personne else [])])


@pytest.fixture
def communes(espace) -> list[str]:
    return sorted(espace.perimetres.get().perimetre.communes.values_list("code", flat=True))


@pytest.fixture
def maire(espace, elue, communes):
    """The card of the élue, mayor of the first commune."""
    mairie = Organisation.objects.create(
        espace=espace, nom="Mairie", type=TypeOrganisation.COMMUNE, code_commune=communes[0]
    )
    personne = create_personne(espace, "Maire", email=elue.email)
    Fonction.objects.create(espace=espace, personne=personne, organisation=mairie, intitule="Maire")
    return personne


@pytest.fixture
def siennes(plan, maire, communes) -> FicheAction:
    """She answers for the complete action; another one is for her commune alone."""
    FicheAction.objects.filter(pk=plan.complete.pk).update(elu_referent=maire)
    FicheAction.objects.filter(pk=plan.interne.pk).update(communes=[communes[0]], visibilite="partenaires")
    FicheAction.objects.filter(pk=plan.brouillon.pk).update(communes=[communes[-1]])
    return plan.complete


def test_elu_detail_is_for_elus_and_for_the_team(client, connecte, espace, maire, etrangere, lectrice, chargee):
    assert client.get(get_url(espace)).status_code == 302
    assert connecte(etrangere).get(get_url(espace)).status_code == 404
    assert connecte(lectrice).get(get_url(espace)).status_code == 403
    assert connecte(lectrice).get(get_url(espace, maire)).status_code == 403
    client = connecte(chargee)
    assert client.get(get_url(espace)).status_code == 403
    assert client.get(get_url(espace, maire)).status_code == 200
    assert client.get(reverse("plan_action:elu_detail", args=[espace.pk, espace.pk])).status_code == 404


def test_elu_detail_without_a_plan_says_what_it_will_be(connecte, espace, elue):
    client = connecte(elue)
    assert "Il n’y a pas encore de plan d’actions" in client.get(get_url(espace)).content.decode()
    assert client.post(get_url(espace), {"fiche": espace.pk, "niveau": "compromis"}).status_code == 404


def test_elu_detail_without_a_card_says_what_to_do(connecte, plan, elue):
    page = connecte(elue).get(get_url(plan.ctg.espace)).content.decode()
    assert "n’est sur aucune fiche de l’annuaire" in page
    assert "choisissez-en une" in page


def test_elu_detail_says_what_awaits_and_what_is_done_for_her_commune(connecte, siennes, espace, elue, communes):
    today = timezone.localdate()
    FicheAction.objects.filter(pk=siennes.pk).update(
        statut=Statut.BLOQUEE, blocage_motif="Pas de local", deblocage_par="La mairie", deblocage_avant=today
    )
    EtapeFiche.objects.create(fiche=siennes, libelle="Chercher", faite_le=today)
    EtapeFiche.objects.create(fiche=siennes, libelle="Ouvrir")
    MeteoFiche.objects.create(fiche=siennes, regard="pilote", niveau="compromis", phrase="Sans local", date=today)
    update_calculs([siennes.pk])
    response = connecte(elue).get(get_url(espace))
    page = response.content.decode().replace("\xa0", " ")
    for mots in (
        "Maire, Mairie", "Bloquée : Pas de local. La mairie peut la débloquer", "Donner votre météo sur 1 action",
        "« Sans local »", "1 sur 2, toutes actions", "1 bloquée", "Personne Pilote", "Validée.",
    ):  # fmt: skip
        assert mots in page
    vue = response.context["page"]
    assert (vue.commune, vue.propres, vue.a_tous, vue.total) == (communes[0], 1, 1, 2)
    assert [[fiche.titre for fiche, _ in groupe.actions] for groupe in vue.groupes] == [[], ["Préparer le budget"]]
    # A draft is not read by an élu·e, whatever its commune.
    vue = connecte(elue).get(get_url(espace), {"commune": communes[-1]}).context["page"]
    assert (vue.commune, vue.propres) == (communes[-1], 0)


def test_elu_detail_shows_three_late_actions_and_folds_the_rest(connecte, siennes, espace, plan, elue, maire):
    for n in range(4):
        fiche = create_fiche(plan.ctg, f"Bloquée {n}", noeud=plan.objectif, elu_referent=maire)
        FicheAction.objects.filter(pk=fiche.pk).update(
            statut=Statut.BLOQUEE, visibilite="partenaires", blocage_motif="Pas de local"
        )
    client = connecte(elue)
    page = client.get(get_url(espace)).text
    debut, _, reste = page.partition('id="actions"')
    assert debut.count("cv-elu__action") == 3
    assert reste.count("cv-elu__action") == 2
    assert reste.startswith(">")
    assert not client.get(get_url(espace), {"actions": "toutes"}).text.partition('id="actions"')[2].startswith(">")


def test_elu_detail_takes_a_meteo_in_one_tap(connecte, siennes, espace, elue, chargee, maire):
    client = connecte(elue)
    assert "Donner votre météo" in client.get(get_url(espace)).content.decode()
    answer = client.post(
        get_url(espace), {"fiche": siennes.pk, "niveau": "appuis_necessaires", "phrase": " Le  maire aide "}
    )
    assert answer.url.endswith(f"#action-{siennes.pk}")
    meteo = MeteoFiche.objects.get()
    assert (meteo.regard, meteo.niveau, meteo.phrase, meteo.auteur, meteo.date) == (
        "elu", "appuis_necessaires", "Le maire aide", elue, timezone.localdate(),
    )  # fmt: skip
    siennes.refresh_from_db()
    assert siennes.meteo_elu == "appuis_necessaires"
    assert Journal.objects.filter(objet_uuid=siennes.pk, geste="modifier").count() == 1
    page = client.get(get_url(espace)).content.decode()
    assert "Votre météo est donnée" in page
    assert "Modifier votre météo" in page
    assert "Donner votre météo sur" not in page
    MeteoFiche.objects.update(date=timezone.localdate() - timedelta(days=120))
    update_calculs([siennes.pk])
    assert "Donner votre météo sur" in client.get(get_url(espace)).content.decode()
    # The team prepares the page, and does not speak for her.
    client = connecte(chargee)
    page = client.get(get_url(espace, maire)).content.decode()
    assert "Ses actions" in page
    assert 'name="niveau"' not in page
    data = {"fiche": siennes.pk, "niveau": "compromis"}
    assert client.post(get_url(espace, maire), data).status_code == 404


def test_elu_detail_refuses_the_meteo_of_what_is_not_hers(connecte, siennes, plan, espace, elue):
    client = connecte(elue)
    for data in (
        {"fiche": plan.interne.pk, "niveau": "compromis"}, {"fiche": siennes.pk, "niveau": "autre"},
        {"fiche": "x", "niveau": "compromis"}, {},
    ):  # fmt: skip
        assert client.post(get_url(espace), data).status_code == 404
    assert not MeteoFiche.objects.exists()


def test_mes_actions_and_the_plan_by_elu_lead_to_the_page(connecte, siennes, espace, plan, elue, chargee, maire):
    mine = reverse("plan_action:mes_actions", args=[espace.pk])
    assert get_url(espace) in connecte(elue).get(mine).content.decode()
    par_elu = reverse("plan_action:plan_repartition", args=[espace.pk, plan.ctg.pk])
    assert get_url(espace, maire) in connecte(chargee).get(par_elu, {"par": "elu"}).content.decode()
    assert get_url(espace, maire) not in connecte(elue).get(par_elu, {"par": "elu"}).content.decode()


def test_elu_detail_asks_as_many_questions_for_many_actions(
    connecte, siennes, plan, espace, elue, maire, communes, django_assert_max_num_queries
):
    client = connecte(elue)
    for n in range(25):
        create_fiche(
            plan.ctg, f"Action {n}", noeud=plan.objectif, statut=Statut.EN_COURS, communes=[communes[0]],
            elu_referent=maire if n % 2 else None, pilotes=list(plan.complete.pilotes.all()),
        )  # fmt: skip
    client.get(get_url(espace))
    with django_assert_max_num_queries(23):
        client.get(get_url(espace))


def test_elu_detail_that_the_team_prepares_counts_what_she_counts(
    connecte, siennes, plan, espace, elue, maire, chargee
):
    FicheAction.objects.filter(pk=plan.brouillon.pk).update(elu_referent=maire, nb_etapes=3)
    create_fiche(plan.ctg, "Interne à l’équipe", statut="en_cours", visibilite="interne", elu_referent=maire)
    hers = connecte(elue).get(get_url(espace)).context["page"]
    theirs = connecte(chargee).get(get_url(espace, maire)).context["page"]
    assert [action.fiche for action in theirs.actions] == [action.fiche for action in hers.actions] == [siennes]
    assert (theirs.total, theirs.etapes, theirs.propres) == (hers.total, hers.etapes, hers.propres)
    # Her mairie carries an internal action: both read it.
    mairie = Organisation.objects.get(espace=espace, nom="Mairie")
    FicheAction.objects.filter(titre="Interne à l’équipe").update(organisation_porteuse=mairie)
    pages = [connecte(elue).get(get_url(espace)), connecte(chargee).get(get_url(espace, maire))]
    assert [page.context["page"].compte.total for page in pages] == [2, 2]


def test_elu_detail_of_someone_without_a_place_shows_what_is_shared(connecte, siennes, plan, espace, chargee, maire):
    maire.email = ""
    maire.save()
    FicheAction.objects.filter(pk=plan.brouillon.pk).update(elu_referent=maire)
    page = connecte(chargee).get(get_url(espace, maire)).context["page"]
    assert [action.fiche for action in page.actions] == [siennes]
