"""The demonstration counts something by itself: one threshold is passed, one value is hidden."""

import pytest

from convive.config.demo.selectors import get_recit_demo
from convive.diagnostic.demo.indicateurs import create_indicateurs_demo
from convive.diagnostic.models import StatutMesure

pytestmark = pytest.mark.django_db


def test_own_indicators_have_their_thematiques_and_their_years(espace):
    create_indicateurs_demo(espace, get_recit_demo())
    rows = {indicateur.libelle: indicateur for indicateur in espace.indicateurs.all()}
    assert len(rows) == 5
    attente = rows["Enfants en attente d’une place en accueil collectif"]
    assert [thematique.nom for thematique in attente.thematiques.all()] == ["Petite enfance"]
    assert attente.mesures.last().valeur > attente.seuil
    statuts = {mesure.statut for indicateur in rows.values() for mesure in indicateur.mesures.all()}
    assert statuts == {StatutMesure.VALEUR, StatutMesure.PROVISOIRE, StatutMesure.SECRET}
