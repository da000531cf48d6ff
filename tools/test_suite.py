"""The test suite: SQLite, PostgreSQL, real browser. Called by `./run test`; unknown arguments are passed to pytest.

On PostgreSQL it runs the tests whose result may differ, see `tests/parties.py`; with --tout, all those that use a
database. With --couverture it runs only on SQLite, measures coverage, and fails below the threshold of pyproject.toml;
--tout does both.

A part that cannot run here is skipped with a visible message and the command that would enable it; with CI=true it is a
failure.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
# Debian packages: the browser and the server come from the machine, and the suite never downloads them from elsewhere.
CHROMIUM_COMMAND = "apt-get install --yes chromium-headless-shell"
# The same engine without a desktop, with which browser tests take a quarter less processor time.
CHROMIUM_SANS_FENETRE = "chromium-headless-shell"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
POSTGRESQL_COMMAND = "apt-get install --yes postgresql"
PROCESSUS = min(os.cpu_count() or 1, 8)
# The exit code of pytest if the arguments select no test in a part.
RIEN = 5
# Start modules in the order of `tests/parties.py`, not by their number of tests.
LONGS_EN_PREMIER = "--no-loadscope-reorder"
# In browser tests, threads and greenlets open database connections that nothing can close.
SILENCES_NAVIGATEUR = (
    "-W",
    "ignore::pytest.PytestUnraisableExceptionWarning",
    "-W",
    "ignore:unclosed database:ResourceWarning",
)


class PartieImpossible(Exception):
    """A part of the suite cannot run on this machine; the message says how to enable it."""


@dataclass
class Bilan:
    """`choix`: the arguments for pytest, such as a file, with which a part may have nothing to run."""

    choix: list[str]
    echecs: list[str] = field(default_factory=list)
    sautes: list[str] = field(default_factory=list)
    passes: list[str] = field(default_factory=list)

    def run(self, name: str, arguments: list[str], environment: dict[str, str], processus: int = PROCESSUS) -> None:
        print(f"\n=== {name} ===", flush=True)
        command = [PYTHON, "-m", "pytest", "-n", str(processus), *arguments, *self.choix]
        code = subprocess.run(command, cwd=PROJECT_DIR, env={**os.environ, **environment}, check=False).returncode
        if code == RIEN and self.choix:
            return
        (self.echecs if code else self.passes).append(name)

    def skip(self, name: str, reason: PartieImpossible) -> None:
        print(f"\n=== {name} : NON EXÉCUTÉ ===\n{reason}", flush=True)
        (self.echecs if CI else self.sautes).append(name)


def apt_install(command: str) -> None:
    """Install with apt if possible (root on a Debian-like machine); otherwise do nothing: the caller checks."""
    if not IS_ROOT or not shutil.which("apt-get"):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installation : {command}", flush=True)
    subprocess.run(["apt-get", "update", "--quiet=2"], env=environment, check=False)
    subprocess.run([*command.split(), "--quiet=2"], env=environment, check=False, stdout=subprocess.DEVNULL)


def find_chromium() -> str:
    if not shutil.which(CHROMIUM_SANS_FENETRE):
        apt_install(CHROMIUM_COMMAND)
    for name in (CHROMIUM_SANS_FENETRE, *CHROMIUMS):
        if path := shutil.which(name):
            return path
    raise PartieImpossible(f"Chromium est introuvable. Sous Debian ou Ubuntu : sudo {CHROMIUM_COMMAND}")


def find_postgresql() -> Path:
    """The folder of the most recent PostgreSQL server programs."""
    for attempt in range(2):
        folders = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
        if folders:
            return max(folders, key=lambda folder: int(folder.parent.name))
        if path := shutil.which("initdb"):
            return Path(path).resolve().parent
        if attempt == 0:
            apt_install(POSTGRESQL_COMMAND)
    raise PartieImpossible(f"PostgreSQL est introuvable. Sous Debian ou Ubuntu : sudo {POSTGRESQL_COMMAND}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def temporary_postgresql() -> Iterator[str]:
    """Yield the URL of a temporary cluster on loopback. PostgreSQL refuses to run as root, so another user runs it."""
    programs = find_postgresql()
    prefix: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="convive-pg-"))
    if IS_ROOT:
        if not shutil.which("runuser"):
            raise PartieImpossible("PostgreSQL refuse root et « runuser » manque : lancer ./run test sans être root.")
        user = (
            "postgres"
            if subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode == 0
            else "nobody"
        )
        shutil.chown(folder, user)
        prefix = ["runuser", "-u", user, "--"]
    data, port = folder / "data", free_port()
    # A concurrency test opens sixty connections at once, and each worker may run one.
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"
        # No durability, since nothing outlives the run; no JIT, since each query runs too few times to be worth it.
        " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off"
    )
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        subprocess.run(
            [*prefix, str(programs / "initdb"), "-D", str(data), "-U", "convive", "--auth=trust", "--locale=C.UTF-8"],
            check=True, stdout=subprocess.DEVNULL, env=environment, cwd=folder,
        )  # fmt: skip
        subprocess.run(
            [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", f"{folder}/log", "-o", options, "start"],
            check=True, stdout=subprocess.DEVNULL, env=environment, cwd=folder,
        )  # fmt: skip
        yield f"postgresql://convive@127.0.0.1:{port}/postgres"
    except subprocess.CalledProcessError as error:
        raise PartieImpossible(f"PostgreSQL n’a pas démarré : {error}") from error
    finally:
        subprocess.run(
            [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="./run test", add_help=False, allow_abbrev=False)
    parser.add_argument("--tout", action="store_true")
    parser.add_argument("--couverture", action="store_true")
    options, choix = parser.parse_known_args(arguments)
    bilan = Bilan(choix)
    tout = ["--tout"] if options.tout else []
    # Tests work in a folder of their own, and neither read nor write the person's installation.
    with tempfile.TemporaryDirectory(prefix="convive-tests-") as var:
        base = {"CONVIVE_VAR": var, "CONVIVE_DONNEES": str(Path(var) / "donnees"), "CONVIVE_STATIC_SIMPLE": "1"}
        couverture = ["--cov", "--cov-report=term"] if options.couverture or options.tout else []
        if couverture and choix:
            # The threshold applies to all parts together, not to this one.
            couverture.append("--cov-fail-under=0")
        bilan.run(
            "SQLite",
            ["--partie=sqlite", LONGS_EN_PREMIER, *tout, *couverture],
            {**base, "DATABASE_URL": f"sqlite:///{var}/tests.sqlite3"},
        )
        if not options.couverture or options.tout:
            run_postgresql(bilan, ["--partie=postgresql", LONGS_EN_PREMIER, *tout], base)
            run_navigateur(bilan, base, f"sqlite:///{var}/parcours.sqlite3")
    for name in bilan.sautes:
        print(f"NON EXÉCUTÉ : {name}")
    for name in bilan.echecs:
        print(f"ÉCHEC : {name}")
    if not bilan.passes and not bilan.echecs:
        print("Aucun essai ne répond à ces arguments.")
        return 1
    print("Toute la suite passe." if not bilan.echecs else "La suite ne passe pas.")
    return 1 if bilan.echecs else 0


def run_postgresql(bilan: Bilan, arguments: list[str], base: dict[str, str]) -> None:
    try:
        with temporary_postgresql() as url:
            bilan.run("PostgreSQL", arguments, {**base, "DATABASE_URL": url})
    except PartieImpossible as reason:
        bilan.skip("PostgreSQL", reason)


def run_navigateur(bilan: Bilan, base: dict[str, str], url: str) -> None:
    try:
        chromium = find_chromium()
    except PartieImpossible as reason:
        bilan.skip("Navigateur", reason)
        return
    bilan.run(
        "Navigateur",
        ["--partie=navigateur", *SILENCES_NAVIGATEUR],
        {
            **base,
            "DATABASE_URL": url,
            "CHROMIUM": chromium,
            # The live server runs in a thread, while the browser driver runs an event loop.
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        },
        # Browser tests sometimes wait, for a delay of the page or for another person: an extra process fills the gaps.
        processus=PROCESSUS + 1,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
