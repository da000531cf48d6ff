"""Which objects carry attachments: a type of the registry of objects, and the page that shows it.

A package above says it in `apps.ready()`: `porteurs.record(Porteur("seance", "gouvernance:seance_detail"))`. Its
page then has the panel of attachments, provided that it calls `{% render_panneaux %}`.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models

from convive.socle.objets import Reference, TypeObjet, objets


class _Enregistreur(Protocol):
    def __call__(self, porteur: "Porteur") -> None: ...


@dataclass(frozen=True, slots=True)
class Porteur:
    """`cle` is a key of the registry of objects, `page` a view name; empty when another page shows the panels."""

    cle: str
    page: str = ""


class RegistrePorteurs:
    """The declared carriers; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._porteurs: dict[str, Porteur] = {}
        self._enregistreurs: list[_Enregistreur] = []

    def record(self, *porteurs: Porteur) -> None:
        for porteur in porteurs:
            self._porteurs[porteur.cle] = porteur
            for enregistreur in self._enregistreurs:
                enregistreur(porteur)

    def record_enregistreur(self, enregistreur: _Enregistreur) -> None:
        """Called for each carrier, those recorded before and those to come, whichever package is ready first."""
        if enregistreur not in self._enregistreurs:
            self._enregistreurs.append(enregistreur)
        for porteur in self._porteurs.values():
            enregistreur(porteur)

    def list_types(self) -> list[TypeObjet]:
        return [objets.get(cle) for cle in sorted(self._porteurs)]

    def get_objet(self, reference: Reference, compte: Any, espace_uuid: Any) -> models.Model | None:
        """The object that this person sees in this espace; None for any other, whoever forged the reference."""
        if reference.objet_type not in self._porteurs:
            return None
        return objets.get(reference.objet_type).get_visible(reference.objet_uuid, compte, espace_uuid)


porteurs = RegistrePorteurs()
