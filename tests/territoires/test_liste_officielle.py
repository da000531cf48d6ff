"""The packaged code list, real and whole: it goes in, comes again without a change, and the search knows its traps."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

import convive.donnees
from convive.territoires.actions import import_territoires
from convive.territoires.models import AncienCode, Territoire
from convive.territoires.rules import LigneTerritoire
from convive.territoires.selectors import get_perimetre, search_territoires, suggest_territoires

LISTE = Path(convive.donnees.__file__).parent / "base" / "territoires.parquet"
LISTES = ("codes_postaux", "anciens_codes")


@pytest.mark.django_db
def test_packaged_list(django_assert_max_num_queries):
    rows = pq.read_table(LISTE).to_pylist()
    lignes = [LigneTerritoire(**row | {nom: tuple(row[nom] or ()) for nom in LISTES}) for row in rows]
    with django_assert_max_num_queries(80):
        bilan = import_territoires(lignes=lignes, millesime=2026)
    assert bilan.crees == len(lignes) > 38_000
    assert import_territoires(lignes=lignes, millesime=2026).inchanges == len(lignes)

    assert Territoire.objects.filter(type="epci").count() == 1_255
    assert AncienCode.objects.count() > 4_000
    civraisien = get_perimetre("200070035")
    assert (len(civraisien.communes), civraisien.communes[0].region_nom) == (35, "Nouvelle-Aquitaine")
    # A metropolis, the Grand Paris with its EPT, four communes outside any EPCI, arrondissements.
    assert len(get_perimetre("200054781").communes) == 130
    assert get_perimetre("85113").communes[0].epci is None
    assert get_perimetre("69383").type == "arrondissement_municipal"

    for q, reference in [
        ("cc civraisien en poitou", "200070035"),
        ("st denis 974", "97411"),
        ("l'île d'yeu", "85113"),
        ("Paris 15e", "75115"),
        ("Arbignieu", "01015"),
        ("Y", "80829"),
        ("Eu", "76255"),
    ]:
        assert search_territoires(q)[0].reference == reference, q
    assert suggest_territoires("marseile")[0].reference == "13055"
    # Every territory that the search offers leads to a portrait.
    parts = Territoire.objects.filter(is_recherchable=True, type__in=["commune_deleguee", "commune_associee"])
    assert not parts.filter(parent__is_actif=False).exists()
    assert not Territoire.objects.filter(type="ept", nombre_communes=0).exists()
