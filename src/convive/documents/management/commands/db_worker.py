"""The worker of long jobs: that of django-tasks-db, and the upkeep beside it."""

from argparse import ArgumentParser
from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DbWorkerCommand

from convive.documents.entretien import Entretien, run_entretien


class Command(DbWorkerCommand):
    help = "Prépare les documents longs, l’un après l’autre ; reprend ceux qui ont été interrompus et oublie les vieux."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--parent", type=int, help="S’arrête quand ce processus n’est plus là.")

    def handle(self, **options: Any) -> None:
        parent = options.pop("parent")
        if options["batch"]:
            run_entretien()
            super().handle(**options)
            return
        entretien = Entretien(parent)
        entretien.start()
        try:
            super().handle(**options)
        finally:
            entretien.stop()
