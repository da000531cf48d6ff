"""How each field of a model travels: the plan of a model, and the JSON form of a value."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.duration import duration_iso_string

from convive.socle.maison import Ailleurs
from convive.socle.objets import AvecReference, TypeObjetInconnu, objets
from convive.territoires.models import Perimetre

UUID_ECRIT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# A row whose key is a number given by the database bears in the copy an identifier computed from it.
NOMS_CLES = UUID("c0b1e5a0-0017-5000-8000-000000000000")
Champ = Any
Valeur = Any


def get_label(modele: type[models.Model]) -> str:
    """The name of a model in a copy: « package.model », the package being the one that named its table. A model that
    went to another package since keeps it, so that a copy of before comes back."""
    model_name = str(modele._meta.model_name)
    return f"{modele._meta.db_table.removesuffix(f'_{model_name}')}.{model_name}"


class Nature(StrEnum):
    """How a field travels; the value is the word of docs/format-copie.md."""

    CLE = "clé"
    VALEUR = "valeur"
    LIEN = "lien"
    LIENS = "liens"
    IDENTIFIANT = "identifiant"
    PERIMETRE = "périmètre"
    CATALOGUE = "clé de catalogue"
    CATALOGUES = "clés de catalogue"
    FICHIER = "fichier"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a package says of one of its models; the words are those of `RegistreCopie.record_inclus`."""

    modele: type[models.Model]
    sans: frozenset[str] = frozenset()
    identifiants: Mapping[str, type[models.Model]] = field(default_factory=dict)
    essentiels: frozenset[str] = frozenset()
    ailleurs: Ailleurs = Ailleurs.OMETTRE
    controle: "Callable[[models.Model, str, File[Any]], None] | None" = None
    is_structure: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How a model travels: the nature of each field that does, in the order of the model."""

    declaration: Declaration
    natures: dict[Champ, Nature]
    cibles: frozenset[type[models.Model]] = field(default=frozenset())

    @property
    def modele(self) -> type[models.Model]:
        return self.declaration.modele

    @property
    def label(self) -> str:
        return get_label(self.modele)

    @property
    def cle(self) -> str:
        return self.modele._meta.pk.name

    @property
    def has_uuid(self) -> bool:
        return isinstance(self.modele._meta.pk, models.UUIDField)

    @property
    def has_reference(self) -> bool:
        return issubclass(self.modele, AvecReference)

    def get_champs(self, *natures: Nature) -> list[Champ]:
        return [champ for champ, nature in self.natures.items() if nature in natures]

    def get_cible(self, champ: Champ, objet_type: str) -> type[models.Model] | None:
        """The model whose key this link or identifier holds; None for an object of an unknown type."""
        if self.natures[champ] is not Nature.IDENTIFIANT:
            return champ.related_model  # type: ignore[no-any-return]  # a field of any model has no type of its own
        if champ.name in self.declaration.identifiants:
            return self.declaration.identifiants[champ.name]
        try:
            return objets.get(objet_type).model
        except TypeObjetInconnu:
            return None

    def is_cle_de_la_base(self, champ: Champ) -> bool:
        return self.natures[champ] is Nature.CLE and not self.has_uuid

    def is_requis(self, champ: Champ) -> bool:
        """Whether a row without this link does not travel."""
        return not champ.null or champ.name in self.declaration.essentiels

    def is_facultatif(self, champ: Champ) -> bool:
        """Whether a copy made before this field existed can do without it."""
        if self.natures[champ] is Nature.CLE or champ.name in self.declaration.essentiels:
            return False
        # An identifier drawn at random would lead nowhere.
        has_default = champ.has_default() and self.natures[champ] is not Nature.IDENTIFIANT
        return bool(champ.many_to_many or champ.null or has_default or (champ.empty_strings_allowed and champ.blank))


def build_plan(
    declaration: Declaration,
    inclus: Collection[type[models.Model]],
    catalogues: Collection[type[models.Model]],
) -> Plan:
    """Raise ImproperlyConfigured for a field that a copy could not bring back."""
    meta = declaration.modele._meta
    names = {f.name for f in (*meta.concrete_fields, *meta.local_many_to_many)}
    if unknown := {*declaration.sans, *declaration.identifiants, *declaration.essentiels} - names:
        raise ImproperlyConfigured(f"{declaration.modele.__name__} n’a pas de champ {', '.join(sorted(unknown))}.")
    natures: dict[Champ, Nature] = {}
    for champ in (*meta.concrete_fields, *meta.many_to_many):
        if champ.name in declaration.sans or champ.generated:
            continue
        nature = _get_nature(champ, declaration, inclus, catalogues)
        if nature is not None:
            natures[champ] = nature
    if Nature.FICHIER in natures.values() and declaration.controle is None:
        raise ImproperlyConfigured(f"{declaration.modele.__name__} : un fichier qui revient se contrôle.")
    liens = (Nature.LIEN, Nature.LIENS)
    cibles = frozenset(champ.related_model for champ, nature in natures.items() if nature in liens)
    return Plan(declaration, natures, cibles)


def _get_nature(
    champ: Champ,
    declaration: Declaration,
    inclus: Collection[type[models.Model]],
    catalogues: Collection[type[models.Model]],
) -> Nature | None:
    """None for what stays behind: people, and what the packages exclude."""
    where = f"{declaration.modele.__name__}.{champ.name}"
    if champ.primary_key:
        if champ.is_relation or not isinstance(champ, models.UUIDField | models.AutoField):
            raise ImproperlyConfigured(f"{where} : une clé qui se copie est un UUID ou un nombre de la base.")
        return Nature.CLE
    if champ.many_to_many:
        return _get_nature_liens(champ, inclus, catalogues)
    if champ.is_relation:
        return _get_nature_lien(champ, where, inclus, catalogues)
    if isinstance(champ, models.FileField):
        return Nature.FICHIER
    if isinstance(champ, models.UUIDField):
        if issubclass(declaration.modele, AvecReference) and champ.name in declaration.modele.CHAMPS_UUID:
            return Nature.IDENTIFIANT
        if champ.name not in declaration.identifiants:
            raise ImproperlyConfigured(f"{where} : indiquez ce que cet UUID désigne (identifiants=), ou retirez-le.")
        return Nature.IDENTIFIANT
    if isinstance(champ, models.BinaryField):
        raise ImproperlyConfigured(f"{where} : des octets ne voyagent pas ; un fichier, si.")
    return Nature.VALEUR


def _get_nature_lien(
    champ: Champ,
    where: str,
    inclus: Collection[type[models.Model]],
    catalogues: Collection[type[models.Model]],
) -> Nature | None:
    cible = champ.related_model
    if cible in inclus:
        return Nature.LIEN
    if cible is Perimetre:
        return Nature.PERIMETRE
    if cible in catalogues:
        return Nature.CATALOGUE
    if not champ.null:
        raise ImproperlyConfigured(f"{where} pointe vers ce qui ne se copie pas, et ne peut pas être vide.")
    return None


def _get_nature_liens(
    champ: Champ,
    inclus: Collection[type[models.Model]],
    catalogues: Collection[type[models.Model]],
) -> Nature | None:
    if not champ.remote_field.through._meta.auto_created:
        # The model in between has its own rows, and its own declaration.
        return None
    if champ.related_model in inclus:
        return Nature.LIENS
    return Nature.CATALOGUES if champ.related_model in catalogues else None


def get_bornes(champ: Champ) -> tuple[int, int] | None:
    """The smallest and the largest number that any database keeps; None for what is not a whole number.

    SQLite alone would keep larger ones, and a copy goes from one database to another.
    """
    if not isinstance(champ, models.IntegerField):
        return None
    return BaseDatabaseOperations.integer_field_ranges[champ.get_internal_type()]


# --- Values -------------------------------------------------------------------------------------------------------
def get_identifiant(modele: type[models.Model], cle: Any) -> str:
    """The identifier of a row in the copy."""
    return str(cle) if isinstance(cle, UUID) else str(uuid5(NOMS_CLES, f"{get_label(modele)}:{cle}"))


def encode(champ: Champ, valeur: Any) -> Valeur:
    """The JSON form of a value, the same whichever database it was read from. Raise TypeError for another type."""
    if isinstance(champ, models.JSONField) or isinstance(valeur, float):
        return _fold_nombres(valeur)
    if valeur is None or isinstance(valeur, bool | int):
        return valeur
    if isinstance(valeur, str):
        return str(valeur)
    if isinstance(valeur, datetime):
        return valeur.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, time):
        return valeur.isoformat(timespec="microseconds")
    if isinstance(valeur, timedelta):
        return duration_iso_string(valeur)
    if isinstance(valeur, Decimal):
        return f"{valeur:.{champ.decimal_places}f}"
    raise TypeError(f"{champ} : {type(valeur).__name__}")


def _fold_nombres(valeur: Any) -> Any:
    """A whole number is written without decimals: PostgreSQL gives back 1e23 as an integer, SQLite as it was.

    By its digits: the float nearest to 1e23 is 99999999999999991611392.
    """
    if isinstance(valeur, float) and valeur.is_integer():
        return int(Decimal(repr(valeur)))
    if isinstance(valeur, list):
        return [_fold_nombres(item) for item in valeur]
    if isinstance(valeur, dict):
        return {cle: _fold_nombres(item) for cle, item in valeur.items()}
    return valeur


def decode(champ: Champ, valeur: Valeur) -> Any:
    """The value of a field from its JSON form. Raise ValueError for a form that `encode` would not have written.

    Comparing both forms refuses what Django would convert: a list for a text, a truth for a number, a text for a date
    in another form.
    """
    if isinstance(champ, models.JSONField):
        return valeur
    python = champ.to_python(valeur)
    again = encode(champ, python)
    if type(again) is not type(valeur) or again != valeur:
        raise ValueError(f"{champ.name} : forme inattendue")
    return python
