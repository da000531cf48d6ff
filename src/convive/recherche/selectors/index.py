"""What the index stores about an object, and how far it is from the objects: missing rows, and rows left behind."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef

from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.cles import build_cles
from convive.recherche.rules.francais import MAX_CORPS, MAX_TITRE, VERSION_ANALYSE, build_texte_index, clean_texte
from convive.socle.objets import TypeObjet, objets


def build_entree(type_objet: TypeObjet, objet: models.Model) -> EntreeRecherche | None:
    """The index row of an object; None if it has no text, or is not searched."""
    if type_objet.get_textes is None:
        return None
    titre, corps = (clean_texte(texte) for texte in type_objet.get_textes(objet))
    titre, corps = " ".join(titre.split())[:MAX_TITRE], corps.strip()[:MAX_CORPS]
    if not titre and not corps:
        return None
    espace_uuid = type_objet.get_espace_uuid(objet) if type_objet.get_espace_uuid else None
    return EntreeRecherche(
        objet_type=type_objet.cle,
        objet_uuid=objet.pk,
        espace_id=espace_uuid,
        date_objet=getattr(objet, "updated_at", None),
        version_analyse=VERSION_ANALYSE,
        cles=build_cles(espace_uuid, type_objet.cle),
        titre=titre,
        titre_index=build_texte_index(titre),
        corps=corps,
        corps_index=build_texte_index(corps),
    )


@dataclass(frozen=True, slots=True)
class Ecarts:
    """Objects that have text but no row in the index; rows whose object is deleted."""

    absents: int
    en_trop: int


def count_ecarts() -> Ecarts:
    """Compare the index with the objects, type by type; an object without text needs no row."""
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
