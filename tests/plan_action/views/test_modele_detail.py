"""A model on its page, and the action that starts from it."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from convive.acteurs.models import TypeOrganisation
from convive.convention.models import Ctg
from convive.journal.models import Geste, Journal
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.modeles import get_bibliotheque
from tests.espaces.factories import create_thematique
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db
MODELE = get_bibliotheque().by_cle["guichet_petite_enfance"]
DEPART = {"date_debut": "2027-01-15", "etapes": "on", "indicateurs": "on", "risques": "on"}


def get_url(espace, cle: str = MODELE.cle) -> str:
    return reverse("plan_action:modele_detail", args=[espace.pk, cle])


def test_page_says_everything_and_names_who_could_help_here(connecte, espace, plan, chargee):
    caf = create_organisation(espace, "Caf d’essai")
    caf.type = TypeOrganisation.CAF
    caf.save()
    muette = create_organisation(espace, "Association qui ne dit pas ce qu’elle fait")
    muette.type = TypeOrganisation.ASSOCIATION
    muette.save()
    page = connecte(chargee).get(get_url(espace)).content.decode()
    for texte in (MODELE.pourquoi, MODELE.conditions[0], MODELE.pieges[0].parade, MODELE.indicateurs[1].libelle):
        assert texte.replace("\xa0", " ") in page.replace("\xa0", " ").replace("&nbsp;", " ")
    assert "Caf d’essai" in page
    assert "Association qui ne dit pas ce qu’elle fait" not in page
    assert "Partir de ce modèle" in page


def test_action_starts_from_the_model(connecte, espace, plan, chargee):
    theme = create_thematique(espace, "Petite enfance")
    response = connecte(chargee).post(get_url(espace), {**DEPART, "noeud": str(plan.objectif.pk)})
    fiche = FicheAction.objects.get(titre=MODELE.titre)
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("plan_action:fiche_action_detail", args=[espace.pk, fiche.pk])
    assert (fiche.statut, fiche.noeud, fiche.ctg) == (Statut.A_PREPARER, plan.objectif, plan.ctg)
    # After « 1.1.1 », the only action of this objective.
    assert fiche.code == "1.1.2"
    assert list(fiche.thematiques.all()) == [theme]
    assert fiche.publics == ["tout_petits", "parents"]
    assert MODELE.conditions[0] in fiche.description
    assert fiche.constat_texte.startswith("À remplacer par ce que vous avez constaté ici.")
    assert next((e.libelle, e.echeance) for e in fiche.etapes.all()) == (MODELE.etapes[0].libelle, date(2027, 3, 15))
    assert fiche.date_fin == date(2028, 7, 15)
    assert (fiche.nb_etapes, fiche.indicateurs.count(), fiche.risques.count()) == (5, 3, 3)
    assert fiche.indicateurs.get(code_coeur="taux_couverture_global").role == "contexte"
    # What is counted, and where one wants it to go, come with the indicator, and are on the page of the action.
    assert [(row.definition, row.sens) for row in fiche.indicateurs.order_by("ordre")] == [
        (row.definition, row.sens) for row in MODELE.indicateurs
    ]
    page = connecte(chargee).get(response.headers["Location"]).content.decode()
    lu = unescape(page).replace("\u00a0", " ").replace("\u202f", " ")
    for row in MODELE.indicateurs:
        assert row.definition.replace("\u00a0", " ").replace("\u202f", " ") in lu
    assert fiche.versions.count() == 1
    entree = Journal.objects.get(objet_uuid=fiche.pk, geste=Geste.CREER)
    assert entree.detail["modele"] == MODELE.cle


def test_one_takes_only_what_one_wants(connecte, espace, plan, chargee):
    connecte(chargee).post(get_url(espace), {"date_debut": "2027-01-15", "noeud": ""})
    fiche = FicheAction.objects.get(titre=MODELE.titre)
    assert (fiche.noeud, fiche.code) == (None, "")
    assert (fiche.nb_etapes, fiche.indicateurs.count(), fiche.risques.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("saisie", "message"),
    [
        ({"date_debut": ""}, "Ce champ est obligatoire"),
        ({"date_debut": "bientôt"}, "date valide"),
        ({"noeud": "00000000-0000-4000-8000-000000000000"}, "choix valide"),
    ],
)
def test_bad_input_says_what_is_wrong_and_creates_nothing(connecte, espace, plan, chargee, saisie, message):
    before = FicheAction.objects.count()
    response = connecte(chargee).post(get_url(espace), {**DEPART, "noeud": "", **saisie})
    assert response.status_code == 200
    assert message in response.content.decode()
    assert FicheAction.objects.count() == before


def test_node_of_another_plan_is_refused(connecte, espace, plan, chargee):
    autre = Ctg.objects.create(espace=espace, nom="Autre", date_debut=date(2019, 1, 1), date_fin=date(2020, 12, 31))
    url = reverse("plan_action:modele_detail", args=[espace.pk, autre.pk, MODELE.cle])
    response = connecte(chargee).post(url, {**DEPART, "noeud": str(plan.objectif.pk)})
    assert response.status_code == 200
    assert not FicheAction.objects.filter(titre=MODELE.titre).exists()


def test_place_limited_to_other_thematiques_is_told_so(connecte, espace, plan, coordinatrice):
    membre = espace.membres.get(compte=coordinatrice)
    membre.thematiques.set([create_thematique(espace, "Parentalité")])
    create_thematique(espace, "Petite enfance")
    response = connecte(coordinatrice).post(get_url(espace), {**DEPART, "noeud": ""})
    assert "pas de vos thématiques" in response.content.decode()
    assert not FicheAction.objects.filter(titre=MODELE.titre).exists()


def test_reader_sees_no_form_and_cannot_post(connecte, espace, plan, lectrice):
    client = connecte(lectrice)
    page = client.get(get_url(espace)).content.decode()
    assert "L’équipe de coopération peut en faire une action" in page
    assert client.post(get_url(espace), DEPART).status_code == 403


def test_unknown_model_does_not_exist(connecte, espace, plan, chargee):
    assert connecte(chargee).get(get_url(espace, "inconnu")).status_code == 404


def test_without_ctg_the_page_says_where_to_begin(connecte, espace, chargee):
    client = connecte(chargee)
    assert "commencez par saisir la vôtre" in client.get(get_url(espace)).content.decode()
    assert client.post(get_url(espace), DEPART).status_code == 404


def test_page_asks_few_queries(connecte, espace, plan, chargee, django_assert_max_num_queries):
    for rang in range(20):
        create_organisation(espace, f"Organisation {rang}")
    client = connecte(chargee)
    client.get(get_url(espace))
    with django_assert_max_num_queries(10):
        client.get(get_url(espace))
