"""Take up the archive of a plan in a CTG whose plan is empty: everything, or nothing."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from convive.acteurs.actions.fichier_importe import FichierRecu, record_import
from convive.acteurs.models import Organisation, Personne, StatutImport
from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.documents.actions.piece import SaisiePiece, create_piece
from convive.documents.inspection import inspect_fichier
from convive.documents.refus import DocumentRefuse
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.defaire_archive import build_ecrits, dump_niveaux
from convive.plan_action.actions.ecriture_archive import EcritureArchive
from convive.plan_action.models import EcritImportPlan, EtiquettePlan, FicheAction, ImportPlan, NiveauPlan, NoeudPlan
from convive.plan_action.rules.archive import ABIMEE, ArchiveLue, ArchiveRefusee, read_archive
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.archive import Modele, get_label
from convive.plan_action.selectors.prevision_archive import PrevisionArchive, build_prevision_archive
from convive.plan_action.selectors.prevue_import import CREER

RAISON = "Reprise de l’archive d’un plan"
PLEIN = "Ce plan a déjà des éléments ou des actions\u00a0: une archive ne se reprend que dans un plan vide."
SORTE = "archive"


def is_archive(fichier: ImportPlan) -> bool:
    return bool(fichier.lecture.get("sorte") == SORTE)


def get_archive(fichier: ImportPlan) -> ArchiveLue:
    return read_archive(base64.b64decode(fichier.lecture["contenu"]))


def is_plan_vide(ctg: Ctg) -> bool:
    """Levels alone, which a CTG may have from its start, are no plan yet."""
    return not (NoeudPlan.objects.filter(ctg=ctg).exists() or FicheAction.objects.filter(ctg=ctg).exists())


@transaction.atomic
def create_archive(*, by: Compte, ctg: Ctg, fichier: FichierRecu) -> ImportPlan:
    """Read an archive and keep it until someone says yes; the plan does not change. Raise PlanRefuse."""
    refuse_espace_expire(ctg.espace)
    if not is_plan_vide(ctg):
        raise PlanRefuse(PLEIN)
    try:
        prevision = build_prevision_archive(ctg.espace, read_archive(fichier.contenu), {})
    except ArchiveRefusee as error:
        raise PlanRefuse(str(error)) from error
    sha256 = hashlib.sha256(fichier.contenu).hexdigest()
    draft = ImportPlan.objects.filter(ctg=ctg, sha256=sha256, statut=StatutImport.PREPARE, created_by=by).first()
    if draft is not None:
        return draft
    created = ImportPlan.objects.create(
        espace=ctg.espace,
        ctg=ctg,
        fichier_nom=fichier.nom[:150],
        sha256=sha256,
        lecture={"sorte": SORTE, "contenu": base64.b64encode(fichier.contenu).decode()},
        created_by=by,
    )
    record(by, Geste.CREER, created, ctg.espace, actions=prevision.nb_fiches)
    return created


@transaction.atomic
def import_archive(*, by: Compte, fichier: ImportPlan, choix: Mapping[str, Mapping[str, str]]) -> PrevisionArchive:
    """Write the whole plan, then forget the file. `choix` says who each organisation and each person is.

    Raise PlanRefuse when the plan is not empty any more, or when the archive cannot be taken up as it is.
    """
    refuse_espace_expire(fichier.espace)
    current = ImportPlan.objects.select_for_update().filter(pk=fichier.pk, statut=StatutImport.PREPARE).first()
    ctg = Ctg.objects.select_for_update(of=("self",)).get(pk=fichier.ctg_id)
    ctg.espace = fichier.espace
    if current is None or not is_plan_vide(ctg):
        raise PlanRefuse(PLEIN)
    try:
        prevision = build_prevision_archive(fichier.espace, get_archive(current), choix)
        niveaux = dump_niveaux(ctg)
        with transaction.atomic():
            fiches, ecrits = _write(by, ctg, prevision)
            _write_pieces(by, ctg, prevision.archive, fiches)
    except ArchiveRefusee as error:
        raise PlanRefuse(str(error)) from error
    except DocumentRefuse as error:
        raise PlanRefuse(f"Un document joint ne peut pas être repris\u00a0: {error}") from error
    except (DatabaseError, ValidationError) as error:
        raise PlanRefuse(ABIMEE) from error
    # The file is forgotten; what undoing asks is kept.
    current.espace, current.ctg, current.lecture = fichier.espace, ctg, {"sorte": SORTE, "niveaux": niveaux}
    EcritImportPlan.objects.bulk_create(build_ecrits(current, ecrits), batch_size=500)
    bilan = {"creees": len(fiches), "changees": 0, "noeuds": prevision.nb_noeuds, "archive": 1}
    record_import(current, by=by, bilan=bilan)
    return prevision


def _write(by: Compte, ctg: Ctg, prevision: PrevisionArchive) -> tuple[list[FicheAction], list[Any]]:
    """The actions, and all that undoing would take away."""
    espace = ctg.espace
    cles: dict[Modele, list[object]] = {modele: list(found) for modele, found in prevision.cles.items()}
    cles[Organisation] = [_get_organisation(by, espace, prevision, carte.rang) for carte in prevision.organisations]
    cles[Personne] = [_get_personne(espace, prevision, carte.rang) for carte in prevision.personnes]
    cles[Thematique] = _complete(espace, prevision, Thematique, cles[Thematique])
    cles[EtiquettePlan] = _complete(espace, prevision, EtiquettePlan, cles[EtiquettePlan])
    # Those of a plan that nobody began yet: the archive brings its own.
    NiveauPlan.objects.filter(ctg=ctg).delete()
    ecriture = EcritureArchive(ctg, by, prevision.archive, cles)
    ecriture.write()
    update_calculs([fiche.pk for fiche in ecriture.fiches])
    ecrits: list[Any] = [
        *FicheAction.objects.filter(ctg=ctg).only("pk", "version"),
        *NoeudPlan.objects.filter(ctg=ctg).only("pk", "version"),
        *NiveauPlan.objects.filter(ctg=ctg).only("pk"),
        *Personne.objects.filter(pk__in=_list_creees(prevision.personnes, cles[Personne])).only("pk", "version"),
        *Organisation.objects.filter(pk__in=_list_creees(prevision.organisations, cles[Organisation])),
    ]
    return ecriture.fiches, ecrits


def _list_creees(cartes: Sequence[Any], cles: Sequence[Any]) -> list[Any]:
    return [cle for carte, cle in zip(cartes, cles, strict=True) if carte.choix == CREER]


def _get_organisation(by: Compte, espace: Espace, prevision: PrevisionArchive, rang: int) -> object:
    choix = prevision.organisations[rang].choix
    if choix != CREER:
        return Organisation.objects.get(espace=espace, pk=choix).pk
    valeurs = prevision.archive.externes[get_label(Organisation)][rang]
    organisation = Organisation(espace=espace, **valeurs, source=RAISON, created_by=by, updated_by=by)
    organisation.full_clean(exclude=["espace", "created_by", "updated_by"])
    organisation.save(force_insert=True)
    record(by, Geste.CREER, organisation, espace)
    return organisation.pk


def _get_personne(espace: Espace, prevision: PrevisionArchive, rang: int) -> object:
    choix = prevision.personnes[rang].choix
    if choix != CREER:
        return Personne.objects.get(espace=espace, pk=choix).pk
    valeurs = prevision.archive.externes[get_label(Personne)][rang]
    personne = Personne(espace=espace, **valeurs, source=RAISON, date_collecte=timezone.localdate())
    personne.full_clean(exclude=["espace"])
    personne.save(force_insert=True)
    return personne.pk


def _complete(espace: Espace, prevision: PrevisionArchive, modele: Modele, cles: list[object]) -> list[object]:
    """Create, under their name, those that this espace does not have."""
    rows = prevision.archive.externes.get(get_label(modele), [])
    found = []
    for row, cle in zip(rows, cles, strict=True):
        if cle is None:
            ordre = {"ordre": Thematique.objects.filter(espace=espace).count() + 1} if modele is Thematique else {}
            cree = modele(espace=espace, nom=row["nom"], **ordre)
            cree.full_clean(exclude=["espace"])
            cree.save(force_insert=True)
            cle = cree.pk
        found.append(cle)
    return found


def _write_pieces(by: Compte, ctg: Ctg, archive: ArchiveLue, fiches: list[FicheAction]) -> None:
    """Inspected as if someone had just sent them."""
    for piece in archive.pieces:
        if not 0 <= piece.fiche < len(fiches):
            raise ArchiveRefusee(ABIMEE)
        saisie = SaisiePiece(piece.titre, piece.description, piece.visibilite, piece.texte_alternatif)
        inspecte = inspect_fichier(piece.nom, piece.contenu)
        create_piece(by=by, espace=ctg.espace, objet=fiches[piece.fiche], saisie=saisie, fichier=inspecte)
