import convive.socle.migration
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('echanges', '0001_discussions'), ('echanges', '0002_notifications'), ('echanges', '0003_notification_courriel')]

    initial = True

    dependencies = [
        ('comptes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('espaces', '0001_initial'),
    ]

    operations = [
        convive.socle.migration.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Discussion',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('objet_type', models.CharField(max_length=60, verbose_name='type d’objet')),
                        ('objet_uuid', models.UUIDField(verbose_name='identifiant de l’objet')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='discussions', to='espaces.espace', verbose_name='espace')),
                        ('is_interne', models.BooleanField(default=False, help_text='Coopération, coordination et direction.', verbose_name='interne')),
                        ('ouverte_le', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ouverte le')),
                        ('ouverte_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='discussions_ouvertes', to=settings.AUTH_USER_MODEL, verbose_name='ouverte par')),
                        ('active_le', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dernier commentaire le')),
                        ('reglee_le', models.DateTimeField(blank=True, null=True, verbose_name='réglée le')),
                        ('reglee_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='discussions_reglees', to=settings.AUTH_USER_MODEL, verbose_name='réglée par')),
                        ('reglee_par_nom', models.CharField(blank=True, max_length=150, verbose_name='nom de qui l’a réglée')),
                    ],
                    options={
                        'verbose_name': 'discussion',
                        'verbose_name_plural': 'discussions',
                        'ordering': ['-active_le', 'uuid'],
                        'indexes': [models.Index(fields=['objet_type', 'objet_uuid', '-active_le'], name='discussion_objet'), models.Index(fields=['espace', '-active_le'], name='discussion_espace')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reglee_le__isnull', True), ('reglee_par_nom', '')), models.Q(('reglee_le__isnull', False), models.Q(('reglee_par_nom', ''), _negated=True)), _connector='OR'), name='discussion_reglee_par_quelqu_un')],
                    },
                ),
                migrations.CreateModel(
                    name='Commentaire',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('discussion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commentaires', to='echanges.discussion', verbose_name='discussion')),
                        ('auteur', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='commentaires', to=settings.AUTH_USER_MODEL, verbose_name='auteur·e')),
                        ('auteur_nom', models.CharField(max_length=150, verbose_name='nom de l’auteur·e')),
                        ('texte', models.TextField(blank=True, max_length=5000, verbose_name='texte')),
                        ('publie_le', models.DateTimeField(default=django.utils.timezone.now, verbose_name='publié le')),
                        ('modifie_le', models.DateTimeField(blank=True, null=True, verbose_name='corrigé le')),
                        ('supprime_le', models.DateTimeField(blank=True, null=True, verbose_name='supprimé le')),
                        ('is_retire', models.BooleanField(default=False, verbose_name='retiré par une autre personne')),
                    ],
                    options={
                        'verbose_name': 'commentaire',
                        'verbose_name_plural': 'commentaires',
                        'ordering': ['discussion', 'publie_le', 'uuid'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('auteur_nom', ''), _negated=True), name='commentaire_auteur_nom_rempli'), models.CheckConstraint(condition=models.Q(models.Q(('supprime_le__isnull', True), models.Q(('texte', ''), _negated=True)), models.Q(('supprime_le__isnull', False), ('texte', '')), _connector='OR'), name='commentaire_texte_ou_supprime')],
                    },
                ),
                migrations.CreateModel(
                    name='Lettre',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lettres', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                        ('annee', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('semaine', models.PositiveSmallIntegerField(verbose_name='semaine')),
                        ('etat', models.CharField(choices=[('a_envoyer', 'À envoyer'), ('en_depart', 'En cours de départ'), ('envoyee', 'Envoyée'), ('echouee', 'Refusée ou serveur injoignable'), ('vide', 'Rien à dire')], default='a_envoyer', max_length=20, verbose_name='état')),
                        ('tentatives', models.PositiveSmallIntegerField(default=0, verbose_name='tentatives')),
                        ('erreur', models.CharField(blank=True, max_length=200, verbose_name='erreur')),
                        ('date_envoi', models.DateTimeField(blank=True, null=True, verbose_name='envoyée le')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créée le')),
                    ],
                    options={
                        'verbose_name': 'lettre de la semaine',
                        'verbose_name_plural': 'lettres de la semaine',
                        'ordering': ['-annee', '-semaine', 'compte'],
                        'constraints': [models.UniqueConstraint(fields=('compte', 'annee', 'semaine'), name='lettre_une_par_semaine'), models.CheckConstraint(condition=models.Q(('etat__in', ['a_envoyer', 'en_depart', 'envoyee', 'echouee', 'vide'])), name='lettre_etat_connu'), models.CheckConstraint(condition=models.Q(('semaine__range', (1, 53))), name='lettre_semaine_iso'), models.CheckConstraint(condition=models.Q(models.Q(('date_envoi__isnull', False), ('etat', 'envoyee')), models.Q(models.Q(('etat', 'envoyee'), _negated=True), ('date_envoi__isnull', True)), _connector='OR'), name='lettre_envoyee_datee')],
                    },
                ),
                migrations.CreateModel(
                    name='Mention',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('commentaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='echanges.commentaire', verbose_name='commentaire')),
                        ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                    ],
                    options={
                        'verbose_name': 'mention',
                        'verbose_name_plural': 'mentions',
                        'constraints': [models.UniqueConstraint(fields=('commentaire', 'compte'), name='mention_une_fois')],
                    },
                ),
                migrations.CreateModel(
                    name='Notification',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('objet_type', models.CharField(max_length=60, verbose_name='type d’objet')),
                        ('objet_uuid', models.UUIDField(verbose_name='identifiant de l’objet')),
                        ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='espaces.espace', verbose_name='espace')),
                        ('evenement', models.CharField(max_length=40, verbose_name='événement')),
                        ('source_uuid', models.UUIDField(verbose_name='source')),
                        ('discussion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='echanges.discussion', verbose_name='discussion')),
                        ('auteur', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notifications_causees', to=settings.AUTH_USER_MODEL, verbose_name='auteur·e')),
                        ('auteur_nom', models.CharField(max_length=150, verbose_name='nom de l’auteur·e')),
                        ('is_interne', models.BooleanField(default=False, verbose_name='interne')),
                        ('is_dans_convive', models.BooleanField(default=True, verbose_name='montrée dans Convive')),
                        ('is_lue', models.BooleanField(default=False, verbose_name='lue')),
                        ('date_courriel', models.DateTimeField(blank=True, null=True, verbose_name='courriel parti le')),
                        ('lettre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notifications', to='echanges.lettre', verbose_name='lettre')),
                    ],
                    options={
                        'verbose_name': 'notification',
                        'verbose_name_plural': 'notifications',
                        'ordering': ['-created_at', 'uuid'],
                        'indexes': [models.Index(fields=['compte', 'is_lue', '-created_at'], name='notification_compte'), models.Index(fields=['source_uuid'], name='notification_source')],
                        'constraints': [models.UniqueConstraint(fields=('compte', 'source_uuid'), name='notification_une_par_evenement'), models.CheckConstraint(condition=models.Q(('auteur_nom', ''), _negated=True), name='notification_auteur_nom_rempli')],
                    },
                ),
                migrations.CreateModel(
                    name='PreferenceNotification',
                    fields=[
                        ('compte', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='preference_notification', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                        ('canaux', models.JSONField(blank=True, default=dict, verbose_name='canaux')),
                        ('jour_lettre', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'le lundi'), (2, 'le mardi'), (3, 'le mercredi'), (4, 'le jeudi'), (5, 'le vendredi'), (6, 'le samedi'), (7, 'le dimanche')], default=1, help_text='Vide : pas de lettre.', null=True, verbose_name='jour de la lettre')),
                    ],
                    options={
                        'verbose_name': 'préférence de notification',
                        'verbose_name_plural': 'préférences de notification',
                        'constraints': [models.CheckConstraint(condition=models.Q(('jour_lettre__isnull', True), ('jour_lettre__range', (1, 7)), _connector='OR'), name='preference_jour_de_semaine')],
                    },
                ),
                migrations.CreateModel(
                    name='Sourdine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sourdines', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sourdines', to='espaces.espace', verbose_name='espace')),
                    ],
                    options={
                        'verbose_name': 'espace en sourdine',
                        'verbose_name_plural': 'espaces en sourdine',
                        'constraints': [models.UniqueConstraint(fields=('compte', 'espace'), name='sourdine_une_fois')],
                    },
                ),
                migrations.CreateModel(
                    name='Suivi',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('objet_type', models.CharField(max_length=60, verbose_name='type d’objet')),
                        ('objet_uuid', models.UUIDField(verbose_name='identifiant de l’objet')),
                        ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suivis', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suivis', to='espaces.espace', verbose_name='espace')),
                        ('is_actif', models.BooleanField(default=True, verbose_name='suivi')),
                    ],
                    options={
                        'verbose_name': 'suivi',
                        'verbose_name_plural': 'suivis',
                        'constraints': [models.UniqueConstraint(fields=('objet_type', 'objet_uuid', 'compte'), name='suivi_un_par_objet')],
                    },
                ),
            ],
        ),
    ]
