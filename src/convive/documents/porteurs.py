"""Which objects carry attachments: a type of the registry of objects, and the page that shows it.

A model says it in its `maison`: `pieces=PIECES`. Its page then has the panel of attachments, provided that it calls
`{% render_panneaux %}`.
"""

from dataclasses import dataclass

from convive.socle.objets import TypeObjet, objets
from convive.socle.registre import RegistreParType


@dataclass(frozen=True, slots=True)
class Porteur:
    """`cle` is a key of the registry of objects, `page` a view name; empty when another page shows the panels."""

    cle: str
    page: str = ""


class RegistrePorteurs(RegistreParType[Porteur]):
    def list_types(self) -> list[TypeObjet]:
        return [objets.get(cle) for cle in sorted(porteur.cle for porteur in self.get_all())]


porteurs = RegistrePorteurs()
