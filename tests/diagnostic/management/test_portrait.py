"""The command line: any périmètre, any format, and an error that helps."""

import json

import pytest
from django.core.management import CommandError, call_command

from convive.donnees.connexion import get_lignes
from convive.territoires.selectors import get_perimetre
from tests.diagnostic.conftest import CIVRAISIEN, EPCI, MAYOTTE, TROIS_GUES

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")

CLES = {"indicateur", "libelle", "millesime", "valeur", "statut", "unite"} | {
    "numerateur",
    "denominateur",
    "source",
    "limite",
}


def portrait(tmp_path, *arguments: str) -> dict:
    output = tmp_path / "portrait.json"
    call_command("portrait", *arguments, "--output", str(output))
    return json.loads(output.read_text(encoding="utf-8"))


def get_figure(donnees: dict, identifiant: str) -> dict:
    return next(figure for figure in donnees["figures"] if figure["indicateur"] == identifiant)


def test_json_has_the_documented_shape(tmp_path):
    donnees = portrait(tmp_path, CIVRAISIEN)
    assert donnees["perimetre"]["code"] == CIVRAISIEN
    assert len(donnees["perimetre"]["communes"]) == 35
    assert set(donnees["comparaisons"]) == {"departement", "region", "france"}
    for figure in donnees["figures"]:
        assert set(figure) >= CLES
        assert (figure["valeur"] is None) == (figure["statut"] not in ("valeur", "partiel", "rupture_de_serie"))


def test_known_figures_of_the_civraisien(tmp_path):
    donnees = portrait(tmp_path, CIVRAISIEN)
    population = get_figure(donnees, "population_municipale")
    assert (population["valeur"], population["millesime"], population["statut"]) == (26_641, 2023, "valeur")
    part = get_figure(donnees, "part_65p")
    assert (part["numerateur"], part["denominateur"]) == (8_031, 26_927)
    assert part["valeur"] == 100 * 8_031 / 26_927
    assert get_figure(donnees, "niveau_vie_median")["valeur"] == 19_760
    assert get_figure(donnees, "population_evolution_annuelle")["millesime"] == "2017-2023"


@pytest.mark.parametrize("siren", sorted(EPCI))
def test_twin_that_reads_the_rows_agrees_on_every_sum_and_rate(tmp_path, siren: str):
    """A naive second way: one row after the other, no shared code with the portrait."""
    donnees = portrait(tmp_path, siren)
    codes = [commune.code for commune in get_perimetre(siren).communes]
    marks = ", ".join("?" * len(codes))
    rows = get_lignes(
        "SELECT territoire, indicateur, millesime, valeur FROM par_territoire "  # noqa: S608 - marks only
        f"WHERE maille = 'commune' AND territoire IN ({marks})",
        codes,
    )
    values = {(code, name, year): value for code, name, year, value in rows if value is not None}

    def total(names: list[str], year: int, needed: list[str]) -> float:
        known = [c for c in codes if all((c, n, year) in values for n in needed)]
        return sum(values[c, n, year] for c in known for n in names)

    ages = ["population_0_19", "population_20_64", "population_65p"]
    rates = {
        "part_0_19": (["population_0_19"], ages),
        "part_65p": (["population_65p"], ages),
        "indice_vieillissement": (["population_65p"], ["population_0_19"]),
        "part_logements_vacants": (["logements_vacants"], ["logements"]),
        "part_proprietaires_occupants": (["proprietaires_occupants"], ["residences_principales_rp"]),
    }
    checked = 0
    for name, (above, below) in rates.items():
        figure = get_figure(donnees, name)
        if figure["valeur"] is None:
            continue
        needed = list(dict.fromkeys(above + below))
        year = figure["millesime"]
        expected = 100 * total(above, year, needed) / total(below, year, needed)
        assert figure["valeur"] == pytest.approx(expected), name
        checked += 1
    for name in ("population_municipale", "logements", "naissances_domiciliees"):
        figure = get_figure(donnees, name)
        if figure["valeur"] is not None:
            assert figure["valeur"] == pytest.approx(total([name], figure["millesime"], [name])), name
            checked += 1
    assert checked >= 5


def test_bundle_across_two_departements(tmp_path):
    donnees = portrait(tmp_path, "86082", "79174", "--nom", "Autour de Couhé")
    assert donnees["perimetre"]["nom"] == "Autour de Couhé"
    assert [d["code"] for d in donnees["comparaisons"]["departement"]] == ["79", "86"]
    assert get_figure(donnees, "niveau_vie_median")["statut"] == "non_calculable"


def test_csv_of_codes(tmp_path):
    path = tmp_path / "communes.csv"
    path.write_text("code;nom\n86082;Valence-en-Poitou\n79174;Melle\n\n", encoding="utf-8")
    assert len(portrait(tmp_path, str(path))["perimetre"]["communes"]) == 2


def test_csv_written_by_an_old_spreadsheet(tmp_path):
    path = tmp_path / "communes.csv"
    path.write_bytes("86082;Évidemment\n79174;Melle\n".encode("cp1252"))
    assert len(portrait(tmp_path, str(path))["perimetre"]["communes"]) == 2


