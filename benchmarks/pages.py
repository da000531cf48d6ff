"""Server time and queries of every page of an espace, from the URLconf, with 500 organisations.

    CONVIVE_DEMO=1 ./run convive prepare
    CONVIVE_DEMO=1 .venv/bin/python -m benchmarks.pages [--tout] [--demo] [persona…]
    CONVIVE_DEMO=1 .venv/bin/python -m benchmarks.pages --douze

It works in the espace of the demonstration, to which 500 organisations, 1,000 people, 500 services and an import file
of 500 rows are added, in a transaction that is rolled back at the end; `--demo` leaves it as it is.

Each URL is requested with GET, as the chargée de coopération unless other personas are named. Its arguments are rows of
the demonstration: `note_uuid` is the note with the most versions; `objet_type` and `objet_uuid`, a note. Prints the
pages that exceed 80 ms or 15 queries, or all of them with `--tout`; then those that could not be measured: no row in
the demonstration, no HTML page behind a GET, a file. Times are processor times, which hardly depend on the load of the
machine; they do not include PostgreSQL itself.

`--douze` requests twelve pages that people open every day, in the demonstration as it is and in a plan of 150 actions
in the same database: use this table to compare two versions. Times are medians of 21; « appels » is the number of
function calls, in thousands, which does not depend on the load at all.
"""

import cProfile
import logging
import os
import pstats
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from benchmarks import acteurs_pages, offre_pages
from benchmarks.plan_donnees import build_espaces, prepare_perimetre
from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo, read_scene
from convive.diagnostic.models import Chapitre
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Note
from convive.gouvernance.models import Seance
from convive.journal.models import Geste
from convive.socle.objets import objets

MAX_MS, MAX_REQUETES = 80, 30
REPETITIONS, REPETITIONS_DOUZE = 7, 21
HOTE = {"host": "localhost"}
# URL arguments that are not named after the key of their type.
CLES = {"piece": "piece_jointe"}


