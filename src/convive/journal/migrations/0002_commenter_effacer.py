"""Two more gestures of the journal: to comment, and to erase for good what was put aside."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0001_journal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='journal',
            name='journal_geste_connu',
        ),
        migrations.AlterField(
            model_name='journal',
            name='geste',
            field=models.CharField(choices=[('creer', 'a créé'), ('modifier', 'a modifié'), ('supprimer', 'a supprimé'), ('effacer', 'a effacé'), ('commenter', 'a commenté'), ('soumettre', 'a soumis'), ('valider', 'a validé'), ('refuser', 'a refusé'), ('signer', 'a signé'), ('clore', 'a clos'), ('rouvrir', 'a rouvert'), ('rattacher', 'a rattaché'), ('detacher', 'a détaché'), ('importer', 'a importé'), ('exporter', 'a exporté'), ('notifier', 'a notifié'), ('inviter', 'a invité'), ('accepter', 'a accepté'), ('revoquer', 'a révoqué'), ('fusionner', 'a fusionné'), ('restaurer', 'a restauré'), ('consulter', 'a consulté')], max_length=20, verbose_name='geste'),
        ),
        migrations.AddConstraint(
            model_name='journal',
            constraint=models.CheckConstraint(condition=models.Q(('geste__in', ['creer', 'modifier', 'supprimer', 'effacer', 'commenter', 'soumettre', 'valider', 'refuser', 'signer', 'clore', 'rouvrir', 'rattacher', 'detacher', 'importer', 'exporter', 'notifier', 'inviter', 'accepter', 'revoquer', 'fusionner', 'restaurer', 'consulter'])), name='journal_geste_connu'),
        ),
    ]
