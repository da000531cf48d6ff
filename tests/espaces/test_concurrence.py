"""Two people act on the same espace at the same time; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from convive.espaces.actions.membre import close_membre
from convive.espaces.models import Membre, Role
from convive.espaces.rules import EspaceRefuse
from tests.espaces.factories import create_compte, create_membre

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_charges_who_leave_together_do_not_let_the_espace_alone(espace, chargee):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        # Its threads share one cache, where a writer is refused at once instead of waiting for its turn.
        pytest.skip("Une base SQLite en mémoire ne fait pas attendre.")
    create_membre(espace, create_compte("seconde"), Role.CHARGE_COOPERATION)
    start = Barrier(2)

    def leave(place: Membre) -> str:
        try:
            start.wait()
            close_membre(by=place.compte, membre=place)
        except EspaceRefuse as error:
            return str(error)
        finally:
            connections.close_all()
        return "parti"

    places = list(espace.membres.select_related("compte"))
    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(leave, places))
    assert answers[1] == "parti"
    assert answers[0].startswith("Un espace garde au moins")
    assert Membre.objects.charges_durables().filter(espace=espace).count() == 1
