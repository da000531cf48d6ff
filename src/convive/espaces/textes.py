"""The registry of long texts: the types of objects whose versions are listed, compared, restored and merged here.

A package declares a type that derives from `TexteVersionne` once, in `apps.ready()`; the pages of versions then serve
it, under its own rights. The type is also in the registry of objects, under the same key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from convive.espaces.models import Membre, TexteVersionne
from convive.socle.objets import TypeObjet, objets
from convive.socle.registre import Registre


@dataclass(frozen=True, slots=True)
class TypeTexte:
    """`libelles` names each text on screen, in order; `page` is the page of the menu under which one is.

    `can_get` tells whether a place reads objects of this type, `can_restore` whether it may write this one.
    `read` gives what a page of versions shows of a text that is not kept as one reads it.
    """

    cle: str
    libelles: Mapping[str, str]
    page: str
    can_get: Callable[[Membre], bool]
    can_restore: Callable[[Membre, Any], bool]
    read: Callable[[str], str] = str

    @property
    def courts(self) -> frozenset[str]:
        """The texts of one line, as a title."""
        return frozenset(c for c in self.libelles if not isinstance(self.model._meta.get_field(c), models.TextField))

    @property
    def objet(self) -> TypeObjet:
        return objets.get(self.cle)

    @property
    def model(self) -> type[TexteVersionne]:
        return self.objet.model  # type: ignore[return-value]  # a test checks each declared type


textes: Registre[TypeTexte] = Registre()
