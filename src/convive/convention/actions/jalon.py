"""Date milestones; keep the kinds of milestones of an espace. Every action writes the journal."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.convention.actions.verrou import lock_ctg
from convive.convention.models import Ctg, Jalon, TypeJalon
from convive.convention.rules.ctg import MAX_TYPES, ConventionRefusee
from convive.convention.selectors.catalogue import list_jalons_usuels
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import fold_nom
from convive.journal.models import Geste
from convive.socle.formats import date_longue


@dataclass(frozen=True, slots=True)
class SaisieJalon:
    phase: str
    libelle: str
    type: TypeJalon | None = None
    date_prevue: date | None = None
    date_reelle: date | None = None
    is_sans_objet: bool = False
    commentaire: str = ""

    def get_valeurs(self) -> dict[str, Any]:
        return {champ: getattr(self, champ) for champ in self.__slots__}


def _refuse(saisie: SaisieJalon) -> None:
    today, champs = timezone.localdate(), {}
    if saisie.date_reelle is not None and saisie.date_reelle > today:
        champs["date_reelle"] = (
            f"Le {date_longue(saisie.date_reelle)} est à venir : c’est une date prévue, à mettre dans la case d’avant."
        )
    if saisie.is_sans_objet and saisie.date_reelle is not None:
        champs["is_sans_objet"] = "Ce jalon a une date où il a été atteint : il n’est donc pas sans objet."
    if champs:
        raise ConventionRefusee(champs=champs)


@transaction.atomic
def create_jalon(*, by: Compte, ctg: Ctg, saisie: SaisieJalon) -> Jalon:
    """Add a milestone. Raise ConventionRefusee for dates that cannot be."""
    ctg = lock_ctg(ctg)
    _refuse(saisie)
    jalon = Jalon.objects.create(ctg=ctg, **saisie.get_valeurs())
    record(by, Geste.MODIFIER, ctg, ctg.espace, jalon=str(jalon))
    return jalon


@transaction.atomic
def update_jalon(*, by: Compte, jalon: Jalon, saisie: SaisieJalon) -> None:
    """Change a milestone; the same again changes nothing."""
    ctg = lock_ctg(jalon.ctg)
    _refuse(saisie)
    current = Jalon.objects.filter(pk=jalon.pk).first()
    if current is None:
        raise ConventionRefusee("Ce jalon vient d’être supprimé.")
    valeurs = saisie.get_valeurs()
    if all(getattr(current, champ) == valeur for champ, valeur in valeurs.items()):
        return
    for champ, valeur in valeurs.items():
        setattr(current, champ, valeur)
    current.save()
    record(by, Geste.MODIFIER, ctg, ctg.espace, jalon=str(current))


@transaction.atomic
def delete_jalon(*, by: Compte, jalon: Jalon) -> None:
    ctg = lock_ctg(jalon.ctg)
    deleted, _ = Jalon.objects.filter(pk=jalon.pk).delete()
    if deleted:
        record(by, Geste.MODIFIER, ctg, ctg.espace, jalon_supprime=str(jalon))


def create_types_usuels(espace: Espace) -> None:
    """Give the usual kinds to an espace that has none; the action that calls leaves the trace."""
    if TypeJalon.objects.filter(espace=espace).exists():
        return
    rows = list_jalons_usuels(timezone.localdate())
    TypeJalon.objects.bulk_create(
        TypeJalon(
            espace=espace,
            phase=row["phase"],
            libelle=row["libelle"],
            ordre=rang,
            is_attendu=row["attendu"],
            is_annuel=row.get("annuel", False),
        )
        for rang, row in enumerate(rows, start=1)
    )


def _lock(espace: Espace) -> None:
    refuse_espace_expire(Espace.objects.select_for_update().get(pk=espace.pk))


def _refuse_type(espace: Espace, phase: str, libelle: str, sauf: TypeJalon | None = None) -> None:
    for other in TypeJalon.objects.filter(espace=espace, phase=phase):
        if other != sauf and fold_nom(other.libelle) == fold_nom(libelle):
            state = "existe déjà" if other.date_archivage is None else "est archivé : remettez-le en service"
            raise ConventionRefusee(champs={"libelle": f"Le jalon « {other.libelle} » {state}."})


@transaction.atomic
def create_type_jalon(
    *, by: Compte, espace: Espace, phase: str, libelle: str, is_attendu: bool, is_annuel: bool
) -> TypeJalon:
    """Add a kind of milestone, after the others. Raise ConventionRefusee for one that exists."""
    _lock(espace)
    create_types_usuels(espace)
    _refuse_type(espace, phase, libelle)
    ordres = list(TypeJalon.objects.filter(espace=espace).values_list("ordre", flat=True))
    if len(ordres) >= MAX_TYPES:
        raise ConventionRefusee(f"Un espace a {MAX_TYPES} types de jalons au plus : renommez-en un.")
    type_jalon = TypeJalon.objects.create(
        espace=espace,
        phase=phase,
        libelle=libelle,
        ordre=max(ordres, default=0) + 1,
        is_attendu=is_attendu,
        is_annuel=is_annuel,
    )
    record(by, Geste.MODIFIER, espace, espace, type_jalon=libelle)
    return type_jalon


@transaction.atomic
def update_type_jalon(*, by: Compte, type_jalon: TypeJalon, libelle: str, is_attendu: bool, is_annuel: bool) -> None:
    """Rename it, or say whether it is expected. The milestones that were named after it keep their own words."""
    _lock(type_jalon.espace)
    _refuse_type(type_jalon.espace, type_jalon.phase, libelle, type_jalon)
    type_jalon.libelle, type_jalon.is_attendu, type_jalon.is_annuel = libelle, is_attendu, is_annuel
    type_jalon.save()
    record(by, Geste.MODIFIER, type_jalon.espace, type_jalon.espace, type_jalon=libelle)


@transaction.atomic
def close_type_jalon(*, by: Compte, type_jalon: TypeJalon) -> None:
    """Archive: no page asks for it any more; the milestones that bear it stay."""
    _lock(type_jalon.espace)
    if type_jalon.date_archivage is None:
        type_jalon.date_archivage = timezone.localdate()
        type_jalon.save()
        record(by, Geste.CLORE, type_jalon.espace, type_jalon.espace, type_jalon=str(type_jalon))


@transaction.atomic
def reopen_type_jalon(*, by: Compte, type_jalon: TypeJalon) -> None:
    _lock(type_jalon.espace)
    if type_jalon.date_archivage is not None:
        type_jalon.date_archivage = None
        type_jalon.save()
        record(by, Geste.ROUVRIR, type_jalon.espace, type_jalon.espace, type_jalon=str(type_jalon))
