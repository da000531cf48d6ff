"""Which tests each part of the suite runs, decided only here, from the fixtures and the path of a test.

Without `--partie`, as when pytest is run on a file, it runs everything that it collects.
"""

from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

TESTS_DIR = Path(__file__).resolve().parent
# Rules about files: `./run check` runs them once; a part only does if they are named on the command line.
SUR_FICHIERS = "architecture"
# What happens after rows are read is the same on both databases, so only `--tout` runs these on PostgreSQL too. Rows,
# constraints, queries, actions and access rights may differ, so their tests run on both.
SQLITE_SEUL = {"views", "forms", "exports", "rules", "rendu", "graphiques", "inspection", "ui"}
MODULES_SQLITE_SEUL = ("test_exemples", "test_schemas")
# These read figures, which are in neither database, or go through the demonstration like a person: on PostgreSQL, the
# tests of the contract, of actions and of copies are enough.
CHEMINS_SQLITE_SEUL = (
    *("diagnostic/management", "diagnostic/test_un_seul_chiffre"),
    *("config/test_campagnes", "config/test_accueil_demo"),
)
# Of the contract tests, only those of what each role can read run on PostgreSQL, not those of refusals.
CONTRAT, CONTRAT_PARTOUT = "contrat", "test_lectures"
BASES = {"db", "transactional_db", "live_server"}
# Each of these modules takes at least half a minute of processor time in a single process. They start first, so that
# none is left running alone at the end while other processes are idle.
LONGS = (
    *("contrat/test_refus", "contrat/test_lectures", "contrat/test_couts", "config/test_sauvegarde"),
    *("config/test_demo", "config/test_pannes", "diagnostic/views/test_portrait_detail", "donnees/test_construction"),
    *("donnees/test_pieges", "donnees/test_interruption", "donnees/test_jumeau", "diagnostic/selectors/test_trace"),
    *("diagnostic/management/test_portrait", "echanges/test_lettre_semaine_processus", "documents/test_exemples"),
    *("recherche/test_fuites", "formation/views/test_aide_detail", "config/test_campagnes"),
)

# Modules that share slow fixtures run in one process: the espaces of the contract, the twin of the figures.
ENSEMBLES = {"tests/contrat/": "contrat"} | dict.fromkeys(
    ("tests/donnees/test_jumeau.py", "tests/diagnostic/selectors/test_trace.py"), "jumeau"
)


class ParModule(LoadFileScheduling):  # type: ignore[misc]  # xdist publishes no types for it
    """Runs each module in one process, together with those that share its slow fixtures."""

    def _split_scope(self, nodeid: str) -> str:
        module = str(super()._split_scope(nodeid))
        return next((ensemble for debut, ensemble in ENSEMBLES.items() if module.startswith(debut)), module)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ParModule:
    return ParModule(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("convive")
    group.addoption("--partie", choices=list(PARTIES), help="part of the suite: only its tests run")
    group.addoption("--tout", action="store_true", help="with --partie: what is usually left to the other database")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not import the modules of which a part runs nothing, unless files are named on the command line."""
    partie = config.getoption("partie")
    is_whole = [Path(argument).resolve() for argument in config.args] == [TESTS_DIR]
    if not is_whole or collection_path.suffix != ".py":
        return None
    if partie == "navigateur":
        return b"parcours" not in collection_path.read_bytes() or None
    return (partie == "postgresql" and not config.getoption("tout") and is_sqlite_seul(collection_path)) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if (partie := config.getoption("partie")) is None:
        return
    tout = config.getoption("tout")
    kept = [item for item in items if PARTIES[partie](item, tout)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = sorted(kept, key=lambda item: not is_long(item.path))


def is_parcours(item: pytest.Item) -> bool:
    return item.get_closest_marker("parcours") is not None


def has_base(item: pytest.Item) -> bool:
    """Whether a test uses the test database, or connects to its server by itself."""
    asked = BASES.intersection(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db")
    return bool(asked) or hasattr(getattr(item, "module", None), "psycopg")


def is_sqlite_seul(path: Path) -> bool:
    if CONTRAT in _get_dossiers(path):
        return path.stem != CONTRAT_PARTOUT
    if SQLITE_SEUL.intersection(_get_dossiers(path)) or path.stem.startswith(MODULES_SQLITE_SEUL):
        return True
    return path.relative_to(TESTS_DIR).as_posix().startswith(CHEMINS_SQLITE_SEUL)


def is_long(path: Path) -> bool:
    return path.relative_to(TESTS_DIR).with_suffix("").as_posix() in LONGS


def _get_dossiers(path: Path) -> tuple[str, ...]:
    return path.relative_to(TESTS_DIR).parts[:-1]


def _is_sqlite(item: pytest.Item, tout: bool) -> bool:
    named = any(SUR_FICHIERS in Path(argument.split("::")[0]).parts for argument in item.config.args)
    return not is_parcours(item) and (named or SUR_FICHIERS not in _get_dossiers(item.path))


def _is_postgresql(item: pytest.Item, tout: bool) -> bool:
    return not is_parcours(item) and has_base(item) and (tout or not is_sqlite_seul(item.path))


def _is_navigateur(item: pytest.Item, tout: bool) -> bool:
    return is_parcours(item)


PARTIES = {"sqlite": _is_sqlite, "postgresql": _is_postgresql, "navigateur": _is_navigateur}
