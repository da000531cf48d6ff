"""The next séance of the home: which one, what is missing, for whom."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Role
from convive.espaces.selectors.membre import get_membre
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.selectors.prochaine import get_prochaine
from tests.espaces.factories import create_compte, create_membre
from tests.gouvernance.factories import (
    create_decision_essai,
    create_instance_essai,
    create_participant_essai,
    create_point_essai,
    create_seance_essai,
    in_days,
)
from tests.plan_action.factories import create_fiche

TODAY = timezone.localdate


@pytest.fixture
def instance(espace):
    return create_instance_essai(espace)


def test_the_first_to_come_is_shown_with_what_it_lacks(espace, chargee, instance, ctg):
    create_seance_essai(instance, -3)
    create_seance_essai(instance, 20)
    seance = create_seance_essai(instance, 10, lieu="Salle des mariages")
    create_seance_essai(instance, 5, statut=StatutSeance.ANNULEE.value, motif="Faute de quorum")
    muette = create_fiche(ctg, "Ouvrir des places", statut="en_cours")
    dite = create_fiche(ctg, "Aider les parents", statut="en_cours")
    dite.date_meteo = TODAY()
    dite.save()
    for rang, fiche in enumerate((muette, dite)):
        create_point_essai(
            instance, fiche.titre, seance=seance, ordre=rang, objet_type="fiche_action", objet_uuid=fiche.pk
        )
    create_point_essai(instance, "Choisir le bâtiment", seance=seance, ordre=3, nature="decision")
    create_decision_essai(espace, instance=instance, echeance=in_days(-2))
    create_participant_essai(seance, reponse="present")
    create_participant_essai(seance, "Une autre personne")
    prochaine = get_prochaine(get_membre(chargee, espace.pk), TODAY())
    assert prochaine is not None
    assert prochaine.seance == seance
    assert (prochaine.quand, prochaine.reponses.viennent, prochaine.reponses.attendus) == ("dans 10\u00a0jours", 1, 2)
    manques = [preparatif.libelle for preparatif, _ in prochaine.preparatifs if not preparatif.is_fait]
    assert manques == [
        "Convoquer les membres",
        "Joindre de quoi décider à 1\u00a0point",
        "Demander 1\u00a0météo",
        "Faire le point sur 1\u00a0décision en retard",
    ]
    assert prochaine.faits == 2


def test_who_does_not_prepare_it_sees_it_once_it_is_convened(espace, chargee, instance, django_assert_max_num_queries):
    elue = create_compte("elue")
    create_membre(espace, elue, Role.CONSEILLER_CAF)
    seance = create_seance_essai(instance, 0)
    membre = get_membre(elue, espace.pk)
    assert get_prochaine(membre, TODAY()) is None
    seance.statut, seance.convoquee_le = StatutSeance.CONVOQUEE.value, timezone.now()
    seance.save()
    instance.is_ouverte_partenaires = True
    instance.save()
    with django_assert_max_num_queries(2):
        prochaine = get_prochaine(membre, TODAY())
    assert prochaine is not None
    assert prochaine.quand == "aujourd’hui"
    assert prochaine.preparatifs == ()


def test_home_leads_to_the_next_seance(espace, chargee, instance, connecte):
    seance = create_seance_essai(instance, 1)
    page = connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()
    assert "Prochaine séance, demain" in page
    assert "0\xa0chose prête sur 3" in page
    url = reverse("gouvernance:seance_convocation", args=[espace.pk, seance.pk])
    assert f'<a href="{url}">Convoquer les membres</a>' in page
    assert page.count("cv-btn--primary") == 1
