"""How long each operation on a copy of the demonstration takes, and how many queries.

    CONVIVE_DEMO=1 ./run convive prepare && CONVIVE_DEMO=1 .venv/bin/python -m benchmarks.espaces_copie [notes…]

Each operation runs on the espace as it is, then with this many more notes (1,000 and 5,000 by default): one query per
model is normal, one per row is not. The clones are erased at the end, including files; a star marks what exceeds 3 s
for the clone and the reset of the demonstration.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import IO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo
from convive.espaces.actions.copie import clone_espace, export_copie, import_copie
from convive.espaces.actions.depart import record_depart, reset_espace
from convive.espaces.copie.ecriture import compute_empreinte_espace
from convive.espaces.copie.effacement import delete_tout
from convive.espaces.copie.registre import copie, get_chemin
from convive.espaces.models import Espace, Note

NOTES = (1_000, 5_000)
MAX_SECONDES = 3
TEXTE = "Ouvrir le samedi matin, avec les parents et la ludothèque.\n\n" * 8


def measure[T](libelle: str, geste: Callable[[], T], *, has_limite: bool = False) -> T:
    """Run once, measuring time and queries together, because an operation that writes cannot be repeated."""
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        result = geste()
        seconds = time.perf_counter() - start
    star = "*" if has_limite and seconds > MAX_SECONDES else " "
    print(f" {star} {libelle:32} {seconds:6.2f} s  {len(queries):4} requêtes")
    return result


def count_lignes(espace: Espace) -> int:
    return sum(m._base_manager.filter(**{get_chemin(m) or "": espace.pk}).count() for m in copie.get_inclus())


def measure_espace(espace: Espace, by: Compte, nes: list[Espace], *, is_demo: bool) -> None:
    """Run every operation on one espace; the espaces that it creates are added to `nes`."""
    print(f"\n{espace.nom} : {count_lignes(espace)} lignes, {len(copie.get_plans())} modèles")
    zip_espace: IO[bytes] = measure("emporter", lambda: export_copie(by=None, espace=espace))
    with zip_espace:
        nes.append(measure("reprendre", lambda: import_copie(by=by, source=zip_espace)))
    fin = timezone.localdate() + timedelta(days=30)
    clone = measure(
        "cloner pour s’entraîner",
        lambda: clone_espace(by=None, espace=espace, nom="Banc d’essai", chargee=by, expire_le=fin),
        has_limite=is_demo,
    )
    nes.append(clone)
    measure("garder un point de départ", lambda: record_depart(by=None, espace=clone))
    measure("remettre à zéro", lambda: reset_espace(by=None, espace=clone), has_limite=is_demo)
    measure("calculer l’empreinte", lambda: compute_empreinte_espace(clone))


def main(nombres: list[int]) -> None:
    espace = get_espace_demo()
    if espace is None:
        sys.exit("L’espace de démonstration n’existe pas : CONVIVE_DEMO=1 ./run convive prepare.")
    by = espace.membres.en_cours().filter(role="charge_cooperation").first().compte
    nes: list[Espace] = []
    try:
        measure_espace(espace, by, nes, is_demo=True)
        gros = nes[0]
        for nombre in nombres:
            manque = nombre - gros.notes.count()
            Note.objects.bulk_create(Note(espace=gros, titre=f"Note {n}", texte=TEXTE) for n in range(manque))
            measure_espace(gros, by, nes, is_demo=False)
    finally:
        for ne in nes:
            with transaction.atomic():
                delete_tout(ne)


if __name__ == "__main__":
    main([int(nombre) for nombre in sys.argv[1:]] or list(NOTES))
