"""Each page of an espace can be opened by its roles, and by nobody else; each step of its breadcrumbs opens."""

import re

import pytest
from django.test import Client

from tests.contrat.decor import Decor
from tests.contrat.lecture import assert_no_faute, read_statut
from tests.contrat.table import PAQUETS, ROUTES, TOUS, Acces, get_acces

pytestmark = pytest.mark.django_db
FIL = re.compile(r'<nav class="cv-trail".*?</nav>', re.S)
HREF = re.compile(r'href="([^"#]+)')
# Where one begins in an espace; for who does not work there, « qui voit quoi ».
DEPART = re.compile(r"/espaces/[0-9a-f-]{36}/(?:qui-voit-quoi/|reglages/)?")


def get_attendu(acces: Acces, nom: str) -> int:
    # A page that only accepts POST says so to everyone.
    if acces.ouvre == 405 or nom in acces.lit:
        return acces.ouvre
    return 404 if nom in acces.ignore else 403


class Lecteur:
    """Somebody who opens pages: what each answered, and the steps of the trails that she was shown."""

    def __init__(self, client: Client) -> None:
        self.client, self.statuts, self.fils = client, dict[str, int](), dict[str, list[str]]()

    def get_statut(self, url: str) -> int:
        response = self.client.get(url)
        if "text/html" in response.headers.get("Content-Type", "") and not response.streaming:
            self.fils[url] = [HREF.findall(fil) for fil in FIL.findall(response.content.decode())]
        self.statuts[url] = read_statut(response)
        return self.statuts[url]

    def list_fautes(self) -> list[str]:
        """Steps that do not open; a trail that does not begin at the espace."""
        fautes = []
        for url, fils in self.fils.items():
            for etapes in filter(None, fils):
                if not DEPART.fullmatch(etapes[0]):
                    fautes.append(f"{url} : le fil commence par {etapes[0]}")
                for etape in etapes:
                    if etape not in self.statuts:
                        # A séance leads to the step under way.
                        self.statuts[etape] = read_statut(self.client.get(etape, follow=True))
                    if self.statuts[etape] != 200:
                        fautes.append(f"{url} : le fil mène à {etape}, {self.statuts[etape]}")
        return fautes


@pytest.mark.parametrize("paquet", PAQUETS)
def test_each_page_opens_for_its_roles_only(paquet: str, decor: Decor):
    fautes, lecteurs = [], {nom: Lecteur(client) for nom, client in decor.clients.items()}
    for route in ROUTES:
        if route.paquet != paquet:
            continue
        acces = get_acces(route)
        url = decor.get_url(route, acces.sorte)
        for nom in sorted(TOUS):
            statut, attendu = lecteurs[nom].get_statut(url), get_attendu(acces, nom)
            if statut != attendu:
                fautes.append(f"{route} × {nom} : {statut}, attendu {attendu}")
    assert any(any(fils) for fils in lecteurs["chargee"].fils.values())
    fautes += [f"{nom} : {faute}" for nom, lecteur in lecteurs.items() for faute in lecteur.list_fautes()]
    assert_no_faute(fautes)
