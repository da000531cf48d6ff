"""Who reads which body, séance, point, line and decision."""

import pytest

from convive.espaces.models import Membre, Thematique
from convive.gouvernance.models import (
    CibleDecision,
    Decision,
    Instance,
    LigneSeance,
    MembreInstance,
    ParticipantSeance,
    PointOrdreDuJour,
    Seance,
)
from tests.gouvernance.factories import create_carte, create_decision_essai, create_siege, in_days
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db


def read(compte) -> dict[str, set]:
    """What this compte reads, by kind."""
    return {
        "seances": set(Seance.objects.visible_to(compte)),
        "points": set(PointOrdreDuJour.objects.visible_to(compte)),
        "lignes": {ligne.seance for ligne in LigneSeance.objects.visible_to(compte)},
        "presences": {presence.seance for presence in ParticipantSeance.objects.visible_to(compte)},
        "decisions": set(Decision.objects.visible_to(compte)),
    }


def test_the_team_reads_everything(gouvernance, chargee, coordinatrice, directeur):
    g = gouvernance
    tout = {
        "seances": {g.close, g.close_bureau, g.convoquee, g.brouillon},
        "points": {*g.points, g.attente},
        "lignes": {g.close, g.close_bureau},
        "presences": {g.close, g.close_bureau},
        "decisions": {g.decision, g.decision_bureau},
    }
    assert read(chargee) == read(coordinatrice) == read(directeur) == tout


def test_an_elue_reads_what_is_closed_and_what_is_open_once_convened(gouvernance, elue):
    g = gouvernance
    assert read(elue) == {
        "seances": {g.close, g.close_bureau, g.convoquee},
        "points": set(),
        "lignes": {g.close, g.close_bureau},
        "presences": {g.close, g.close_bureau},
        "decisions": {g.decision, g.decision_bureau},
    }


def test_partners_and_the_caf_read_the_bodies_open_to_them(gouvernance, partenaire, conseillere_caf, lectrice):
    g = gouvernance
    for compte in (partenaire, conseillere_caf, lectrice):
        assert read(compte) == {
            "seances": {g.close, g.convoquee},
            "points": set(),
            "lignes": {g.close},
            "presences": {g.close},
            "decisions": {g.decision},
        }


def test_nobody_outside_reads_anything(gouvernance, administrateur, etrangere, django_user_model):
    create_siege(gouvernance.copil, "Quelqu’un")
    for compte in (administrateur, etrangere):
        assert set().union(*read(compte).values()) == set()
        assert not Instance.objects.visible_to(compte).exists()
        assert not MembreInstance.objects.visible_to(compte).exists()


def test_an_anonymous_visitor_reads_nothing(gouvernance):
    from django.contrib.auth.models import AnonymousUser

    for modele in (Instance, MembreInstance, CibleDecision):
        assert not modele.objects.visible_to(AnonymousUser()).exists()
    assert set().union(*read(AnonymousUser()).values()) == set()


def test_who_sits_in_a_closed_body_reads_its_convened_seances(espace, gouvernance, partenaire):
    organisation = create_organisation(espace, "Les Passeurs du Gué")
    carte = create_carte(espace, partenaire, organisation)
    siege = create_siege(gouvernance.bureau, organisation)
    assert gouvernance.close_bureau in read(partenaire)["seances"]
    assert gouvernance.decision_bureau in read(partenaire)["decisions"]
    # A person named for an organisation sits herself: her colleagues do not.
    siege.personne = carte
    siege.save()
    assert gouvernance.close_bureau in read(partenaire)["seances"]
    siege.date_fin = in_days(-1)
    siege.save()
    assert gouvernance.close_bureau not in read(partenaire)["seances"]


def test_a_limited_place_reads_the_bodies_of_its_themes_and_where_it_sits(espace, gouvernance, coordinatrice):
    themes = list(Thematique.objects.filter(espace=espace)[:2])
    gouvernance.copil.thematiques.set(themes[:1])
    membre = Membre.objects.get(espace=espace, compte=coordinatrice)
    membre.thematiques.set(themes[1:])
    assert set(Instance.objects.visible_to(coordinatrice)) == {gouvernance.bureau}
    assert read(coordinatrice)["seances"] == {gouvernance.close_bureau}
    assert read(coordinatrice)["decisions"] == {gouvernance.decision_bureau}
    create_siege(gouvernance.copil, create_carte(espace, coordinatrice))
    assert set(Instance.objects.visible_to(coordinatrice)) == {gouvernance.bureau, gouvernance.copil}


def test_a_decision_is_read_once_its_seance_is_closed_and_by_who_carries_it_out(espace, gouvernance, partenaire):
    gouvernance.close_bureau.statut = "en_cours"
    gouvernance.close_bureau.save()
    carte = create_carte(espace, partenaire)
    Decision.objects.filter(pk=gouvernance.decision_bureau.pk).update(responsable=carte)
    assert gouvernance.decision_bureau not in read(partenaire)["decisions"]
    gouvernance.close_bureau.statut = "close"
    gouvernance.close_bureau.save()
    assert gouvernance.decision_bureau in read(partenaire)["decisions"]
    seule = create_decision_essai(espace, "Sans instance, pour tous.")
    assert seule in read(partenaire)["decisions"]


def test_open_and_late_decisions(espace, gouvernance):
    Decision.objects.filter(pk=gouvernance.decision.pk).update(echeance=in_days(-1))
    assert [d.pk for d in Decision.objects.en_retard()] == [gouvernance.decision.pk]
    gouvernance.decision.refresh_from_db()
    assert gouvernance.decision.is_en_retard
    Decision.objects.filter(pk=gouvernance.decision.pk).update(statut="faite")
    assert not Decision.objects.en_retard().exists()
    assert set(Decision.objects.ouvertes()) == {gouvernance.decision_bureau}
