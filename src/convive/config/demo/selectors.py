"""What the demonstration consists of: the file that describes it, its espaces, the membres of each persona."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.urls import reverse

from convive.comptes.models import Compte
from convive.comptes.personas import AccesPersona, Persona
from convive.espaces.models import Espace, Role, TypeEspace
from convive.espaces.selectors.membre import get_membre
from convive.espaces.views.acces import get_url_debut
from convive.socle.objets import objets
from convive.socle.recit import CHARGEE, DOSSIERS_DEMO, Recit, read_yaml

FICHIER = Path(__file__).with_name("personas.yaml")
# The bits of a version 8 UUID are free (RFC 9562), whereas every other espace has a random version 4 UUID. This prefix
# therefore identifies the demonstration: an espace that someone created or imported can never be mistaken for it.
PREFIXE = UUID("99990001-7000-8000-8000-000000000000")
DERNIER = UUID(int=PREFIXE.int + 2**48 - 1)


@dataclass(frozen=True, slots=True)
class EspaceDemo:
    """An espace, by type: over a fictional territory or département, or without communes; it expires in `jours`
    days."""

    type: str
    nom: str
    territoire: str = ""
    departement: str = ""
    jours: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceDemo:
    """A membre of the espace of type `espace`, with its limits; it ends in `jours` days, if given.

    `arrivee`: the persona enters the demonstration there, instead of in her first espace.
    """

    espace: str
    role: str
    thematiques: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    jours: int | None = None
    arrivee: bool = False


@dataclass(frozen=True, slots=True)
class PartageDemo:
    """What the territoire shares with the département, for how many days, and between which personas."""

    champs: tuple[str, ...]
    jours: int
    par: str
    pour: str


@dataclass(frozen=True, slots=True)
class Scene:
    """`places` are the membres of each persona, by her key; the first one gives her role."""

    espaces: tuple[EspaceDemo, ...]
    personas: tuple[Persona, ...]
    places: Mapping[str, tuple[PlaceDemo, ...]]
    partage: PartageDemo

    @property
    def nom(self) -> str:
        """The name of the espace of the territoire, where most people work."""
        return next(espace.nom for espace in self.espaces if espace.type == TypeEspace.TERRITOIRE)

    def get_persona(self, cle: str) -> Persona:
        return next(persona for persona in self.personas if persona.cle == cle)

    def get_arrivee(self, cle: str) -> PlaceDemo:
        """Where this persona enters: the place with `arrivee`, or her first one."""
        places = self.places[cle]
        return next((place for place in places if place.arrivee), places[0])

    def get_chargee(self, type_espace: str) -> str:
        """The key of the chargée de coopération of this espace."""
        charge = (type_espace, Role.CHARGE_COOPERATION)
        return next(cle for cle, places in self.places.items() if charge in [(p.espace, p.role) for p in places])


@cache
def read_scene() -> Scene:
    contenu = read_yaml(FICHIER)
    espaces = tuple(EspaceDemo(type_espace, **ligne) for type_espace, ligne in contenu["espaces"].items())
    lignes = contenu["personas"]
    places = {ligne["cle"]: tuple(_read_place(place) for place in ligne.pop("places")) for ligne in lignes}
    personas = tuple(
        Persona(
            **ligne,
            uuid=uuid5(PREFIXE, ligne["cle"]),
            role=places[ligne["cle"]][0].role,
            role_libelle=Role(places[ligne["cle"]][0].role).label,
        )
        for ligne in lignes
    )
    partage = contenu["partage"]
    return Scene(espaces, personas, places, PartageDemo(**(partage | {"champs": tuple(partage["champs"])})))


def _read_place(place: dict[str, Any]) -> PlaceDemo:
    limites = {champ: tuple(place.get(champ, ())) for champ in ("thematiques", "communes")}
    return PlaceDemo(**(place | limites))


@cache
def get_recit_demo() -> Recit:
    """The whole demonstration, to which each package adds its part."""
    personas = read_scene().personas
    comptes = {persona.cle: persona.uuid for persona in personas}
    return Recit(DOSSIERS_DEMO, comptes[CHARGEE], {persona.cle: persona.nom for persona in personas}, comptes)


def compute_empreinte_demo() -> str:
    """SHA-256 of every file that describes the demonstration."""
    digest = hashlib.sha256()
    for path in sorted(path for dossier in DOSSIERS_DEMO for path in dossier.rglob("*.yaml")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def get_espace_demo(type_espace: str = TypeEspace.TERRITOIRE) -> Espace | None:
    return Espace.objects.filter(pk__range=(PREFIXE, DERNIER), type=type_espace).first()


class DemoSurPlace:
    """The interface through which `comptes`, which does not know espaces, uses the demonstration."""

    def list_personas(self) -> tuple[Persona, ...]:
        return read_scene().personas

    def get_acces(self, cle: str) -> AccesPersona | None:
        persona = next((persona for persona in self.list_personas() if persona.cle == cle), None)
        espace = get_espace_demo(read_scene().get_arrivee(cle).espace) if persona else None
        if persona is None or espace is None:
            return None
        compte = Compte.objects.filter(pk=persona.uuid, is_active=True).first()
        return (
            AccesPersona(compte, _get_url(compte, espace), objets.get_reference(espace), str(espace))
            if compte
            else None
        )


def _get_url(compte: Compte, espace: Espace) -> str:
    """Where the role begins, or the list of espaces if the membre has been closed in the meantime."""
    membre = get_membre(compte, espace.pk)
    return reverse("espaces:espace_list") if membre is None else get_url_debut(membre)
