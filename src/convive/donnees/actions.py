"""The actions on the data plane."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import transaction

from convive.donnees.construction import Plan, Progression, build, compute_plan, notify_personne
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.manifeste import Manifeste
from convive.donnees.sources import base, mouvements
from convive.donnees.sources.base import BASE_DIR
from convive.donnees.sources.registre import SOURCES_DEPOT, validate_identifiants
from convive.donnees.telechargement.client import Client
from convive.donnees.telechargement.moteur import Etapes, Moteur, Telechargement
from convive.donnees.telechargement.rapport import record_rapport
from convive.territoires import actions as territoires
from convive.territoires.rules import BilanImport, LignePassage, LigneTerritoire

MILLESIME_LISTE = 2026
"""The year of the code list in the packaged base, as in force on 1 January."""


@dataclass(frozen=True)
class Bilan:
    """The result of a build: the current manifest, and whether there was anything to do."""

    manifeste: Manifeste
    is_nouveau: bool


@dataclass(frozen=True)
class Verification:
    """The result of reading one file of the dépôt, without storing anything."""

    source: str
    fichier: str
    lignes: int
    millesimes: list[int]
    avertissements: list[str]
    refus: str | None


def build_donnees(
    *,
    donnees_dir: Path,
    depot_dir: Path | None = None,
    base_dir: Path = BASE_DIR,
    sources: Sequence[str] = (),
    progression: Progression = notify_personne,
) -> Bilan:
    """Build the data plane: idempotent, and immediate if there is nothing to do.

    `sources` limits the build to some sources of the dépôt; the others stay as they are. A source can only be removed
    by a dépôt that exists. A refused file is recorded in the manifest and does not raise. Raise ConstructionEnCours if
    another build is running, SourceInconnue for an unknown name.
    """
    validate_identifiants(list(sources))
    manifeste, is_nouveau = build(donnees_dir, depot_dir, base_dir, list(sources), progression)
    return Bilan(manifeste, is_nouveau)


def compute_construction(
    *, donnees_dir: Path, depot_dir: Path | None = None, base_dir: Path = BASE_DIR, sources: Sequence[str] = ()
) -> Plan:
    """What `build_donnees` would do, without writing anything."""
    validate_identifiants(list(sources))
    return compute_plan(donnees_dir, depot_dir, base_dir, list(sources))


def validate_depot(
    *, donnees_dir: Path, depot_dir: Path, base_dir: Path = BASE_DIR, progression: Progression = notify_personne
) -> list[Verification]:
    """Read every known file of the dépôt and report what is wrong with it; nothing is written."""
    plan = compute_plan(donnees_dir, depot_dir, base_dir)
    cog = base.get_code_officiel_geographique(base_dir)
    total = sum(len(fichiers) for fichiers in plan.fichiers.values())
    verifications: list[Verification] = []
    for fichier in plan.fichiers.get(mouvements.SOURCE.identifiant, ()):
        progression(fichier.path.name, len(verifications), total)
        try:
            fichier.validate_lisible()
            faits = mouvements.build(fichier.path)
            verifications.append(
                Verification(mouvements.SOURCE.identifiant, fichier.nom, len(faits.successeurs), [], [], None)
            )
        except FichierIllisible as error:
            verifications.append(Verification(mouvements.SOURCE.identifiant, fichier.nom, 0, [], [], str(error)))
    for element in SOURCES_DEPOT:
        for fichier in plan.fichiers.get(element.source.identifiant, ()):
            progression(fichier.path.name, len(verifications), total)
            try:
                fichier.validate_lisible()
                resultat = element.build(fichier.path, cog)
            except FichierIllisible as error:
                verifications.append(Verification(element.source.identifiant, fichier.nom, 0, [], [], str(error)))
                continue
            verifications.append(
                Verification(
                    element.source.identifiant,
                    fichier.nom,
                    resultat.nombre,
                    resultat.millesimes,
                    resultat.avertissements,
                    None,
                )
            )
    return verifications


def fetch_donnees(
    *,
    depot_dir: Path,
    sources: Sequence[str] = (),
    today: date,
    base_dir: Path = BASE_DIR,
    miroir: str = "",
    etapes: Etapes | None = None,
    client: Client | None = None,
) -> list[Telechargement]:
    """Download into the dépôt the files of all sources that have an official URL, or of some of them.

    Each file is checked by reading it, then moved into place: an old file is only ever replaced by a complete one. A
    dead server is reported in the result and does not raise. Raise ConstructionEnCours if another download is running,
    SourceInconnue for an unknown name.
    """
    validate_identifiants(list(sources))
    depot_dir.mkdir(parents=True, exist_ok=True)
    cog = base.get_code_officiel_geographique(base_dir)
    client = client or Client(miroir)
    demandees = [
        element
        for element in SOURCES_DEPOT
        if element.source.adresses and (not sources or element.source.identifiant in sources)
    ]
    total = sum(len(element.source.adresses) for element in demandees)
    moteur = Moteur(client, depot_dir, cog, today, etapes or Etapes(), total)
    bilans: list[Telechargement] = []
    try:
        for element in demandees:
            source = element.source
            bilans += moteur.fetch(source.identifiant, source.adresses, source.motifs, element.build)
    finally:
        client.close()
        if bilans:
            # Also write the report of a session that was interrupted: the files already downloaded are in place.
            record_rapport(depot_dir, bilans, datetime.now(UTC))
    return bilans


@transaction.atomic
def import_territoires(*, base_dir: Path = BASE_DIR, dry_run: bool = False) -> BilanImport:
    """Load the code list of the packaged base, the fictional territory and the hand-kept passages into the database.

    Running it again changes nothing. With `dry_run`, the changes are counted, then rolled back. Raise ListeRefusee if
    the list is inconsistent.
    """
    lignes = [
        LigneTerritoire(
            **ligne | {nom: tuple(ligne[nom] or ()) for nom in ("codes_postaux", "anciens_codes")},
        )
        for ligne in base.list_territoires(base_dir)
    ]
    bilan = territoires.import_territoires(lignes=lignes, millesime=MILLESIME_LISTE)
    territoires.import_passages(
        lignes=[
            LignePassage(
                ancien_code=passage["ancien_code"],
                code=passage["code"],
                nature=passage["nature"],
                date_effet=date.fromisoformat(passage["date_effet"]) if passage["date_effet"] else None,
                source=passage["url_source"],
            )
            for passage in base.list_passages(base_dir)
        ]
    )
    if dry_run:
        transaction.set_rollback(True)
    return bilan
