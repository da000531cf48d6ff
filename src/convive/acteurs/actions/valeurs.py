"""The fields of a card as JSON keeps them, and the rows of any package that point at cards."""

from typing import Any

from django.apps import apps
from django.db import models

from convive.journal.models import Journal
from convive.recherche.models import EntreeRecherche
from convive.socle.objets import AvecReference

# What was done stays under the name it had; the index follows the cards by itself.
IMMOBILES = (Journal, EntreeRecherche)


def dump_valeur(fiche: Any, champ: str) -> Any:
    """The value as JSON keeps it; what is unknown stays so."""
    field = fiche._meta.get_field(champ)
    return None if field.value_from_object(fiche) is None else field.value_to_string(fiche)


def load_valeur(fiche: Any, champ: str, valeur: Any) -> Any:
    field = fiche._meta.get_field(champ)
    return None if valeur is None or (valeur == "" and field.null) else field.to_python(valeur)


def list_colonnes(modele: type[models.Model]) -> list[tuple[Any, str]]:
    """The columns, of any package, that point at these cards: keys, and tables of many-to-many relations.

    Versions of texts keep what they said, and an older merge stays as it was made.
    """
    relations = [relation for relation in modele._meta.get_fields(include_hidden=True) if relation.auto_created]
    return [
        (relation.related_model, relation.field.attname)
        for relation in relations
        if isinstance(relation, models.ManyToOneRel)
        and relation.related_model is not modele
        and not hasattr(relation.related_model, "instance_type")
    ]


def list_modeles_references() -> list[Any]:
    """The models whose rows point at « any object » and follow the card that takes the place of another."""
    return [modele for modele in apps.get_models() if issubclass(modele, AvecReference) and modele not in IMMOBILES]
