"""An espace becomes a ZIP, row by row, without being held in memory."""

import hashlib
import json
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.files.storage import Storage
from django.db import connection, models, transaction

from convive.espaces.copie.archive import DONNEES, FICHIERS, FORMAT, MANIFESTE, TAILLE_LECTURE, VERSION, build_info
from convive.espaces.copie.champs import Champ, Nature, Plan, encode, get_identifiant
from convive.espaces.copie.empreinte import Empreinte, dump
from convive.espaces.copie.graphe import Lignes, Partants, list_partants
from convive.espaces.copie.registre import copie, get_chemin
from convive.espaces.models import Espace
from convive.territoires.models import Perimetre

TAILLE_MEMOIRE = 2 * 1024**2


@contextmanager
def frozen_rows() -> Iterator[None]:
    """Every query of the block sees the same rows, whatever others write meanwhile."""
    is_first = not connection.in_atomic_block
    with ExitStack() as stack:
        if is_first and connection.vendor == "sqlite":
            stack.enter_context(_without_lock())
        stack.enter_context(transaction.atomic())
        if is_first and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def _without_lock() -> Iterator[None]:
    """On SQLite, transactions begin by the lock of who writes (settings): one that only reads leaves it to others, and
    still sees the same rows to its end."""
    connection.ensure_connection()
    mode = connection.transaction_mode  # type: ignore[attr-defined]  # of the SQLite backend
    connection.transaction_mode = None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]


def export_espace(espace: Espace, *, structure: bool = False) -> IO[bytes]:
    """The ZIP of an espace, in a temporary file placed at its start; in memory while it is small.

    It holds no person: members come back by invitation. `structure` leaves out what people wrote.
    """
    sortie = tempfile.SpooledTemporaryFile(TAILLE_MEMOIRE, suffix=".zip")  # noqa: SIM115  # the caller closes it
    plans = [plan for plan in copie.get_plans() if plan.declaration.is_structure or not structure]
    with frozen_rows(), zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        Ecriture(archive, espace, plans).write()
    sortie.seek(0)
    return sortie


def compute_empreinte_espace(espace: Espace) -> str:
    """The print that a copy of this espace would have."""
    plans = copie.get_plans()
    with frozen_rows():
        return Ecriture(None, espace, plans).write()


def get_empreinte(copie: IO[bytes]) -> str:
    """The print that a copy written here says of itself; the file is left at its start."""
    with zipfile.ZipFile(copie) as archive:
        empreinte: str = json.loads(archive.read(MANIFESTE))["empreinte"]
    copie.seek(0)
    return empreinte


