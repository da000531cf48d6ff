"""How long the search takes over 100,000 texts: `python -m benchmarks.recherche_textes [textes]`.

It works in a database of its own, on the server of the settings (SQLite, or PostgreSQL by DATABASE_URL), created and
dropped here. The texts are invented, from words of this project's own French documentation with the same frequencies.
They are in espaces of very different sizes, and the same queries are made by people who can see more or less of them.
"""

import os
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre, Note, Role
from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.requete import build_requete
from convive.recherche.selectors import list_types_cherches, search_candidats

TEXTES, MOTS_PAR_TEXTE, LOT = 100_000, 90, 2_000
# The share of all texts in each espace; one has half of them, more than any real one.
PARTS = (0.5, 0.2, 0.1, *[0.02] * 10)
QUESTIONS = (
    "petite enfance",
    "convention territoriale",
    "crèche",
    '"petite enfance"',
    "espace",
    "le portrait de la commune",
    "commune -fusion",
    "accueill",
    "co",
    "conv",
    "périmètre enregistré intercommunalité",
    "200070035",
    "xyzabc",
)
REPETITIONS, OBJECTIF_MS = 9, 30
DOCS = Path(__file__).resolve().parents[1] / "docs"


def read_mots() -> tuple[list[str], list[int]]:
    """French words and their frequencies; words made of two others imitate the long tail of a real corpus."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md")))
    counts = Counter(re.findall(r"[a-zà-öø-ÿœ’'-]{2,}", text.lower()))
    words = list(counts)
    rare = {f"{a[:4]}{b[-5:]}": 1 for a, b in zip(words, reversed(words), strict=True)}
    return [*counts, *rare], [*counts.values(), *rare.values()]


def build_corpus(total: int, tirage: random.Random) -> dict[str, Compte]:
    """Fill the database, and return people by how much they can see."""
    comptes = {nom: Compte.objects.create_user(f"{nom}@exemple.fr", None) for nom in ("moitie", "treize", "une")}
    words, weights = read_mots()
    espaces = Espace.objects.bulk_create([Espace(nom=f"Espace {rank}") for rank in range(len(PARTS))])
    for nom, seen in (("moitie", espaces[:1]), ("treize", espaces), ("une", espaces[-1:])):
        Membre.objects.bulk_create(
            [
                Membre(espace=e, compte=comptes[nom], role=Role.CHARGE_COOPERATION, date_debut=date(2026, 1, 1))
                for e in seen
            ]
        )
    # Interleaved, as in reality, so that the latest texts are not all in one espace.
    places = [espace for espace, part in zip(espaces, PARTS, strict=True) for _ in range(int(total * part))]
    tirage.shuffle(places)
    for start in range(0, len(places), LOT):
        Note.objects.bulk_create(
            [_build_note(espace, words, weights, tirage) for espace in places[start : start + LOT]]
        )
    return comptes


def _build_note(espace: Espace, words: list[str], weights: list[int], tirage: random.Random) -> Note:
    titre = " ".join(tirage.choices(words, weights, k=5))
    longueur = tirage.randrange(10, 2 * MOTS_PAR_TEXTE)
    return Note(espace=espace, titre=titre[:100], texte=" ".join(tirage.choices(words, weights, k=longueur)))


def measure(function: Callable[[], list[object]]) -> tuple[float, float, int]:
    """The median and the minimum, in milliseconds, and the number of results. The minimum is closest to an idle
    machine."""
    durations, found = [], function()
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        found = function()
        durations.append((time.perf_counter() - start) * 1_000)
    return statistics.median(durations), min(durations), len(found)


def measure_personne(nom: str, compte: Compte) -> float:
    """Print the time of each query for this person; return the worst median."""
    espaces, worst = list(Espace.objects.visible_to(compte).values_list("pk", flat=True)), 0.0
    types = list_types_cherches()
    for question in QUESTIONS:
        search = partial(search_candidats, compte, build_requete(question), espaces=espaces, types=types)
        median, best, count = measure(search)
        worst = max(worst, median)
        print(f"{nom:8} {question:40} {count:4} trouvés {median:7.1f} médiane {best:7.1f} au mieux")
    return worst


def main(total: int) -> None:
    if connection.vendor == "sqlite":
        # On disk, as in a real installation.
        connection.settings_dict["TEST"]["NAME"] = str(settings.VAR_DIR / "banc_recherche.sqlite3")
    config = setup_databases(verbosity=0, interactive=False)
    try:
        start = time.perf_counter()
        comptes = build_corpus(total, random.Random(2026))  # noqa: S311 - drawn words, not a secret
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        seconds = time.perf_counter() - start
        print(f"{connection.vendor}, {EntreeRecherche.objects.count()} textes indexés en {seconds:.0f} s")
        worst = max(measure_personne(nom, compte) for nom, compte in comptes.items())
        print(f"Pire médiane : {worst:.1f} ms, soit {worst / OBJECTIF_MS:.2f} fois l’objectif de {OBJECTIF_MS} ms")
    finally:
        teardown_databases(config, verbosity=0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TEXTES)
