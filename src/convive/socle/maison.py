"""What a model declares about itself, once, in its class.

    maison = Maison("enjeu", "l’enjeu", page="diagnostic:enjeu_detail", cherche=("libelle", "precision"), copie=INCLUS)

All of it is data: each registry reads its own part at start-up. The registry of objects is filled here; the one of
copies in `espaces`, of attachments in `documents`, of discussions in `echanges`.
"""

from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.text import capfirst

from convive.socle.droits import Droit, droits
from convive.socle.objets import TypeObjet, objets

type GetTextes = Callable[[Any], tuple[str, str]]
type VisibleTo = Callable[[Any], QuerySet[Any]]


class Ailleurs(StrEnum):
    """What happens to a row that refers to another one that does not travel with the copy."""

    OMETTRE = "omettre"
    """The row does not travel either."""
    DETACHER = "detacher"
    """The row travels; in the other espace its reference leads nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclus:
    """The rows travel with the copy of their espace, together with their versions if they have any.

    `sans`: fields that do not travel and take their default value. `ailleurs`: what happens to a row whose reference
    leads out of the copy. `controle(objet, champ, fichier)` inspects each imported file as it would an upload; it
    raises ValidationError, and is mandatory for a model that has files. `structure`: an espace cloned without its
    content keeps these rows (its périmètre, its thématiques).
    """

    sans: tuple[str, ...] = ()
    ailleurs: Ailleurs = Ailleurs.OMETTRE
    controle: Callable[[Any, str, "File[Any]"], None] | None = None
    structure: bool = False


INCLUS = Inclus()


@dataclass(frozen=True, slots=True)
class Exclus:
    """The rows do not travel; the reason is a sentence printed in docs/format-copie.md."""

    raison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """These objects have attachments, shown on `page`: by default (None) the page of the object; nowhere if empty."""

    page: str | None = None


PIECES = Pieces()


@dataclass(frozen=True, slots=True)
class Echanges:
    """People can discuss these objects.

    `filter_lecteurs(membres, objet)` keeps the membres who can see the object: the converse of `visible_to`. Without
    it, all of them can. `invite` is the prompt of the text box. `page` is the view that shows the discussion: by
    default (None) the page of the object; empty when each row of a list links to its own. `is_secondaire`: the page has
    another main purpose, so the discussion is read there when it is opened.
    """

    filter_lecteurs: Callable[[Any, Any], QuerySet[Any]] | None = None
    _: KW_ONLY
    invite: str = ""
    page: str | None = None
    is_secondaire: bool = False


@dataclass(frozen=True, slots=True)
class Maison:
    """What a model declares to the registries. Without `cle`, nothing can refer to its rows.

    `cle` is stored in every reference, so it never changes: « fiche_action ». `defini` names one row in a sentence,
    « la note »; empty when its name in the journal is already a phrase. `libelle` names the type, if the verbose name
    does not.

    `page` is the view of one row, `args` the attributes used as its URL arguments; a model whose URL needs more than
    that defines `get_absolute_url`. `espace` is the attribute path to the UUID of its espace.

    `visible_to` returns the rows that a compte may open, if the model's manager does not; `avec` lists the relations to
    select with them. `corbeille` is the argument of the manager's `visible_to` that adds archived rows, whose names a
    compte may still read.

    `cherche` gives the title and body for the search: attributes and methods, or a function. It must read only the row,
    or rows that never change, and the model's queryset must be a `QuerySetSuivi`. `gestes` are the actions that a magic
    link may allow. `pieces` and `echanges`: these objects have attachments, people can discuss them. `droits` are the
    rights of this model alone; rights shared by several models are declared in the `permissions` of their package.
    """

    cle: str = ""
    defini: str = ""
    _: KW_ONLY
    libelle: str = ""
    page: str = ""
    args: tuple[str, ...] = ("espace_id", "pk")
    espace: str = "espace_id"
    visible_to: VisibleTo | None = None
    avec: tuple[str, ...] = ()
    corbeille: str = ""
    cherche: tuple[str, ...] | GetTextes = ()
    gestes: tuple[str, ...] = ()
    pieces: Pieces | None = None
    echanges: Echanges | None = None
    copie: Inclus | Exclus | None = None
    droits: tuple[Droit, ...] = ()

    def __post_init__(self) -> None:
        if not self.cle and (self.page or self.cherche or self.gestes or self.pieces or self.echanges):
            raise ImproperlyConfigured("Ce que l’on montre ou désigne a une clé.")

    def get_page(self, panneau: Pieces | Echanges) -> str:
        """The view that shows this panel: its own, or by default the page of the object."""
        return self.page if panneau.page is None else panneau.page


def list_maisons() -> Iterator[tuple[type[Model], Maison]]:
    """The models with a `maison` of their own: a declaration is not inherited by subclasses."""
    for model in apps.get_models():
        if isinstance(maison := vars(model).get("maison"), Maison):
            yield model, maison


def record_objets() -> None:
    """Fill the registry of objects. Django loads every model before it calls the first `ready()`."""
    objets.record(*(build_type(model, maison) for model, maison in list_maisons() if maison.cle))


def record_droits() -> None:
    """After the packages, whose rights come first in the tables."""
    droits.record(*(droit for _, maison in list_maisons() for droit in maison.droits))


def build_type(model: type[Model], maison: Maison) -> TypeObjet:
    # Every declared model has a queryset with `visible_to`, which the type of Django’s managers does not know.
    manager: Any = model._default_manager
    visible_to: VisibleTo = maison.visible_to or manager.visible_to
    return TypeObjet(
        cle=maison.cle,
        model=model,
        libelle=maison.libelle or capfirst(str(model._meta.verbose_name)),
        get_url=_build_url(model, maison),
        visible_to=(lambda compte: visible_to(compte).select_related(*maison.avec)) if maison.avec else visible_to,
        get_textes=_build_textes(maison.cherche),
        gestes=maison.gestes,
        get_espace_uuid=attrgetter(maison.espace),
        defini=maison.defini,
        nommes_to=(lambda compte: manager.visible_to(compte, **{maison.corbeille: True})) if maison.corbeille else None,
    )


def _build_url(model: type[Model], maison: Maison) -> Callable[[Any], str]:
    if hasattr(model, "get_absolute_url"):
        return lambda row: row.get_absolute_url()
    if not maison.page:
        raise ImproperlyConfigured(f"{model.__name__} n’a ni page, ni get_absolute_url.")
    return lambda row: reverse(maison.page, args=[attrgetter(name)(row) for name in maison.args])


def _build_textes(cherche: tuple[str, ...] | GetTextes) -> GetTextes | None:
    if callable(cherche):
        return cherche
    if not cherche:
        return None
    titre, *corps = cherche
    return lambda row: (_read(row, titre), "\n".join(filter(None, (_read(row, name) for name in corps))))


def _read(row: Any, name: str) -> str:
    valeur = getattr(row, name)
    return valeur() if callable(valeur) else valeur  # type: ignore[no-any-return]  # a row of any model has no type
