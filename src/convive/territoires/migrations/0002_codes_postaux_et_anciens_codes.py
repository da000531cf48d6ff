"""Postal codes and former codes of communes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territoires', '0001_territoires'),
    ]

    operations = [
        migrations.CreateModel(
            name='CodePostal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_postal', models.CharField(max_length=5, verbose_name='code postal')),
                ('territoire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes_postaux', to='territoires.territoire', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'code postal',
                'verbose_name_plural': 'codes postaux',
                'ordering': ['code_postal', 'territoire_id'],
            },
        ),
        migrations.CreateModel(
            name='AncienCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ancien_code', models.CharField(max_length=5, verbose_name='ancien code')),
                ('nature', models.CharField(choices=[('fusion', 'Fusion'), ('scission', 'Scission'), ('recodage', 'Changement de code')], max_length=10, verbose_name='nature')),
                ('date_effet', models.DateField(blank=True, null=True, verbose_name='date d’effet')),
                ('source', models.CharField(max_length=500, verbose_name='source')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anciens_codes', to='territoires.territoire', verbose_name='commune')),
            ],
            options={
                'verbose_name': 'ancien code',
                'verbose_name_plural': 'anciens codes',
                'ordering': ['ancien_code', 'commune_id'],
            },
        ),
        migrations.AddConstraint(
            model_name='codepostal',
            constraint=models.UniqueConstraint(fields=('code_postal', 'territoire'), name='code_postal_territoire_unique'),
        ),
        migrations.AddConstraint(
            model_name='anciencode',
            constraint=models.UniqueConstraint(fields=('ancien_code', 'commune'), name='ancien_code_commune_unique'),
        ),
        migrations.AddConstraint(
            model_name='anciencode',
            constraint=models.CheckConstraint(condition=models.Q(('nature__in', ['fusion', 'scission', 'recodage'])), name='ancien_code_nature_connue'),
        ),
    ]
