"""The document of rights matches the code."""

from convive.espaces.exports.droits import build_droits_markdown
from tests.architecture.maison import PROJECT_DIR


def test_document_of_rights_is_up_to_date():
    written = (PROJECT_DIR / "docs" / "regles" / "droits.md").read_text(encoding="utf-8")
    assert written == build_droits_markdown(), (
        "A right changed: run `./run convive droits_export`, read what it changed in docs/regles/droits.md, commit it."
    )
