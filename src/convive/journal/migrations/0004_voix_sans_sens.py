"""The lines that told a voice as a validation say that it is a voice, and lose what was voted."""

from typing import Any

from django.db import migrations

LIEN = "Donner sa voix sur une décision"


def rename_voix(apps: Any, _editor: Any) -> None:
    # The manager below the guard of the journal: here alone, lines already written change.
    lignes = apps.get_model("journal", "Journal")._base_manager
    for ligne in lignes.filter(geste="valider", objet_type="decision").iterator(chunk_size=1000):
        if "voix" in ligne.detail or ligne.detail.get("geste") == LIEN:
            detail = {cle: valeur for cle, valeur in ligne.detail.items() if cle != "voix"}
            lignes.filter(pk=ligne.pk).update(geste="voter", detail=detail)


def rename_back(apps: Any, _editor: Any) -> None:
    """What was voted does not come back."""
    apps.get_model("journal", "Journal")._base_manager.filter(geste="voter").update(geste="valider")


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0003_voter"),
    ]

    operations = [
        migrations.RunPython(rename_voix, rename_back),
    ]
