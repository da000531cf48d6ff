"""Thématiques of espaces."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('espaces', '0003_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Thematique',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                ('nom', models.CharField(max_length=80, verbose_name='nom')),
                ('ordre', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
                ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thematiques', to='espaces.espace', verbose_name='espace')),
            ],
            options={
                'verbose_name': 'thématique',
                'verbose_name_plural': 'thématiques',
                'ordering': ['espace', 'ordre', 'nom'],
            },
        ),
        migrations.AddConstraint(
            model_name='thematique',
            constraint=models.UniqueConstraint(fields=('espace', 'nom'), name='thematique_nom_unique'),
        ),
        migrations.AddConstraint(
            model_name='thematique',
            constraint=models.CheckConstraint(condition=models.Q(('nom', ''), _negated=True), name='thematique_nom_rempli'),
        ),
    ]
