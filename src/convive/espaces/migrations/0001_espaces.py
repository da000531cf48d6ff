"""Espaces and their dated périmètres."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('territoires', '0003_perimetres'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Espace',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                ('nom', models.CharField(max_length=120, verbose_name='nom')),
                ('type', models.CharField(choices=[('territoire', 'Territoire'), ('departement', 'Département (Caf)'), ('organisme_formation', 'Organisme de formation'), ('cabinet', 'Cabinet'), ('entrainement', 'Entraînement')], default='territoire', max_length=30, verbose_name='type')),
                ('expire_le', models.DateField(blank=True, null=True, verbose_name='expire le')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='espaces_crees', to=settings.AUTH_USER_MODEL, verbose_name='créé par')),
            ],
            options={
                'verbose_name': 'espace',
                'verbose_name_plural': 'espaces',
                'ordering': ['nom', 'uuid'],
            },
        ),
        migrations.CreateModel(
            name='PerimetreEspace',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                ('date_debut', models.DateField(verbose_name='du')),
                ('date_fin', models.DateField(blank=True, null=True, verbose_name='jusqu’au (exclu)')),
                ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='perimetres', to='espaces.espace', verbose_name='espace')),
                ('perimetre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='perimetres_espaces', to='territoires.perimetre', verbose_name='périmètre')),
            ],
            options={
                'verbose_name': 'périmètre d’un espace',
                'verbose_name_plural': 'périmètres des espaces',
                'ordering': ['espace', '-date_debut', 'uuid'],
            },
        ),
        migrations.AddConstraint(
            model_name='espace',
            constraint=models.CheckConstraint(condition=models.Q(('nom', ''), _negated=True), name='espace_nom_rempli'),
        ),
        migrations.AddConstraint(
            model_name='espace',
            constraint=models.CheckConstraint(condition=models.Q(('type__in', ['territoire', 'departement', 'organisme_formation', 'cabinet', 'entrainement'])), name='espace_type_connu'),
        ),
        migrations.AddConstraint(
            model_name='perimetreespace',
            constraint=models.UniqueConstraint(condition=models.Q(('date_fin__isnull', True)), fields=('espace',), name='perimetre_espace_un_seul_ouvert'),
        ),
        migrations.AddConstraint(
            model_name='perimetreespace',
            constraint=models.CheckConstraint(condition=models.Q(('date_fin__isnull', True), ('date_fin__gte', models.F('date_debut')), _connector='OR'), name='perimetre_espace_dates_ordonnees'),
        ),
    ]
