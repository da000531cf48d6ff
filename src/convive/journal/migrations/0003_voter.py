"""A voice has a trace of its own, which does not say what was voted."""

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
        migrations.AddConstraint(
            model_name="journal",
            constraint=models.CheckConstraint(
                condition=Q(("geste__in", [cle for cle, _ in GESTES])), name="journal_geste_connu"
            ),
        ),
    ]
