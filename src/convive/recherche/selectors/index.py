"""Whether the index says what the objects say: what is missing from it, what is there for nothing."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from convive.recherche.actions import build_entree
from convive.recherche.models import EntreeRecherche
from convive.socle.objets import objets


@dataclass(frozen=True, slots=True)
class Ecarts:
    """Objects that have words and no row in the index; rows whose object is gone."""

    absents: int
    en_trop: int


def count_ecarts() -> Ecarts:
    """Compare the two, type by type; an object without a word has no row."""
    absents, en_trop, connus = 0, 0, []
    for type_objet in objets.get_all():
        if type_objet.get_textes is None:
            continue
        connus.append(type_objet.cle)
        entrees = EntreeRecherche.objects.filter(objet_type=type_objet.cle)
        without = type_objet.model._default_manager.filter(~Exists(entrees.filter(objet_uuid=OuterRef("pk"))))
        absents += sum(build_entree(type_objet, objet) is not None for objet in without.iterator(chunk_size=500))
        en_trop += entrees.filter(~Exists(type_objet.model._base_manager.filter(pk=OuterRef("objet_uuid")))).count()
    return Ecarts(absents, en_trop + EntreeRecherche.objects.exclude(objet_type__in=connus).count())
