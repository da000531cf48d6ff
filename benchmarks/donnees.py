"""Time and memory of a full rebuild of every source, from an empty folder.

    CONVIVE_DEPOT=… .venv/bin/python -m benchmarks.donnees

Prints the seconds of each step, the total, the peak of resident memory and the size of what is written. The budget is
25 s of processor time and 500 MB.
"""

import os
import resource
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.conf import settings

from convive.donnees.actions import build_donnees


def main() -> None:
    if settings.DEPOT_DIR is None:
        raise SystemExit("CONVIVE_DEPOT: the folder of official files to build from.")
    steps: list[tuple[str, float]] = []
    start = time.perf_counter()

    def record(step: str, *_: int) -> None:
        steps.append((step, time.perf_counter()))

    with tempfile.TemporaryDirectory() as folder:
        manifest = build_donnees(donnees_dir=Path(folder), depot_dir=settings.DEPOT_DIR, progression=record).manifeste
        total = time.perf_counter() - start
        written = sum(path.stat().st_size for path in (Path(folder) / manifest.construction).iterdir())
    processor = resource.getrusage(resource.RUSAGE_SELF)
    for (step, begun), (_, ended) in pairwise(steps):
        if ended - begun >= 0.5:
            print(f"{ended - begun:7.1f} s  {step}")
    loaded = [source for source in manifest.sources if source.lignes]
    print(f"{manifest.lignes:,} rows of {len(loaded)} sources; {written / 2**20:.0f} MB written")
    print(f"total {total:.1f} s, processor {processor.ru_utime + processor.ru_stime:.1f} s (budget 25)")
    print(f"peak memory {processor.ru_maxrss / 1024:.0f} MB (budget 500)")


if __name__ == "__main__":
    main()
