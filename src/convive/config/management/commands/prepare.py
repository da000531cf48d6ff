"""`convive prepare`: prepare the database, figures, code list and static files. It only does what is missing."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from convive.config.demo.actions import DemoRefusee, build_demo, update_demo
from convive.config.demo.selectors import compute_empreinte_demo, get_espace_demo
from convive.config.fichiers_prives import protect_base, protect_dossier
from convive.config.histoire import HistoireIncomplete, list_migrations, refuse_inachevee, refuse_manques
from convive.config.sauvegarde.base import SauvegardeRefusee
from convive.config.sauvegarde.restauration import finish_restauration
from convive.config.verrou import get_verrou_base, get_verrou_dossier
from convive.donnees.actions import build_donnees, import_territoires
from convive.donnees.erreurs import ErreurDonnees
from convive.donnees.sources.base import BASE_DIR
from convive.recherche.actions import update_index
from convive.recherche.selectors import is_index_perime
from convive.socle.disque import find_cause_ecriture, get_cause_disque
from convive.territoires.selectors.resumes import has_territoires


class Command(BaseCommand):
    help = "Prépare l’installation : base de données, chiffres, liste des communes, fichiers de l’interface."

    def handle(self, *_: Any, **__: Any) -> None:
        attente = "Une autre préparation est en cours dans {} : attente de sa fin…"
        try:
            protect_dossier(settings.VAR_DIR)
            protect_base(settings.DATABASES["default"])
            with get_verrou_dossier(settings.VAR_DIR, lambda: self.stderr.write(attente.format("ce dossier"))):
                if finish_restauration():
                    self.stderr.write("Une restauration s’était arrêtée en route : elle est finie.")
                with get_verrou_base(lambda: self.stderr.write(attente.format("cette base de données"))):
                    self._prepare()
        except (ErreurDonnees, SauvegardeRefusee, HistoireIncomplete) as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            cause = find_cause_ecriture(error) or (get_cause_disque(error) if isinstance(error, OSError) else None)
            if cause is None:
                raise
            raise CommandError(
                f"Préparation impossible dans {settings.VAR_DIR} : {cause}. Relancez "
                f"ensuite : ce qui est prêt le reste."
            ) from error

    def _prepare(self) -> None:
        refuse_inachevee(list_migrations())
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write("Préparation de la base de données…")
            call_command("migrate", interactive=False, verbosity=0)
        refuse_manques()
        self._build_donnees()
        self._import_territoires()
        if settings.DEMO:
            self._build_demo()
        self._update_index()
        self._collect_static()

    def _build_donnees(self) -> None:
        if settings.DEPOT_DIR and not settings.DEPOT_DIR.is_dir():
            self.stderr.write(
                f"Le dossier {settings.DEPOT_DIR}, donné par CONVIVE_DEPOT, n’existe pas\u00a0: "
                "les chiffres déjà chargés sont gardés."
            )
        bilan = build_donnees(
            donnees_dir=settings.DONNEES_DIR, depot_dir=settings.DEPOT_DIR, progression=self._show_progression
        )
        # A refused file is reported but stops nothing: the last good figures of its source are kept.
        for refus in bilan.manifeste.refus:
            self.stderr.write(f"Fichier refusé : {refus}")

    def _show_progression(self, etape: str, fait: int, total: int) -> None:
        if fait < total:
            self.stderr.write(f"Préparation des chiffres ({fait + 1}/{total}) : {etape}")

    def _import_territoires(self) -> None:
        """Load the code list if it differs from the last one loaded into this same database."""
        digest = hashlib.sha256()
        for path in sorted(BASE_DIR.rglob("territoires.parquet")) + sorted(BASE_DIR.rglob("passages.csv")):
            digest.update(path.read_bytes())
        stamp = self._get_stamp("liste")
        if stamp.exists() and stamp.read_text() == digest.hexdigest() and has_territoires():
            return
        self.stderr.write("Chargement de la liste des communes…")
        import_territoires(dry_run=False, base_dir=BASE_DIR)
        stamp.write_text(digest.hexdigest())

    def _get_stamp(self, etape: str) -> Path:
        """The file that records that a step was done on this same database."""
        database = str(settings.DATABASES["default"]["NAME"])
        return Path(settings.VAR_DIR / f"{etape}_{hashlib.sha256(database.encode()).hexdigest()[:12]}")

    def _build_demo(self) -> None:
        """Create the demonstration once, and again if its files change, which also undoes what visitors did in it."""
        digest, stamp = compute_empreinte_demo(), self._get_stamp("demo")
        espace = get_espace_demo()
        if espace and stamp.exists() and stamp.read_text() == digest:
            return
        self.stderr.write("Préparation de l’espace de démonstration…")
        try:
            update_demo() if stamp.exists() else build_demo()
        except DemoRefusee as refus:
            raise CommandError(str(refus)) from refus
        stamp.write_text(digest)

    def _update_index(self) -> None:
        """Build the search index if it is missing, or if this version analyses French differently."""
        if is_index_perime():
            self.stderr.write("Préparation de la recherche…")
            update_index()

    def _collect_static(self) -> None:
        """Copy and fingerprint the static files if one of them has changed since the last time."""
        if settings.STORAGES["staticfiles"]["BACKEND"].startswith("django."):
            return
        digest = hashlib.sha256()
        for finder in finders.get_finders():
            for name, storage in finder.list([]):
                path = Path(storage.path(name))
                digest.update(f"{name} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
        stamp = settings.STATIC_ROOT / ".empreinte"
        if stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        self.stderr.write("Préparation des fichiers de l’interface…")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(digest.hexdigest())
