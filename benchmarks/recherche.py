"""How long the search takes over the whole country: `python -m benchmarks.recherche`, in the database of the settings.

The database is only read: load the code list first (`./run convive prepare`). Prints the median and the maximum of
several runs of each kind of query, in milliseconds.
"""

import os
import statistics
import time
from collections.abc import Callable

import django

QUESTIONS = (
    "a",
    "eu",
    "la",
    "saint",
    "poitiers",
    "cc civraisien en poitou",
    "métropole",
    "st denis 93",
    "paris 15",
    "s e a i o u",
    "xyzxyz",
    "86",
    "860",
    "86000",
    "86194",
    "01340",
    "200070035",
)
FAUTES = ("civraisein", "marseile", "zzzzzz")
REPETITIONS = 15
OBJECTIF_MS = 50


def measure(question: str, function: Callable[[str], object]) -> tuple[float, float]:
    durations = []
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        function(question)
        durations.append((time.perf_counter() - start) * 1_000)
    return statistics.median(durations), max(durations)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
    django.setup()
    from django.db import connection

    from convive.territoires.models import Territoire
    from convive.territoires.selectors import get_perimetre, search_territoires, suggest_territoires

    print(f"{connection.vendor}, {Territoire.objects.count()} territoires, objectif {OBJECTIF_MS} ms")
    search_territoires("poitiers")
    suggest_territoires("poitier")
    worst = 0.0
    for questions, function in ((QUESTIONS, search_territoires), (FAUTES, suggest_territoires)):
        for question in questions:
            median, longest = measure(question, function)
            worst = max(worst, median)
            print(f"{function.__name__:22} {question:26} {median:7.1f} médiane {longest:7.1f} au pire")
    for reference in ("200070035", "200054781"):
        median, longest = measure(reference, get_perimetre)
        print(f"{'get_perimetre':22} {reference:26} {median:7.1f} médiane {longest:7.1f} au pire")
    print(f"Pire médiane : {worst:.1f} ms, soit {worst / OBJECTIF_MS:.2f} fois l’objectif")


if __name__ == "__main__":
    main()
