"""Territories of the code list."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Territoire',
            fields=[
                ('cle', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='clé')),
                ('type', models.CharField(choices=[('commune', 'Commune'), ('arrondissement_municipal', 'Arrondissement municipal'), ('commune_deleguee', 'Commune déléguée'), ('commune_associee', 'Commune associée'), ('epci', 'Intercommunalité'), ('ept', 'Établissement public territorial'), ('departement', 'Département'), ('region', 'Région')], max_length=30, verbose_name='type')),
                ('code', models.CharField(max_length=9, verbose_name='code')),
                ('nom', models.CharField(max_length=200, verbose_name='nom')),
                ('nom_recherche', models.CharField(max_length=200, verbose_name='nom replié pour la recherche')),
                ('siren', models.CharField(blank=True, max_length=9, verbose_name='SIREN')),
                ('zone', models.CharField(blank=True, help_text='metro, drom ou com', max_length=10, verbose_name='zone')),
                ('population_municipale', models.PositiveIntegerField(blank=True, null=True, verbose_name='population municipale')),
                ('nombre_communes', models.PositiveIntegerField(blank=True, null=True, verbose_name='nombre de communes')),
                ('is_actif', models.BooleanField(default=True, verbose_name='figure dans la dernière liste')),
                ('is_recherchable', models.BooleanField(default=True, verbose_name='proposé par la recherche')),
                ('millesime', models.PositiveSmallIntegerField(verbose_name='millésime de la liste')),
                ('departement', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='territoires_du_departement', to='territoires.territoire', verbose_name='département')),
                ('epci', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='membres_epci', to='territoires.territoire', verbose_name='EPCI')),
                ('ept', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='membres_ept', to='territoires.territoire', verbose_name='EPT')),
                ('parent', models.ForeignKey(blank=True, help_text='Commune d’un arrondissement, d’une déléguée ou d’une associée ; successeur d’une commune disparue.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='territoires.territoire', verbose_name='commune d’aujourd’hui')),
                ('region', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='territoires_de_la_region', to='territoires.territoire', verbose_name='région')),
            ],
            options={
                'verbose_name': 'territoire',
                'verbose_name_plural': 'territoires',
                'ordering': ['code', 'type'],
            },
        ),
        migrations.AddIndex(
            model_name='territoire',
            index=models.Index(fields=['code'], name='territoire_code'),
        ),
        migrations.AddIndex(
            model_name='territoire',
            index=models.Index(condition=models.Q(('siren', ''), _negated=True), fields=['siren'], name='territoire_siren'),
        ),
        migrations.AddIndex(
            model_name='territoire',
            index=models.Index(fields=['nom_recherche'], name='territoire_nom_recherche'),
        ),
        migrations.AddConstraint(
            model_name='territoire',
            constraint=models.UniqueConstraint(fields=('type', 'code'), name='territoire_type_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='territoire',
            constraint=models.CheckConstraint(condition=models.Q(('type__in', ['commune', 'arrondissement_municipal', 'commune_deleguee', 'commune_associee', 'epci', 'ept', 'departement', 'region'])), name='territoire_type_connu'),
        ),
        migrations.AddConstraint(
            model_name='territoire',
            constraint=models.CheckConstraint(condition=models.Q(('nom_recherche', ''), _negated=True), name='territoire_nom_recherche_rempli'),
        ),
        migrations.AddConstraint(
            model_name='territoire',
            constraint=models.CheckConstraint(condition=models.Q(('is_actif', False), models.Q(('type__in', ['commune_deleguee', 'commune_associee']), _negated=True), ('parent__isnull', False), _connector='OR'), name='territoire_partie_avec_parent'),
        ),
    ]
