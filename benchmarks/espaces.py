"""Server time and queries of each page of the demonstration, for one person per role.

    CONVIVE_DEMO=1 ./run convive prepare && CONVIVE_DEMO=1 .venv/bin/python -m benchmarks.espaces [persona…]

Walks every page of the espace that takes no other argument, as the registry of pages and the home give them. Prints
the median of several runs in milliseconds, the number of queries and the size of the page; a star marks what passes
80 ms or 15 queries (30 for the home).
"""

import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo, read_scene
from convive.espaces.onglets import Groupe, onglets
from convive.espaces.selectors.membre import get_membre

ACCUEIL = "espaces:espace_detail"
MAX_MS, MAX_REQUETES, MAX_REQUETES_ACCUEIL = 80, 15, 30
REPETITIONS = 7


def measure_page(client: Client, url: str) -> tuple[int, float, int, int]:
    """Status, median milliseconds, queries and bytes of a page, after one run that fills the caches."""
    client.get(url, headers={"host": "localhost"})
    times = []
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        response = client.get(url, headers={"host": "localhost"})
        times.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(url, headers={"host": "localhost"})
    return response.status_code, statistics.median(times), len(queries), len(response.content)


def main(personas: list[str]) -> None:
    espace = get_espace_demo()
    if espace is None:
        sys.exit("L’espace de démonstration n’existe pas : CONVIVE_DEMO=1 ./run convive prepare.")
    for persona in read_scene().personas:
        if personas and persona.cle not in personas:
            continue
        compte = Compte.objects.get(pk=persona.uuid)
        membre = get_membre(compte, espace.pk)
        if membre is None:
            continue
        client = Client()
        client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
        pages = [onglet.page for groupe in Groupe for onglet in onglets.get_for_membre(membre, groupe)]
        print(f"\n{persona.cle}")
        for page in (ACCUEIL, *pages):
            statut, ms, requetes, octets = measure_page(client, reverse(page, args=[espace.pk]))
            limite = MAX_REQUETES_ACCUEIL if page == ACCUEIL else MAX_REQUETES
            star = "*" if ms > MAX_MS or requetes > limite else " "
            print(f" {star} {page:34} {statut}  {ms:6.1f} ms  {requetes:3} requêtes  {octets / 1000:6.1f} ko")


if __name__ == "__main__":
    main(sys.argv[1:])
