"""From what an action concerns, one finds the action: the chain is walked both ways."""

import pytest
from django.urls import reverse

from convive.plan_action.models import PartenaireFiche
from tests.diagnostic.factories import create_constat_essai
from tests.offre.factories import create_service_essai
from tests.plan_action.factories import create_organisation, create_personne

pytestmark = pytest.mark.django_db


def get_texte(client, page, espace, objet):
    return client.get(reverse(page, args=[espace.pk, objet.pk])).content.decode()


def test_actions_are_on_the_pages_of_what_they_concern(client, espace, chargee, plan):
    client.force_login(chargee)
    constat, service = create_constat_essai(espace), create_service_essai(espace)
    partenaire, elu = create_organisation(espace, "Association Les Petits Pas"), create_personne(espace, nom="Élue")
    targets = [
        ("diagnostic:constat_detail", constat, "Aucune action ne répond encore à ce constat"),
        ("offre:service_detail", service, "Aucune action ne concerne ce service"),
        ("acteurs:organisation_detail", partenaire, "ne participe à aucune"),
        ("acteurs:personne_detail", elu, "ne pilote aucune action"),
    ]
    for page, objet, vide in targets:
        assert vide in get_texte(client, page, espace, objet)
    fiche = plan.complete
    fiche.constats.add(constat)
    fiche.services.add(service)
    PartenaireFiche.objects.create(fiche=fiche, organisation=partenaire)
    fiche.elu_referent = elu
    fiche.save()
    for page, objet, _vide in targets:
        assert fiche.titre in get_texte(client, page, espace, objet)
    assert fiche.titre in get_texte(client, "acteurs:organisation_detail", espace, fiche.organisation_porteuse)
    assert fiche.titre in get_texte(client, "acteurs:personne_detail", espace, fiche.pilotes.get())


def test_a_partner_finds_no_draft_there(client, espace, partenaire, plan):
    porteuse = create_organisation(espace)
    plan.interne.organisation_porteuse = plan.brouillon.organisation_porteuse = porteuse
    plan.interne.save()
    plan.brouillon.save()
    client.force_login(partenaire)
    texte = get_texte(client, "acteurs:organisation_detail", espace, porteuse)
    assert plan.complete.titre in texte
    assert plan.interne.titre not in texte
    assert plan.brouillon.titre not in texte
