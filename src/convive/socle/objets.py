"""The registry of objects: how the journal, comments, search and links refer to a row of any package.

A model declares itself once, in its class (`socle.maison`); other rows store a `Reference`, two columns, which is
resolved here for the person who reads. This module defines an abstract model: import it in `ready()`, or later.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db import models

# The base of the models that a reference can name, re-exported so that declaring a model takes one import.
from convive.socle.modeles import ModeleUuid as ModeleUuid

MAX_CLE = 60


class TypeObjetInconnu(LookupError):
    """Nothing was recorded under this key, or for this model."""


@dataclass(frozen=True, slots=True)
class TypeObjet:
    """What a package declares about one of its models.

    `cle` is stored in every reference, so it never changes: « espace », « fiche_action ». `libelle` names the type on
    screen. `visible_to` returns the rows that a compte may open. `get_textes` returns the title and body for the
    search, None if the type is not searched; it must read only the row, or rows that never change, and the model's
    queryset must be a `QuerySetSuivi`. `gestes` are the actions that a magic link may allow. `get_espace_uuid` returns
    the espace that an object belongs to, where its attachments belong too; None for an object outside any espace.
    `defini` names one of them in a sentence, « la note »; empty when its name in the journal is already a phrase.
    `nommes_to` returns the rows whose name a compte may read, if they are more than those it may open: archived ones.
    """

    cle: str
    model: type[models.Model]
    libelle: str
    get_url: Callable[[Any], str]
    visible_to: Callable[[Any], models.QuerySet[Any]]
    get_textes: Callable[[Any], tuple[str, str]] | None = None
    gestes: tuple[str, ...] = ()
    get_espace_uuid: Callable[[Any], UUID | None] | None = None
    defini: str = ""
    nommes_to: Callable[[Any], models.QuerySet[Any]] | None = None

    def list_nommes(self, compte: Any) -> models.QuerySet[Any]:
        return (self.nommes_to or self.visible_to)(compte)

    def __post_init__(self) -> None:
        if not self.cle.isidentifier() or not self.cle.isascii() or len(self.cle) > MAX_CLE:
            raise ImproperlyConfigured(f"Clé de type d’objet invalide : {self.cle!r}.")
        if not isinstance(self.model._meta.pk, models.UUIDField):
            raise ImproperlyConfigured(f"La clé primaire de {self.model.__name__} n’est pas un UUID.")

    def get_visible(self, objet_uuid: UUID, compte: Any, espace_uuid: UUID) -> models.Model | None:
        """The row, if this person may see it in this espace; otherwise None, even if the identifiers were forged."""
        objet = self.visible_to(compte).filter(pk=objet_uuid).first()
        if objet is None or self.get_espace_uuid is None or self.get_espace_uuid(objet) != espace_uuid:
            return None
        return objet  # type: ignore[no-any-return]  # the registry gives rows without their type


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to any object: a key of the registry and an identifier."""

    objet_type: str
    objet_uuid: UUID

    def resolve(self, compte: Any) -> "ObjetResolu | None":
        """The object as this compte may see it; None when it is deleted, or hidden from this compte."""
        return objets.resolve(self, compte)


@dataclass(frozen=True, slots=True)
class ObjetResolu:
    """A referenced object with its current name; `type_libelle` is the French name of its type."""

    reference: Reference
    type_libelle: str
    libelle: str
    url: str


class RegistreObjets:
    """The declared types; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._types: dict[str, TypeObjet] = {}
        self._observateurs: dict[Callable[[TypeObjet], None], None] = {}

    def record(self, *types: TypeObjet) -> None:
        """Add types; the same one recorded again replaces itself, so that `ready()` may run twice.

        Raise ImproperlyConfigured when two models claim one key, or when a model claims two.
        """
        for type_objet in types:
            for other in self._types.values():
                if (other.cle == type_objet.cle) != (other.model is type_objet.model):
                    raise ImproperlyConfigured(
                        f"« {type_objet.cle} » ({type_objet.model.__name__}) contredit « {other.cle} » "
                        f"({other.model.__name__}) : une clé pour un modèle, un modèle pour une clé."
                    )
            self._types[type_objet.cle] = type_objet
            for observateur in self._observateurs:
                observateur(type_objet)

    def observe(self, observateur: Callable[[TypeObjet], None]) -> None:
        """Call a function with each type, recorded or to come: packages above record theirs later."""
        self._observateurs[observateur] = None
        for type_objet in self.get_all():
            observateur(type_objet)

    def get(self, cle: str) -> TypeObjet:
        try:
            return self._types[cle]
        except KeyError:
            raise TypeObjetInconnu(f"Type d’objet inconnu : {cle!r}.") from None

    def get_all(self) -> tuple[TypeObjet, ...]:
        return tuple(self._types[cle] for cle in sorted(self._types))

    def get_for_model(self, model: type[models.Model]) -> TypeObjet:
        """The type of a model, or of one of its proxies."""
        concrete = model._meta.concrete_model
        for type_objet in self._types.values():
            if type_objet.model._meta.concrete_model is concrete:
                return type_objet
        raise TypeObjetInconnu(f"Le modèle {model.__name__} n’est pas au registre d’objets.")

    def get_url(self, objet: models.Model) -> str:
        return self.get_for_model(type(objet)).get_url(objet)

    def get_reference(self, objet: models.Model) -> Reference:
        return Reference(self.get_for_model(type(objet)).cle, objet.pk)

    def resolve(self, reference: Reference, compte: Any) -> ObjetResolu | None:
        return self.resolve_all([reference], compte).get(reference)

    def resolve_all(self, references: Iterable[Reference], compte: Any) -> Mapping[Reference, ObjetResolu]:
        """Resolve a list with one query per type; objects deleted, hidden or of an unknown type are left out."""
        identifiers: dict[str, set[UUID]] = defaultdict(set)
        for reference in references:
            identifiers[reference.objet_type].add(reference.objet_uuid)
        resolved: dict[Reference, ObjetResolu] = {}
        for cle, uuids in identifiers.items():
            type_objet = self._types.get(cle)
            if type_objet is None:
                # The package that wrote it is not installed here (imported copy, older row).
                continue
            for objet in type_objet.visible_to(compte).filter(pk__in=uuids):
                reference = Reference(cle, objet.pk)
                resolved[reference] = ObjetResolu(reference, type_objet.libelle, str(objet), type_objet.get_url(objet))
        return resolved


objets = RegistreObjets()


def get_condition_objet(types: Iterable[TypeObjet], list_rows: Callable[[TypeObjet], models.QuerySet[Any]]) -> models.Q:
    """The condition on `AvecReference` rows that refer to one of `list_rows(type)`, for these types of objects."""
    condition = models.Q(pk__in=[])
    for type_objet in types:
        rows = list_rows(type_objet).order_by().values("pk")
        condition |= models.Q(objet_type=type_objet.cle, objet_uuid__in=rows)
    return condition


class AvecReference(models.Model):
    """A row about an object of any package.

    `CHAMPS_UUID` are the columns that hold the identifier of an object of this type.
    """

    CHAMPS_UUID: ClassVar[tuple[str, ...]] = ("objet_uuid",)

    objet_type = models.CharField("type d’objet", max_length=MAX_CLE)
    objet_uuid = models.UUIDField("identifiant de l’objet")

    class Meta:
        abstract = True

    @property
    def reference(self) -> Reference:
        return Reference(self.objet_type, self.objet_uuid)
