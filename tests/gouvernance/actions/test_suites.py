"""A decision that is not done yet is on the next agenda by itself."""

import pytest
from django.utils import timezone

from convive.espaces.models import Membre
from convive.gouvernance.actions.cloture import close_seance
from convive.gouvernance.actions.ligne import SaisieLigne, create_ligne
from convive.gouvernance.actions.suites import MAX_SUITES, put_suites
from convive.gouvernance.models import Decision, PropositionEcartee
from tests.gouvernance.factories import create_decision_essai, create_point_essai, create_seance_essai

pytestmark = pytest.mark.django_db


def list_titres(seance) -> list[str]:
    return [point.titre for point in seance.points.order_by("ordre")]


def test_closing_puts_the_open_decisions_first_on_the_next_draft(gouvernance, chargee, espace):
    copil = gouvernance.copil
    copil.seances.filter(statut="brouillon").delete()
    seance = create_seance_essai(copil, 0, statut="en_cours", numero=8, convoquee_le=timezone.now())
    prochaine = create_seance_essai(copil, 60)
    create_seance_essai(copil, 120)
    create_point_essai(copil, "Le budget", seance=prochaine, ordre=1)
    ligne = create_ligne(by=chargee, seance=seance, saisie=SaisieLigne("decision", "On ouvre.", None))
    Decision.objects.filter(pk=ligne.decision_id).update(responsable_texte="La Caf", echeance=prochaine.date)
    close_seance(by=Membre.objects.get(espace=espace, compte=chargee), seance=seance, traites=())
    suites = [point for point in prochaine.points.order_by("ordre") if point.objet_uuid == seance.pk]
    assert [point.titre for point in suites] == list_titres(prochaine)[: len(suites)]
    assert "1\xa0décision" in suites[0].titre
    assert "où en est-on" in suites[0].titre
    assert list_titres(prochaine)[-1] == "Le budget"
    avant = list_titres(prochaine)
    put_suites(by=chargee, seance=prochaine)
    assert list_titres(prochaine) == avant


def test_what_was_left_out_or_convened_stays_as_it_is(gouvernance, chargee):
    copil = gouvernance.copil
    Decision.objects.all().delete()
    anciennes = [create_seance_essai(copil, -30 * rang, statut="close") for rang in range(1, MAX_SUITES + 3)]
    for ancienne in anciennes:
        create_decision_essai(copil.espace, "Ouvrir", instance=copil, seance=ancienne, date=ancienne.date)
    convoquee = create_seance_essai(copil, 15, statut="convoquee", numero=9, convoquee_le=timezone.now())
    assert put_suites(by=chargee, seance=convoquee) == []
    draft = create_seance_essai(copil, 30)
    PropositionEcartee.objects.create(seance=draft, sorte="decisions", objet_type="seance", objet_uuid=anciennes[0].pk)
    points = put_suites(by=chargee, seance=draft)
    assert [point.objet_uuid for point in points] == [seance.pk for seance in anciennes[1:MAX_SUITES]]
