from django.core.management import call_command

from convive.espaces.exports.droits import build_droits_markdown
from convive.espaces.models import Role
from convive.socle.droits import droits


def test_command_writes_every_right_and_every_role(tmp_path, capsys):
    output = tmp_path / "droits.md"
    call_command("droits_export", output=output)
    text = output.read_text(encoding="utf-8")
    assert text == build_droits_markdown()
    for droit in droits.get_all():
        assert f"| {droit.objet} | {droit.geste} |" in text
    for libelle in Role.labels:
        assert f"### {libelle}\n" in text
    assert "droits.md" in capsys.readouterr().err
