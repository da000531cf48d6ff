import convive.socle.migration
import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('journal', '0001_journal'), ('journal', '0002_commenter_effacer')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        convive.socle.migration.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Journal',
                    fields=[
                        ('objet_type', models.CharField(max_length=60, verbose_name='type d’objet')),
                        ('objet_uuid', models.UUIDField(verbose_name='identifiant de l’objet')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date et heure')),
                        ('auteur', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='gestes', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                        ('auteur_nom', models.CharField(max_length=200, verbose_name='nom de l’auteur')),
                        ('au_nom_de', models.CharField(blank=True, max_length=200, verbose_name='au nom de')),
                        ('geste', models.CharField(choices=[('creer', 'a créé'), ('modifier', 'a modifié'), ('supprimer', 'a supprimé'), ('effacer', 'a effacé'), ('commenter', 'a commenté'), ('soumettre', 'a soumis'), ('valider', 'a validé'), ('refuser', 'a refusé'), ('signer', 'a signé'), ('clore', 'a clos'), ('rouvrir', 'a rouvert'), ('rattacher', 'a rattaché'), ('detacher', 'a détaché'), ('importer', 'a importé'), ('exporter', 'a exporté'), ('notifier', 'a notifié'), ('inviter', 'a invité'), ('accepter', 'a accepté'), ('revoquer', 'a révoqué'), ('fusionner', 'a fusionné'), ('restaurer', 'a restauré'), ('consulter', 'a consulté')], max_length=20, verbose_name='geste')),
                        ('objet_libelle', models.CharField(max_length=300, verbose_name='objet')),
                        ('espace_uuid', models.UUIDField(blank=True, null=True, verbose_name='espace')),
                        ('detail', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='détail')),
                    ],
                    options={
                        'verbose_name': 'ligne du journal',
                        'verbose_name_plural': 'journal',
                        'ordering': ['-at', 'uuid'],
                        'indexes': [models.Index(fields=['espace_uuid', '-at'], name='journal_espace'), models.Index(fields=['objet_type', 'objet_uuid', '-at'], name='journal_objet')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('geste__in', ['creer', 'modifier', 'supprimer', 'effacer', 'commenter', 'soumettre', 'valider', 'refuser', 'signer', 'clore', 'rouvrir', 'rattacher', 'detacher', 'importer', 'exporter', 'notifier', 'inviter', 'accepter', 'revoquer', 'fusionner', 'restaurer', 'consulter'])), name='journal_geste_connu'), models.CheckConstraint(condition=models.Q(('objet_type', ''), _negated=True), name='journal_objet_type_rempli'), models.CheckConstraint(condition=models.Q(('auteur_nom', ''), _negated=True), name='journal_auteur_nom_rempli')],
                    },
                ),
            ],
        ),
    ]