def test_csv_of_names_and_former_codes(tmp_path):
    path = tmp_path / "communes.csv"
    path.write_text("Valence-en-Poitou (86)\n86067\nMelle\n", encoding="utf-8")
    perimetre = portrait(tmp_path, str(path), "--nom", "Deux\u202e rives")["perimetre"]
    assert [commune["code"] for commune in perimetre["communes"]] == ["79174", "86082"]
    assert perimetre["nom"] == "Deux rives"


def test_csv_of_one_siren_keeps_the_figures_of_the_epci(tmp_path):
    path = tmp_path / "epci.csv"
    path.write_text(f"siren\n{CIVRAISIEN}\n", encoding="utf-8")
    assert portrait(tmp_path, str(path))["perimetre"]["code"] == CIVRAISIEN


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04\x81\x8d", "n’est pas du texte"),
        (b"86082\nzz\x81\x8d\x8f\x90\n", "communes.csv, ligne 2"),
        (b"86082\n99998\n", "communes.csv, ligne 2, «\u00a099998\u00a0»"),
        (b"", "au moins une commune"),
    ],
)
def test_csv_that_cannot_be_read_is_refused_in_french(tmp_path, content: bytes, message: str):
    path = tmp_path / "communes.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message) as caught:
        call_command("portrait", str(path))
    assert caught.value.returncode == 2


def test_name_given_replaces_the_name_found(tmp_path):
    assert portrait(tmp_path, "civraisien", "en", "poitou", "--nom", "Le Pays")["perimetre"]["nom"] == "Le Pays"
    assert portrait(tmp_path, CIVRAISIEN, "--nom", "Le Pays")["perimetre"]["nom"] == "Le Pays"


def test_folder_in_the_place_of_a_file_is_said_in_french(tmp_path):
    with pytest.raises(CommandError, match="c’est un dossier"):
        call_command("portrait", CIVRAISIEN, "--output", str(tmp_path))


def test_name(tmp_path):
    assert portrait(tmp_path, "civraisien", "en", "poitou")["perimetre"]["code"] == CIVRAISIEN


def test_commune_of_one_inhabitant_has_no_rate(tmp_path):
    donnees = portrait(tmp_path, "26274")
    for identifiant in ("part_65p", "population_evolution_annuelle"):
        figure = get_figure(donnees, identifiant)
        assert (figure["valeur"], figure["statut"]) == (None, "non_calculable")
        assert "moins de 30 unités" in figure["limite"]
    readings = [lecture for lecture in donnees["lectures"] if lecture["indicateur"] == "densite"]
    assert readings
    assert all("petit effectif" in lecture["reserve"] for lecture in readings)


def test_split_commune_says_so(tmp_path):
    for code in ("85165", "85084"):
        donnees = portrait(tmp_path, code)
        assert get_figure(donnees, "population_evolution_annuelle")["statut"] == "scission_incomplete"
        assert all("non chargée" not in figure["source"] + figure["limite"] for figure in donnees["figures"])


def test_loaded_source_that_says_nothing_here_is_named_all_the_same(tmp_path):
    donnees = portrait(tmp_path, MAYOTTE)
    missing = [figure for figure in donnees["figures"] if figure["statut"] == "non_disponible"]
    assert missing
    for figure in missing:
        assert "La source ne donne pas ce chiffre pour ce territoire." in figure["limite"]
        assert "non chargée" not in figure["source"]


def test_fictional_territory_is_flagged_and_has_its_ten_years(tmp_path):
    donnees = portrait(tmp_path, TROIS_GUES)
    assert donnees["perimetre"]["fictif"] is True
    assert {f["nom"] for f in donnees["comparaisons"]["departement"]} == {"Département fictif"}
    assert "france" not in donnees["comparaisons"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["999999998"], "999999998"),
        (["00000"], "00000"),
        (["86082", "99999"], "99999"),
        (["absent.csv"], "introuvable"),
        (["zzzzqqq"], "zzzzqqq"),
    ],
)
def test_unknown_perimetre_ends_with_code_two(arguments: list[str], message: str):
    with pytest.raises(CommandError, match=message) as caught:
        call_command("portrait", *arguments)
    assert caught.value.returncode == 2


def test_misspelt_name_gets_suggestions():
    with pytest.raises(CommandError, match="Civraisien") as caught:
        call_command("portrait", "civraysien en poitout")
    assert caught.value.returncode == 2


def test_folder_that_does_not_exist_is_a_clear_error(tmp_path):
    with pytest.raises(CommandError, match=r"Impossible d’écrire .*dossier inexistant"):
        call_command("portrait", CIVRAISIEN, "--output", str(tmp_path / "absent" / "p.json"))


def test_text_document_is_written(tmp_path):
    path = tmp_path / "portrait.docx"
    call_command("portrait", CIVRAISIEN, "--format", "docx", "--output", str(path))
    assert path.read_bytes()[:2] == b"PK"


def test_standard_output_receives_json_alone(capfdbinary):
    call_command("portrait", CIVRAISIEN)
    assert json.loads(capfdbinary.readouterr().out)["perimetre"]["code"] == CIVRAISIEN


def test_nothing_built_yet_says_what_to_run(settings, tmp_path):
    settings.DONNEES_DIR = tmp_path
    with pytest.raises(CommandError, match="convive donnees build"):
        call_command("portrait", CIVRAISIEN)
