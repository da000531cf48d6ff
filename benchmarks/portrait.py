"""Speed and size of a portrait, with the ratio to a plain pandas twin.

    ./run convive prepare && .venv/bin/python -m benchmarks.portrait [reference…]

Prints milliseconds (median of several runs) and megabytes; the twin reads the same Parquet with pandas and computes the
same sums with group-bys, as one would without the data plane.
"""

import gzip
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convive.diagnostic.exports.formats import render_portrait
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.diagnostic.selectors.portrait import get_portrait
from convive.territoires.selectors import get_perimetre

PROJECT_DIR = Path(__file__).resolve().parents[1]
REFERENCES = ("200070035", "243300316", "200054781", "249740077")
COLD = """
import os, time
start = time.perf_counter()
os.environ["DJANGO_SETTINGS_MODULE"] = "convive.config.settings"
import django
django.setup()
from django.utils import timezone
from convive.territoires.selectors import get_perimetre
from convive.diagnostic.selectors.portrait import get_portrait
ready = time.perf_counter()
get_portrait(get_perimetre("{reference}"), timezone.localdate())
print((time.perf_counter() - ready) * 1000, (ready - start) * 1000)
"""


def measure(action: Callable[[], object], repeat: int = 7) -> float:
    """Median time in milliseconds, after one run that is not counted."""
    action()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def once(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def pandas_twin(codes: list[str]) -> Callable[[], object]:
    import pandas as pd

    build = settings.DONNEES_DIR / (settings.DONNEES_DIR / "actuel").read_text().strip()
    wanted = list(get_catalogue().grandeurs)

    def compute() -> object:
        table = pd.read_parquet(build / "par_territoire.parquet")
        table = table[
            (table["maille"] == "commune") & table["territoire"].isin(codes) & table["indicateur"].isin(wanted)
        ]
        return table.groupby(["indicateur", "millesime"])["valeur"].agg(["sum", "count"])

    return compute


def main(references: list[str]) -> None:
    client = Client(HTTP_HOST="localhost")
    titles = ("données", "à froid", "page 1re", "page", "requêtes", "HTML ko", "pandas", "rapport")
    print(f"{'référence':<12}{'communes':>9}" + "".join(f"{title:>10}" for title in titles))
    for reference in references:
        perimetre = get_perimetre(reference)
        today = timezone.localdate()
        data = measure(lambda p=perimetre, d=today: get_portrait(p, d))
        cold = subprocess.run(
            [sys.executable, "-c", COLD.format(reference=reference)], capture_output=True, text=True, check=True
        ).stdout.split()
        url = f"/portrait/{reference}/"
        cache.clear()
        first = once(lambda u=url: client.get(u))
        page = measure(lambda u=url: client.get(u))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        size = len(response.content) / 1000
        twin = measure(pandas_twin([c.code for c in perimetre.communes]), repeat=3)
        print(
            f"{reference:<12}{len(perimetre.communes):>9}{data:>10.1f}{float(cold[0]):>10.1f}{first:>10.0f}{page:>10.0f}"
            f"{len(queries):>10}{size:>10.1f}{twin:>10.0f}{twin / data:>10.1f}"
        )
    perimetre = get_perimetre(references[0])
    for name in ("docx", "odt", "pdf", "xlsx"):
        first = once(lambda n=name: render_portrait(perimetre, n))
        warm = measure(lambda n=name: render_portrait(perimetre, n), 3)
        print(f"{name:<6} premier {first:7.0f} ms, ensuite {warm:7.0f} ms")
    scripts = list((PROJECT_DIR / "src/convive/ui/static/ui/dist").glob("*.js"))
    import django_htmx

    scripts += list((Path(django_htmx.__file__).parent / "static/django_htmx").glob("htmx-2.min.js"))
    weight = sum(len(gzip.compress(path.read_bytes(), 9)) for path in scripts) / 1000
    print(f"Scripts : {weight:.1f} ko compressés")
    print(f"Mémoire de ce processus : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mo (avec pandas)")


if __name__ == "__main__":
    main(sys.argv[1:] or list(REFERENCES))
