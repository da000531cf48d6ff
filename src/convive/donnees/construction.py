"""The build: from the packaged base and the files of the dépôt to the sorted long table, then an atomic pointer swap.

Nothing is modified in place. Readers see the previous build until `actuel` is replaced. If a file is refused, its
source keeps its last good rows, and other sources are built as usual.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from convive.donnees.agregation import Entree, build_listes, build_tables
from convive.donnees.cache_sources import CacheSources, get_version_code
from convive.donnees.code_officiel_geographique import CodeOfficielGeographique, attach_mouvements
from convive.donnees.declaration import Source
from convive.donnees.depot import compute_cle, compute_empreinte, list_fichiers
from convive.donnees.ecriture import PREFIXE_EN_COURS, explain_disque, get_verrou, record_sur_disque, update_fichier
from convive.donnees.erreurs import FichierIllisible, ManifesteAbime
from convive.donnees.manifeste import (
    NOM_MANIFESTE,
    EtatSource,
    FichierLu,
    Manifeste,
    get_dernier_manifeste,
    get_manifeste,
    list_abimes,
    render_manifeste,
    update_pointeur,
)
from convive.donnees.memoire import pause_ramasse_miettes, release_memoire
from convive.donnees.sources import annuaire_education, base, fictif, mouvements
from convive.donnees.sources.registre import SOURCES, SOURCES_DEPOT, SourceDepot
from convive.socle.disque import get_cause_disque

FICHIERS_CONSTRUITS = (
    "par_territoire.parquet",
    "rangees.parquet",
    "rangees_mots.parquet",
    "scissions.parquet",
    "contours.parquet",
    "lieux.parquet",
    "zones.parquet",
)

type Progression = Callable[[str, int, int], None]
"""Called with the step that begins, the number of steps done, and their total number."""


def notify_personne(etape: str, fait: int, total: int) -> None:
    """The default progress callback, which does nothing."""


@dataclass(frozen=True)
class FichierDepot:
    """A file found in the dépôt for a source; `illisible` says why it cannot even be opened."""

    path: Path
    nom: str
    sha256: str
    illisible: str = ""

    @property
    def depot(self) -> str:
        """The fingerprint of the dépôt: a build from another folder never removes files that came from this one."""
        return _compute_empreinte_depot(self.path.parents[len(Path(self.nom).parts) - 1])

    def validate_lisible(self) -> None:
        """Raise FichierIllisible for a broken link, a permission error or a failing disk."""
        if self.illisible:
            raise FichierIllisible(self.path.name, f"le fichier ne peut pas être ouvert ({self.illisible})")


@dataclass
class Plan:
    """What a build would do: the files of each source, and whether anything has changed since the current build."""

    fichiers: dict[str, list[FichierDepot]]
    entrees: str
    empreinte_base: str
    socle: str
    ancien: Manifeste | None
    is_a_jour: bool


@dataclass
class _Chantier:
    """The state of a build in progress."""

    cache: CacheSources
    plan: Plan
    cog: CodeOfficielGeographique
    cle_cog: str
    entrees: list[Entree] = field(default_factory=list)
    lieux: list[Path] = field(default_factory=list)
    zones: list[Path] = field(default_factory=list)
    etats: dict[str, EtatSource] = field(default_factory=dict)

    def list_annuaires(self) -> list[str]:
        """The keys of the directories of schools in this build, including last good ones."""
        etat = self.etats.get(annuaire_education.SOURCE.identifiant)
        return [fichier.cle for fichier in etat.fichiers] if etat else []


def compute_plan(
    donnees_dir: Path, depot_dir: Path | None, base_dir: Path, identifiants: list[str] | None = None
) -> Plan:
    """List the files of the base and of the dépôt, and only compute their fingerprints.

    With `identifiants`, other sources stay as in the current build. All of them do if there is no dépôt, or if its
    folder is missing (an unplugged disk); so does a source that came from another folder and has no file here.
    Raise ManifesteAbime if no manifest says any more what was loaded, and there is no dépôt to build from.
    """
    ancien = get_dernier_manifeste(donnees_dir)
    has_depot = depot_dir is not None and depot_dir.is_dir()
    if ancien is None and not has_depot and any((donnees_dir / "sources").glob("*.json")):
        raise ManifesteAbime
    declarees = [source for source in SOURCES.values() if source.motifs]
    trouves = list_fichiers(depot_dir, declarees)
    fichiers = {
        identifiant: [
            _build_fichier_depot(path, str(path.relative_to(depot_dir)))  # type: ignore[arg-type]  # checked just before, out of sight of mypy
            for path in paths
        ]
        for identifiant, paths in trouves.items()
        if has_depot
        and (not identifiants or identifiant in identifiants)
        and (paths or not is_from_ailleurs(ancien, identifiant, depot_dir))
    }
    elements_base = [f"{path.relative_to(base_dir)}:{compute_empreinte(path)}" for path in base.list_fichiers(base_dir)]
    empreinte_base = compute_cle(*elements_base)
    conserves = [
        f"{source.identifiant}={fichier.cle}"
        for source in (ancien.sources if ancien else ())
        if source.motifs and source.identifiant not in fichiers
        for fichier in source.fichiers
    ]
    socle = compute_cle(get_version_code(), empreinte_base)
    entrees = compute_cle(
        get_version_code(),
        empreinte_base,
        *(f"{source}/{f.nom}:{f.sha256}" for source, liste in fichiers.items() for f in liste),
        *conserves,
    )
    if ancien and not has_depot and ancien.socle == socle:
        entrees = ancien.entrees
    is_a_jour = (
        ancien is not None
        and ancien.entrees == entrees
        and get_manifeste(donnees_dir) == ancien
        and all((donnees_dir / ancien.construction / nom).exists() for nom in FICHIERS_CONSTRUITS)
        and not list_abimes(donnees_dir / ancien.construction, ancien)
    )
    return Plan(fichiers, entrees, empreinte_base, socle, ancien, is_a_jour)


def is_from_ailleurs(ancien: Manifeste | None, identifiant: str, depot_dir: Path | None) -> bool:
    """Whether all the files known for a source came from another folder than this one."""
    source = ancien.get_source(identifiant) if ancien else None
    depots = {fichier.depot for fichier in source.fichiers} if source else set()
    return bool(depots) and depot_dir is not None and depots.isdisjoint({"", _compute_empreinte_depot(depot_dir)})


def _compute_empreinte_depot(depot_dir: Path) -> str:
    """A fingerprint of the folder's path: the manifest is shown and copied, so it must not reveal paths of the
    machine."""
    return compute_cle(str(depot_dir.resolve()))


def _build_fichier_depot(path: Path, nom: str) -> FichierDepot:
    try:
        return FichierDepot(path, nom, compute_empreinte(path))
    except OSError as error:
        return FichierDepot(path, nom, "", get_cause_disque(error))


def build(
    donnees_dir: Path,
    depot_dir: Path | None,
    base_dir: Path,
    identifiants: list[str] | None = None,
    progression: Progression = notify_personne,
) -> tuple[Manifeste, bool]:
    """Build what has changed. Return (current manifest, whether there was anything to do)."""
    with get_verrou(donnees_dir), pause_ramasse_miettes():
        _delete_restes(donnees_dir)
        plan = compute_plan(donnees_dir, depot_dir, base_dir, identifiants)
        if plan.is_a_jour and plan.ancien:
            return plan.ancien, False
        etapes = sum(len(liste) for liste in plan.fichiers.values()) + 2
        progression("Liste des communes", 0, etapes)
        chantier = _build_chantier(donnees_dir, plan, base_dir)
        fait = 1
        for element in SOURCES_DEPOT:
            fait = _build_source(chantier, element, progression, fait, etapes)
        progression("Totaux par territoire et écriture", etapes - 1, etapes)
        manifeste = _export(donnees_dir, chantier, base_dir)
        update_pointeur(donnees_dir, manifeste)
        _delete_anciennes(donnees_dir, manifeste, plan.ancien)
        progression("Terminé", etapes, etapes)
        return manifeste, True


def _delete_restes(donnees_dir: Path) -> None:
    """Delete what a killed build has left behind. The lock is held, so nobody is using it."""
    for dossier in (donnees_dir, donnees_dir / "sources"):
        for reste in dossier.glob(f"{PREFIXE_EN_COURS}*"):
            if reste.is_dir():
                shutil.rmtree(reste)
            else:
                reste.unlink()


def _build_chantier(donnees_dir: Path, plan: Plan, base_dir: Path) -> _Chantier:
    cache = CacheSources(donnees_dir)
    cog = base.get_code_officiel_geographique(base_dir)
    chantier = _Chantier(cache, plan, cog, "")
    etat = _build_etat(mouvements.SOURCE)
    cles: list[str] = []
    chantier.etats[etat.identifiant] = etat
    for fichier in plan.fichiers.get(etat.identifiant, ()):
        cle = compute_cle(fichier.sha256, get_version_code())
        try:
            fichier.validate_lisible()
            chantier.cog = attach_mouvements(chantier.cog, cache.get_mouvements(fichier.path, cle))
        except FichierIllisible as error:
            _record_refus(etat, error)
            continue
        cles.append(cle)
        etat.etat = "charge" if etat.etat != "refuse" else "refuse"
        etat.fichiers.append(_build_fichier_lu(fichier, cle, {}))
    for fichier_lu in _list_conserves(plan, etat):
        try:
            chantier.cog = attach_mouvements(chantier.cog, cache.get_mouvements(None, fichier_lu.cle))
        except FileNotFoundError:
            continue
        cles.append(fichier_lu.cle)
        etat.fichiers.append(fichier_lu)
        etat.etat = "conserve" if etat.refus else "charge"
    chantier.cle_cog = compute_cle(get_version_code(), plan.empreinte_base, *cles)
    return chantier


def _build_source(chantier: _Chantier, element: SourceDepot, progression: Progression, fait: int, etapes: int) -> int:
    """Read the files of one source, or keep its last good rows. Return the number of steps done."""
    source = element.source
    etat = _build_etat(source)
    chantier.etats[source.identifiant] = etat
    annuaires = chantier.list_annuaires() if element.build_joint else []
    for fichier in chantier.plan.fichiers.get(source.identifiant, ()):
        progression(f"{source.titre} : {fichier.path.name}", fait, etapes)
        fait += 1
        cle = compute_cle(source.identifiant, fichier.path.name, fichier.sha256, chantier.cle_cog, *annuaires)
        try:
            fichier.validate_lisible()
            fiche = chantier.cache.get_fiche(source.identifiant, cle) or chantier.cache.build_mesures(
                element, fichier.path, cle, chantier.cog, annuaires
            )
        except FichierIllisible as error:
            _record_refus(etat, error)
            continue
        if etat.etat == "absent":
            etat.etat = "charge"
        etat.fichiers.append(_build_fichier_lu(fichier, cle, fiche))
    for fichier_lu in _list_conserves(chantier.plan, etat):
        if chantier.cache.get_fiche(source.identifiant, fichier_lu.cle) is not None:
            etat.fichiers.append(fichier_lu)
            etat.etat = "conserve" if etat.refus else "charge"
        else:
            perdu = "ce qui en avait été lu est abîmé ou perdu, remettez le fichier dans le dépôt"
            _record_refus(etat, FichierIllisible(fichier_lu.nom, perdu))
    for fichier_lu in etat.fichiers:
        etat.avertissements += fichier_lu.avertissements
        path = chantier.cache.get_path(source.identifiant, fichier_lu.cle)
        chantier.entrees.append(Entree(path, source.priorite))
        chantier.lieux += chantier.cache.list_annexes(source.identifiant, fichier_lu.cle, "lieux")
        chantier.zones += chantier.cache.list_annexes(source.identifiant, fichier_lu.cle, "zones")
    return fait


def _build_etat(source: Source, etat: str = "absent") -> EtatSource:
    return EtatSource(
        source.identifiant,
        source.titre,
        source.producteur,
        source.licence,
        source.url,
        source.limite,
        list(source.motifs),
        etat,
    )


def _record_refus(etat: EtatSource, error: FichierIllisible) -> None:
    etat.etat = "refuse"
    etat.refus.append(str(error))


def _build_fichier_lu(fichier: FichierDepot, cle: str, fiche: dict[str, object]) -> FichierLu:
    infos = fichier.path.stat()
    return FichierLu(
        nom=fichier.nom,
        sha256=fichier.sha256,
        taille=infos.st_size,
        modifie_le=datetime.fromtimestamp(infos.st_mtime, UTC).isoformat(timespec="seconds"),
        cle=cle,
        lignes=int(str(fiche.get("lignes", 0))),
        millesimes=list(fiche.get("millesimes", [])),  # type: ignore[call-overload]  # a value of JSON, whose shape is known here
        avertissements=list(fiche.get("avertissements", [])),  # type: ignore[call-overload]  # a value of JSON, whose shape is known here
        chiffres=dict(fiche.get("chiffres", {})),  # type: ignore[call-overload]  # a value of JSON, whose shape is known here
        depot=fichier.depot,
    )


def _list_conserves(plan: Plan, etat: EtatSource) -> Iterator[FichierLu]:
    """The files of the current build to keep. For a source that was not searched for (not requested, or no dépôt), all
    of them; for a source with a refused file, those that no good file of the same name replaces.
    """
    ancien = plan.ancien.get_source(etat.identifiant) if plan.ancien else None
    if ancien is None or (etat.identifiant in plan.fichiers and not etat.refus):
        return
    lus = {fichier.nom for fichier in etat.fichiers}
    yield from (fichier for fichier in ancien.fichiers if fichier.nom not in lus)


def _export(donnees_dir: Path, chantier: _Chantier, base_dir: Path) -> Manifeste:
    """Write the build in a temporary folder, then rename it."""
    entrees = [Entree(base_dir / "mesures.parquet", 30), *chantier.entrees]
    contours = [base_dir / "contours.parquet"]
    mesures_fictives = base_dir / "fictif" / "mesures.parquet"
    if mesures_fictives.exists():
        entrees.append(Entree(mesures_fictives, fictif.SOURCE.priorite, is_fictif=True))
        contours.append(base_dir / "fictif" / "contours.parquet")
    lieux_fictifs = base_dir / "fictif" / "lieux.parquet"
    lieux = [*chantier.lieux, *([lieux_fictifs] if lieux_fictifs.exists() else [])]
    cles = [f"{entree.path.name}" for entree in chantier.entrees]
    construction = compute_cle(chantier.plan.entrees, chantier.cle_cog, *cles)
    provisoire = donnees_dir / f"{PREFIXE_EN_COURS}{construction}"
    provisoire.mkdir()
    # Return the memory used to read the files before the totals need theirs.
    release_memoire()
    with explain_disque(provisoire):
        comptes = build_tables(provisoire, entrees, contours, chantier.cog)
        build_listes(provisoire, lieux=lieux, zones=chantier.zones)
    manifeste = Manifeste(
        construction=construction,
        entrees=chantier.plan.entrees,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        lignes=sum(comptes.values()),
        sources=_list_etats(chantier, comptes),
        socle=chantier.plan.socle,
        empreintes={path.name: compute_empreinte(path) for path in sorted(provisoire.iterdir())},
    )
    update_fichier(provisoire / NOM_MANIFESTE, render_manifeste(manifeste))
    definitif = donnees_dir / construction
    if definitif.exists():
        shutil.rmtree(definitif)
    provisoire.rename(definitif)
    record_sur_disque(donnees_dir)
    return manifeste


def _list_etats(chantier: _Chantier, comptes: dict[tuple[str, int], int]) -> list[EtatSource]:
    etats = []
    for source in SOURCES.values():
        etat = chantier.etats.get(source.identifiant) or _build_etat(source, "integre")
        par_millesime = {
            millesime: nombre
            for (identifiant, millesime), nombre in comptes.items()
            if identifiant == source.identifiant
        }
        etat.lignes = sum(par_millesime.values())
        etat.millesimes = sorted(par_millesime)
        etats.append(etat)
    return etats


def _delete_anciennes(donnees_dir: Path, manifeste: Manifeste, ancien: Manifeste | None) -> None:
    """Delete older builds, except the current one and the previous one, which a page may still be reading."""
    gardes = {manifeste.construction, "sources", ancien.construction if ancien else ""}
    for dossier in donnees_dir.iterdir():
        if dossier.is_dir() and dossier.name not in gardes:
            shutil.rmtree(dossier)
    utiles = {
        (source.identifiant, fichier.cle)
        for garde in (manifeste, ancien)
        if garde
        for source in garde.sources
        for fichier in source.fichiers
    }
    CacheSources(donnees_dir).delete_inutiles(utiles)
