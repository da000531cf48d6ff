import convive.socle.migration
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('comptes', '0001_comptes'), ('comptes', '0002_effacement')]

    initial = True

    dependencies = [
    ]

    operations = [
        convive.socle.migration.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Compte',
                    fields=[
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('email', models.EmailField(max_length=254, verbose_name='adresse électronique')),
                        ('nom_affiche', models.CharField(max_length=150, verbose_name='nom affiché')),
                        ('is_active', models.BooleanField(default=True, verbose_name='actif')),
                        ('is_staff', models.BooleanField(default=False, verbose_name='administre l’installation')),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='inscription')),
                    ],
                    options={
                        'verbose_name': 'compte',
                        'verbose_name_plural': 'comptes',
                        'ordering': ['nom_affiche', 'email'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='compte_email_unique', violation_error_message='Un compte existe déjà avec cette adresse.'), models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='compte_email_rempli'), models.CheckConstraint(condition=models.Q(('nom_affiche', ''), _negated=True), name='compte_nom_affiche_rempli')],
                    },
                ),
                migrations.CreateModel(
                    name='Avertissement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='avertissements', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                        ('motif', models.CharField(choices=[('demande', 'Demande de la personne'), ('inactivite', 'Compte inutilisé'), ('depart', 'Plus aucune place')], max_length=20, verbose_name='motif')),
                        ('date_envoi', models.DateTimeField(default=django.utils.timezone.now, verbose_name='parti le')),
                    ],
                    options={
                        'verbose_name': 'avertissement avant effacement',
                        'verbose_name_plural': 'avertissements avant effacement',
                        'ordering': ['-date_envoi', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('motif__in', ['demande', 'inactivite', 'depart'])), name='avertissement_motif_connu')],
                    },
                ),
                migrations.CreateModel(
                    name='DemandeEffacement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='demandes', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                        ('motif', models.CharField(choices=[('demande', 'Demande de la personne'), ('inactivite', 'Compte inutilisé'), ('depart', 'Plus aucune place')], default='demande', max_length=20, verbose_name='motif')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='demandé le')),
                        ('executer_le', models.DateTimeField(verbose_name='à faire le')),
                        ('date_annulation', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                        ('date_execution', models.DateTimeField(blank=True, null=True, verbose_name='faite le')),
                    ],
                    options={
                        'verbose_name': 'demande d’effacement',
                        'verbose_name_plural': 'demandes d’effacement',
                        'ordering': ['-created_at', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('date_annulation__isnull', True), ('date_execution__isnull', True)), fields=('compte',), name='demande_effacement_une_seule_en_attente'), models.CheckConstraint(condition=models.Q(('motif__in', ['demande', 'inactivite', 'depart'])), name='demande_effacement_motif_connu'), models.CheckConstraint(condition=models.Q(('date_annulation__isnull', True), ('date_execution__isnull', True), _connector='OR'), name='demande_effacement_un_seul_sort')],
                    },
                ),
            ],
        ),
    ]
