import convive.socle.migration
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('territoires', '0001_territoires'), ('territoires', '0002_codes_postaux_et_anciens_codes'), ('territoires', '0003_perimetres')]

    initial = True

    dependencies = [
    ]

    operations = [
        convive.socle.migration.CreateModels(
            models=[
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
                        ('departement', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='territoires_du_departement', to='territoires.territoire', verbose_name='département')),
                        ('region', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='territoires_de_la_region', to='territoires.territoire', verbose_name='région')),
                        ('epci', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='membres_epci', to='territoires.territoire', verbose_name='EPCI')),
                        ('ept', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='membres_ept', to='territoires.territoire', verbose_name='EPT')),
                        ('parent', models.ForeignKey(blank=True, help_text='Commune d’un arrondissement, d’une déléguée ou d’une associée ; successeur d’une commune disparue.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='territoires.territoire', verbose_name='commune d’aujourd’hui')),
                        ('is_actif', models.BooleanField(default=True, verbose_name='figure dans la dernière liste')),
                        ('is_recherchable', models.BooleanField(default=True, verbose_name='proposé par la recherche')),
                        ('millesime', models.PositiveSmallIntegerField(verbose_name='millésime de la liste')),
                    ],
                    options={
                        'verbose_name': 'territoire',
                        'verbose_name_plural': 'territoires',
                        'ordering': ['code', 'type'],
                        'indexes': [models.Index(fields=['code'], name='territoire_code'), models.Index(condition=models.Q(('siren', ''), _negated=True), fields=['siren'], name='territoire_siren'), models.Index(fields=['nom_recherche'], name='territoire_nom_recherche')],
                        'constraints': [models.UniqueConstraint(fields=('type', 'code'), name='territoire_type_code_unique'), models.CheckConstraint(condition=models.Q(('type__in', ['commune', 'arrondissement_municipal', 'commune_deleguee', 'commune_associee', 'epci', 'ept', 'departement', 'region'])), name='territoire_type_connu'), models.CheckConstraint(condition=models.Q(('nom_recherche', ''), _negated=True), name='territoire_nom_recherche_rempli'), models.CheckConstraint(condition=models.Q(('is_actif', False), models.Q(('type__in', ['commune_deleguee', 'commune_associee']), _negated=True), ('parent__isnull', False), _connector='OR'), name='territoire_partie_avec_parent')],
                    },
                ),
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
                        'constraints': [models.CheckConstraint(condition=models.Q(('nom', ''), _negated=True), name='perimetre_nom_rempli'), models.CheckConstraint(condition=models.Q(('cle', ''), _negated=True), name='perimetre_cle_remplie')],
                    },
                ),
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
                        'constraints': [models.UniqueConstraint(fields=('code_postal', 'territoire'), name='code_postal_territoire_unique')],
                    },
                ),
                migrations.CreateModel(
                    name='AncienCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ancien_code', models.CharField(max_length=5, verbose_name='ancien code')),
                        ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anciens_codes', to='territoires.territoire', verbose_name='commune')),
                        ('nature', models.CharField(choices=[('fusion', 'Fusion'), ('scission', 'Scission'), ('recodage', 'Changement de code')], max_length=10, verbose_name='nature')),
                        ('date_effet', models.DateField(blank=True, null=True, verbose_name='date d’effet')),
                        ('source', models.CharField(max_length=500, verbose_name='source')),
                    ],
                    options={
                        'verbose_name': 'ancien code',
                        'verbose_name_plural': 'anciens codes',
                        'ordering': ['ancien_code', 'commune_id'],
                        'constraints': [models.UniqueConstraint(fields=('ancien_code', 'commune'), name='ancien_code_commune_unique'), models.CheckConstraint(condition=models.Q(('nature__in', ['fusion', 'scission', 'recodage'])), name='ancien_code_nature_connue')],
                    },
                ),
            ],
        ),
    ]
