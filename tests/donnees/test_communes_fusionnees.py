"""Old codes to today's communes, on tiny hand-made files; see test_pieges.py for the real ones."""

from pathlib import Path

import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique, Mouvements, attach_mouvements
from convive.donnees.communes_fusionnees import Serie, build_groupes, list_mesures
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule
from convive.donnees.rules import Mesure, Statut
from convive.donnees.sources import base

COMPLET: dict[str, Cellule] = {"01001": 1.0, "01002": 2.0, "01005": 3.0, "02001": 4.0, "02003": 6.0, "69123": 7.0}


def list_par_code(
    cog: CodeOfficielGeographique, cellules: dict[str, Cellule], indicateur: str = "menages", millesime: int = 2018
) -> dict[str, Mesure]:
    groupes = build_groupes("f.csv", cellules, cog)
    return {m.territoire: m for m in list_mesures("s", groupes, [Serie(indicateur, millesime, cellules)], cog)}


def list_serie(
    cog: CodeOfficielGeographique, par_annee: dict[int, dict[str, Cellule]]
) -> dict[tuple[str, int], tuple[float | None, str]]:
    codes = next(iter(par_annee.values()))
    groupes = build_groupes("f.csv", codes, cog)
    series = [Serie("population_rp", annee, c, f"{annee + 2}-01-01") for annee, c in par_annee.items()]
    return {(m.territoire, m.millesime): (m.valeur, m.statut) for m in list_mesures("s", groupes, series, cog)}


def test_absent_commune_is_not_available_never_zero(mini_cog: CodeOfficielGeographique) -> None:
    par_code = list_par_code(mini_cog, COMPLET)
    assert par_code["97601"][4:6] == (None, Statut.NON_DISPONIBLE)
    assert par_code["01001"][4:6] == (1.0, Statut.VALEUR)


def test_fictional_and_overseas_collectivites_get_nothing(mini_cog: CodeOfficielGeographique) -> None:
    par_code = list_par_code(mini_cog, COMPLET | {"97502": 9.0, "98701": 9.0})
    assert not {"97502", "98701", "99001"} & par_code.keys()


def test_merged_commune_sums_its_former_communes(mini_cog: CodeOfficielGeographique) -> None:
    mesure = list_par_code(mini_cog, COMPLET | {"01006": 10.0, "01007": 20.0})["01005"]
    assert mesure[4:6] == (33.0, Statut.VALEUR)


def test_recoded_commune_takes_the_value_of_its_former_code(mini_cog: CodeOfficielGeographique) -> None:
    cellules = {code: c for code, c in COMPLET.items() if code != "01005"} | {"01006": 10.0}
    assert list_par_code(mini_cog, cellules)["01005"][4:6] == (10.0, Statut.VALEUR)
    assert list_par_code(mini_cog, cellules, "niveau_vie_median")["01005"][4:6] == (10.0, Statut.VALEUR)


def test_merged_commune_with_a_secret_part_is_partial(mini_cog: CodeOfficielGeographique) -> None:
    mesure = list_par_code(mini_cog, COMPLET | {"01006": Statut.SECRET, "01007": 20.0})["01005"]
    assert mesure[4:6] == (23.0, Statut.PARTIEL)
    assert (mesure.communes_connues, mesure.communes_total) == (2, 3)


@pytest.mark.parametrize(
    ("autre", "attendu"), [(Statut.SECRET, Statut.SECRET), (Statut.NON_DISPONIBLE, Statut.NON_DISPONIBLE)]
)
def test_merged_commune_without_any_value(mini_cog: CodeOfficielGeographique, autre: Statut, attendu: Statut) -> None:
    cellules = COMPLET | {"01005": Statut.NON_DISPONIBLE, "01006": autre}
    assert list_par_code(mini_cog, cellules)["01005"][4:6] == (None, attendu)


def test_median_of_a_merged_commune_cannot_be_computed_trap_30(mini_cog: CodeOfficielGeographique) -> None:
    par_code = list_par_code(mini_cog, COMPLET | {"01006": 10.0}, "niveau_vie_median")
    assert par_code["01005"][4:6] == (None, Statut.NON_CALCULABLE)
    assert par_code["01001"][4:6] == (1.0, Statut.VALEUR)


def test_whole_city_and_arrondissements_are_not_counted_twice_trap_13(mini_cog: CodeOfficielGeographique) -> None:
    arrondissements: dict[str, Cellule] = {f"6938{n}": 1.0 for n in range(1, 10)}
    par_code = list_par_code(mini_cog, COMPLET | arrondissements)
    assert par_code["69123"][4:6] == (7.0, Statut.VALEUR)
    assert par_code["69381"][0] == "arrondissement_municipal"


