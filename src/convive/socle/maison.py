"""What a model says of itself, once, in its class.

    maison = Maison("enjeu", "l’enjeu", page="diagnostic:enjeu_detail", cherche=("libelle", "precision"), copie=INCLUS)

All of it is data: each registry reads its own part when the application starts. The objects are recorded here; what a
copy carries, in `espaces`; attachments, in `documents`; exchanges, in `echanges`.
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
    """What becomes of a row whose reference, or identifier, leads to what does not travel."""

    OMETTRE = "omettre"
    """The row does not travel either."""
    DETACHER = "detacher"
    """The row travels; in the other espace its reference leads nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inclus:
    """The rows travel with the copy of their espace, and their versions when they have some.

    `sans`: fields that do not travel and take their default value. `ailleurs`: what becomes of a row whose reference
    leads out of the copy. `controle(objet, champ, fichier)` inspects each file that comes back, as an upload would be;
    it raises ValidationError, and is compulsory for a model that has files. `structure`: an espace cloned without its
    content keeps these rows (its périmètre, its thématiques).
    """

    sans: tuple[str, ...] = ()
    ailleurs: Ailleurs = Ailleurs.OMETTRE
    controle: Callable[[Any, str, "File[Any]"], None] | None = None
    structure: bool = False


INCLUS = Inclus()


@dataclass(frozen=True, slots=True)
class Exclus:
    """The rows stay, and why, in a sentence of docs/format-copie.md."""

    raison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """These objects carry attachments, shown on `page`: that of the object when nothing is said; none when empty."""

    page: str | None = None


PIECES = Pieces()


@dataclass(frozen=True, slots=True)
class Echanges:
    """People exchange about these objects.

    `filter_lecteurs(membres, objet)` keeps the places that see one: `visible_to`, read from the other side. Without it,
    all do. `invite` says what one writes there. `page` is the view that shows them, that of the object
    when nothing is said; empty when each line of a list links to its own. `is_secondaire`: that page is for something
    else, so that they are folded there.
    """

    filter_lecteurs: Callable[[Any, Any], QuerySet[Any]] | None = None
    _: KW_ONLY
    invite: str = ""
    page: str | None = None
    is_secondaire: bool = False


@dataclass(frozen=True, slots=True)
class Maison:
    """What the house knows of a model. Without `cle`, nothing points at its rows.

    `cle` is stored in every reference, so it never changes: « fiche_action ». `defini` names one row in a sentence,
    « la note »; empty when its name in the journal is a phrase already. `libelle` names the type, when the verbose name
    does not.

    `page` is the view of one row, `args` the attributes that its address is made of; a model whose address is more than
    that has `get_absolute_url`. `espace` leads to the UUID of its espace.

    `visible_to` gives the rows that a compte opens, when the manager of the model does not; `avec` are the relations
    read with them. `corbeille` is the argument of the manager that adds what was put aside: a compte may read its name.

    `cherche` gives title and body to the search: attributes and methods, or a function. It reads the row alone, or rows
    that never change, and the queryset of the model is a `QuerySetSuivi`. `gestes` are the gestures that a magic link
    may carry. `pieces` and `echanges`: these objects carry attachments, people exchange about them. `droits` are those
    that this model alone has; what several models share is declared in the `permissions` of their package.
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
        """The view that shows a panel of the object."""
        return self.page if panneau.page is None else panneau.page


def list_maisons() -> Iterator[tuple[type[Model], Maison]]:
    """The models that declare themselves; each speaks for itself, never for those that derive from it."""
    for model in apps.get_models():
        if isinstance(maison := vars(model).get("maison"), Maison):
            yield model, maison


def record_objets() -> None:
    """Every model is loaded before the first package is ready."""
    objets.record(*(build_type(model, maison) for model, maison in list_maisons() if maison.cle))


def record_droits() -> None:
    """After the packages, whose rights come first in the tables."""
    droits.record(*(droit for _, maison in list_maisons() for droit in maison.droits))


def build_type(model: type[Model], maison: Maison) -> TypeObjet:
    # Every model that is declared has a queryset that knows who sees what; Django’s own managers have none.
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
