"""Write tests/espaces/archives/<version>-<base>.zip: the same espace, exported from each database (run manually).

Usage, once on each database, when the version of the format changes:
    python -m tools.build_copies
    DATABASE_URL=postgresql://… python -m tools.build_copies

It works in a database of its own, created and dropped here. The archives of a version are kept as long as that version
can be imported: they prove that an old copy from either database can be imported into the other.
"""

import os
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.db import connection
from django.test.utils import override_settings, setup_databases, teardown_databases

from convive.espaces.copie.archive import VERSION
from tests.espaces.copies import build_zip
from tests.espaces.essais import create_tables, declared
from tests.espaces.exemple import create_exemple
from tests.espaces.factories import create_compte
from tests.territoires.factories import create_pays

ARCHIVES_DIR = Path(__file__).resolve().parents[1] / "tests" / "espaces" / "archives"


def main() -> None:
    config = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as media, override_settings(MEDIA_ROOT=media), declared():
            create_tables()
            create_pays()
            contenu = build_zip(create_exemple(create_compte("chargee"), create_compte("elue")))
    finally:
        teardown_databases(config, verbosity=0)
    ARCHIVES_DIR.mkdir(exist_ok=True)
    path = ARCHIVES_DIR / f"{VERSION}-{connection.vendor}.zip"
    path.write_bytes(contenu)
    print(f"{path.name} : {len(contenu) / 1000:.1f} ko")


if __name__ == "__main__":
    main()
