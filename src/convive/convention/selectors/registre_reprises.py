"""What a CTG may take from the one before it: each package declares its own kind of thing here.

What belongs to the espace (organisations, posts, services) is not carried over: it is simply there, and the packages
declare how to count it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.socle.registre import Registre


@dataclass(frozen=True, slots=True)
class Presentation:
    """How a thing is named on the page of choices; `precision` says what it would become."""

    libelle: str
    precision: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reprise:
    """A kind of thing that is chosen one by one. `cle` is its type in the registry of objects.

    `list_rows(ctgs)` gives the rows of these CTG in the order of the page, each with its `ctg_id`: what may be carried
    over of the former one, what the new one has already. `present(row, ctg)` names a row of the former CTG for the one
    that is prepared. `carry(by, row, ctg)` makes it exist in `ctg` and returns what it became: twice gives the same;
    it raises ConventionRefusee when that cannot be. `un` and `plusieurs` count them.
    """

    cle: str
    libelle: str
    un: str
    plusieurs: str
    aide: str
    list_rows: Callable[[Collection[UUID]], QuerySet[Any]]
    present: Callable[[Any, Ctg], Presentation]
    carry: Callable[[Compte, Any, Ctg], Model]


@dataclass(frozen=True, slots=True)
class BienCommun:
    """What belongs to the espace, whatever the CTG. `list_rows(espaces)` is counted; `page` takes the espace alone."""

    cle: str
    un: str
    plusieurs: str
    list_rows: Callable[[Collection[UUID]], QuerySet[Any]]
    page: str


reprises = Registre[Reprise]()
biens_communs = Registre[BienCommun]()
