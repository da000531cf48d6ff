"""What the bodies give to the next CTG, and what keeps a CTG from being taken away."""

import pytest

from convive.convention.models import Ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.gouvernance.models import Instance
from convive.gouvernance.obstacles import list_obstacles
from convive.gouvernance.reprises import carry_instance, list_instances, present_instance
from convive.journal.models import Journal
from tests.convention.factories import create_projet
from tests.gouvernance.factories import TODAY, create_siege, in_days
from tests.plan_action.factories import create_organisation, create_personne

pytestmark = pytest.mark.django_db


@pytest.fixture
def suivante(espace, ctg, chargee) -> Ctg:
    debut = ctg.date_fin.replace(year=ctg.date_fin.year + 1, month=1, day=1)
    return create_projet(espace, chargee, nom="La suivante", date_debut=debut, date_fin=in_days(4_000))


def test_a_body_goes_on_in_the_next_ctg_with_those_who_sit_there(espace, gouvernance, ctg, suivante, chargee):
    copil = gouvernance.copil
    Instance.objects.filter(pk=copil.pk).update(ctg=ctg, quorum_part=50, lieu="Salle du conseil")
    copil.refresh_from_db()
    titulaire = create_siege(copil, create_personne(espace), qualite="Présidente", is_elu=True)
    create_siege(copil, "Sa suppléante", siege="suppleant", supplee=titulaire)
    create_siege(copil, create_organisation(espace, "La Caf d’essai"), voix="consultative")
    create_siege(copil, "Une ancienne", date_fin=in_days(-3))
    assert list(list_instances([ctg.pk])) == [copil]
    assert "1\u00a0séance par an" in present_instance(copil, suivante).precision
    carried = carry_instance(chargee, copil, suivante)
    annees = f"{suivante.date_debut.year}-{suivante.date_fin.year}"
    assert (carried.ctg, carried.nom) == (suivante, f"Comité de pilotage {annees}")
    assert (carried.quorum_part, carried.lieu) == (50, "Salle du conseil")
    sieges = {str(siege): siege for siege in carried.membres.all()}
    assert len(sieges) == 3
    assert sieges["Sa suppléante"].supplee == sieges[str(titulaire)]
    assert {siege.date_debut for siege in sieges.values()} == {max(suivante.date_debut, TODAY())}
    # The former one keeps its memory, and the same again gives the same.
    assert copil.seances.count() == 3
    assert carry_instance(chargee, copil, suivante) == carried
    assert Journal.objects.filter(objet_uuid=carried.pk).count() == 1
    assert list(list_instances([suivante.pk])) == [carried]


def test_a_name_that_is_taken_is_said(espace, gouvernance, ctg, suivante, chargee):
    annees = f"{suivante.date_debut.year}-{suivante.date_fin.year}"
    Instance.objects.filter(pk=gouvernance.bureau.pk).update(nom=f"Comité de pilotage {annees}")
    with pytest.raises(ConventionRefusee, match="a déjà une instance"):
        carry_instance(chargee, gouvernance.copil, suivante)


def test_what_was_said_keeps_its_ctg(gouvernance, ctg):
    assert list(list_obstacles(ctg)) == []
    Instance.objects.filter(pk=gouvernance.copil.pk).update(ctg=ctg)
    (obstacle,) = list_obstacles(ctg)
    assert obstacle.phrase.startswith("1\u00a0séance de ses instances est close")
    assert obstacle.url.endswith("/instances/")
