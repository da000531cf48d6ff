"""The days that the bodies expect."""

import pytest

from convive.espaces.models import Membre
from convive.gouvernance.echeances import list_echeances
from convive.gouvernance.models import Decision
from tests.gouvernance.factories import create_carte, in_days

pytestmark = pytest.mark.django_db


def test_seances_to_come_and_deadlines_of_decisions(espace, gouvernance, chargee, partenaire, administrateur):
    def read(compte) -> dict[str, str]:
        membre = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=compte)
        return {e.cle: e.precision for e in list_echeances(membre, in_days(0), in_days(100))}

    toutes = read(chargee)
    assert toutes[f"seance-{gouvernance.convoquee.pk}"] == "14\xa0h, convoquée"
    assert set(toutes) == {
        f"seance-{gouvernance.convoquee.pk}",
        f"seance-{gouvernance.brouillon.pk}",
        f"decision-{gouvernance.decision.pk}",
        f"decision-{gouvernance.decision_bureau.pk}",
    }
    assert set(read(partenaire)) == {f"seance-{gouvernance.convoquee.pk}", f"decision-{gouvernance.decision.pk}"}
    assert read(administrateur) == {}


def test_what_one_has_to_carry_out_is_marked(espace, gouvernance, elue):
    Decision.objects.filter(pk=gouvernance.decision.pk).update(responsable=create_carte(espace, elue))
    membre = Membre.objects.select_related("espace", "compte").get(espace=espace, compte=elue)
    siennes = [e.cle for e in list_echeances(membre, in_days(0), in_days(100)) if e.is_mienne]
    assert siennes == [f"decision-{gouvernance.decision.pk}"]
