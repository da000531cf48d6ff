"""The build: what it writes, what it never damages, and what it leaves when it is killed."""

import os
import time
from pathlib import Path

import pytest

from convive.donnees import actions, cache_sources, construction
from convive.donnees.actions import build_donnees, compute_construction, validate_depot
from convive.donnees.depot import list_fichiers
from convive.donnees.ecriture import get_verrou
from convive.donnees.erreurs import ConstructionEnCours, SourceInconnue
from convive.donnees.manifeste import Manifeste, get_manifeste
from convive.donnees.sources import populations_reference
from convive.donnees.sources.registre import SOURCES
from tests.donnees.atelier import BON, MOUVEMENTS, REFERENCE, Atelier


def get_etat(manifeste: Manifeste, identifiant: str = "populations_reference") -> tuple[str, int]:
    source = manifeste.get_source(identifiant)
    assert source is not None
    return source.etat, source.lignes


def test_base_alone_is_enough(atelier: Atelier) -> None:
    bilan = atelier.build(depot=False)
    assert bilan.is_nouveau
    assert get_etat(bilan.manifeste) == ("absent", 0)
    assert get_etat(bilan.manifeste, "base_territoires")[0] == "integre"
    assert atelier.get("epci", "200000001", "population_municipale") == (180.0, "valeur", "base_territoires", 3, 3)
    assert atelier.get("departement", "02", "population_municipale") is None
    assert atelier.get("france", "FR", "population_municipale") == (1200.0, "partiel", "base_territoires", 5, 8)


def test_base_without_fictional_territory(atelier: Atelier, mini_base: Path) -> None:
    for path in (mini_base / "fictif").iterdir():
        path.unlink()
    assert get_etat(atelier.build().manifeste, "fictif") == ("integre", 0)


def test_fictional_figures_stay_out_of_real_totals(atelier: Atelier) -> None:
    atelier.build()
    assert atelier.get("commune", "99001", "population_municipale") == (7.0, "valeur", "fictif", None, None)
    assert atelier.get("epci", "999900017", "population_municipale") == (7.0, "valeur", "fictif", 1, 1)
    assert atelier.get("departement", "99", "population_municipale") == (16.0, "valeur", "fictif", 2, 2)
    assert atelier.get("region", "84", "population_municipale") == (1180.0, "valeur", "base_territoires", 4, 4)
    assert atelier.get("france", "FR", "population_municipale")[4] == 8  # type: ignore[index]  # a value of JSON, whose shape is known here


def test_depot_source_is_added_and_summed(atelier: Atelier) -> None:
    bilan = atelier.build()
    assert get_etat(bilan.manifeste)[0] == "charge"
    assert atelier.get("commune", "01001") == (10.0, "valeur", "populations_reference", None, None)
    assert atelier.get("epci", "200000002") == (150.0, "valeur", "populations_reference", 3, 3)
    assert atelier.get("departement", "976") == (None, "non_disponible", "populations_reference", 0, 1)
    assert atelier.get("ept", "200000003") == (None, "non_disponible", "populations_reference", 0, 1)


def test_manifest_describes_the_file(atelier: Atelier) -> None:
    source = atelier.build().manifeste.get_source("populations_reference")
    assert source is not None
    (fichier,) = source.fichiers
    assert fichier.nom == f"insee/{REFERENCE}"
    assert len(fichier.sha256) == 64
    assert fichier.taille == len(BON)
    assert fichier.modifie_le.endswith("+00:00")
    assert source.millesimes == [2021]
    texte = (atelier.donnees / (atelier.donnees / "actuel").read_text() / "manifeste.json").read_text()
    assert str(atelier.depot) not in texte


