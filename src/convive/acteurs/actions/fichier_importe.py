"""What every import of a table does: take the file, say its columns, give it up; and the end of its writing and of its
undoing. A package says its `SorteImport`, writes its own rows and takes them out. Every action writes the journal."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from convive.acteurs.actions.valeurs import list_colonnes, list_modeles_references
from convive.acteurs.models import FichierImporte, StatutImport
from convive.acteurs.selectors.prevision_import import PlanLignes
from convive.comptes.models import Compte
from convive.documents.rules.tableur import FichierIllisible, Ligne, read_lignes
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.objets import objets
from convive.socle.refus import Refus

PAR_LOT = 500
DEJA_FAIT = "Cet import est déjà passé à l’étape suivante\u00a0: rechargez la page."
TOUT_OU_RIEN = "Rien n’a été importé\u00a0: des lignes sont à corriger, et vous avez choisi tout ou rien."


@dataclass(frozen=True, slots=True)
class FichierRecu:
    """A file that was inspected: `cle` is its format."""

    nom: str
    cle: str
    contenu: bytes


@dataclass(frozen=True, slots=True)
class SorteImport[F: FichierImporte]:
    """What a package says of the files that it takes.

    `champs` are the keys of its columns; one of `noms` at least must be in the file, else `sans_nom` is said.
    `sans_effet` is said of a file that would change nothing. Its actions raise `refus`, built with one sentence.
    """

    modele: type[F]
    champs: Collection[str]
    split_entete: Callable[[Sequence[Ligne]], tuple[list[str], list[Ligne]]]
    guess_colonnes: Callable[[Sequence[str]], dict[str, int]]
    noms: frozenset[str]
    sans_nom: str
    sans_effet: str
    refus: type[Refus]


@transaction.atomic
def create_fichier[F: FichierImporte](sorte: SorteImport[F], *, by: Compte, espace: Espace, fichier: FichierRecu) -> F:
    """Read a file, and guess its columns; nothing else changes. The same file sent twice is one draft.

    Raise the `refus` of its kind for a file that is not a table with titles.
    """
    refuse_espace_expire(espace)
    sha256, rows = hashlib.sha256(fichier.contenu).hexdigest(), sorte.modele._default_manager
    draft = rows.filter(espace=espace, sha256=sha256, statut=StatutImport.PREPARE, created_by=by).first()
    if draft is not None:
        return draft
    try:
        entetes, lignes = sorte.split_entete(read_lignes(fichier.cle, fichier.contenu))
    except FichierIllisible as error:
        raise sorte.refus(str(error)) from error
    created = rows.create(
        espace=espace,
        fichier_nom=fichier.nom[:150],
        sha256=sha256,
        entetes=entetes,
        mapping=sorte.guess_colonnes(entetes),
        lignes=lignes,
        created_by=by,
    )
    record(by, Geste.CREER, created, espace, lignes=len(lignes))
    return created


@transaction.atomic
def update_colonnes_fichier[F: FichierImporte](
    sorte: SorteImport[F], *, by: Compte, fichier: F, mapping: Mapping[str, int]
) -> None:
    """Say what each column is. Raise the `refus` of its kind when none is a name."""
    current = lock_fichier(sorte, fichier, StatutImport.PREPARE)
    kept = {cle: rang for cle, rang in mapping.items() if cle in sorte.champs and 0 <= rang < len(current.entetes)}
    if not sorte.noms & kept.keys():
        raise sorte.refus(sorte.sans_nom)
    if kept != current.mapping:
        current.mapping = kept
        current.save(update_fields=["mapping", "updated_at"])
        record(by, Geste.MODIFIER, current, current.espace)


@transaction.atomic
def delete_fichier[F: FichierImporte](sorte: SorteImport[F], *, by: Compte, fichier: F) -> None:
    """Give up a file that was not imported: what was read of it is erased."""
    current = lock_fichier(sorte, fichier, StatutImport.PREPARE)
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


@transaction.atomic
def delete_fichiers_abandonnes[F: FichierImporte](sorte: SorteImport[F], limite: datetime) -> int:
    """The same for what was left before this moment, in every espace; nobody does it."""
    old = sorte.modele._default_manager.filter(statut=StatutImport.PREPARE, updated_at__lt=limite)
    rows: list[Any] = list(old.defer("lignes").select_related("espace").select_for_update(of=("self",)))
    for fichier in rows:
        record(None, Geste.EFFACER, fichier, fichier.espace)
        fichier.delete()
    return len(rows)


def lock_fichier[F: FichierImporte](sorte: SorteImport[F], fichier: F, statut: str) -> Any:
    """The row as it is now, with its espace. Raise the `refus` of its kind when someone went further meanwhile: sent
    twice, a gesture is done once."""
    espace: Espace = fichier.espace  # type: ignore[attr-defined]  # each model has its own relation
    refuse_espace_expire(espace)
    locked: Any = sorte.modele._default_manager.select_for_update().filter(pk=fichier.pk, statut=statut).first()
    if locked is None:
        raise sorte.refus(DEJA_FAIT)
    locked.espace = espace
    return locked


def refuse_plan[F: FichierImporte](sorte: SorteImport[F], plan: PlanLignes, *, is_tout: bool) -> None:
    """Raise the `refus` of its kind when nothing would change, or when a row is wrong and all were asked."""
    if plan.en_erreur and is_tout:
        raise sorte.refus(TOUT_OU_RIEN)
    if plan.is_vide:
        raise sorte.refus(sorte.sans_effet)


def record_import(current: Any, *, by: Compte, bilan: Mapping[str, int]) -> None:
    """It is done. What was read is written: it is not kept twice."""
    current.statut, current.fait_le, current.lignes, current.bilan = StatutImport.FAIT, timezone.now(), [], dict(bilan)
    current.save()
    record(by, Geste.IMPORTER, current, current.espace, **bilan)


def record_annulation(current: Any, *, by: Compte, restes: list[str]) -> None:
    """It is undone; `restes` says what stays, and why."""
    current.statut, current.annule_le, current.restes = StatutImport.ANNULE, timezone.now(), restes
    current.save(update_fields=["statut", "annule_le", "restes", "updated_at"])
    record(by, Geste.RESTAURER, current, current.espace, restes=len(restes))


def list_utilises(modele: type[models.Model], pks: Sequence[UUID], sauf: Iterable[Any] = ()) -> set[UUID]:
    """Of these rows, those that a row of any package points at, or that people wrote on; the models of `sauf` are part
    of the row itself, as the table of its thématiques."""
    ignored = set(sauf)
    colonnes = [(autre, champ) for autre, champ in list_colonnes(modele) if autre not in ignored]
    cle = next((type_objet.cle for type_objet in objets.get_all() if type_objet.model is modele), None)
    references = [modele for modele in list_modeles_references() if modele not in ignored] if cle else []
    used: set[UUID] = set()
    for start in range(0, len(pks), PAR_LOT):
        lot = pks[start : start + PAR_LOT]
        for autre, champ in colonnes:
            used |= set(autre._base_manager.filter(**{f"{champ}__in": lot}).values_list(champ, flat=True))
        for autre in references:
            rows = autre._base_manager.filter(objet_type=cle, objet_uuid__in=lot)
            used |= set(rows.values_list("objet_uuid", flat=True))
    return used
