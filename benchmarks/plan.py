"""What the pages of a plan cost with 150 actions, with 2,000, and when 100,000 others exist in 700 espaces.

    ./run convive prepare
    .venv/bin/python -m benchmarks.plan [--petit] [--garder] [--debit]

It works in a database of its own, on the server of the settings (SQLite, or PostgreSQL by DATABASE_URL), created and
dropped here, unless `--garder` keeps it for the next run. `--petit` leaves out the 100,000. `--debit` also serves the
pages as `./run serve` does (two workers of four threads) and counts the requests served per second.

Prints for each page: the CPU time of this process per request (median and best, in ms), the wall-clock time, the
queries, the size. CPU time includes SQLite but not PostgreSQL, which only shows in the wall-clock time. Times depend on
the machine and its load: « rapport » divides the best CPU time by that of a fixed piece of Python, so that two
machines, or two days, can be compared; « appels » is the number of function calls, in thousands, which does not depend
on the load. A star marks a missed target in the first column.
"""

import cProfile
import http.client
import os
import pstats
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases
from django.urls import reverse

from benchmarks.plan_donnees import EspacePlan, build_espaces, prepare_perimetre
from convive.espaces.models import Espace, Membre
from convive.plan_action.exports.plan_tableur import FORMATS_EXPORT, render_plan
from convive.plan_action.models import FicheAction
from convive.plan_action.selectors.plan import get_dossier_plan

NOM = "banc_plan"
TAILLES, ESPACES, AUTRES = (150, 2_000), 700, 100_000
REPETITIONS = 25
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOTE = {"host": "localhost"}
PORT, SECONDES, CLIENTS = 8199, 5, 4


@dataclass(frozen=True, slots=True)
class Cible:
    """The targets: milliseconds of CPU, queries, kilobytes, requests per second; None if there is none."""

    ms: float | None = None
    requetes: int | None = 15
    ko: float | None = None
    debit: float | None = None


CIBLES = {
    "page presque vide": Cible(),
    "fiche": Cible(25),
    "liste de 100": Cible(40, debit=50),
    "ruban": Cible(60, ko=100),
    "csv": Cible(40, requetes=None),
    "xlsx": Cible(1_000, requetes=None),
}


@dataclass(frozen=True, slots=True)
class Mesure:
    ms: float
    best: float
    attente: float
    requetes: int
    ko: float
    appels: float


def compute_etalon() -> float:
    """The CPU time of a fixed piece of Python, in milliseconds: the unit of the ratios."""
    durations = []
    for _ in range(9):
        start = time.process_time()
        "".join(sorted(str(n * n % 1_009) for n in range(20_000)))
        durations.append((time.process_time() - start) * 1_000)
    return min(durations)


def measure(call: Callable[[], int], repetitions: int = REPETITIONS) -> Mesure:
    """Measure `call`, which returns a number of bytes, after a first run that fills the caches."""
    call()
    cpu, wall = [], []
    for _ in range(repetitions):
        clock, start = time.perf_counter(), time.process_time()
        octets = call()
        cpu.append((time.process_time() - start) * 1_000)
        wall.append((time.perf_counter() - clock) * 1_000)
    with CaptureQueriesContext(connection) as queries:
        call()
    # Read it before the next request, which clears the list of queries.
    requetes = len(queries)
    with cProfile.Profile() as profile:
        call()
    appels = pstats.Stats(profile).total_calls / 1_000  # type: ignore[attr-defined]  # a field of the standard library
    return Mesure(statistics.median(cpu), min(cpu), statistics.median(wall), requetes, octets / 1_000, appels)


def get_page(client: Client, url: str) -> int:
    response = client.get(url, headers=HOTE)
    if response.status_code != 200:
        raise RuntimeError(f"{url} : {response.status_code}")
    return len(response.content)


def get_client(place: EspacePlan) -> Client:
    client = Client()
    client.force_login(place.compte, backend=BACKEND)
    return client


def list_pages(place: EspacePlan) -> dict[str, str]:
    espace, ctg = place.espace.pk, place.ctg.pk
    return {
        "page presque vide": reverse("plan_action:suivi_list", args=[espace, place.fiche]),
        "fiche": reverse("plan_action:fiche_action_detail", args=[espace, place.fiche]),
        "liste de 100": reverse("plan_action:plan_detail", args=[espace, ctg]),
        "ruban": reverse("plan_action:plan_ruban", args=[espace, ctg]),
        "tableau": reverse("plan_action:plan_tableau", args=[espace, ctg]),
        "avant le cotech": reverse("plan_action:plan_coach", args=[espace, ctg]),
        "pour qui": reverse("plan_action:plan_repartition", args=[espace, ctg]),
    }


def export(place: EspacePlan, format: str) -> int:
    membre = Membre.objects.select_related("espace", "compte").get(espace=place.espace, compte=place.compte)
    dossier = get_dossier_plan(membre, place.ctg.date_debut, place.ctg.pk)
    if dossier is None:
        raise RuntimeError("Le plan a disparu.")
    _, rendu = render_plan(membre, dossier, format)
    return len(rendu.contenu)


