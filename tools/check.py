"""Every check that needs no running product. Called by `./run check`; prints all failures, not only the first."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
TEMPLATES = sorted(str(p) for p in (PROJECT_DIR / "src").rglob("templates") if p.is_dir())
# By default pytest truncates long lists.
TOUT_DIRE = ["-o", "truncation_limit_lines=0", "-o", "truncation_limit_chars=0"]

CHECKS: list[tuple[str, list[str]]] = [
    ("style (ruff)", [PYTHON, "-m", "ruff", "check", "."]),
    ("mise en forme (ruff)", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("types (mypy)", [PYTHON, "-m", "mypy"]),
    ("couches (import-linter)", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"]),
    # Rules about files; each one lists everything that is wrong. `./run test` does not run them again.
    (
        "architecture (pytest)",
        [PYTHON, "-m", "pytest", "tests/architecture", "-q", "--no-header", *TOUT_DIRE],
    ),
    ("mise en forme des gabarits (djangofmt)", [str(Path(PYTHON).with_name("djangofmt")), "--check", "src"]),
    ("gabarits (djlint)", [PYTHON, "-m", "djlint", *TEMPLATES, "--lint", "--quiet"]),
    ("migrations à jour", [PYTHON, "-m", "convive.config.cli", "makemigrations", "--check", "--dry-run"]),
    ("configuration", [PYTHON, "-m", "convive.config.cli", "check", "--fail-level", "WARNING"]),
    (
        "configuration de production",
        [PYTHON, "-m", "convive.config.cli", "check", "--deploy", "--fail-level", "WARNING"],
    ),
]


# Type checking takes as long as everything else: running two checks at a time halves the total.
ENSEMBLE = 2


def run_check(command: list[str]) -> tuple[int, str]:
    """The exit code and the whole output of a command."""
    environment = dict(os.environ)
    if "--deploy" in command:
        environment |= {
            "CONVIVE_PRODUCTION": "1",
            "SECRET_KEY": "cle-de-verification-sans-valeur-0123456789-abcdefghijklmnopqrstuvwxyz",
            "ALLOWED_HOSTS": "convive.example",
            "CONVIVE_EMAIL_URL": "smtp://courriel.example",
        }
    done = subprocess.run(
        command,
        cwd=PROJECT_DIR,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    return done.returncode, done.stdout


def main() -> int:
    failed = []
    with ThreadPoolExecutor(ENSEMBLE) as pool:
        results = pool.map(run_check, [command for _, command in CHECKS])
        for (name, _), (code, said) in zip(CHECKS, results, strict=True):
            print(f"— {name}\n{said}", end="", flush=True)
            if code:
                failed.append(name)
    if failed:
        print(f"Échec : {', '.join(failed)}.")
        return 1
    print("Toutes les vérifications passent.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
