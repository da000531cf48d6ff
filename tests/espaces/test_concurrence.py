"""Two people act on the same espace at the same time; on both databases."""

from functools import partial

from convive.espaces.actions.membre import close_membre
from convive.espaces.models import Membre, Role
from convive.espaces.rules import EspaceRefuse
from tests.base_fichier import do_together
from tests.espaces.factories import create_compte, create_membre


def test_two_charges_who_leave_together_do_not_let_the_espace_alone(base_fichier, espace, chargee):
    create_membre(espace, create_compte("seconde"), Role.CHARGE_COOPERATION)
    places = list(espace.membres.select_related("compte"))
    answers = do_together([partial(close_membre, by=place.compte, membre=place) for place in places])
    (refus,) = (answer for answer in answers if isinstance(answer, Exception))
    assert isinstance(refus, EspaceRefuse)
    assert str(refus).startswith("Un espace garde au moins")
    assert Membre.objects.charges_durables().filter(espace=espace).count() == 1