def test_arrondissements_only_are_summed_trap_14(mini_cog: CodeOfficielGeographique) -> None:
    sans_lyon = {code: c for code, c in COMPLET.items() if code != "69123"}
    arrondissements: dict[str, Cellule] = {f"6938{n}": float(n) for n in range(1, 10)}
    assert list_par_code(mini_cog, sans_lyon | arrondissements)["69123"][4:6] == (45.0, Statut.VALEUR)
    del arrondissements["69389"]
    mesure = list_par_code(mini_cog, sans_lyon | arrondissements)["69123"]
    assert mesure[4:] == (36.0, Statut.PARTIEL, "s", 8, 9)
    assert list_par_code(mini_cog, sans_lyon | arrondissements, "taux_pauvrete")["69123"].statut == (
        Statut.NON_CALCULABLE
    )


def test_split_after_the_vintage_is_incomplete_for_parent_and_child_trap_16(
    mini_cog: CodeOfficielGeographique,
) -> None:
    for indicateur in ("menages", "niveau_vie_median"):
        par_code = list_par_code(mini_cog, COMPLET, indicateur)
        assert par_code["02001"][4:6] == (None, Statut.SCISSION_INCOMPLETE)
        assert par_code["02002"][4:6] == (None, Statut.SCISSION_INCOMPLETE)
        assert par_code["02003"].statut == Statut.VALEUR


def test_split_known_by_the_file_gives_values(mini_cog: CodeOfficielGeographique) -> None:
    par_code = list_par_code(mini_cog, COMPLET | {"02002": 5.0})
    assert par_code["02001"][4:6] == (4.0, Statut.VALEUR)
    assert par_code["02002"][4:6] == (5.0, Statut.VALEUR)


def test_split_without_the_parent_is_only_an_absence(mini_cog: CodeOfficielGeographique) -> None:
    cellules = {code: c for code, c in COMPLET.items() if code != "02001"}
    assert list_par_code(mini_cog, cellules)["02002"].statut == Statut.NON_DISPONIBLE


def test_extract_says_nothing_of_what_it_does_not_list(mini_cog: CodeOfficielGeographique) -> None:
    cellules: dict[str, Cellule] = {"01001": 1.0, "02001": 2.0}
    groupes = build_groupes("f.csv", cellules, mini_cog)
    assert groupes.avertissements == ["Extrait : 2 communes sur 8, les autres restent sans donnée."]
    par_code = list_par_code(mini_cog, cellules, millesime=2018)
    assert par_code.keys() == {"01001", "02001"}
    assert par_code["02001"].statut == Statut.SCISSION_INCOMPLETE
    # The split of 2024 is older than this vintage: the extract lists the parent of today, without its child.
    assert list_par_code(mini_cog, cellules, millesime=2024)["02001"].statut == Statut.VALEUR


def test_a_few_unknown_codes_are_a_warning(mini_cog: CodeOfficielGeographique) -> None:
    connus = {f"{n:05d}": 1.0 for n in range(1001, 1003)} | dict.fromkeys(COMPLET, 1.0)
    mini_cog.anciens |= {f"01{n}": "01001" for n in range(100, 300)}
    connus |= {f"01{n}": 1.0 for n in range(100, 300)}
    groupes = build_groupes("f.csv", [*connus, "01999"], mini_cog)
    assert "1 code de commune inconnu, non repris : 01999." in groupes.avertissements
    groupes = build_groupes("f.csv", [*connus, "01998", "01999"], mini_cog)
    assert "2 codes de commune inconnus, non repris : 01998, 01999." in groupes.avertissements


def test_many_unknown_codes_refuse_the_file(mini_cog: CodeOfficielGeographique) -> None:
    with pytest.raises(FichierIllisible, match="1 codes de commune sur 7 sont inconnus \\(01999\\)"):
        build_groupes("f.csv", [*COMPLET, "01999"], mini_cog)


def test_codes_without_their_zeros_get_the_likely_cause_trap_10(mini_cog: CodeOfficielGeographique) -> None:
    with pytest.raises(FichierIllisible, match="les zéros initiaux ont sans doute été perdus"):
        build_groupes("f.csv", ["1001", "1002", "69123"], mini_cog)


SERIE: dict[int, dict[str, Cellule]] = {
    2015: COMPLET | {"01005": 100.0},
    2016: COMPLET | {"01005": 102.0},
    2017: COMPLET | {"01005": 250.0},
    2018: COMPLET | {"01005": 251.0},
}