def show(page: str, place: EspacePlan, mesure: Mesure, etalon: float) -> None:
    cible = CIBLES.get(page, Cible())
    missed = [
        # Targets of time and size are for 150 actions, those of queries for any size.
        place.actions <= TAILLES[0] and cible.ms is not None and mesure.ms > cible.ms,
        cible.requetes is not None and mesure.requetes > cible.requetes,
        place.actions <= TAILLES[0] and cible.ko is not None and mesure.ko > cible.ko,
    ]
    aim = f"≤ {cible.ms:.0f}" if cible.ms else ""
    star = "*" if any(missed) else " "
    print(
        f" {star} {page:18} {aim:>8} {mesure.ms:7.1f} {mesure.best:7.1f} {mesure.attente:8.1f} {mesure.requetes:4}"
        f" {mesure.ko:8.1f} {mesure.best / etalon:7.2f} {mesure.appels:7.1f}",
        flush=True,
    )


def measure_place(place: EspacePlan, titre: str, *, debit: bool) -> None:
    etalon, client = compute_etalon(), get_client(place)
    print(f"\n{titre} : {place.actions} actions sur {FicheAction.objects.count()} (étalon {etalon:.1f} ms)")
    titres = f"{'cpu':>7} {'mieux':>7} {'attente':>8} {'req':>4} {'ko':>8} {'rapport':>7} {'appels':>7}"
    print(f"   {'':18} {'but':>8} {titres}")
    pages = list_pages(place)
    for page, url in pages.items():
        show(page, place, measure(partial(get_page, client, url)), etalon)
    for format in [cle for cle in ("csv", "xlsx") if cle in FORMATS_EXPORT]:
        show(format, place, measure(partial(export, place, format), 5), etalon)
    if debit:
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        with serve():
            for page in ("fiche", "liste de 100", "ruban"):
                aim = CIBLES[page].debit
                print(f"   {page:18} {count_debit(pages[page], cookie):6.1f} requêtes/s{f' (≥ {aim})' if aim else ''}")


@contextmanager
def serve() -> Iterator[None]:
    """The server of `./run serve`, on the database of the benchmark."""
    options = ["serve", "--port", str(PORT), "--travailleurs", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "convive.config.cli", *options],
        env=os.environ | {"DATABASE_URL": build_url()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                ask("/", "")
                break
            except OSError:
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait()


def build_url() -> str:
    base = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{base['NAME']}"
    secret = f":{base['PASSWORD']}" if base["PASSWORD"] else ""
    return f"postgresql://{base['USER']}{secret}@{base['HOST']}:{base['PORT']}/{base['NAME']}"


def ask(url: str, cookie: str, client: http.client.HTTPConnection | None = None) -> int:
    client = client or http.client.HTTPConnection("localhost", PORT, timeout=30)
    client.request("GET", url, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"})
    response = client.getresponse()
    response.read()
    return response.status


def count_debit(url: str, cookie: str) -> float:
    """The requests served per second to CLIENTS clients that send them without a pause, on the same machine."""
    counts, end = [0] * CLIENTS, time.perf_counter() + SECONDES

    def run(rang: int) -> None:
        client = http.client.HTTPConnection("localhost", PORT, timeout=30)
        while time.perf_counter() < end:
            if ask(url, cookie, client) != 200:
                raise RuntimeError(url)
            counts[rang] += 1

    # Each worker loads the page once.
    for _ in range(4 * CLIENTS):
        ask(url, cookie)
    end = time.perf_counter() + SECONDES
    threads = [threading.Thread(target=run, args=(rang,)) for rang in range(CLIENTS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - start)


def find_places() -> list[EspacePlan]:
    """The espaces of a database that was kept, sorted by size of plan."""
    places = []
    for taille in TAILLES:
        espace = Espace.objects.filter(nom=f"Territoire de {taille} actions").order_by("created_at").first()
        if espace is not None:
            fiche = FicheAction.objects.filter(espace=espace, statut="en_cours").exclude(communes=[])[0]
            place = Membre.objects.select_related("compte").get(espace=espace)
            places.append(EspacePlan(espace, fiche.ctg, place.compte, fiche.pk, taille))
    return places


def main(options: list[str]) -> None:
    keep, debit = "--garder" in options, "--debit" in options
    name = str(settings.VAR_DIR / f"{NOM}.sqlite3") if connection.vendor == "sqlite" else NOM
    connection.settings_dict["TEST"]["NAME"] = name
    config = setup_databases(verbosity=0, interactive=False, keepdb=keep)
    try:
        print(connection.vendor)
        places = find_places() or build_espaces(list(TAILLES), prepare_perimetre(), print)
        if FicheAction.objects.count() < AUTRES:
            for place in places:
                measure_place(place, "Seul dans la base", debit=debit)
            if "--petit" in options:
                return
            start = time.perf_counter()
            others = [AUTRES // ESPACES + (rang < AUTRES % ESPACES) for rang in range(ESPACES)]
            build_espaces(others, prepare_perimetre(), lambda phrase: print(phrase, file=sys.stderr))
            print(f"\n{AUTRES} autres actions écrites en {time.perf_counter() - start:.0f} s")
        for place in places:
            measure_place(place, "Parmi les autres", debit=debit)
    finally:
        teardown_databases(config, verbosity=0, keepdb=keep)


if __name__ == "__main__":
    main(sys.argv[1:])
