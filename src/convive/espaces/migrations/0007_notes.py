"""The carnet of an espace, and the versions of its notes."""

import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('espaces', '0006_thematique_archivage'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='VersionNote',
            fields=[
                ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='identifiant')),
                ('auteur_nom', models.CharField(blank=True, max_length=200, verbose_name='nom de l’auteur')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('titre', models.CharField(max_length=150, verbose_name='titre')),
                ('texte', models.TextField(blank=True, verbose_name='texte')),
                ('history_id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('espace', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='espaces.espace', verbose_name='espace')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'version d’une note',
                'verbose_name_plural': 'versions des notes',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('titre', models.CharField(max_length=150, verbose_name='titre')),
                ('texte', models.TextField(blank=True, verbose_name='texte')),
                ('communes', models.JSONField(blank=True, default=list, help_text='Codes Insee que la note concerne ; vide : toutes.', verbose_name='communes')),
                ('date_suppression', models.DateTimeField(blank=True, null=True, verbose_name='supprimée le')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(class)s_crees', to=settings.AUTH_USER_MODEL, verbose_name='créé par')),
                ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='espaces.espace', verbose_name='espace')),
                ('thematiques', models.ManyToManyField(blank=True, help_text='Thématiques que la note concerne ; vide : toutes.', related_name='notes', to='espaces.thematique', verbose_name='thématiques')),
                ('updated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(class)s_modifies', to=settings.AUTH_USER_MODEL, verbose_name='modifié par')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ['espace', '-updated_at', 'uuid'],
                'indexes': [models.Index(fields=['espace', '-updated_at'], name='note_espace_recentes')],
                'constraints': [models.CheckConstraint(condition=models.Q(('titre', ''), _negated=True), name='note_titre_rempli')],
            },
        ),
    ]
