"""`convive donnees`: list the sources, download them, build the data plane, check a dépôt, load the code list."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TransferSpeedColumn,
)
from rich.table import Table

from convive.donnees import actions, taches
from convive.donnees.construction import is_from_ailleurs
from convive.donnees.erreurs import ErreurDonnees
from convive.donnees.manifeste import ETATS, EtatSource, Manifeste, get_dernier_manifeste, get_manifeste
from convive.donnees.sources.registre import SOURCES, list_non_lus, validate_identifiants
from convive.donnees.telechargement.moteur import Etapes, Telechargement
from convive.donnees.telechargement.rules import ECHECS, Attente, Changement
from convive.socle.disque import get_cause_disque
from convive.territoires.rules import ListeRefusee


class Command(BaseCommand):
    # No system checks, so that data can be prepared even if a page or a setting is broken.
    requires_system_checks = []
    help = "Sources de données : liste, préparation, vérification d’un dépôt, chargement de la liste des communes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbes = parser.add_subparsers(dest="verbe", required=True, metavar="{list,fetch,build,check,import}")
        verbes.add_parser("list", help="ce qui est chargé, et comment charger le reste")
        fetch = verbes.add_parser("fetch", help="télécharge dans le dépôt les fichiers qui ont une adresse officielle")
        fetch.add_argument("sources", nargs="*", help="sources à télécharger ; toutes par défaut")
        fetch.add_argument("--depot", type=Path, help="dossier des fichiers officiels (défaut : CONVIVE_DEPOT)")
        fetch.add_argument("--json", action="store_true", help="le bilan en JSON, pour un programme")
        fetch.add_argument(
            "--en-fond", action="store_true", help="confie le téléchargement et la préparation au travailleur"
        )
        build = verbes.add_parser("build", help="prépare les données à partir de la base fournie et du dépôt")
        build.add_argument("sources", nargs="*", help="sources à relire ; toutes par défaut")
        build.add_argument("--depot", type=Path, help="dossier des fichiers officiels (défaut : CONVIVE_DEPOT)")
        build.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, n’écrit rien")
        check = verbes.add_parser("check", help="lit les fichiers d’un dépôt sans rien garder")
        check.add_argument("--depot", type=Path, help="dossier des fichiers officiels (défaut : CONVIVE_DEPOT)")
        charger = verbes.add_parser("import", help="charge les communes et les EPCI dans la base de l’application")
        charger.add_argument("--dry-run", action="store_true", help="dit ce qui changerait, n’écrit rien")

    def handle(self, *_: Any, **options: Any) -> None:
        # Without a terminal, lines must not be cut at 80 columns.
        largeur = None if self.stdout.isatty() else 200
        self.console = Console(file=cast("IO[str]", self.stdout), width=largeur)
        verbe = {
            "list": self.list_sources,
            "fetch": self.fetch_donnees,
            "build": self.build_donnees,
            "check": self.validate_depot,
            "import": self.import_territoires,
        }
        try:
            verbe[options["verbe"]](**options)
        except ErreurDonnees as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            endroit = error.filename or settings.DONNEES_DIR
            raise CommandError(
                f"Lecture ou écriture impossible ({endroit}) : {get_cause_disque(error)}. "
                "Les données en place n’ont pas changé."
            ) from error

    def list_sources(self, **_: Any) -> None:
        manifeste = get_manifeste(settings.DONNEES_DIR)
        if manifeste is None and (manifeste := get_dernier_manifeste(settings.DONNEES_DIR)):
            self.console.print(
                "Le manifeste des chiffres est abîmé : lancez « ./run convive donnees build », qui le refait. "
                "Voici ce qui avait été chargé."
            )
        if manifeste is None:
            self.console.print("Rien n’est encore préparé : lancez « ./run convive donnees build ».")
        self.console.print(_build_table_sources(manifeste))
        for source in SOURCES.values():
            etat = manifeste.get_source(source.identifiant) if manifeste else None
            if source.motifs and (etat is None or etat.etat == "absent"):
                fichiers = " ou ".join(source.motifs)
                phrase = (
                    f"Pour charger {source.identifiant} : téléchargez {fichiers} depuis {source.url}, "
                    "puis mettez-le dans le dépôt"
                )
                self.console.print(phrase, markup=False, soft_wrap=True)

    def fetch_donnees(self, **options: Any) -> None:
        depot: Path | None = options["depot"] or settings.DEPOT_DIR
        if depot is None:
            raise CommandError("Donnez un dossier avec --depot ou CONVIVE_DEPOT.")
        if options["en_fond"]:
            if depot != settings.DEPOT_DIR:
                raise CommandError("En tâche de fond, le dépôt est celui de CONVIVE_DEPOT.")
            validate_identifiants(options["sources"])
            taches.fetch_en_fond.enqueue(options["sources"])
            self.console.print("Téléchargement confié au travailleur.")
            return
        with _Telechargements(self.console, is_visible=self.stdout.isatty(), is_muet=options["json"]) as suivi:
            bilans = actions.fetch_donnees(
                depot_dir=depot,
                sources=options["sources"],
                today=timezone.localdate(),
                miroir=settings.MIROIR_SOURCES,
                etapes=Etapes(suivi.record, suivi.record_attente, suivi.record_bilan),
            )
        if options["json"]:
            self.stdout.write(json.dumps([asdict(bilan) for bilan in bilans], ensure_ascii=False, indent=1))
        else:
            self._print_bilans(bilans)
        if any(bilan.changement in (Changement.ECHEC, Changement.SCHEMA_CHANGE) for bilan in bilans):
            raise CommandError("Des fichiers n’ont pas été repris ; ceux qui étaient dans le dépôt n’ont pas changé.")

    def _print_bilans(self, bilans: list[Telechargement]) -> None:
        if not bilans:
            self.console.print(
                "Aucune de ces sources n’a d’adresse de téléchargement : voyez « convive donnees list »."
            )
        elif any(bilan.changement not in (Changement.IDENTIQUE, *ECHECS) for bilan in bilans):
            self.console.print("Préparez maintenant les données : « convive donnees build ».")

    def build_donnees(self, **options: Any) -> None:
        depot = self._get_depot(options["depot"])
        demande: dict[str, Any] = {
            "donnees_dir": settings.DONNEES_DIR,
            "depot_dir": depot,
            "sources": options["sources"],
        }
        if options["dry_run"]:
            plan = actions.compute_construction(**demande)
            for identifiant, fichiers in plan.fichiers.items():
                for fichier in fichiers:
                    self.console.print(f"{identifiant} : {fichier.nom}", markup=False, soft_wrap=True)
            self.console.print("Rien à faire." if plan.is_a_jour else "Les données seraient préparées de nouveau.")
            return
        with self._build_progression() as progression:
            bilan = actions.build_donnees(**demande, progression=progression.record)
        if not bilan.is_nouveau:
            self.console.print("Rien n’a changé depuis la dernière préparation.")
        if depot is None and any(source.fichiers for source in bilan.manifeste.sources):
            self.console.print("Sans dépôt, les sources déjà chargées sont gardées telles quelles.")
        ailleurs = [s.titre for s in bilan.manifeste.sources if is_from_ailleurs(bilan.manifeste, s.identifiant, depot)]
        if ailleurs:
            self.console.print(f"Gardé d’un autre dossier : {', '.join(ailleurs)}.", markup=False, soft_wrap=True)
        self.console.print(_build_table_sources(bilan.manifeste))
        self._print_remarques(bilan.manifeste)
        self._raise_ecarts("Des fichiers ont été refusés :", bilan.manifeste.refus, demande["depot_dir"])

    def validate_depot(self, **options: Any) -> None:
        depot = self._get_depot(options["depot"])
        if depot is None:
            raise CommandError("Donnez un dossier avec --depot ou CONVIVE_DEPOT.")
        with self._build_progression() as progression:
            verifications = actions.validate_depot(
                donnees_dir=settings.DONNEES_DIR, depot_dir=depot, progression=progression.record
            )
        table = Table("Source", "Fichier", "Millésimes", "Lignes", "État")
        for lu in verifications:
            table.add_row(
                lu.source,
                lu.fichier,
                _render_millesimes(lu.millesimes),
                str(lu.lignes),
                "refusé" if lu.refus else "bon",
            )
        self.console.print(table)
        for lu in verifications:
            for avertissement in lu.avertissements:
                self.console.print(f"{lu.fichier} : {avertissement}", markup=False, soft_wrap=True)
        self._raise_ecarts("Des fichiers seraient refusés :", [lu.refus for lu in verifications if lu.refus], depot)
        if not verifications:
            raise CommandError(
                f"Aucun fichier connu dans {depot} ; « ./run convive donnees list » dit lesquels y mettre."
            )

    def import_territoires(self, **options: Any) -> None:
        try:
            bilan = actions.import_territoires(dry_run=options["dry_run"])
        except ListeRefusee as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            self.console.print("À blanc, rien n’est écrit.")
        self.console.print(
            f"Liste de {bilan.millesime} : {bilan.crees} territoires créés, {bilan.modifies} modifiés, "
            f"{bilan.inchanges} inchangés, {bilan.desactives} désactivés."
        )

    def _get_depot(self, depot: Path | None) -> Path | None:
        choisi: Path | None = depot or settings.DEPOT_DIR
        if choisi is not None and not choisi.is_dir():
            raise CommandError(f"Le dépôt {choisi} n’existe pas.")
        return choisi

    def _raise_ecarts(self, titre: str, refus: list[str], depot: Path | None) -> None:
        """List every file that is not read. Raise CommandError for a refused file, or one unknown to all sources."""
        non_lus = list_non_lus(depot)
        inconnus = non_lus.pop(None, [])
        for raison, noms in non_lus.items():
            suite = f" et {len(noms) - 3} autres" if len(noms) > 4 else ""
            liste = ", ".join(noms[: 3 if suite else None])
            self.console.print(f"Pas lu : {liste}{suite}, parce que {raison}.", markup=False, soft_wrap=True)
        parties = [f"{titre}\n" + "\n".join(refus)] if refus else []
        if inconnus:
            parties.append(
                "Aucune source ne lit un fichier de ce nom ; « ./run convive donnees list » dit les noms "
                "attendus\u00a0:\n" + "\n".join(inconnus)
            )
        if parties:
            raise CommandError("\n".join(parties))

    def _build_progression(self) -> "_Progression":
        return _Progression(self.console, is_visible=self.stdout.isatty())

    def _print_remarques(self, manifeste: Manifeste) -> None:
        for source in manifeste.sources:
            for avertissement in source.avertissements:
                self.console.print(f"{source.identifiant} : {avertissement}", markup=False, soft_wrap=True)


class _Progression:
    """A progress bar in a terminal, otherwise one line per step."""

    def __init__(self, console: Console, *, is_visible: bool) -> None:
        self.console = console
        self.barre = Progress(
            TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console, disable=not is_visible
        )
        self.is_visible = is_visible
        self.tache = self.barre.add_task("Préparation", total=None)

    def __enter__(self) -> "_Progression":
        self.barre.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.barre.stop()

    def record(self, etape: str, fait: int, total: int) -> None:
        self.barre.update(self.tache, description=etape, completed=fait, total=total)
        if not self.is_visible:
            self.console.print(f"[{fait}/{total}] {etape}", markup=False, highlight=False, soft_wrap=True)


class _Telechargements:
    """A progress bar per file in a terminal, otherwise a line per wait; and the outcome of each file when known."""

    def __init__(self, console: Console, *, is_visible: bool, is_muet: bool) -> None:
        self.console = console
        self.is_visible = is_visible and not is_muet
        self.is_muet = is_muet
        self.barre = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            console=console,
            disable=not self.is_visible,
        )
        self.taches: dict[str, TaskID] = {}

    def __enter__(self) -> "_Telechargements":
        self.barre.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.barre.stop()

    def record(self, source: str, fichier: str, recus: int, attendus: int | None) -> None:
        tache = self._get_tache(source, fichier)
        self.barre.update(tache, description=f"{source} : {fichier}", completed=recus, total=attendus)

    def record_attente(self, source: str, fichier: str, attente: Attente) -> None:
        texte = f"{source} : {fichier} : {attente.phrase}"
        self.barre.update(self._get_tache(source, fichier), description=texte)
        if not self.is_visible:
            self._print(texte)

    def record_bilan(self, bilan: Telechargement, fait: int, total: int) -> None:
        if (tache := self.taches.pop(bilan.fichier, None)) is not None:
            self.barre.remove_task(tache)
        self._print(f"[{fait}/{total}] {bilan.source} : {bilan.fichier} : {bilan.phrase}")

    def _get_tache(self, source: str, fichier: str) -> TaskID:
        if fichier not in self.taches:
            self.taches[fichier] = self.barre.add_task(f"{source} : {fichier}", total=None)
        return self.taches[fichier]

    def _print(self, texte: str) -> None:
        if not self.is_muet:
            self.console.print(texte, markup=False, highlight=False, soft_wrap=True)


def _build_table_sources(manifeste: Manifeste | None) -> Table:
    table = Table("Source", "Titre", "Millésimes", "Lignes", "Âge du fichier", "Licence", "État")
    for source in SOURCES.values():
        etat = manifeste.get_source(source.identifiant) if manifeste else None
        if etat is not None and etat.etat != "absent":
            table.add_row(
                source.identifiant,
                source.titre,
                _render_millesimes(etat.millesimes),
                f"{etat.lignes or ''}",
                _render_age(etat),
                source.licence,
                ETATS[etat.etat],
            )
            continue
        table.add_row(
            source.identifiant,
            source.titre,
            "",
            "",
            "",
            source.licence,
            ETATS["absent" if source.motifs else "integre"],
        )
    return table


def _render_millesimes(millesimes: "list[int]") -> str:
    if len(millesimes) > 2 and millesimes[-1] - millesimes[0] == len(millesimes) - 1:
        return f"{millesimes[0]} à {millesimes[-1]}"
    return ", ".join(map(str, millesimes))


def _render_age(etat: EtatSource) -> str:
    if not etat.fichiers:
        return ""
    plus_recent = max(datetime.fromisoformat(fichier.modifie_le) for fichier in etat.fichiers)
    jours = (datetime.now(UTC) - plus_recent).days
    return "aujourd’hui" if jours < 1 else f"{jours} jour{'s' if jours > 1 else ''}"
