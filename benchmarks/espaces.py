"""Server time and queries of each page of the demonstration, for one person per role.

    CONVIVE_DEMO=1 ./run convive prepare && CONVIVE_DEMO=1 .venv/bin/python -m benchmarks.espaces [persona…]

Walks the home, every page of the registry and those of a note. Prints
the median of several runs in milliseconds, the number of queries and the size of the page; a star marks what passes
80 ms or 15 queries (30 for the home).
"""

import os
import statistics
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo, read_scene
from convive.espaces.models import Espace, Note
from convive.espaces.onglets import Groupe, onglets
from convive.espaces.permissions import can_update_notes
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


def list_pages_notes(compte: Compte, espace: Espace) -> list[tuple[str, list[Any]]]:
    """The pages of the note that has the most versions, when this person reads one."""
    notes = Note.objects.visible_to(compte).filter(espace=espace)
    note = max(notes, key=lambda note: note.versions.count(), default=None)
    if note is None:
        return []
    base, version = [espace.pk, note.pk], note.versions.order_by("-version").first()
    pages: list[tuple[str, list[Any]]] = [
        ("espaces:note_detail", base),
        ("espaces:version_list", [espace.pk, "note", note.pk]),
        ("espaces:version_detail", [espace.pk, "note", note.pk, version.pk]),
    ]
    membre = get_membre(compte, espace.pk)
    return [*pages, ("espaces:note_update", base)] if membre and can_update_notes(membre) else pages


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
        for page, args in [*((page, [espace.pk]) for page in (ACCUEIL, *pages)), *list_pages_notes(compte, espace)]:
            statut, ms, requetes, octets = measure_page(client, reverse(page, args=args))
            limite = MAX_REQUETES_ACCUEIL if page == ACCUEIL else MAX_REQUETES
            star = "*" if ms > MAX_MS or requetes > limite else " "
            print(f" {star} {page:34} {statut}  {ms:6.1f} ms  {requetes:3} requêtes  {octets / 1000:6.1f} ko")


if __name__ == "__main__":
    main(sys.argv[1:])
