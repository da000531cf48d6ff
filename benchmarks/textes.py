"""The cost of texts: the limits of a membre over many rows, comparing two versions, merging two writers.

    CONVIVE_VAR=… .venv/bin/python -m benchmarks.textes

Fills an espace of the demonstration with notes, in a transaction that is rolled back. Prints milliseconds.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.db import connection, transaction

from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo
from convive.espaces.models import Espace, Note
from convive.espaces.selectors.note import list_choix_communes
from convive.socle.comparaison import compare_textes
from convive.socle.fusion_textes import fuse_textes

NOTES = 5_000
REPETITIONS = 7


def measure(libelle: str, work: Callable[[], object]) -> None:
    times = []
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    print(f"  {libelle:58} {statistics.median(times):8.1f} ms")


def fill(espace: Espace) -> Compte:
    """Create notes, most of them limited, and return a compte whose membre is limited to two thématiques and two
    communes."""
    alea = random.Random(2026)  # noqa: S311 - the same rows each time, no secret
    thematiques = list(espace.thematiques.all())
    membre = espace.membres.get(role="coordonnateur_thematique")
    codes = [code for code, _ in list_choix_communes(membre)]
    notes = [
        Note(espace=espace, titre=f"Note {rang}", texte="mot " * 300, communes=alea.sample(codes, alea.randint(0, 3)))
        for rang in range(NOTES)
    ]
    Note.objects.bulk_create(notes)
    liens = Note.thematiques.through
    liens.objects.bulk_create(
        liens(note=note, thematique=thematique)
        for note in notes
        for thematique in alea.sample(thematiques, alea.randint(0, 2))
    )
    membre.thematiques.set(thematiques[:2])
    membre.communes = codes[:2]
    membre.save()
    return membre.compte


def main() -> None:
    espace = get_espace_demo()
    if espace is None:
        sys.exit("L’espace de démonstration n’existe pas : CONVIVE_DEMO=1 ./run convive prepare.")
    print(f"{connection.vendor}, {NOTES} notes")
    with transaction.atomic():
        compte = fill(espace)
        visibles = Note.objects.visible_to(compte)
        measure("compter celles que voit une place limitée", visibles.count)
        measure("lire les vingt plus récentes", lambda: list(visibles.order_by("-updated_at")[:20]))
        uuids = list(Note.objects.values_list("pk", flat=True)[:50])
        measure("en résoudre cinquante par leur identifiant", lambda: list(visibles.filter(pk__in=uuids)))
        transaction.set_rollback(True)
    lignes = [f"Ligne {rang}, avec une dizaine de mots qui font une phrase." for rang in range(1_500)]
    mien, sien = list(lignes), list(lignes)
    mien[::10] = [f"{ligne} Ajout." for ligne in mien[::10]]
    sien[5::10] = [ligne.replace("dizaine", "douzaine") for ligne in sien[5::10]]
    base, mien_texte, sien_texte = ("\n".join(texte) for texte in (lignes, mien, sien))
    print(f"texte de {len(base)} caractères, 150 lignes changées de chaque côté")
    measure("comparer deux versions", lambda: compare_textes(base, mien_texte))
    measure("réunir deux textes", lambda: fuse_textes(base, mien_texte, sien_texte))


if __name__ == "__main__":
    main()
