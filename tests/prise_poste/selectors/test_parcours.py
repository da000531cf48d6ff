"""The step of today on a home is the one that the whole path puts first, whatever is done, said or put aside."""

import pytest
from django.utils import timezone

from convive.gouvernance.models import Instance
from convive.prise_poste.models import EtapePriseDePoste
from convive.prise_poste.selectors.contenus import get_etapes
from convive.prise_poste.selectors.parcours import get_prise, read_premiere_etape, read_prise
from tests.plan_action.factories import create_niveaux
from tests.prise_poste.factories import create_evaluation_essai, create_lettre_essai, create_prise_essai, get_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(espace, chargee, ctg):
    create_niveaux(ctg)
    Instance.objects.create(espace=espace, ctg=ctg, nom="COPIL", type="copil")
    create_lettre_essai(espace, chargee)
    create_evaluation_essai(espace, chargee)
    return get_place(chargee, espace)


def compare(place) -> str:
    prise, today = get_prise(place), timezone.localdate()
    premieres = read_prise(place, prise, today).aujourdhui
    premiere = read_premiere_etape(place, prise, today)
    assert premiere == (premieres[0] if premieres else None)
    return premiere.etape.cle if premiere else ""


def test_the_first_step_is_that_of_the_whole_path(place, espace, chargee):
    prise, seen = create_prise_essai(espace, chargee, jour=48), []
    for rang, etape in enumerate(get_etapes()):
        seen.append(compare(place))
        # What is said done without its proof comes back; what is put aside does not.
        choix = "faite" if rang % 3 else "ecartee"
        motif = "" if rang % 3 else "Déjà fait"
        EtapePriseDePoste.objects.create(prise=prise, cle=etape.cle, choix=choix, motif=motif)
        seen.append(compare(place))
    prise.etapes.all().update(choix="ecartee", motif="Déjà fait")
    prise.etapes.last().delete()
    assert len({*seen, compare(place)}) >= 3


def test_all_that_is_put_aside_asks_nothing(place, espace, chargee):
    prise = create_prise_essai(espace, chargee, jour=30)
    for etape in get_etapes():
        EtapePriseDePoste.objects.create(prise=prise, cle=etape.cle, choix="ecartee", motif="Déjà fait")
    assert compare(place) == ""
