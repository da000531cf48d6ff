"""Each column named belongs to a source that gives the quantity, and every quantity of every source has one."""

from convive.diagnostic.rules.trace import get_origine
from convive.diagnostic.selectors.catalogue import get_colonnes
from convive.donnees.sources import fictif
from convive.donnees.sources.registre import SOURCES


def test_every_quantity_of_every_source_has_its_column():
    colonnes = get_colonnes()
    assert {nom: set(colonnes[nom]["colonnes"]) for nom in colonnes} == {
        source.identifiant: set(source.quantites)
        for source in SOURCES.values()
        # What is invented comes from no file.
        if source.quantites and source is not fictif.SOURCE
    }
    assert all(fiche["ligne"] for fiche in colonnes.values())


def test_column_is_written_with_its_vintage():
    colonnes = get_colonnes()
    assert get_origine(colonnes, "comparateur", "menages", 2018) == ("P18_MEN", "CODGEO")
    assert get_origine(colonnes, "comparateur", "solde_naturel_periode", 2022)[0].startswith("NAIS − DECE")
    assert get_origine(colonnes, "populations_serie", "population_rp", 2009)[0] == "p09_pop"
    assert get_origine(colonnes, "perimetre_epci", "population_rp", 2022)[0] == "pmun_2025"
    assert get_origine(colonnes, "apl", "apl_infirmiers", 2023)[0] == "APL aux infirmières, feuille APL 2023"
    assert get_origine(colonnes, "fictif", "menages", 2018) == ("", "")