def test_unchanged_depot_has_nothing_to_do(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    premier = atelier.build()
    monkeypatch.setattr(construction, "_build_chantier", lambda *_: pytest.fail("nothing should be read"))
    second = atelier.build()
    assert not second.is_nouveau
    assert second.manifeste == premier.manifeste


def test_a_file_already_read_is_not_read_again(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    atelier.build()
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    monkeypatch.setattr(cache_sources, "asdict", None)
    monkeypatch.setattr(populations_reference, "get_tableau", lambda *_, **__: pytest.fail("already read"))
    bilan = atelier.build()
    assert bilan.is_nouveau
    assert get_etat(bilan.manifeste, "filosofi_2019") == ("charge", 4)


def test_damaged_build_is_built_again(atelier: Atelier) -> None:
    dossier = atelier.donnees / atelier.build().manifeste.construction
    (dossier / "rangees.parquet").unlink()
    bilan = atelier.build()
    assert bilan.is_nouveau
    assert (dossier / "rangees.parquet").exists()


def test_damaged_manifest_is_built_again(atelier: Atelier) -> None:
    dossier = atelier.donnees / atelier.build().manifeste.construction
    (dossier / "manifeste.json").write_text("{")
    assert get_manifeste(atelier.donnees) is None
    assert atelier.build().is_nouveau


def test_another_folder_takes_nothing_away(atelier: Atelier, tmp_path: Path) -> None:
    atelier.build()
    autre = tmp_path / "autre"
    autre.mkdir()
    (autre / "FILO2019_DISP_DEP.csv").write_text("CODGEO;Q219\nxx;1\n", encoding="utf-8")

    def build_autre() -> actions.Bilan:
        return build_donnees(donnees_dir=atelier.donnees, depot_dir=autre, base_dir=atelier.base)

    for manifeste in (build_autre().manifeste, build_autre().manifeste):
        assert get_etat(manifeste)[0] == "charge"
        assert get_etat(manifeste, "filosofi_2019") == ("refuse", 0)
        assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)
    # The folder that brought it is still the one that can take it away.
    (atelier.depot / "insee" / REFERENCE).unlink()
    assert get_etat(atelier.build().manifeste) == ("absent", 0)


def test_refused_file_keeps_the_last_good_rows_and_lets_the_others_through(atelier: Atelier) -> None:
    atelier.build()
    atelier.write(BON.replace(";20", ";vingt"))
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste)[0] == "conserve"
    assert manifeste.refus == [f"{REFERENCE}, ligne 3, colonne « PMUN » : « vingt » n’est pas un nombre."]
    assert get_etat(manifeste, "filosofi_2019") == ("charge", 4)
    assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)
    # Still there after another build, and after the file is repaired.
    atelier.write("CODGEO;Q219\n01;2\n", "FILO2019_DISP_DEP.csv")
    assert get_etat(atelier.build().manifeste)[0] == "conserve"
    assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)
    atelier.write(BON.replace(";20", ";21"))
    assert get_etat(atelier.build().manifeste)[0] == "charge"
    assert atelier.get("commune", "01002") == (21.0, "valeur", "populations_reference", None, None)


def test_refused_file_that_replaces_another_name_keeps_the_last_good_rows(atelier: Atelier) -> None:
    atelier.build()
    (atelier.depot / "insee" / REFERENCE).unlink()
    atelier.write("vide", "donnees_communes_poplegales_2025.csv")
    assert get_etat(atelier.build().manifeste)[0] == "conserve"
    assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)


def test_refused_file_without_any_good_one(atelier: Atelier) -> None:
    atelier.write("")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste) == ("refuse", 0)
    assert manifeste.refus == [f"{REFERENCE} : le fichier est vide, le téléchargement a sans doute échoué."]
    assert atelier.get("commune", "01001", "population_municipale") is not None


def test_one_good_and_one_refused_file_of_a_source(atelier: Atelier) -> None:
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    atelier.write("CODGEO;Q219\nxx;1\n", "FILO2019_DISP_REG.csv")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste, "filosofi_2019") == ("refuse", 4)


def test_last_good_rows_lost_from_the_cache_are_only_missing(atelier: Atelier) -> None:
    atelier.build()
    atelier.write(MOUVEMENTS, "v_mvtcommune_2024.csv")
    atelier.build()
    for path in (atelier.donnees / "sources").iterdir():
        path.unlink()
    atelier.write("")
    atelier.write("", "v_mvtcommune_2024.csv")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste)[0] == "refuse"
    assert get_etat(manifeste, "mouvements")[0] == "refuse"


def test_file_taken_out_of_the_depot_takes_its_rows_away(atelier: Atelier) -> None:
    atelier.build()
    (atelier.depot / "insee" / REFERENCE).unlink()
    assert get_etat(atelier.build().manifeste) == ("absent", 0)
    assert atelier.get("commune", "01002") is None


