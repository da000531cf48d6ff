"""The layers inside a package: all packages are checked, and every module at their root has one of the roles."""

import re
from collections.abc import Iterator

from tests.architecture.maison import PACKAGES, PROJECT_DIR, SOURCE_DIR, read_contrat

# `config` assembles the other packages: it has neither models nor rules, so no layers.
SANS_ETAGES = {"config"}
# Checked by a contract of its own.
MECANISMES = {SOURCE_DIR / "espaces" / "copie"}
CONTRATS = ("couches", "donnees", "outils")
COMMENT_FAIRE = (
    "Un module à la racine d’un paquet porte un rôle : voir « Les étages d’un paquet », docs/architecture.md. Le "
    "ranger dans le dossier d’un rôle, ou donner un étage à son nom dans le contrat « couches » de .importlinter et "
    "dire dans la table ce qu’il tient."
)


def read_paquets(contrat: str) -> list[str]:
    return [name.removeprefix("convive.") for name in read_contrat(contrat, "containers")]


def read_roles() -> set[str]:
    return set(re.findall(r"\w+", " ".join(read_contrat("couches", "layers"))))


def list_modules(package: str) -> Iterator[str]:
    """The Python modules and folders at the root of a package. Folders of data or templates have no layer, nor have
    MECANISMES."""
    for path in sorted({*(SOURCE_DIR / package).iterdir()} - MECANISMES):
        if path.suffix == ".py" and path.stem != "__init__":
            yield path.stem
        elif path.is_dir() and any(path.rglob("*.py")):
            yield path.name


def test_every_package_has_its_floors_checked():
    checked = [name for contrat in CONTRATS for name in read_paquets(contrat)]
    assert sorted(checked) == sorted(set(PACKAGES) - SANS_ETAGES), "Un paquet est dans un contrat, et un seul."


def test_every_module_at_a_root_has_a_role():
    roles = read_roles()
    wrong = [f"{p}/{name}" for p in read_paquets("couches") for name in list_modules(p) if name not in roles]
    assert wrong == [], COMMENT_FAIRE


def test_every_role_serves_and_says_what_it_holds():
    text = (PROJECT_DIR / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split("## Les étages d’un paquet")[1].split("\n## ")[0]
    assert set(re.findall(r"^\|[^|]*\| `(\w+)` \| .+ \|$", table, re.MULTILINE)) == read_roles()
    served = {name for package in read_paquets("couches") for name in list_modules(package)}
    assert read_roles() - served == set(), "Un rôle que plus aucun module ne porte s’enlève."
