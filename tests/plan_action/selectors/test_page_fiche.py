"""All that a page of an action shows is read through the eyes of each place, in queries that its rows do not add to."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convive.espaces.selectors.membre import get_membre
from convive.plan_action.panels import list_notes_du_fil
from convive.plan_action.rules.plan import Regard
from convive.plan_action.selectors.lecture_fiche import Lien
from convive.plan_action.selectors.page_fiche import get_page_fiche
from tests.plan_action.factories import TODAY
from tests.plan_action.fiche_pleine import fill_fiche

pytestmark = pytest.mark.django_db


def read(compte, fiche):
    membre = get_membre(compte, fiche.espace_id)
    assert membre is not None
    membre.limites  # noqa: B018 - read once, as a page does
    # The first time, Django asks SQLite what it can do.
    get_page_fiche(membre, fiche.pk, TODAY())
    with CaptureQueriesContext(connection) as queries:
        page = get_page_fiche(membre, fiche.pk, TODAY())
        for lien in Lien if page else ():
            assert page.liens[lien] is page.lies[lien.value]
    return page, len(queries)


def test_everything_is_read_kind_by_kind(plan, chargee):
    fiche = fill_fiche(plan, chargee, lignes=5)
    page, queries = read(chargee, fiche)
    # The action, and what it is linked to: a query for each kind, however many rows.
    assert queries == 1 + len(Lien)
    assert [lie.libelle for lie in page.liens["constat"]] == [
        *[f"Brouillon {n}" for n in range(5)],
        *[f"Constat {n}" for n in range(5)],
    ]
    assert len(page.etapes) == 5
    assert len(page.lies["parole"]) == 2
    assert [etape.retard for etape in page.etapes] == [60, 30, 0, 0, 0]
    assert page.budget.total.depenses == Decimal("5002.5")
    assert (page.budget.total.confirme, page.budget.total.espere) == (600, 2400)
    assert page.budget.annees[0].ecart_phrase.startswith("En 2026, il manque 400,50")
    assert set(page.meteos) == {Regard.PILOTE, Regard.CAF}
    assert "désaccord" in page.titre_meteo
    assert "appuis nécessaires" in page.desaccord
    assert list_notes_du_fil(page.membre, fiche)[0].is_interne
    assert [row.derniere.valeur for row in page.indicateurs][:2] == [12, Decimal("52.3")]
    assert page.bilans[0].annee == 2025
    assert page.changements[0].date_instance == TODAY()
    assert len(page.fiches_liees) == len(page.sous_actions) == 5


def test_partner_sees_no_internal_note_and_no_draft(plan, chargee, partenaire):
    fiche = fill_fiche(plan, chargee)
    page, queries = read(partenaire, fiche)
    assert queries == 1 + len(Lien)
    assert [lie.libelle for lie in page.liens["constat"]] == ["Constat 0", "Constat 1"]
    assert not any(note.is_interne for note in list_notes_du_fil(page.membre, fiche))


@pytest.mark.parametrize("nom", ["conseillere_caf", "partenaire", "lectrice"])
def test_draft_and_internal_action_are_not_read_outside_the_team(nom, request, plan):
    compte = request.getfixturevalue(nom)
    assert read(compte, plan.brouillon)[0] is None
    assert read(compte, plan.interne)[0] is None
    assert read(compte, plan.complete)[0] is not None
