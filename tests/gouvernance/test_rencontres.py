"""The séances on the ribbon of the plan: each place sees those that it reads."""

import pytest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.gouvernance.rencontres import list_seances_ruban
from tests.gouvernance.factories import create_seance_essai, in_days
from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db


def list_jours(espace, compte) -> list:
    membre = Membre.objects.get(espace=espace, compte=compte)
    return [row.jour for row in list_seances_ruban(membre, in_days(-40), in_days(200))]


def test_séances_are_those_that_the_place_reads(
    gouvernance, espace, chargee, partenaire, django_assert_max_num_queries
):
    create_seance_essai(gouvernance.copil, 50, statut="annulee", motif="Neige")
    with django_assert_max_num_queries(4):
        jours = list_jours(espace, chargee)
    assert sorted(jours) == [in_days(-30), in_days(-20), in_days(5), in_days(90)]
    # Neither a draft, nor a body that is not open to partners.
    assert in_days(90) not in list_jours(espace, partenaire)
    assert in_days(-20) not in list_jours(espace, partenaire)


def test_the_ribbon_of_the_plan_links_each_séance(client, gouvernance, espace, chargee, ctg):
    create_fiche(ctg, date_fin=in_days(100))
    type(ctg).objects.filter(pk=ctg.pk).update(date_debut=in_days(-60), date_fin=in_days(300))
    client.force_login(chargee)
    texte = client.get(reverse("plan_action:plan_ruban", args=[espace.pk, ctg.pk])).content.decode()
    # On the drawing, on that of a phone, in the list of dates.
    assert texte.count(reverse("gouvernance:seance_detail", args=[espace.pk, gouvernance.close.pk])) == 3
    assert "Un point : une séance" in texte.replace("\xa0", " ")
