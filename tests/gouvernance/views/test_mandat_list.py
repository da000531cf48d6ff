"""After an election: seats are ended together, and that is undone."""

import pytest
from django.urls import reverse

from convive.acteurs.models import Fonction
from convive.acteurs.rules.mandats import Scrutin
from convive.gouvernance.selectors import elections
from convive.journal.models import Journal
from tests.gouvernance.factories import create_siege, in_days
from tests.plan_action.factories import create_organisation, create_personne

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, gouvernance) -> str:
    return reverse("gouvernance:mandat_list", args=[espace.pk])


@pytest.fixture
def scrutin(monkeypatch) -> Scrutin:
    row = Scrutin("élections municipales", in_days(-30), frozenset({"commune", "epci"}))
    monkeypatch.setattr(elections, "get_scrutin", lambda _today: row)
    return row


def test_former_mandates_end_together_and_that_is_undone(espace, gouvernance, url, scrutin, chargee, connecte):
    commune = create_organisation(espace, "Commune")
    commune.type = "commune"
    commune.save()
    reelue = create_personne(espace, "Réélue")
    Fonction.objects.create(espace=espace, personne=reelue, organisation=commune, is_elu=True, date_debut=scrutin.jour)
    ancien = create_siege(gouvernance.copil, create_personne(espace, "Ancien"), organisation=commune, is_elu=True)
    garde = create_siege(gouvernance.copil, reelue, organisation=commune, is_elu=True)
    nouveau = create_siege(gouvernance.copil, "Nouvelle maire", is_elu=True, date_debut=in_days(-10))
    agent = create_siege(gouvernance.copil, "Une directrice")
    client = connecte(chargee)
    renouvellement = client.get(url).context["renouvellement"]
    assert {(row.membre, row.is_reelu) for row in renouvellement.a_finir} == {(ancien, False), (garde, True)}
    client.post(url, {"sieges": [str(ancien.pk), str(nouveau.pk), str(agent.pk)]})
    for siege, fin in ((ancien, scrutin.jour), (garde, None), (nouveau, None), (agent, None)):
        siege.refresh_from_db()
        assert siege.date_fin == fin
    assert "se poursuivent" in client.get(url).content.decode()
    client.post(url, {"geste": "annuler"})
    ancien.refresh_from_db()
    assert ancien.date_fin is None
    assert Journal.objects.filter(objet_uuid=gouvernance.copil.pk).count() == 2


def test_without_a_recent_election_nothing_is_asked(url, chargee, connecte, monkeypatch):
    monkeypatch.setattr(elections, "get_scrutin", lambda _today: None)
    client = connecte(chargee)
    assert "Pas de scrutin récent" in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 302