class Ecriture:
    """One ZIP being written; without archive, only its print is computed."""

    def __init__(
        self,
        archive: zipfile.ZipFile | None,
        espace: Espace,
        plans: "list[Plan] | tuple[Plan, ...]",
    ) -> None:
        self._archive = archive
        self._espace = espace
        self._lues = Lignes(espace)
        self._plans = plans
        self._empreinte = Empreinte()
        self._fichiers: dict[str, tuple[Storage, str, int]] = {}
        self._perimetres: dict[Any, dict[str, Any]] = {}

    def write(self) -> str:
        """Write every file of the copy; return its print."""
        partants = list_partants(self._plans, self._lues)
        lignes = {plan.label: self._write_modele(plan, partants) for plan in self._plans}
        empreinte = self._empreinte.compute()
        if self._archive is None:
            return empreinte
        for sha, (storage, name, _) in sorted(self._fichiers.items()):
            _write_fichier(self._archive, f"{FICHIERS}{sha}", storage, name)
        manifeste = {
            "format": FORMAT,
            "version": VERSION,
            "espace": str(self._espace.pk),
            "nom": self._espace.nom,
            "lignes": lignes,
            "fichiers": len(self._fichiers),
            "octets_fichiers": sum(octets for _, _, octets in self._fichiers.values()),
            "empreinte": empreinte,
        }
        self._archive.writestr(build_info(MANIFESTE), dump(manifeste).encode())
        return empreinte

    def _write_modele(self, plan: Plan, partants: Partants) -> int:
        if self._archive is None:
            return sum(1 for _ in self._list_lignes(plan, partants))
        with self._archive.open(build_info(f"{DONNEES}{plan.label}.jsonl"), "w") as stream:
            count = 0
            for ligne in self._list_lignes(plan, partants):
                stream.write(f"{dump(ligne)}\n".encode())
                count += 1
            return count

    def _list_lignes(self, plan: Plan, partants: Partants) -> Iterator[dict[str, Any]]:
        if not partants.cles[plan.modele]:
            return
        multiples = self._list_multiples(plan, partants)
        for row in self._lues.list_rows(plan.modele):
            if row.pk in partants.cles[plan.modele]:
                ligne = {
                    champ.name: self._build_valeur(row, champ, plan, partants, multiples) for champ in plan.natures
                }
                self._empreinte.add(plan, ligne)
                yield ligne

    def _list_multiples(self, plan: Plan, partants: Partants) -> dict[Champ, dict[Any, list[str]]]:
        """Of each many-to-many field, what each row points at: one query per field."""
        found: dict[Champ, dict[Any, list[str]]] = {}
        for champ in plan.get_champs(Nature.LIENS, Nature.CATALOGUES):
            source, cible = champ.m2m_field_name(), champ.m2m_reverse_field_name()
            chemin = f"{source}__{get_chemin(plan.modele)}"
            through = champ.remote_field.through._base_manager.filter(**{chemin: self._espace.pk})
            groups: dict[Any, list[str]] = defaultdict(list)
            for cle, autre in through.values_list(f"{source}_id", f"{cible}_id").iterator():
                if plan.natures[champ] is Nature.CATALOGUES:
                    groups[cle].append(str(autre))
                elif autre in partants.cles.get(champ.related_model, ()):
                    groups[cle].append(get_identifiant(champ.related_model, autre))
            found[champ] = groups
        return found

    def _build_valeur(
        self, row: Any, champ: Champ, plan: Plan, partants: Partants, multiples: dict[Champ, dict[Any, list[str]]]
    ) -> Any:
        nature = plan.natures[champ]
        if nature is Nature.VALEUR:
            valeur = encode(champ, champ.value_from_object(row))
            return partants.without_ailleurs(valeur) if isinstance(champ, models.JSONField) else valeur
        if nature is Nature.CLE:
            return get_identifiant(plan.modele, row.pk)
        if nature is Nature.LIEN:
            cle = getattr(row, champ.attname)
            is_la = cle in partants.cles.get(champ.related_model, ())
            return get_identifiant(champ.related_model, cle) if is_la else None
        if nature in (Nature.LIENS, Nature.CATALOGUES):
            return sorted(multiples[champ].get(row.pk, ()))
        if nature is Nature.IDENTIFIANT:
            cle, cible = getattr(row, champ.attname), plan.get_cible(champ, getattr(row, "objet_type", ""))
            return str(cle) if cible in partants.cles and cle in partants.cles[cible] else None
        if nature is Nature.PERIMETRE:
            return self._build_perimetre(getattr(row, champ.attname))
        if nature is Nature.CATALOGUE:
            return getattr(row, champ.attname)
        return self._build_fichier(getattr(row, champ.attname))

    def _build_perimetre(self, cle: Any) -> dict[str, Any] | None:
        """A périmètre travels with its content, because its key is computed from it."""
        if cle is None:
            return None
        if cle not in self._perimetres:
            perimetre = Perimetre.objects.get(pk=cle)
            codes = sorted(perimetre.communes.values_list("code", flat=True))
            date_validite = perimetre.date_validite.isoformat()
            self._perimetres[cle] = {"nom": perimetre.nom, "date_validite": date_validite, "communes": codes}
        return self._perimetres[cle]

    def _build_fichier(self, fichier: Any) -> dict[str, Any] | None:
        """What a file is, by its content: neither its name nor its path here mean anything elsewhere."""
        if not fichier or not fichier.storage.exists(fichier.name):
            return None
        digest, octets = hashlib.sha256(), 0
        with fichier.storage.open(fichier.name) as stream:
            while piece := stream.read(TAILLE_LECTURE):
                digest.update(piece)
                octets += len(piece)
        self._fichiers[digest.hexdigest()] = (fichier.storage, fichier.name, octets)
        suffixe = PurePosixPath(fichier.name).suffix.lower()
        return {"sha256": digest.hexdigest(), "octets": octets, "extension": suffixe}


def _write_fichier(archive: zipfile.ZipFile, name: str, storage: Storage, path: str) -> None:
    """Stored, not compressed: documents and pictures already are."""
    with storage.open(path) as source, archive.open(build_info(name, zipfile.ZIP_STORED), "w") as stream:
        while piece := source.read(TAILLE_LECTURE):
            stream.write(piece)
