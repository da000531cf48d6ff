"""Each page of an espace can be opened by its roles, and by nobody else."""

import pytest

from tests.contrat.decor import Decor
from tests.contrat.lecture import assert_no_faute, get_statut
from tests.contrat.table import PAQUETS, ROUTES, TOUS, Acces, get_acces

pytestmark = pytest.mark.django_db


def get_attendu(acces: Acces, nom: str) -> int:
    # A page that only accepts POST says so to everyone.
    if acces.ouvre == 405 or nom in acces.lit:
        return acces.ouvre
    return 404 if nom in acces.ignore else 403


@pytest.mark.parametrize("paquet", PAQUETS)
def test_each_page_opens_for_its_roles_only(paquet: str, decor: Decor):
    fautes = []
    for route in ROUTES:
        if route.paquet != paquet:
            continue
        acces = get_acces(route)
        url = decor.get_url(route, acces.sorte)
        for nom in sorted(TOUS):
            statut, attendu = get_statut(decor.clients[nom], url), get_attendu(acces, nom)
            if statut != attendu:
                fautes.append(f"{route} × {nom} : {statut}, attendu {attendu}")
    assert_no_faute(fautes)