def test_movements_are_used_then_kept_when_refused(atelier: Atelier) -> None:
    atelier.write(BON + "01008;5\n")
    with_unknown = atelier.build().manifeste
    assert get_etat(with_unknown)[0] == "refuse"
    atelier.write(MOUVEMENTS, "v_mvtcommune_2024.csv")
    assert get_etat(atelier.build().manifeste, "mouvements")[0] == "charge"
    assert atelier.get("commune", "01005") == (35.0, "valeur", "populations_reference", None, None)
    # Read from the cache the second time.
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    assert get_etat(atelier.build().manifeste, "mouvements")[0] == "charge"
    atelier.write("COM_AV\n", "v_mvtcommune_2024.csv")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste, "mouvements")[0] == "conserve"
    assert atelier.get("commune", "01005") == (35.0, "valeur", "populations_reference", None, None)


def test_only_the_sources_asked_for_are_read(atelier: Atelier) -> None:
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    atelier.build()
    atelier.write("CODGEO;Q219\n01;2\n", "FILO2019_DISP_DEP.csv")
    atelier.write(BON.replace(";20", ";21"))
    manifeste = atelier.build("filosofi_2019").manifeste
    assert get_etat(manifeste)[0] == "charge"
    assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)
    assert atelier.get("departement", "01", "niveau_vie_median")[0] == 2.0  # type: ignore[index]  # a value of JSON, whose shape is known here
    with pytest.raises(SourceInconnue):
        atelier.build("insee")


def test_one_previous_build_is_kept_and_no_more(atelier: Atelier) -> None:
    constructions = []
    for valeur in ("21", "22", "23"):
        atelier.write(BON.replace(";20", f";{valeur}"))
        constructions.append(atelier.build().manifeste.construction)
    dossiers = {path.name for path in atelier.donnees.iterdir() if path.is_dir()}
    assert dossiers == {*constructions[1:], "sources"}
    assert len(list((atelier.donnees / "sources").glob("*.parquet"))) == 2


def test_two_equal_builds_are_equal(atelier: Atelier, tmp_path: Path) -> None:
    premier = atelier.build().manifeste
    autre = Atelier(tmp_path / "autre", atelier.depot, atelier.base)
    second = autre.build().manifeste
    assert premier.construction == second.construction
    for nom in construction.FICHIERS_CONSTRUITS:
        contenus = [(a.donnees / premier.construction / nom).read_bytes() for a in (atelier, autre)]
        assert contenus[0] == contenus[1]


def test_concurrent_build_is_refused(atelier: Atelier) -> None:
    with get_verrou(atelier.donnees), pytest.raises(ConstructionEnCours, match="en cours"):
        atelier.build()
    assert atelier.build().is_nouveau


def test_dry_run_writes_nothing(atelier: Atelier) -> None:
    plan = compute_construction(donnees_dir=atelier.donnees, depot_dir=atelier.depot, base_dir=atelier.base)
    assert [f.nom for f in plan.fichiers["populations_reference"]] == [f"insee/{REFERENCE}"]
    assert not plan.is_a_jour
    assert not atelier.donnees.exists()
    atelier.build()
    assert compute_construction(donnees_dir=atelier.donnees, depot_dir=atelier.depot, base_dir=atelier.base).is_a_jour


def test_depot_can_be_checked_without_building(atelier: Atelier) -> None:
    atelier.write(MOUVEMENTS, "v_mvtcommune_2024.csv")
    atelier.write("", "v_mvtcommune_2025.csv")
    atelier.write("CODGEO;Q219\nxx;1\n", "FILO2019_DISP_REG.csv")
    etapes: list[str] = []
    verifications = validate_depot(
        donnees_dir=atelier.donnees,
        depot_dir=atelier.depot,
        base_dir=atelier.base,
        progression=lambda etape, _fait, _total: etapes.append(etape),
    )
    assert {Path(v.fichier).name: bool(v.refus) for v in verifications} == {
        "v_mvtcommune_2024.csv": False,
        "v_mvtcommune_2025.csv": True,
        REFERENCE: False,
        "FILO2019_DISP_REG.csv": True,
    }
    assert len(etapes) == 4
    assert not atelier.donnees.exists()


def test_depot_is_searched_everywhere_but_in_hidden_folders(tmp_path: Path) -> None:
    for chemin in ("a/b/DONNEES_COMMUNES_poplegales_2021.CSV", ".cache/donnees_communes_poplegales.csv", "x.csv"):
        (tmp_path / chemin).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / chemin).write_text("x")
    trouves = list_fichiers(tmp_path, list(SOURCES.values()))
    assert [p.name for p in trouves["populations_reference"]] == ["DONNEES_COMMUNES_poplegales_2021.CSV"]
    assert list_fichiers(tmp_path / "absent", list(SOURCES.values()))["comparateur"] == []


