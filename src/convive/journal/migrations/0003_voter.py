"""A voice has a trace of its own, which does not say what was voted; the lines already written lose it."""

from django.db import migrations, models
from django.db.models import Q

ANCIENS = [
    ("creer", "a créé"),
    ("modifier", "a modifié"),
    ("supprimer", "a supprimé"),
    ("effacer", "a effacé"),
    ("commenter", "a commenté"),
    ("soumettre", "a soumis"),
    ("valider", "a validé"),
    ("refuser", "a refusé"),
    ("signer", "a signé"),
    ("clore", "a clos"),
    ("rouvrir", "a rouvert"),
    ("rattacher", "a rattaché"),
    ("detacher", "a détaché"),
    ("importer", "a importé"),
    ("exporter", "a exporté"),
    ("notifier", "a notifié"),
    ("inviter", "a invité"),
    ("accepter", "a accepté"),
    ("revoquer", "a révoqué"),
    ("fusionner", "a fusionné"),
    ("restaurer", "a restauré"),
    ("consulter", "a consulté"),
]
RANG = ANCIENS.index(("valider", "a validé")) + 1
GESTES = [*ANCIENS[:RANG], ("voter", "a donné sa voix sur"), *ANCIENS[RANG:]]
LIEN = "Donner sa voix sur une décision"


def rename_voix(apps, _editor):
    Journal = apps.get_model("journal", "Journal")
    for ligne in Journal.objects.filter(geste="valider", objet_type="decision").iterator(chunk_size=1000):
        if "voix" in ligne.detail or ligne.detail.get("geste") == LIEN:
            ligne.geste = "voter"
            ligne.detail = {cle: valeur for cle, valeur in ligne.detail.items() if cle != "voix"}
            ligne.save(update_fields=["geste", "detail"])


def rename_back(apps, _editor):
    apps.get_model("journal", "Journal").objects.filter(geste="voter").update(geste="valider")


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_action"),
    ]

    operations = [
        migrations.AlterField(
            model_name="journal",
            name="geste",
            field=models.CharField(choices=GESTES, max_length=20, verbose_name="action"),
        ),
        migrations.RemoveConstraint(model_name="journal", name="journal_geste_connu"),
        # The other way, the lines lose the new word before the constraint refuses it.
        migrations.RunPython(migrations.RunPython.noop, rename_back),
        migrations.AddConstraint(
            model_name="journal",
            constraint=models.CheckConstraint(
                condition=Q(("geste__in", [cle for cle, _ in GESTES])), name="journal_geste_connu"
            ),
        ),
        migrations.RunPython(rename_voix, migrations.RunPython.noop),
    ]
