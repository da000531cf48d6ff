"""Run campaigns on a demonstration of their own; exit with 1 if one of them finds a fault."""

import argparse
import logging
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CAMPAGNES = ("adresses", "fuites", "formulaires", "depots", "cles")
COURTES: Mapping[str, Mapping[str, Any]] = {
    "adresses": {"par_vue": 1, "maximum": 60},
    "fuites": {"par_modele": 8, "par_vue": 1, "maximum": 60},
    "formulaires": {"maximum": 60, "max_envois": 200},
    "depots": {"maximum": 120, "max_pages": 3},
    "cles": {"maximum": 300},
}


def main() -> int:
    arguments = read_arguments(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="campagne-") as temporaire:
        return run_campagnes(
            arguments.campagnes or CAMPAGNES, Path(arguments.var or temporaire), COURTES if arguments.court else {}
        )


def read_arguments(mots: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.campagnes", description=__doc__)
    # argparse also checks the default of « * » against the choices, so the empty list must be one of them.
    parser.add_argument("campagnes", nargs="*", choices=[*CAMPAGNES, []], default=[], metavar="|".join(CAMPAGNES))
    parser.add_argument("--court", action="store_true", help="La forme courte : quelques pages de chaque sorte.")
    parser.add_argument("--var", help="Dossier de l’installation d’essai, gardé ; sans lui, un dossier temporaire.")
    return parser.parse_args(mots)


def run_campagnes(noms: Sequence[str], var: Path, bornes: Mapping[str, Mapping[str, Any]]) -> int:
    prepare(var)
    from importlib import import_module

    from tools.campagnes.commun import build_decor

    fautes = 0
    for nom in noms:
        debut = time.monotonic()
        bilan = import_module(f"tools.campagnes.{nom}").run(build_decor(), **bornes.get(nom, {}))
        print(f"{bilan} en {time.monotonic() - debut:.0f} s", flush=True)
        for faute in bilan.fautes:
            print(f"  {faute}", flush=True)
        fautes += len(bilan.fautes)
    return 1 if fautes else 0


def prepare(var: Path) -> None:
    """Create a separate installation with the demonstration; the machine's own is neither read nor written."""
    os.environ |= {
        "CONVIVE_VAR": str(var),
        "CONVIVE_DEMO": "1",
        "CONVIVE_STATIC_SIMPLE": "1",
        "CONVIVE_TACHES": "django.tasks.backends.dummy.DummyBackend",
        "ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": os.environ.get("CAMPAGNES_DATABASE_URL", ""),
        "DJANGO_SETTINGS_MODULE": "convive.config.settings",
        "LOG_LEVEL": "CRITICAL",
    }
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings

    # Otherwise the e-mails sent by forms would be printed among the results.
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    logging.disable(logging.CRITICAL)
    (var / "static").mkdir(parents=True, exist_ok=True)
    call_command("prepare")


if __name__ == "__main__":
    sys.exit(main())
