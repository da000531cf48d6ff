"""`convive donnees`, as a person uses it."""

import io
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from convive.donnees import actions
from convive.donnees.management.commands import donnees as commande
from convive.territoires.models import Territoire
from convive.territoires.rules import ListeRefusee
from tests.donnees.conftest import OpenDonnees

BON = "COM;PMUN\n01001;10\n01002;20\n01005;30\n02001;40\n02002;50\n02003;60\n"


@pytest.fixture
def depot(
    tmp_path: Path, mini_base: Path, open_donnees: OpenDonnees, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A dépôt declared in the settings, on the tiny base."""
    dossier = tmp_path / "depot"
    dossier.mkdir()
    (dossier / "donnees_communes_poplegales.csv").write_text(BON)
    open_donnees(tmp_path / "donnees")
    settings.DEPOT_DIR = dossier
    for nom in ("build_donnees", "compute_construction", "validate_depot", "import_territoires"):
        monkeypatch.setattr(actions, nom, partial(getattr(actions, nom), base_dir=mini_base))
    return dossier


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def call(*arguments: str, sortie: io.StringIO | None = None) -> str:
    sortie = sortie or io.StringIO()
    call_command("donnees", *arguments, stdout=sortie)
    return sortie.getvalue()


def test_list_before_any_build_says_what_to_put_and_where_to_get_it(depot: Path) -> None:
    sortie = call("list")
    assert "Rien n’est encore préparé : lancez « ./run convive donnees build »." in sortie
    assert "non chargée" in sortie
    assert "cc_filosofi_2021_COM*.csv" in sortie
    assert "https://www.insee.fr/fr/statistiques/7756855" in sortie


def test_what_is_kept_of_another_folder_is_said(depot: Path, tmp_path: Path) -> None:
    assert "autre dossier" not in call("build")
    (tmp_path / "vide").mkdir()
    sortie = call("build", "--depot", str(tmp_path / "vide"))
    assert "Gardé d’un autre dossier : Populations de référence" in sortie.replace("\n", " ")


def test_build_then_list(depot: Path, settings: Any) -> None:
    sortie = call("build")
    assert "[0/3] Liste des communes" in sortie
    assert "[3/3] Terminé" in sortie
    assert "populations_reference" in sortie
    assert "aujourd’hui" in sortie
    liste = call("list")
    assert "Rien n’est encore" not in liste
    assert "chargée" in liste
    donnees = Path(settings.DONNEES_DIR)
    (donnees / (donnees / "actuel").read_text() / "manifeste.json").write_text("{")
    abimee = call("list")
    assert "Le manifeste des chiffres est abîmé" in abimee
    assert "Rien n’est encore" not in abimee
    assert "populations_reference" in call("build")
    assert "Rien n’a changé depuis la dernière préparation." in call("build")


def test_build_shows_bars_on_a_terminal(depot: Path) -> None:
    sortie = call("build", sortie=Terminal())
    assert "Terminé" in sortie
    assert "[0/3]" not in sortie


def test_build_of_a_refused_file_fails_and_says_where(depot: Path) -> None:
    (depot / "donnees_communes_poplegales.csv").write_text(BON.replace(";20", ";vingt"))
    with pytest.raises(CommandError, match="ligne 3, colonne « PMUN » : « vingt » n’est pas un nombre"):
        call("build")
    with pytest.raises(CommandError, match="vingt"):
        call("build")
    assert "fichier refusé" in call("list")


def test_build_and_check_name_every_file_that_nothing_reads(depot: Path) -> None:
    (depot / "README.md").write_text("Mes fichiers")
    for nom in ("communes-1000m-01.geojson", "FILO2021_DISP_EPCI.csv"):
        (depot / nom).write_text("CODGEO;Q221\n200000001;1\n")
    for verbe in ("build", "check"):
        sortie = call(verbe)
        assert "README.md, parce que ce n’est pas un fichier de chiffres." in sortie
        assert "FILO2021_DISP_EPCI.csv, parce que de Filosofi, seules trois années ont une forme connue" in sortie
    # A good file does not hide an unknown one.
    (depot / "sous").mkdir()
    (depot / "sous" / "Filosofi 2022.xlsx").write_text("x")
    for verbe in ("build", "check"):
        with pytest.raises(CommandError, match=r"Aucune source ne lit(?s:.)*sous/Filosofi 2022\.xlsx"):
            call(verbe)


def test_build_dry_run_writes_nothing(depot: Path, tmp_path: Path) -> None:
    sortie = call("build", "--dry-run")
    assert "populations_reference : donnees_communes_poplegales.csv" in sortie
    assert "Les données seraient préparées de nouveau." in sortie
    assert not (tmp_path / "donnees").exists()
    call("build")
    assert "Rien à faire." in call("build", "--dry-run")


def test_build_of_one_source_and_of_an_unknown_one(depot: Path) -> None:
    assert "populations_reference" in call("build", "populations_reference")
    with pytest.raises(CommandError, match="La source « insee » n’existe pas"):
        call("build", "insee")


def test_build_prints_the_warnings(depot: Path) -> None:
    (depot / "donnees_communes_poplegales.csv").write_text("COM;PMUN\n01001;10\n")
    assert "populations_reference : Extrait : 1 communes sur 8" in call("build")


def test_build_without_depot(depot: Path, settings: Any) -> None:
    settings.DEPOT_DIR = None
    assert "fournie avec Convive" in call("build")


def test_build_without_depot_keeps_what_was_loaded(depot: Path, settings: Any) -> None:
    call("build", "--depot", str(depot))
    settings.DEPOT_DIR = None
    sortie = call("build")
    assert "Rien n’a changé depuis la dernière préparation." in sortie
    assert "Sans dépôt, les sources déjà chargées sont gardées telles quelles." in sortie
    assert "Rien à faire." in call("build", "--dry-run")
    assert "chargée" in next(ligne for ligne in call("list").splitlines() if "populations_reference" in ligne)


def test_missing_depot_is_an_error(depot: Path) -> None:
    with pytest.raises(CommandError, match="n’existe pas"):
        call("build", "--depot", str(depot / "rien"))


def test_folder_that_cannot_be_written_is_a_readable_error(depot: Path, tmp_path: Path) -> None:
    (tmp_path / "donnees").write_text("a file where a folder is expected")
    with pytest.raises(CommandError, match="Lecture ou écriture impossible"):
        call("build")


def test_check(depot: Path, tmp_path: Path, settings: Any) -> None:
    assert "bon" in call("check")
    assert not (tmp_path / "donnees").exists()
    (depot / "FILO2019_DISP_DEP.csv").write_text("CODGEO;Q219\n01;1\n")
    assert "FILO2019_DISP_DEP.csv : Absents de ce fichier" in call("check", "--depot", str(depot))
    (depot / "FILO2019_DISP_DEP.csv").write_text("")
    with pytest.raises(CommandError, match="le fichier est vide"):
        call("check")
    vide = tmp_path / "vide"
    vide.mkdir()
    with pytest.raises(CommandError, match="Aucun fichier connu"):
        call("check", "--depot", str(vide))
    settings.DEPOT_DIR = None
    with pytest.raises(CommandError, match="Donnez un dossier"):
        call("check")


def test_old_file_says_its_age(depot: Path) -> None:
    import os
    import time

    path = depot / "donnees_communes_poplegales.csv"
    il_y_a_trois_jours = time.time() - 3 * 86_400 - 60
    os.utime(path, (il_y_a_trois_jours, il_y_a_trois_jours))
    assert "3 jours" in call("build")


@pytest.mark.parametrize(
    ("millesimes", "attendu"),
    [([], ""), ([2021], "2021"), ([2018, 2022], "2018, 2022"), ([2019, 2020, 2021], "2019 à 2021")],
)
def test_millesimes_are_readable(millesimes: list[int], attendu: str) -> None:
    assert commande._render_millesimes(millesimes) == attendu


@pytest.fixture
def liste_complete(depot: Path, mini_base: Path) -> Path:
    """The tiny list, with the départements and régions that a real one has."""
    from tests.donnees.base_minimale import build_base, build_territoire
    from tests.donnees.conftest import list_mini_territoires

    parents = [
        *(
            build_territoire(code, "departement", region=region)
            for code, region in (("01", "84"), ("02", "32"), ("69", "84"), ("976", "06"), ("975", ""))
        ),
        *(build_territoire(code, "region") for code in ("84", "32", "06")),
    ]
    return build_base(mini_base, [*list_mini_territoires(), *parents], passages="02001,02002,scission,,\n")


@pytest.mark.django_db
def test_import_loads_the_code_list(liste_complete: Path) -> None:
    assert "À blanc, rien n’est écrit." in call("import", "--dry-run")
    assert not Territoire.objects.exists()
    assert "Liste de 2026 : " in call("import")
    nombre = Territoire.objects.count()
    assert nombre > 15
    assert " 0 territoires créés, 0 modifiés" in call("import")
    assert Territoire.objects.count() == nombre


@pytest.mark.django_db
def test_import_of_a_contradictory_list_is_an_error(depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_liste(**_: object) -> None:
        raise ListeRefusee("La liste se contredit.")

    monkeypatch.setattr(actions, "import_territoires", refuse_liste)
    with pytest.raises(CommandError, match="La liste se contredit"):
        call("import")