@pytest.fixture
def cog_date(mini_cog: CodeOfficielGeographique) -> CodeOfficielGeographique:
    """The same list, with the merger of 01006 into 01005 dated 1 January 2019."""
    mouvements = Mouvements(
        successeurs={"01006": "01005", "01008": "01006", "01090": "01091", "01091": "01090", "01092": "99999"},
        scissions=(
            ("02003", "02001", "2017-01-01"),
            ("02001", "02002", "1990-01-01"),
            ("00000", "02001", "2000-01-01"),
        ),
        absorptions=(
            ("01006", "01005", "2019-01-01"),
            ("01001", "01005", "2019-01-01"),
            ("01090", "01091", "2000-01-01"),
        ),
    )
    return attach_mouvements(mini_cog, mouvements)


def test_movements_complete_the_passages(cog_date: CodeOfficielGeographique) -> None:
    assert cog_date.get_code_actuel("01008") == "01005"
    assert cog_date.get_code_actuel("01009") == "01005"
    # Codes that turn round, or end nowhere, stay unknown.
    assert cog_date.get_code_actuel("01090") is None
    assert cog_date.get_code_actuel("01092") is None
    assert cog_date.absorptions == {"01005": [("01006", "2019-01-01")]}
    # The hand-kept date wins when it is the most recent; the older official one does not erase it.
    assert {(s.parent, s.enfant): s.date_effet for s in cog_date.scissions} == {
        ("02001", "02002"): "2024-01-01",
        ("02003", "02001"): "2017-01-01",
    }


def test_series_counts_only_the_chef_lieu_before_the_merger_trap_17(cog_date: CodeOfficielGeographique) -> None:
    """The population of 2017 is counted in the communes of 1 January 2019, those of 2016 in the list of 2018."""
    serie = list_serie(cog_date, SERIE)
    assert serie["01005", 2016] == (102.0, Statut.RUPTURE_DE_SERIE)
    assert serie["01005", 2017] == (250.0, Statut.VALEUR)
    assert serie["01001", 2015] == (1.0, Statut.VALEUR)


def test_series_with_the_former_commune_in_the_file_has_no_break(cog_date: CodeOfficielGeographique) -> None:
    avec = {
        annee: cellules | {"01006": 140.0 if annee < 2017 else Statut.NON_DISPONIBLE}
        for annee, cellules in SERIE.items()
    }
    serie = list_serie(cog_date, avec)
    assert serie["01005", 2016] == (242.0, Statut.VALEUR)
    # Blank after the merger: it no longer exists, nothing is missing.
    assert serie["01005", 2018] == (251.0, Statut.VALEUR)


def test_series_break_is_detected_by_its_jump_without_movements(mini_cog: CodeOfficielGeographique) -> None:
    serie = list_serie(mini_cog, SERIE)
    assert serie["01005", 2015] == (100.0, Statut.RUPTURE_DE_SERIE)
    assert serie["01005", 2016] == (102.0, Statut.RUPTURE_DE_SERIE)
    assert serie["01005", 2017] == (250.0, Statut.VALEUR)
    plate = {annee: cellules | {"01005": 100.0} for annee, cellules in SERIE.items()}
    assert list_serie(mini_cog, plate)["01005", 2015] == (100.0, Statut.VALEUR)


def test_jump_of_an_ordinary_commune_is_not_a_break(mini_cog: CodeOfficielGeographique) -> None:
    serie = list_serie(mini_cog, {2015: COMPLET, 2016: COMPLET | {"01001": 50.0}})
    assert serie["01001", 2015] == (1.0, Statut.VALEUR)


def test_series_with_a_child_not_yet_born_is_a_split(mini_cog: CodeOfficielGeographique) -> None:
    naissance = {
        2019: COMPLET | {"02002": Statut.NON_DISPONIBLE},
        2024: COMPLET | {"02002": Statut.NON_DISPONIBLE},
        2025: COMPLET | {"02002": 5.0},
    }
    serie = list_serie(mini_cog, naissance)
    assert serie["02001", 2019] == serie["02002", 2019] == (None, Statut.SCISSION_INCOMPLETE)
    assert serie["02001", 2024] == (4.0, Statut.VALEUR)
    assert serie["02002", 2025] == (5.0, Statut.VALEUR)


def test_passages_file_without_its_columns_is_refused(mini_base: Path) -> None:
    (mini_base / "passages.csv").write_text("ancien_code,code,nature\n", encoding="utf-8")
    with pytest.raises(FichierIllisible, match="date_effet"):
        base.get_code_officiel_geographique(mini_base)


def test_fictional_commune_never_enters_a_real_territory(mini_cog: CodeOfficielGeographique) -> None:
    """99002 claims a real région and a real EPCI: both are dropped."""
    assert mini_cog.communes["99001"].epci == "999900017"
    assert mini_cog.communes["99002"].epci is None
    assert mini_cog.communes["99002"].region == ""
