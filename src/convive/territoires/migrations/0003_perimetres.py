"""Saved périmètres."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territoires', '0002_codes_postaux_et_anciens_codes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Perimetre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cle', models.CharField(max_length=16, unique=True, verbose_name='clé')),
                ('nom', models.CharField(max_length=120, verbose_name='nom')),
                ('date_validite', models.DateField(verbose_name='date de validité')),
                ('public', models.BooleanField(default=True, verbose_name='lisible par toute personne qui a son adresse')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('communes', models.ManyToManyField(related_name='perimetres', to='territoires.territoire', verbose_name='communes')),
            ],
            options={
                'verbose_name': 'périmètre',
                'verbose_name_plural': 'périmètres',
                'ordering': ['nom', 'cle'],
            },
        ),
        migrations.AddConstraint(
            model_name='perimetre',
            constraint=models.CheckConstraint(condition=models.Q(('nom', ''), _negated=True), name='perimetre_nom_rempli'),
        ),
        migrations.AddConstraint(
            model_name='perimetre',
            constraint=models.CheckConstraint(condition=models.Q(('cle', ''), _negated=True), name='perimetre_cle_remplie'),
        ),
    ]
