"""What the demonstration is made of: the file that describes it, its espace, the place of each persona."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID, uuid5

import yaml
from django.urls import reverse

from convive.comptes.demo import AccesPersona, Persona
from convive.comptes.models import Compte
from convive.espaces.models import Espace, Role
from convive.espaces.permissions import can_get_espace
from convive.espaces.selectors.membre import get_membre
from convive.socle.objets import objets

FICHIER = Path(__file__).with_name("personas.yaml")
# Version 8 (RFC 9562) leaves its bits to us; every other espace has a random identifier, of version 4. So what bears
# this prefix is the demonstration, and an espace that someone made, or a copy brought in, can never be taken for it.
PREFIXE = UUID("99990001-7000-8000-8000-000000000000")
DERNIER = UUID(int=PREFIXE.int + 2**48 - 1)


@dataclass(frozen=True, slots=True)
class Scene:
    """`territoire` is the reference of a fictional territory; `personas` has one person per role."""

    territoire: str
    nom: str
    personas: tuple[Persona, ...]


@cache
def read_scene() -> Scene:
    contenu = yaml.safe_load(FICHIER.read_text(encoding="utf-8"))
    personas = tuple(
        Persona(**ligne, uuid=uuid5(PREFIXE, ligne["cle"]), role_libelle=Role(ligne["role"]).label)
        for ligne in contenu["personas"]
    )
    return Scene(contenu["territoire"], contenu["nom"], personas)


def compute_empreinte_demo() -> str:
    """SHA-256 of every file that describes the demonstration."""
    digest = hashlib.sha256()
    for path in sorted(FICHIER.parent.glob("*.yaml")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def get_espace_demo() -> Espace | None:
    return Espace.objects.filter(pk__range=(PREFIXE, DERNIER)).first()


class DemoSurPlace:
    """What `comptes`, which does not know espaces, asks of the demonstration."""

    def list_personas(self) -> tuple[Persona, ...]:
        return read_scene().personas

    def get_acces(self, cle: str) -> AccesPersona | None:
        persona = next((persona for persona in self.list_personas() if persona.cle == cle), None)
        espace = get_espace_demo()
        if persona is None or espace is None:
            return None
        compte = Compte.objects.filter(pk=persona.uuid, is_active=True).first()
        return (
            AccesPersona(compte, _get_url(compte, espace), objets.get_reference(espace), str(espace))
            if compte
            else None
        )


def _get_url(compte: Compte, espace: Espace) -> str:
    """The first page that the role opens; the list of espaces for someone whose place was closed in the meantime."""
    membre = get_membre(compte, espace.pk)
    if membre is None:
        return reverse("espaces:espace_list")
    return reverse("espaces:espace_detail" if can_get_espace(membre) else "espaces:espace_droits", args=[espace.pk])
