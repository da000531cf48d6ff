"""Members of espaces."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('espaces', '0001_espaces'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Membre',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                ('role', models.CharField(choices=[('charge_cooperation', 'Chargé·e de coopération'), ('coordonnateur_thematique', 'Coordonnateur·rice thématique'), ('direction', 'Direction'), ('elu', 'Élu·e'), ('conseiller_caf', 'Conseiller·e Caf'), ('partenaire', 'Partenaire'), ('lecture', 'Lecture'), ('formateur', 'Formateur·rice'), ('administrateur_technique', 'Administrateur·rice technique')], max_length=30, verbose_name='rôle')),
                ('communes', models.JSONField(blank=True, default=list, help_text='Codes Insee auxquels la place se limite ; vide : toutes.', verbose_name='communes')),
                ('date_debut', models.DateField(verbose_name='du')),
                ('date_fin', models.DateField(blank=True, null=True, verbose_name='jusqu’au (exclu)')),
                ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='membres', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='membres', to='espaces.espace', verbose_name='espace')),
            ],
            options={
                'verbose_name': 'membre',
                'verbose_name_plural': 'membres',
                'ordering': ['espace', 'role', 'uuid'],
            },
        ),
        migrations.AddConstraint(
            model_name='membre',
            constraint=models.UniqueConstraint(condition=models.Q(('date_fin__isnull', True)), fields=('espace', 'compte'), name='membre_un_seul_ouvert'),
        ),
        migrations.AddConstraint(
            model_name='membre',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['charge_cooperation', 'coordonnateur_thematique', 'direction', 'elu', 'conseiller_caf', 'partenaire', 'lecture', 'formateur', 'administrateur_technique'])), name='membre_role_connu'),
        ),
        migrations.AddConstraint(
            model_name='membre',
            constraint=models.CheckConstraint(condition=models.Q(('date_fin__isnull', True), ('date_fin__gte', models.F('date_debut')), _connector='OR'), name='membre_dates_ordonnees'),
        ),
    ]
