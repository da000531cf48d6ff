"""Texts to look for, on the smallest object that an espace owns."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from convive.espaces.models import Espace, Thematique
from convive.recherche.actions import record_entrees
from convive.recherche.models import EntreeRecherche
from convive.recherche.rules.requete import build_requete
from convive.recherche.selectors import search_candidats
from convive.socle.objets import TypeObjet, objets


@cache
def read_qualite() -> dict[str, Any]:
    return yaml.safe_load(Path(__file__).with_name("qualite.yaml").read_text(encoding="utf-8"))


def build_type(textes: Mapping[Any, tuple[str, str]]) -> TypeObjet:
    """Thématiques that say other things than their names, by their identifier."""
    return replace(objets.get("thematique"), get_textes=lambda row: textes.get(row.pk, ("", "")))


def create_textes(espace: Espace, textes: Mapping[str, tuple[str, str]]) -> TypeObjet:
    """One object per text, alone in the index; the type to search is returned."""
    rows = [Thematique(espace=espace, nom=f"Objet {rank}") for rank in range(len(textes))]
    Thematique.objects.bulk_create(rows)
    # What the espace itself says would answer too.
    EntreeRecherche.objects.all().delete()
    type_objet = build_type({row.pk: texte for row, texte in zip(rows, textes.values(), strict=True)})
    record_entrees(type_objet, rows)
    return type_objet


def list_titres(compte: Any, espace: Espace, type_objet: TypeObjet, texte: str, **options: bool) -> list[str]:
    """Titles that answer, best first."""
    found = search_candidats(compte, build_requete(texte, **options), espaces=[espace.pk], types=[type_objet])
    titres = dict(EntreeRecherche.objects.values_list("pk", "titre"))
    return [titres[candidat.pk] for candidat in found]
