"""Every check that needs no running product. Called by `./run check`; prints all failures, not only the first."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
TEMPLATES = sorted(str(p) for p in (PROJECT_DIR / "src").rglob("templates") if p.is_dir())
# pytest cuts long lists short.
TOUT_DIRE = ["-o", "truncation_limit_lines=0", "-o", "truncation_limit_chars=0"]

CHECKS: list[tuple[str, list[str]]] = [
    ("style (ruff)", [PYTHON, "-m", "ruff", "check", "."]),
    ("mise en forme (ruff)", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("types (mypy)", [PYTHON, "-m", "mypy"]),
    ("couches (import-linter)", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"]),
    # Rules about files; each one lists all that is wrong. `./run test` does not run them again.
    (
        "architecture (pytest)",
        [PYTHON, "-m", "pytest", "tests/architecture", "-q", "--no-header", *TOUT_DIRE],
    ),
    ("gabarits (djlint)", [PYTHON, "-m", "djlint", *TEMPLATES, "--lint", "--quiet"]),
    ("migrations à jour", [PYTHON, "-m", "convive.config.cli", "makemigrations", "--check", "--dry-run"]),
    ("configuration", [PYTHON, "-m", "convive.config.cli", "check", "--fail-level", "WARNING"]),
    (
        "configuration de production",
        [PYTHON, "-m", "convive.config.cli", "check", "--deploy", "--fail-level", "WARNING"],
    ),
]


def main() -> int:
    failed = []
    for name, command in CHECKS:
        environment = dict(os.environ)
        if "--deploy" in command:
            environment |= {
                "CONVIVE_PRODUCTION": "1",
                "SECRET_KEY": "cle-de-verification-sans-valeur-0123456789-abcdefghijklmnopqrstuvwxyz",
                "ALLOWED_HOSTS": "convive.example",
                "CONVIVE_EMAIL_URL": "smtp://courriel.example",
            }
        print(f"— {name}", flush=True)
        if subprocess.run(command, cwd=PROJECT_DIR, env=environment, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"Échec : {', '.join(failed)}.")
        return 1
    print("Toutes les vérifications passent.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
