"""`convive espace_schema`: the JSON Schema of the ZIP of an espace; `--docs` writes it in the documentation."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from convive.espaces.copie.notice import build_notice
from convive.espaces.copie.schema import Schema, build_schema, keep_order


def dump(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2)


class Command(BaseCommand):
    help = "Écrit le schéma JSON de la copie d’un espace, d’après ce que chaque paquet en déclare."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--docs",
            action="store_true",
            help="Met à jour docs/format-copie.schema.json et les tableaux de docs/format-copie.md.",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if not options["docs"]:
            self.stdout.write(dump(build_schema()))
            return
        docs = settings.PROJECT_DIR / "docs"
        schema = docs / "format-copie.schema.json"
        ecrit = json.loads(schema.read_text(encoding="utf-8")) if schema.exists() else {}
        schema.write_text(f"{dump(keep_order(build_schema(), ecrit))}\n", encoding="utf-8")
        notice = docs / "format-copie.md"
        notice.write_text(build_notice(notice.read_text(encoding="utf-8")), encoding="utf-8")
        self.stderr.write("Documents écrits : format-copie.schema.json, format-copie.md")
