"""The registry of personal data: what each package holds about a person, how it is exported, and what erasure does.

In `apps.ready()`, a package declares each of its models that names a person, through a foreign key to `Compte` or
columns that copy a name or an address. « Mes données » shows these declarations, the export writes them, the erasure
runs them, and the record of processing activities lists them; a test fails for an undeclared model.

Erasing a person keeps her `Compte` row as an empty shell named after a role (ADR 0012): rows that refer to it then show
« Élu·e » instead of a name, so that their package only has to declare them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import Q

from convive.comptes.models import Compte

ANCIEN_MEMBRE = "Une personne partie"
"""The name used when no package knows the role of the person."""


class Sort(StrEnum):
    """What happens to the rows when the person is erased."""

    EFFACER = "effacer"
    ANONYMISER = "anonymiser"
    CONSERVER = "conserver"

    @property
    def libelle(self) -> str:
        return {
            Sort.EFFACER: "effacé",
            Sort.ANONYMISER: "gardé, au nom de votre fonction",
            Sort.CONSERVER: "gardé tel quel",
        }[self]


@dataclass(frozen=True, slots=True)
class NomsDeRole:
    """What replaces the name of a person: « Élu·e, jeunesse » in one espace, maybe another role in another one."""

    par_espace: Mapping[UUID, str] = field(default_factory=dict)
    general: str = ANCIEN_MEMBRE

    def get(self, espace_uuid: UUID | None) -> str:
        return self.par_espace.get(espace_uuid, self.general) if espace_uuid else self.general


@dataclass(frozen=True, slots=True)
class Effacement:
    """An erasure in progress. `email` and `nom` are those of the compte, and will be removed from it. `adresse` is the
    address if it is verified, or given by the administrator: `build_filtre_effacement` uses it to find rows that
    nothing else links to the person."""

    compte: Compte
    email: str
    nom: str
    noms: NomsDeRole
    adresse: str = ""


@dataclass(frozen=True, slots=True)
class DonneesPersonne:
    """What a package declares about one of its models.

    `liens` are its foreign keys to Compte, `noms` its columns that hold a name or an address. `libelle` and
    `explication` are French sentences shown as they are: what the data is, then why it is erased or kept.
    `export_ligne` returns a row as a dict with French keys. `list_lignes` finds the rows of a person; by default, those
    that refer to her by one of the `liens`. `efface` does what `sort` says, in the transaction of the erasure. Without
    it, EFFACER deletes these rows and the other values change nothing, since the compte itself loses its name.
    """

    model: type[models.Model]
    libelle: str
    explication: str
    sort: Sort
    export_ligne: Callable[[Any], Mapping[str, object]]
    liens: tuple[str, ...] = ()
    noms: tuple[str, ...] = ()
    list_lignes: Callable[[Compte], Iterable[Any]] | None = None
    efface: Callable[[Effacement], None] | None = None

    def __post_init__(self) -> None:
        if not (self.libelle and self.explication):
            raise ImproperlyConfigured(f"{self.model.__name__} : un libellé et une explication sont demandés.")
        if not self.liens and self.efface is None and self.sort is Sort.EFFACER:
            raise ImproperlyConfigured(f"{self.model.__name__} : sans clé vers Compte, dire comment effacer.")
        if not self.liens and self.list_lignes is None:
            raise ImproperlyConfigured(f"{self.model.__name__} : sans clé vers Compte, donner `list_lignes`.")

    def get_lignes(self, compte: Compte) -> Iterable[Any]:
        return self.get_lignes_liees(compte) if self.list_lignes is None else self.list_lignes(compte)

    def get_lignes_liees(self, compte: Compte) -> models.QuerySet[Any]:
        """The rows that refer to this person by one of the `liens`."""
        tied: Q = reduce(or_, (Q(**{lien: compte.pk}) for lien in self.liens))
        return self.model._default_manager.filter(tied)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a person cannot be erased yet, in one sentence, and the page where she can settle it."""

    phrase: str
    url: str


class RegistreDonneesPersonnelles:
    """The declared models; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._donnees: dict[type[models.Model], DonneesPersonne] = {}
        self._noms: Callable[[Compte], NomsDeRole] = lambda _: NomsDeRole()
        self._obstacles: list[Callable[[Compte], Iterable[Obstacle]]] = []
        self._departs: Callable[[], Mapping[UUID, date]] = dict

    def record(self, *donnees: DonneesPersonne) -> None:
        """Add models; the same one recorded again replaces itself, so that `ready()` may run twice."""
        for declaration in donnees:
            self._donnees[declaration.model] = declaration

    def record_noms_de_role(self, fournisseur: Callable[[Compte], NomsDeRole]) -> None:
        """Set the function that returns the role names of a person, from the package that knows the roles."""
        self._noms = fournisseur

    def record_obstacles(self, fournisseur: Callable[[Compte], Iterable[Obstacle]]) -> None:
        if fournisseur not in self._obstacles:
            self._obstacles.append(fournisseur)

    def record_departs(self, fournisseur: Callable[[], Mapping[UUID, date]]) -> None:
        """Set the function that returns the comptes that are no longer a membre anywhere, with the date they left."""
        self._departs = fournisseur

    def get_departs(self) -> Mapping[UUID, date]:
        return self._departs()

    def get_all(self) -> tuple[DonneesPersonne, ...]:
        return tuple(self._donnees.values())

    def get_noms_de_role(self, compte: Compte) -> NomsDeRole:
        return self._noms(compte)

    def list_obstacles(self, compte: Compte) -> list[Obstacle]:
        return [obstacle for fournisseur in self._obstacles for obstacle in fournisseur(compte)]

    def list_non_declares(self, modeles: Iterable[type[models.Model]]) -> list[str]:
        """Foreign keys to Compte and columns of e-mail addresses that are not declared, « package.Modele.champ »."""
        missing = []
        for model in modeles:
            declaration = self._donnees.get(model)
            known = {*declaration.liens, *declaration.noms} if declaration else set()
            for column in model._meta.concrete_fields:
                names_a_person = column.related_model is Compte or isinstance(column, models.EmailField)
                if names_a_person and column.name not in known:
                    missing.append(f"{model._meta.label}.{column.name}")
        return sorted(missing)


donnees_personnelles = RegistreDonneesPersonnelles()
