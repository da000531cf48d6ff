"""Keep the index: write what an object says, remove what is gone, build everything again.

The index is a copy of what the objects say: writing in it is never a gesture of somebody, and is not in the journal.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.cles import build_cles
from convive.recherche.rules.francais import MAX_CORPS, MAX_TITRE, VERSION_ANALYSE, build_texte_index, clean_texte
from convive.socle.objets import TypeObjet

CHAMPS_ECRITS = (
    "espace",
    "date_objet",
    "version_analyse",
    "cles",
    "titre",
    "titre_index",
    "corps",
    "corps_index",
)


def build_entree(type_objet: TypeObjet, objet: models.Model) -> EntreeRecherche | None:
    """What the index keeps of an object; None when it says nothing, or is not searched."""
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


@transaction.atomic
def record_entrees(type_objet: TypeObjet, objets: Iterable[models.Model]) -> int:
    """Write or rewrite the rows of these objects, in one statement; return how many have one."""
    entrees, vides = [], []
    for objet in objets:
        entree = build_entree(type_objet, objet)
        if entree is None:
            vides.append(objet.pk)
        else:
            entrees.append(entree)
    if vides:
        delete_entrees(type_objet.cle, vides)
    if entrees:
        EntreeRecherche.objects.bulk_create(
            entrees, update_conflicts=True, unique_fields=["objet_type", "objet_uuid"], update_fields=CHAMPS_ECRITS
        )
    return len(entrees)


def delete_entrees(objet_type: str, uuids: Iterable[Any]) -> None:
    EntreeRecherche.objects.filter(objet_type=objet_type, objet_uuid__in=list(uuids)).delete()
