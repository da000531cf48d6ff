import convive.recherche.models
import convive.socle.migration
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('recherche', '0001_recherche')]

    initial = True

    dependencies = [
        ('espaces', '0001_initial'),
    ]

    operations = [
        convive.socle.migration.CreateModels(
            models=[
                migrations.CreateModel(
                    name='EntreeRecherche',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('objet_type', models.CharField(max_length=60, verbose_name='type d’objet')),
                        ('objet_uuid', models.UUIDField(verbose_name='identifiant de l’objet')),
                        ('espace', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='espaces.espace', verbose_name='espace')),
                        ('date_objet', models.DateTimeField(blank=True, null=True, verbose_name='date de l’objet')),
                        ('version_analyse', models.PositiveSmallIntegerField(verbose_name='version de l’analyse')),
                        ('cles', models.CharField(help_text='L’espace et le type, cherchés comme des mots.', max_length=120, verbose_name='clés')),
                        ('titre', models.CharField(blank=True, max_length=500, verbose_name='titre')),
                        ('titre_index', models.TextField(blank=True, verbose_name='mots du titre')),
                        ('corps', models.TextField(blank=True, verbose_name='corps')),
                        ('corps_index', models.TextField(blank=True, verbose_name='mots du corps')),
                    ],
                    options={
                        'verbose_name': 'entrée de la recherche',
                        'verbose_name_plural': 'entrées de la recherche',
                        'ordering': ['id'],
                        'constraints': [models.UniqueConstraint(fields=('objet_type', 'objet_uuid'), name='entree_recherche_un_objet_une_entree')],
                    },
                ),
                migrations.CreateModel(
                    name='IndexSqlite',
                    fields=[
                        ('entree', models.OneToOneField(db_column='rowid', db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='index_sqlite', serialize=False, to='recherche.entreerecherche')),
                        ('plein_texte', convive.recherche.models.ChampPleinTexte(db_column='recherche_index')),
                    ],
                    options={
                        'verbose_name': 'index de la recherche (SQLite)',
                        'verbose_name_plural': 'index de la recherche (SQLite)',
                        'db_table': 'recherche_index',
                        'managed': False,
                    },
                ),
            ],
        ),
    ]