def test_progression_goes_to_its_end(atelier: Atelier) -> None:
    etapes: list[tuple[int, int]] = []
    build_donnees(
        donnees_dir=atelier.donnees,
        depot_dir=atelier.depot,
        base_dir=atelier.base,
        progression=lambda _etape, fait, total: etapes.append((fait, total)),
    )
    assert etapes == sorted(etapes)
    assert etapes[-1][0] == etapes[-1][1]


def test_clock_is_not_needed(atelier: Atelier) -> None:
    """A file older than the build, copied with its date, is still seen: the content decides, not the date."""
    atelier.build()
    path = atelier.depot / "insee" / REFERENCE
    date = path.stat().st_mtime
    atelier.write(BON.replace(";20", ";21"))
    os.utime(path, (date, date))
    assert atelier.build().is_nouveau
    assert time.time() > date


def test_file_that_cannot_be_opened_is_refused_and_lets_the_others_through(atelier: Atelier) -> None:
    atelier.write(MOUVEMENTS, "v_mvtcommune_2024.csv")
    for nom in ("FILO2019_DISP_DEP.csv", "v_mvtcommune_2025.csv"):
        (atelier.depot / "insee" / nom).symlink_to(atelier.depot / "rien")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste)[0] == "charge"
    assert get_etat(manifeste, "filosofi_2019") == ("refuse", 0)
    assert any(m.startswith("FILO2019_DISP_DEP.csv : le fichier ne peut pas être ouvert") for m in manifeste.refus)
    verifications = validate_depot(donnees_dir=atelier.donnees, depot_dir=atelier.depot, base_dir=atelier.base)
    assert sum(bool(v.refus) for v in verifications) == 2


def test_extract_gives_totals_only_where_it_lists_half_of_the_communes(atelier: Atelier) -> None:
    atelier.write("COM;PMUN\n01001;10\n01002;20\n")
    atelier.build()
    assert atelier.get("epci", "200000001") == (30.0, "partiel", "populations_reference", 2, 3)
    assert atelier.get("departement", "02") is None
    assert atelier.get("france", "FR") is None
    assert atelier.get("region", "84") == (30.0, "partiel", "populations_reference", 2, 4)


def test_the_same_file_twice_is_counted_once(atelier: Atelier) -> None:
    atelier.write(BON, "donnees_communes_poplegales (1).csv")
    assert get_etat(atelier.build().manifeste)[0] == "charge"
    assert atelier.get("epci", "200000001") == (60.0, "valeur", "populations_reference", 3, 3)


def test_full_file_has_no_warning(atelier: Atelier) -> None:
    colonnes = ("Q219", "D119", "RD", "GI19", "PPSOC19", "PPFAM19", "PPMINI19", "PPLOGT19")
    lignes = [";".join((code, *("1" * len(colonnes)))) for code in ("01", "02", "69", "976")]
    atelier.write("\n".join((";".join(("CODGEO", *colonnes)), *lignes, "")), "FILO2019_DISP_DEP.csv")
    source = atelier.build().manifeste.get_source("filosofi_2019")
    assert source is not None
    assert source.avertissements == []


@pytest.mark.parametrize("folder", [None, "debranche"])
def test_without_depot_what_was_loaded_is_kept(
    atelier: Atelier, folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = atelier.build()
    absent = atelier.depot.parent / folder if folder else None

    def build_absent() -> actions.Bilan:
        return build_donnees(donnees_dir=atelier.donnees, depot_dir=absent, base_dir=atelier.base)

    assert not build_absent().is_nouveau
    # Another version of Convive: all is built again, and what was read of the dépôt stays.
    monkeypatch.setattr(construction, "get_version_code", lambda: "autre")
    again = build_absent()
    assert again.is_nouveau
    assert get_etat(again.manifeste) == get_etat(first.manifeste)
    assert get_etat(again.manifeste)[0] == "charge"
    assert atelier.get("commune", "01001") == (10.0, "valeur", "populations_reference", None, None)
    assert not build_absent().is_nouveau


def test_empty_depot_removes_what_was_loaded(atelier: Atelier) -> None:
    atelier.build()
    (atelier.depot / "insee" / REFERENCE).unlink()
    assert get_etat(atelier.build().manifeste) == ("absent", 0)
    assert get_etat(atelier.build(depot=False).manifeste) == ("absent", 0)