def list_adresses(
    resolver: URLResolver, prefix: str = "", arguments: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """View names of our own packages, and the names of their arguments."""
    for route in resolver.url_patterns:
        names = (*arguments, *route.pattern.converters)
        if isinstance(route, URLResolver):
            yield from list_adresses(route, f"{prefix}{route.namespace}:" if route.namespace else prefix, names)
        elif isinstance(route, URLPattern) and route.name and prefix:
            yield f"{prefix}{route.name}", names


def list_valeurs(compte: Compte, espace: Espace, names: tuple[str, ...]) -> dict[str, Any] | None:
    """A value for each argument; None if the demonstration has no row for one of them."""
    notes = Note.objects.visible_to(compte).filter(espace=espace)
    note = max(notes, key=lambda row: row.versions.count(), default=None)
    if note is None:
        return None
    version = note.versions.order_by("-version").first()
    valeurs: dict[str, Any] = {
        "espace_uuid": espace.pk,
        "note_uuid": note.pk,
        "objet_uuid": note.pk,
        "objet_type": "note",
        "cle": "note",
        "version_uuid": version.pk,
    }
    for name in names:
        if name not in valeurs:
            valeurs[name] = get_exemple(compte, espace, name.removesuffix("_uuid"))
    return None if any(valeurs[name] is None for name in names) else {name: valeurs[name] for name in names}


def get_exemple(compte: Compte, espace: Espace, cle: str) -> Any:
    """The id of an object of this type, in this espace, that this person can see."""
    types = {type_objet.cle: type_objet for type_objet in objets.get_all()}
    type_objet = types.get(CLES.get(cle, cle))
    if type_objet is None or type_objet.get_espace_uuid is None:
        return None
    rows = type_objet.visible_to(compte)
    return next((row.pk for row in rows if type_objet.get_espace_uuid(row) == espace.pk), None)


def list_douze(compte: Compte, espace: Espace) -> Iterator[tuple[str, Client, str, Callable[[], object] | None]]:
    """(Title, client, URL, function to call before each visit or None)."""
    plan = build_espaces([150], prepare_perimetre(), print)[0]
    lectrice, chargee = login(plan.compte), login(compte)
    fiche = reverse("plan_action:fiche_action_detail", args=[plan.espace.pk, plan.fiche])
    chapitre = Chapitre.objects.filter(espace=espace).select_related("diagnostic").earliest("ordre", "pk")
    seance = Seance.objects.filter(espace=espace).latest("date")
    organisation = get_exemple(compte, espace, "organisation")

    def adresse(page: str, *args: Any) -> str:
        return reverse(page, args=[espace.pk, *args])

    def change() -> None:
        record(None, Geste.MODIFIER, espace, espace)

    yield "liste de 100 actions", lectrice, reverse("plan_action:plan_detail", args=[plan.espace.pk, plan.ctg.pk]), None
    yield "action", lectrice, fiche, None
    yield "partie d’une action à écrire", lectrice, f"{fiche}?section=budget", None
    yield "séance", chargee, adresse("gouvernance:seance_detail", seance.pk), None
    yield "accueil après un geste", chargee, adresse("espaces:espace_detail"), change
    yield "accueil ensuite", chargee, adresse("espaces:espace_detail"), None
    yield "organisations", chargee, adresse("acteurs:organisation_list"), None
    yield "organisation", chargee, adresse("acteurs:organisation_detail", organisation), None
    yield (
        "chapitre du diagnostic",
        chargee,
        adresse("diagnostic:chapitre_detail", chapitre.diagnostic_id, chapitre.pk),
        None,
    )
    yield "convention", chargee, adresse("convention:ctg_detail"), None
    yield "instances", chargee, adresse("gouvernance:instance_list"), None
    yield "documents", chargee, adresse("documents:document_list"), None
    yield "périmètre", chargee, adresse("espaces:perimetre_update"), None


def measure_douze(compte: Compte, espace: Espace) -> None:
    for titre, client, url, before in list_douze(compte, espace):
        times: list[float] = []
        # Two extra runs, not counted, fill the caches.
        for _ in range(REPETITIONS_DOUZE + 2):
            if before:
                before()
            start = time.process_time()
            response = client.get(url, headers=HOTE)
            times.append((time.process_time() - start) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{url} : {response.status_code}")
        if before:
            before()
        with CaptureQueriesContext(connection) as queries:
            client.get(url, headers=HOTE)
        requetes = len(queries)
        if before:
            before()
        with cProfile.Profile() as profile:
            client.get(url, headers=HOTE)
        appels = pstats.Stats(profile).total_calls / 1_000  # type: ignore[attr-defined]  # a field of the standard library
        mediane, ko = statistics.median(times[2:]), len(response.content) / 1_000
        print(f"{titre:30} {mediane:6.1f} ms  {appels:6.1f} appels  {requetes:3} requêtes  {ko:6.1f} ko", flush=True)


def login(compte: Compte) -> Client:
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def measure_page(client: Client, url: str) -> tuple[float, int, int]:
    """Milliseconds, queries and bytes of a page, after a first run that fills the caches."""
    start = time.process_time()
    for _ in range(REPETITIONS):
        response = client.get(url, headers=HOTE)
    ms = (time.process_time() - start) * 1000 / REPETITIONS
    with CaptureQueriesContext(connection) as queries:
        client.get(url, headers=HOTE)
    return ms, len(queries), len(response.content)


def why_not_measured(client: Client, url: str) -> str:
    """Why a URL was not measured; empty if it responds to GET with HTML."""
    response = client.get(url, headers=HOTE)
    if response.status_code != 200:
        return str(response.status_code)
    kind = response.headers.get("Content-Type", "")
    return "" if kind.startswith("text/html") and not response.streaming else kind.partition(";")[0]


def measure_persona(compte: Compte, espace: Espace, *, tout: bool) -> None:
    client = login(compte)
    seen, heavy, others = 0, 0, []
    for page, names in sorted(set(list_adresses(get_resolver()))):
        if names and "espace_uuid" not in names:
            continue
        valeurs = list_valeurs(compte, espace, names)
        if valeurs is None:
            others.append(f"{page} (aucun exemple)")
            continue
        url = reverse(page, kwargs=valeurs)
        if reason := why_not_measured(client, url):
            others.append(f"{page} ({reason})")
            continue
        ms, requetes, octets = measure_page(client, url)
        is_heavy = ms > MAX_MS or requetes > MAX_REQUETES
        seen, heavy = seen + 1, heavy + is_heavy
        if is_heavy or tout:
            star = "*" if is_heavy else " "
            print(f" {star} {page:36} {ms:6.1f} ms  {requetes:3} requêtes  {octets / 1000:6.1f} ko")
    print(f"{compte} : {heavy} pages au-delà de {MAX_MS} ms ou de {MAX_REQUETES} requêtes, sur {seen}.")
    print(f"Non mesurées : {', '.join(others)}.")


def main(arguments: list[str]) -> None:
    # Refusals are expected here and must not fill the log.
    logging.disable(logging.ERROR)
    espace = get_espace_demo()
    if espace is None:
        sys.exit("L’espace de démonstration n’existe pas : CONVIVE_DEMO=1 ./run convive prepare.")
    cles = [argument for argument in arguments if not argument.startswith("--")] or ["chargee"]
    with transaction.atomic():
        if "--douze" in arguments:
            chargee = next(persona for persona in read_scene().personas if persona.cle == "chargee")
            measure_douze(Compte.objects.get(pk=chargee.uuid), espace)
            transaction.set_rollback(True)
            return
        if "--demo" not in arguments:
            populate(espace)
        for persona in read_scene().personas:
            if persona.cle in cles:
                measure_persona(Compte.objects.get(pk=persona.uuid), espace, tout="--tout" in arguments)
        transaction.set_rollback(True)


def populate(espace: Espace) -> None:
    """Add the rows of the benchmarks of acteurs and offre, and update the database's statistics."""
    compte = Compte.objects.get(pk=next(p.uuid for p in read_scene().personas if p.cle == "chargee"))
    for list_adresses_annuaire in (acteurs_pages.list_adresses, offre_pages.list_adresses):
        deque(list_adresses_annuaire(espace, compte), maxlen=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(sys.argv[1:])
