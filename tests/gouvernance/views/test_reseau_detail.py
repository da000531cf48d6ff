"""Who works with whom."""

import pytest
from django.urls import reverse

from convive.acteurs.models import LienOrganisations, TypeOrganisation
from convive.espaces.models import Thematique
from convive.gouvernance.models import ParticipantSeance
from convive.plan_action.models import PartenaireFiche
from tests.gouvernance.factories import create_carte, create_instance_essai, create_siege
from tests.plan_action.factories import create_contact, create_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("gouvernance:reseau_detail", args=[espace.pk])


@pytest.fixture
def caf(espace):
    organisation = create_organisation(espace, "La Caf d’essai")
    organisation.type = TypeOrganisation.CAF
    organisation.save()
    return organisation


def test_nobody_is_tied_to_anybody_yet(url, espace, chargee, connecte):
    create_organisation(espace, "Les Passeurs du Gué")
    page = connecte(chargee).get(url).content.decode()
    assert "Aucun lien pour l’instant" in page
    assert "1\xa0organisation sans lien pour l’instant" in page


def test_an_action_a_body_and_the_directory_tie_two_organisations(
    url,
    espace,
    plan,
    caf,
    gouvernance,
    chargee,
    elue,
    connecte,
):
    porteuse = create_organisation(espace)
    PartenaireFiche.objects.create(fiche=plan.complete, organisation=caf)
    piloting = create_organisation(espace, "Celle du pilote")
    plan.complete.pilotes.add(create_contact(piloting, elue))
    sitting, there = create_organisation(espace, "Celle qui siège"), create_organisation(espace, "Celle qui est venue")
    create_siege(gouvernance.copil, caf)
    create_siege(gouvernance.copil, create_carte(espace, chargee, sitting))
    ParticipantSeance.objects.create(seance=gouvernance.close, organisation=there, nom="Elle", presence="present")
    LienOrganisations.objects.create(espace=espace, de=caf, vers=porteuse, nature="finance")
    client = connecte(chargee)
    page = client.get(url).content.decode()
    table = page.split('aria-label="Qui travaille avec qui"')[1]
    assert "Celle du pilote" in table
    assert "1\xa0action, 1\xa0lien de l’annuaire" in table
    assert "1\xa0instance" in table
    assert page.count("dominant-baseline") == 5
    assert "stroke-dasharray" in page
    only = client.get(url, {"sorte": "annuaire"}).content.decode()
    assert only.count("dominant-baseline") == 2
    assert "Celle qui siège" not in only.split("</svg>")[0]
    assert client.get(url, {"sorte": "nimporte", "thematique": "x"}).content.decode().count("dominant-baseline") == 5


def test_a_thematique_keeps_its_own_links_and_says_who_is_missing(
    url,
    espace,
    plan,
    caf,
    gouvernance,
    chargee,
    connecte,
):
    theme = plan.complete.thematiques.get()
    PartenaireFiche.objects.create(fiche=plan.complete, organisation=caf)
    centre = create_organisation(espace, "Centre social du Gué")
    centre.type = TypeOrganisation.CENTRE_SOCIAL
    centre.save()
    centre.thematiques.add(theme)
    client = connecte(chargee)
    page = client.get(url, {"thematique": str(theme.pk)}).content.decode()
    assert page.count("dominant-baseline") == 2
    absents = page.split('id="absents"')[1]
    assert theme.nom in absents
    assert "Caf" in absents.split("<td")[1]
    assert "Département" in absents
    other = Thematique.objects.filter(espace=espace).exclude(pk=theme.pk).first()
    empty = client.get(url, {"thematique": str(other.pk)}).content.decode()
    assert "Aucun lien d’après ces choix" in empty


def test_what_a_place_does_not_read_ties_nobody(
    url,
    espace,
    plan,
    caf,
    gouvernance,
    chargee,
    partenaire,
    connecte,
):
    """An internal action, a draft, a partner who said no."""
    autre = create_organisation(espace, "Autre")
    for fiche in (plan.interne, plan.brouillon):
        for organisation in (caf, autre):
            PartenaireFiche.objects.create(fiche=fiche, organisation=organisation)
    PartenaireFiche.objects.create(fiche=plan.complete, organisation=autre, confirme=False)
    assert "dominant-baseline" not in connecte(partenaire).get(url).content.decode()
    assert connecte(chargee).get(url).content.decode().count("dominant-baseline") == 2


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
        create_siege(create_instance_essai(espace, f"Groupe {rang}", "groupe_thematique"), organisation)
    with django_assert_max_num_queries(14):
        page = client.get(url).content.decode()
    assert page.count("dominant-baseline") == 21
