"""An action starts from another one: what it is follows, what happened to it stays."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.journal.models import Journal
from convive.plan_action.models import (
    ChangementStatut,
    EtapeFiche,
    FicheAction,
    IndicateurFiche,
    LigneBudget,
    LigneSppe,
    MeteoFiche,
    NoteSuivi,
    PartenaireFiche,
    RisqueFiche,
    ValeurIndicateurFiche,
)
from convive.plan_action.rules.plan import ITEMS_SPPE
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db


def get_url(fiche) -> str:
    return reverse("plan_action:copie_create", args=[fiche.espace_id, fiche.pk])


@pytest.fixture
def pleine(plan, chargee) -> FicheAction:
    fiche, today = plan.complete, timezone.localdate()
    EtapeFiche.objects.create(fiche=fiche, libelle="Ouvrir", echeance=today, faite_le=today)
    RisqueFiche.objects.create(fiche=fiche, libelle="Personne", parade="Former")
    LigneBudget.objects.create(
        fiche=fiche, annee=2026, sens="produit", montant_prevu=1000, montant_realise=900, confirme=True
    )
    partenaire = create_organisation(fiche.espace, "Relais")
    PartenaireFiche.objects.create(fiche=fiche, organisation=partenaire, confirme=True, confirme_le=today)
    LigneSppe.objects.create(fiche=fiche, item=next(iter(ITEMS_SPPE)))
    indicateur = IndicateurFiche.objects.create(fiche=fiche, libelle="Places", role="resultat", cible=20)
    ValeurIndicateurFiche.objects.create(indicateur=indicateur, annee=2026, valeur=3)
    NoteSuivi.objects.create(fiche=fiche, date=today, texte="Vu", auteur=chargee)
    MeteoFiche.objects.create(fiche=fiche, regard="pilote", niveau="compromis", date=today)
    ChangementStatut.objects.create(fiche=fiche, vers="en_cours", date=today)
    return fiche


def test_copie_create_takes_what_the_action_is(connecte, plan, pleine, chargee):
    client = connecte(chargee)
    page = client.get(get_url(pleine)).content.decode()
    for mots in ("Restent sur l’action d’origine", "Sont toujours repris", "Ses étapes, sans leurs dates"):
        assert mots in page
    data = {"titre": " Créer dix  places à l’ouest ", "vers": f"noeud:{plan.axes[1].pk}", "etapes": "on"}
    answer = client.post(get_url(pleine), data | {"risques": "on", "budget": "on"})
    copie = FicheAction.objects.get(titre="Créer dix places à l’ouest")
    assert answer.url == reverse("plan_action:fiche_action_detail", args=[copie.espace_id, copie.pk])
    assert (copie.noeud, copie.code, copie.statut, copie.date_debut, copie.date_fin) == (
        plan.axes[1], "2.2", "a_preparer", None, None,
    )  # fmt: skip
    assert (copie.description, copie.organisation_porteuse) == (pleine.description, pleine.organisation_porteuse)
    for lien in ("pilotes", "thematiques"):
        assert set(getattr(copie, lien).all()) == set(getattr(pleine, lien).all()) != set()
    etape, budget = copie.etapes.get(), copie.budget.get()
    assert (etape.libelle, etape.echeance, etape.faite_le) == ("Ouvrir", None, None)
    assert (budget.montant_prevu, budget.montant_realise, budget.confirme) == (1000, None, False)
    assert (copie.risques.get().parade, copie.partenaires.get().confirme) == ("Former", None)
    assert copie.lignes_sppe.count() == 1
    assert copie.indicateurs.get().cible is None
    assert not copie.indicateurs.get().valeurs.exists()
    for rows in (copie.notes_suivi, copie.meteos, copie.changements_statut):
        assert not rows.exists()
    assert copie.meteo_pilote == ""
    assert Journal.objects.filter(objet_uuid=copie.pk, geste="creer").count() == 1


def test_copie_create_leaves_what_was_not_asked(connecte, pleine, chargee):
    client = connecte(chargee)
    assert "Donnez-lui un titre" in client.post(get_url(pleine), {"titre": " "}).content.decode()
    client.post(get_url(pleine), {"titre": "Nue", "vers": ""})
    copie = FicheAction.objects.get(titre="Nue")
    assert (copie.noeud, copie.code) == (None, "")
    assert not copie.etapes.exists()
    assert not copie.risques.exists()
    assert not copie.budget.exists()


def test_copie_create_is_offered_on_the_page_of_an_action(connecte, pleine, chargee, lectrice):
    page = reverse("plan_action:fiche_action_detail", args=[pleine.espace_id, pleine.pk])
    assert get_url(pleine) in connecte(chargee).get(page).content.decode()
    assert get_url(pleine) not in connecte(lectrice).get(page).content.decode()
    assert connecte(lectrice).get(get_url(pleine)).status_code == 403
