"""The cost of exporting a plan: one fiche, the document of 46 actions with its fiches, the slides of its bilan, its
archive, then the workbook of 150 actions.

    ./run convive prepare
    .venv/bin/python -m benchmarks.plan_documents

It works in a database of its own, created and dropped here. Prints for each one the CPU time of this process to read
and build it (median of three, in ms) and the queries; then for each format the wall-clock seconds, including pandoc and
typst, and the size. Times depend on the machine and its load. A star marks a missed target (CSV of 150 actions 40 ms,
XLSX 1 s).
"""

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases
from django.utils import timezone

from benchmarks.plan_donnees import EspacePlan, build_espaces, prepare_perimetre
from convive.documents.registre import types_documents
from convive.documents.rendu import render_contenu
from convive.documents.rules import Famille
from convive.espaces.models import Membre
from convive.plan_action.exports import CLE_BILAN, CLE_FICHES, CLE_PLAN
from convive.plan_action.exports.archive_plan import render_archive
from convive.plan_action.exports.plan_tableur import FORMATS_EXPORT, render_plan
from convive.plan_action.rules.emport import ChoixPlan
from convive.plan_action.selectors.plan import get_dossier_plan

NOM = "banc_plan_documents"
TAILLES = (46, 150)
FORMATS = ("docx", "odt", "pdf")
CIBLES_MS = {"csv": 40, "xlsx": 1_000}


def measure(function: Callable[[], Any], times: int = 3) -> tuple[float, float, Any]:
    """Median CPU milliseconds, median wall-clock seconds, and the last result; the first run is not counted."""
    function()
    cpu, attente, found = [], [], None
    for _ in range(times):
        start_cpu, start = time.process_time(), time.perf_counter()
        found = function()
        cpu.append(1_000 * (time.process_time() - start_cpu))
        attente.append(time.perf_counter() - start)
    return statistics.median(cpu), statistics.median(attente), found


def count_requetes(function: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as requetes:
        function()
    return len(requetes)


def get_membre(place: EspacePlan) -> Membre:
    membre = Membre.objects.select_related("espace", "compte").get(espace=place.espace, compte=place.compte)
    membre.espace = place.espace
    return membre


def measure_documents(place: EspacePlan) -> None:
    membre, ctg = get_membre(place), place.ctg.pk
    demandes = (
        ("Une fiche", CLE_FICHES, str(place.fiche), Famille.TEXTE, FORMATS),
        ("Le plan en bref", CLE_PLAN, ChoixPlan(ctg, with_fiches=False).encode(), Famille.TEXTE, FORMATS),
        ("Le plan avec ses fiches", CLE_PLAN, ChoixPlan(ctg, motif="Essai").encode(), Famille.TEXTE, FORMATS),
        ("Le bilan", CLE_BILAN, str(ctg), Famille.DIAPORAMA, ("pptx",)),
    )
    for nom, cle, choix, famille, formats in demandes:
        document = types_documents.get(cle)
        cpu, _, contenu = measure(lambda d=document, f=famille, c=choix: d.build(membre, f, c))
        requetes = count_requetes(lambda d=document, f=famille, c=choix: d.build(membre, f, c))
        print(f"{nom:26} {cpu:7.0f} ms {requetes:4} requêtes")
        for format in formats:
            _, attente, rendu = measure(lambda c=contenu, f=format: render_contenu(c, f), times=1)
            print(f"{'':10}{format:16} {attente:7.2f} s  {len(rendu.contenu) // 1024:5} ko")


def measure_tableur(place: EspacePlan) -> None:
    membre = get_membre(place)
    dossier = get_dossier_plan(membre, timezone.localdate(), place.ctg.pk)
    if dossier is None:
        raise SystemExit("Le plan du banc n’est pas là.")
    for format in FORMATS_EXPORT:
        cpu, _, (_, rendu) = measure(lambda f=format: render_plan(membre, dossier, f), times=5)
        star = "*" if cpu > CIBLES_MS.get(format, cpu) else ""
        print(f"{format:26} {cpu:7.0f} ms  {len(rendu.contenu) // 1024:5} ko {star}")
    cpu, _, (_, contenu) = measure(lambda: render_archive(membre, dossier))
    print(f"{'archive (zip)':26} {cpu:7.0f} ms  {len(contenu) // 1024:5} ko")


def main() -> None:
    connection.settings_dict["TEST"]["NAME"] = (
        str(settings.VAR_DIR / f"{NOM}.sqlite3") if connection.vendor == "sqlite" else NOM
    )
    config = setup_databases(verbosity=0, interactive=False)
    try:
        petite, grande = build_espaces(list(TAILLES), prepare_perimetre(), print)
        print(f"{petite.actions} actions, {connection.vendor}")
        measure_documents(petite)
        print(f"\n{grande.actions} actions")
        measure_tableur(grande)
    finally:
        teardown_databases(config, verbosity=0)


if __name__ == "__main__":
    main()
