import convive.socle.migration
import django.db.models.deletion
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('offre', '0001_offre'), ('offre', '0002_imports'), ('offre', '0003_imports_cofs')]

    initial = True

    dependencies = [
        ('acteurs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('espaces', '0001_initial'),
    ]

    operations = [
        convive.socle.migration.CreateModels(
            models=[
                migrations.CreateModel(
                    name='ServiceEquipement',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='equipements', to='espaces.espace', verbose_name='espace')),
                        ('nom', models.CharField(max_length=200, verbose_name='nom')),
                        ('nom_compare', models.CharField(default='', editable=False, max_length=200, verbose_name='nom comparé')),
                        ('type_cle', models.CharField(max_length=50, verbose_name='type')),
                        ('gestionnaire', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='services_geres', to='acteurs.organisation', verbose_name='gestionnaire')),
                        ('statut_gestion', models.CharField(choices=[('inconnu', 'Non renseigné'), ('regie', 'Régie'), ('association', 'Association'), ('dsp', 'Délégation de service public'), ('entreprise', 'Entreprise'), ('ccas', 'CCAS ou CIAS'), ('syndicat', 'Syndicat'), ('etat', 'État ou département')], default='inconnu', max_length=20, verbose_name='mode de gestion')),
                        ('siret', models.CharField(blank=True, max_length=14, verbose_name='SIRET')),
                        ('rna', models.CharField(blank=True, max_length=10, verbose_name='numéro RNA')),
                        ('uai', models.CharField(blank=True, max_length=8, verbose_name='UAI')),
                        ('identifiant_motif', models.CharField(blank=True, max_length=300, verbose_name='pourquoi aucun numéro')),
                        ('code_commune', models.CharField(blank=True, help_text='Code Insee.', max_length=5, verbose_name='commune')),
                        ('adresse', models.CharField(blank=True, max_length=300, verbose_name='adresse')),
                        ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name='latitude')),
                        ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='longitude')),
                        ('communes', models.JSONField(blank=True, default=list, verbose_name='communes servies')),
                        ('agrement_debut', models.DateField(blank=True, null=True, verbose_name='agréé depuis le')),
                        ('agrement_fin', models.DateField(blank=True, null=True, verbose_name='agréé jusqu’au')),
                        ('capacite_agreee', models.PositiveIntegerField(blank=True, null=True, verbose_name='capacité agréée')),
                        ('places', models.PositiveIntegerField(blank=True, null=True, verbose_name='places')),
                        ('public', models.CharField(blank=True, max_length=300, verbose_name='public')),
                        ('age_min', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='à partir de (ans)')),
                        ('age_max', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='jusqu’à (ans)')),
                        ('horaires', models.TextField(blank=True, max_length=2000, verbose_name='horaires')),
                        ('tarif', models.TextField(blank=True, max_length=2000, verbose_name='tarif')),
                        ('etp', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='ETP')),
                        ('ps_percues', models.JSONField(blank=True, default=list, verbose_name='prestations perçues')),
                        ('bonus_percus', models.JSONField(blank=True, default=list, verbose_name='bonus perçus')),
                        ('precisions', models.TextField(blank=True, max_length=2000, verbose_name='précisions')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                        ('visible_public', models.BooleanField(default=True, verbose_name='peut être montré au public')),
                        ('date_verification', models.DateField(blank=True, null=True, verbose_name='vérifié le')),
                        ('archive_le', models.DateTimeField(blank=True, null=True, verbose_name='archivé le')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                        ('thematiques', models.ManyToManyField(blank=True, related_name='equipements', to='espaces.thematique', verbose_name='thématiques')),
                    ],
                    options={
                        'verbose_name': 'service',
                        'verbose_name_plural': 'services',
                        'ordering': ['espace', 'nom', 'uuid'],
                        'indexes': [models.Index(fields=['espace', 'nom_compare'], name='service_compare')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('nom', ''), _negated=True), name='service_nom_rempli'), models.CheckConstraint(condition=models.Q(('type_cle', ''), _negated=True), name='service_type_rempli'), models.CheckConstraint(condition=models.Q(('statut_gestion__in', ['inconnu', 'regie', 'association', 'dsp', 'entreprise', 'ccas', 'syndicat', 'etat'])), name='service_gestion_connue'), models.CheckConstraint(condition=models.Q(('agrement_debut__isnull', True), ('agrement_fin__isnull', True), ('agrement_fin__gte', models.F('agrement_debut')), _connector='OR'), name='service_agrement_ordonne'), models.CheckConstraint(condition=models.Q(('age_min__isnull', True), ('age_max__isnull', True), ('age_max__gte', models.F('age_min')), _connector='OR'), name='service_ages_ordonnes'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='service_position_entiere')],
                    },
                ),
                migrations.CreateModel(
                    name='Cof',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cofs', to='espaces.espace', verbose_name='espace')),
                        ('numero', models.CharField(max_length=60, verbose_name='numéro')),
                        ('type_ps', models.CharField(blank=True, max_length=50, verbose_name='prestation')),
                        ('date_debut', models.DateField(verbose_name='du')),
                        ('date_fin', models.DateField(verbose_name='au')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                        ('services', models.ManyToManyField(blank=True, related_name='cofs', to='offre.serviceequipement', verbose_name='services')),
                    ],
                    options={
                        'verbose_name': 'convention d’objectifs et de financement',
                        'verbose_name_plural': 'conventions d’objectifs et de financement',
                        'ordering': ['espace', 'date_fin', 'numero', 'uuid'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('numero', ''), _negated=True), name='cof_numero_rempli'), models.CheckConstraint(condition=models.Q(('date_fin__gte', models.F('date_debut'))), name='cof_dates_ordonnees')],
                    },
                ),
                migrations.CreateModel(
                    name='ActiviteAnnuelle',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activites', to='offre.serviceequipement', verbose_name='service')),
                        ('annee', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('heures_theoriques', models.PositiveIntegerField(blank=True, null=True, verbose_name='heures théoriques')),
                        ('heures_realisees', models.PositiveIntegerField(blank=True, null=True, verbose_name='heures réalisées')),
                        ('heures_facturees', models.PositiveIntegerField(blank=True, null=True, verbose_name='heures facturées')),
                        ('enfants', models.PositiveIntegerField(blank=True, null=True, verbose_name='enfants ou jeunes différents')),
                        ('familles', models.PositiveIntegerField(blank=True, null=True, verbose_name='familles (file active)')),
                    ],
                    options={
                        'verbose_name': 'activité d’une année',
                        'verbose_name_plural': 'activités par année',
                        'ordering': ['service', '-annee'],
                        'constraints': [models.UniqueConstraint(fields=('service', 'annee'), name='activite_unique'), models.CheckConstraint(condition=models.Q(('annee__range', (2000, 2099))), name='activite_annee_connue')],
                    },
                ),
                migrations.CreateModel(
                    name='SoutienCollectivite',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='soutiens', to='offre.serviceequipement', verbose_name='service')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='soutiens_donnes', to='acteurs.organisation', verbose_name='collectivité')),
                        ('annee', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('montant_euros', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='montant (€)')),
                    ],
                    options={
                        'verbose_name': 'soutien d’une collectivité',
                        'verbose_name_plural': 'soutiens des collectivités',
                        'ordering': ['service', '-annee', 'organisation'],
                        'constraints': [models.UniqueConstraint(fields=('service', 'organisation', 'annee'), name='soutien_unique'), models.CheckConstraint(condition=models.Q(('montant_euros__isnull', True), ('montant_euros__gte', Decimal('0')), _connector='OR'), name='soutien_positif'), models.CheckConstraint(condition=models.Q(('annee__range', (2000, 2099))), name='soutien_annee_connue')],
                    },
                ),
                migrations.CreateModel(
                    name='TypeService',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='types_services', to='espaces.espace', verbose_name='espace')),
                        ('cle', models.CharField(max_length=50, verbose_name='clé')),
                        ('nom', models.CharField(max_length=200, verbose_name='nom')),
                        ('thematique', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='types_services', to='espaces.thematique', verbose_name='thématique')),
                        ('is_cache', models.BooleanField(default=False, verbose_name='caché')),
                    ],
                    options={
                        'verbose_name': 'type de service',
                        'verbose_name_plural': 'types de services',
                        'ordering': ['espace', 'nom', 'uuid'],
                        'constraints': [models.UniqueConstraint(fields=('espace', 'cle'), name='type_service_unique'), models.CheckConstraint(condition=models.Q(('nom', ''), _negated=True), name='type_service_nom_rempli')],
                    },
                ),
                migrations.CreateModel(
                    name='CompetenceSppe',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competences_sppe', to='espaces.espace', verbose_name='espace')),
                        ('code_commune', models.CharField(max_length=5, verbose_name='commune')),
                        ('competence', models.CharField(choices=[('recenser', 'Recenser les besoins et l’offre'), ('informer', 'Informer et accompagner les familles'), ('planifier', 'Planifier le développement de l’accueil'), ('soutenir', 'Soutenir la qualité de l’accueil')], max_length=20, verbose_name='compétence')),
                        ('exercee_par', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competences_sppe', to='acteurs.organisation', verbose_name='exercée par')),
                        ('date_transfert', models.DateField(blank=True, null=True, verbose_name='depuis le')),
                    ],
                    options={
                        'verbose_name': 'compétence petite enfance',
                        'verbose_name_plural': 'compétences petite enfance',
                        'ordering': ['espace', 'code_commune', 'competence'],
                        'constraints': [models.UniqueConstraint(fields=('espace', 'code_commune', 'competence'), name='competence_sppe_unique'), models.CheckConstraint(condition=models.Q(('competence__in', ['recenser', 'informer', 'planifier', 'soutenir'])), name='competence_sppe_connue')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportCofs',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('fichier_nom', models.CharField(max_length=150, verbose_name='nom du fichier')),
                        ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                        ('entetes', models.JSONField(blank=True, default=list, verbose_name='titres')),
                        ('mapping', models.JSONField(blank=True, default=dict, verbose_name='colonnes')),
                        ('lignes', models.JSONField(blank=True, default=list, verbose_name='lignes')),
                        ('statut', models.CharField(choices=[('prepare', 'à relire'), ('fait', 'fait'), ('annule', 'annulé')], default='prepare', max_length=10, verbose_name='statut')),
                        ('bilan', models.JSONField(blank=True, default=dict, verbose_name='bilan')),
                        ('restes', models.JSONField(blank=True, default=list, verbose_name='ce qui reste')),
                        ('fait_le', models.DateTimeField(blank=True, null=True, verbose_name='fait le')),
                        ('annule_le', models.DateTimeField(blank=True, null=True, verbose_name='annulé le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports_cofs', to='espaces.espace', verbose_name='espace')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports_cofs', to=settings.AUTH_USER_MODEL, verbose_name='importé par')),
                        ('ecrits', models.JSONField(blank=True, default=list, verbose_name='conventions écrites')),
                    ],
                    options={
                        'verbose_name': 'import de conventions',
                        'verbose_name_plural': 'imports de conventions',
                        'ordering': ['espace', '-created_at', 'uuid'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('statut__in', ['prepare', 'fait', 'annule'])), name='import_cofs_statut_connu')],
                    },
                ),
                migrations.CreateModel(
                    name='ImportServices',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('fichier_nom', models.CharField(max_length=150, verbose_name='nom du fichier')),
                        ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                        ('entetes', models.JSONField(blank=True, default=list, verbose_name='titres')),
                        ('mapping', models.JSONField(blank=True, default=dict, verbose_name='colonnes')),
                        ('lignes', models.JSONField(blank=True, default=list, verbose_name='lignes')),
                        ('statut', models.CharField(choices=[('prepare', 'à relire'), ('fait', 'fait'), ('annule', 'annulé')], default='prepare', max_length=10, verbose_name='statut')),
                        ('bilan', models.JSONField(blank=True, default=dict, verbose_name='bilan')),
                        ('restes', models.JSONField(blank=True, default=list, verbose_name='ce qui reste')),
                        ('fait_le', models.DateTimeField(blank=True, null=True, verbose_name='fait le')),
                        ('annule_le', models.DateTimeField(blank=True, null=True, verbose_name='annulé le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports_services', to='espaces.espace', verbose_name='espace')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports_services', to=settings.AUTH_USER_MODEL, verbose_name='importé par')),
                        ('ecrits', models.JSONField(blank=True, default=list, verbose_name='services écrits')),
                    ],
                    options={
                        'verbose_name': 'import de services',
                        'verbose_name_plural': 'imports de services',
                        'ordering': ['espace', '-created_at', 'uuid'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('statut__in', ['prepare', 'fait', 'annule'])), name='import_services_statut_connu')],
                    },
                ),
            ],
        ),
    ]
