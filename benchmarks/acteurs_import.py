"""How long importing 2,000 acteurs from a spreadsheet takes: `python -m benchmarks.acteurs_import`.

It works in the database of the settings, in a transaction that is rolled back at the end. Prints each step in seconds;
the goal is for all of them but the last two.
"""

import os
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import django

ACTEURS = 2_000
OBJECTIF_S = 10


def measure(nom: str, function: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    result = function()
    duration = time.perf_counter() - start
    print(f"{nom:<34} {duration:6.2f} s")
    return result, duration


def build_csv() -> bytes:
    """Half organisations, half people in them, with realistic names whose first words are often the same."""
    rows = ["Organisation;Type;Téléphone;Prénom;Nom;Fonction;Mail contact"]
    for rang in range(ACTEURS // 2):
        cle = uuid4().hex[:8]
        rows.append(f"Association n° {rang} de {cle};Association;0549;Lou;N{cle};Agente;l{rang}@exemple.fr")
    return "\n".join(rows).encode()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
    django.setup()
    from django.db import connection, transaction

    from convive.acteurs.actions.fichier_importe import FichierRecu
    from convive.acteurs.actions.imports import create_import, import_lignes, restore_import
    from convive.acteurs.exports.annuaire import render_annuaire
    from convive.acteurs.selectors.plan_import import build_plan
    from convive.espaces.models import Membre

    membre = Membre.objects.filter(role="charge_cooperation", communes=[]).select_related("espace", "compte").first()
    if membre is None:
        raise SystemExit("Aucun espace dans cette base : lancez d’abord la démonstration.")
    print(f"{connection.vendor}, {ACTEURS} acteurs, objectif {OBJECTIF_S} s")
    recu = FichierRecu("acteurs.csv", "csv", build_csv())
    with transaction.atomic():
        fichier, lu = measure("lecture", lambda: create_import(by=membre.compte, espace=membre.espace, fichier=recu))
        plan, relu = measure("relecture", lambda: build_plan(membre, fichier))
        _, ecrit = measure("import", lambda: import_lignes(membre=membre, fichier=fichier, is_tout=True))
        print(f"{'ensemble':<34} {lu + relu + ecrit:6.2f} s  {plan.bilan}")
        measure("export XLSX", lambda: render_annuaire(membre, "xlsx"))
        measure("annulation", lambda: restore_import(by=membre.compte, fichier=fichier))
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
