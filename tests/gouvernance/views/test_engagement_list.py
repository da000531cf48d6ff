"""Who said they would do what."""

import pytest
from django.urls import reverse

from convive.acteurs.models import Organisation
from convive.gouvernance.models import Decision, SuiviEngagement
from convive.plan_action.models import LigneBudget, PartenaireFiche
from tests.gouvernance.factories import create_carte, create_decision_essai
from tests.plan_action.factories import create_fiche, create_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("gouvernance:engagement_list", args=[espace.pk])


@pytest.fixture
def caf(espace) -> Organisation:
    return create_organisation(espace, "La Caf")


def create_suivi(espace, organisation, objet_uuid, **champs) -> SuiviEngagement:
    valeurs = {"objet_type": "fiche_action", "etat": "tenu", "phrase": "Versé en mars.", "date": "2026-03-12"}
    return SuiviEngagement.objects.create(
        espace=espace, organisation=organisation, objet_uuid=objet_uuid, **(valeurs | champs)
    )


def test_nobody_is_committed_yet(url, gouvernance, chargee, connecte):
    assert "Personne ne s’est encore engagé" in connecte(chargee).get(url).content.decode()


def test_each_organisation_with_what_it_carries_pays_and_promises(
    url,
    espace,
    plan,
    gouvernance,
    caf,
    chargee,
    connecte,
):
    PartenaireFiche.objects.create(fiche=plan.complete, organisation=caf, engagement="Former les équipes.")
    refus = create_organisation(espace, "Celle qui a dit non")
    PartenaireFiche.objects.create(fiche=plan.complete, organisation=refus, engagement="Rien.", confirme=False)
    for montant, confirme in ((12_000, True), (5_000, False)):
        LigneBudget.objects.create(
            fiche=plan.complete, sens="produit", financeur=caf, montant_prevu=montant, confirme=confirme, annee=2026
        )
    Decision.objects.filter(pk=gouvernance.decision.pk).update(organisation_responsable=caf, statut="faite")
    create_fiche(plan.ctg, "Abandonnée", statut="abandonnee", organisation_porteuse=caf)
    client = connecte(chargee)
    summary = client.get(url).content.decode()
    assert "Communauté de communes d’essai" in summary
    assert "Celle qui a dit non" not in summary
    assert "Porter l’action" not in summary
    commune = create_organisation(espace)
    assert "Porter l’action" in client.get(url, {"organisation": commune.pk}).content.decode()
    page = client.get(url, {"organisation": caf.pk}).content.decode()
    assert "Former les équipes." in page
    assert "Financer 12\u202f000\xa0€" in page or "Financer 12\xa0000\xa0€" in page
    assert "Celle qui a dit non" not in page
    assert "Abandonnée" not in page
    assert "d’après la décision" in page
    assert "1\xa0tenu" in page


def test_the_last_word_counts_and_a_state_is_filtered(
    url,
    espace,
    plan,
    caf,
    chargee,
    connecte,
):
    PartenaireFiche.objects.create(fiche=plan.complete, organisation=caf, engagement="Former les équipes.")
    create_suivi(
        espace, caf, plan.complete.pk, etat="pas_encore", phrase="Le budget n’est pas voté.", date="2026-01-02"
    )
    create_suivi(espace, caf, plan.complete.pk)
    client = connecte(chargee)
    page = client.get(url, {"organisation": caf.pk}).content.decode()
    assert "Versé en mars." in page
    assert "Le budget n’est pas voté." not in page
    tenus = client.get(url, {"etat": "tenu"}).content.decode()
    assert "Engagements de La Caf" in tenus
    assert "Engagements de Communauté" not in tenus
    assert "Engagements de La Caf" not in client.get(url, {"etat": "non_dit"}).content.decode()
    assert "Aucun engagement à cette étape" in client.get(url, {"etat": "sans_objet"}).content.decode()
    assert "Engagements par organisation" in client.get(url, {"etat": "nimporte"}).content.decode()


def test_a_partner_reads_what_is_shared_and_says_where_its_own_is(
    url,
    espace,
    plan,
    caf,
    partenaire,
    connecte,
):
    create_carte(espace, partenaire, caf)
    PartenaireFiche.objects.create(fiche=plan.complete, organisation=caf, engagement="Former les équipes.")
    PartenaireFiche.objects.create(fiche=plan.interne, organisation=caf, engagement="Une affaire interne.")
    create_suivi(espace, caf, plan.complete.pk, phrase="Dit pour l’équipe.", visibilite="interne")
    page = connecte(partenaire).get(url).content.decode()
    assert "Former les équipes." in page
    assert "Une affaire interne." not in page
    assert "Dit pour l’équipe." not in page
    assert "la vôtre" in page
    assert page.count("Indiquer l’avancement") == 1


def test_the_page_costs_the_same_with_many_organisations(
    url,
    espace,
    plan,
    gouvernance,
    chargee,
    connecte,
    django_assert_max_num_queries,
):
    client = connecte(chargee)
    client.get(url)
    for rang in range(20):
        organisation = create_organisation(espace, f"Association {rang}")
        PartenaireFiche.objects.create(fiche=plan.complete, organisation=organisation)
        create_decision_essai(espace, f"Décision {rang}", organisation_responsable=organisation)
    with django_assert_max_num_queries(20):
        page = client.get(url).content.decode()
    assert "Association 19" in page
