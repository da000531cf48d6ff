import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import convive.socle.migration


class Migration(migrations.Migration):
    # These tables were those of `formation`, whose name they keep: an installation that has them keeps them as they are.

    initial = True

    dependencies = [
        ('acteurs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('convention', '0001_initial'),
        ('espaces', '0001_initial'),
    ]

    operations = [
        convive.socle.migration.CreateModels(
            is_reprise=True,
            models=[
                migrations.CreateModel(
                    name='AutoEvaluation',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='auto_evaluations', to='espaces.espace', verbose_name='espace')),
                        ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='auto_evaluations', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                        ('date', models.DateField(verbose_name='date')),
                        ('terminee_le', models.DateTimeField(blank=True, null=True, verbose_name='terminée le')),
                        ('partage_le', models.DateTimeField(blank=True, null=True, verbose_name='partagée le')),
                    ],
                    options={
                        'db_table': 'formation_autoevaluation',
                        'verbose_name': 'auto-évaluation',
                        'verbose_name_plural': 'auto-évaluations',
                        'ordering': ['espace', 'date', 'created_at', 'uuid'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('terminee_le__isnull', True)), fields=('espace', 'compte'), name='auto_evaluation_un_brouillon'), models.CheckConstraint(condition=models.Q(('partage_le__isnull', True), ('terminee_le__isnull', False), _connector='OR'), name='auto_evaluation_partagee_terminee')],
                    },
                ),
                migrations.CreateModel(
                    name='LettreMission',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lettres_mission', to='espaces.espace', verbose_name='espace')),
                        ('poste', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lettres_mission', to='acteurs.postecooperation', verbose_name='poste')),
                        ('compte', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lettres_mission', to=settings.AUTH_USER_MODEL, verbose_name='compte de l’agent')),
                        ('annee', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('agent', models.CharField(max_length=200, verbose_name='agent')),
                        ('intitule', models.CharField(blank=True, max_length=200, verbose_name='poste')),
                        ('employeur', models.CharField(blank=True, max_length=200, verbose_name='employeur')),
                        ('quotite', models.CharField(blank=True, max_length=200, verbose_name='temps de travail')),
                        ('date_debut', models.DateField(verbose_name='du')),
                        ('date_fin', models.DateField(verbose_name='au')),
                        ('rattachement', models.CharField(blank=True, max_length=200, verbose_name='de qui dépend le poste')),
                        ('perimetre', models.TextField(blank=True, max_length=3000, verbose_name='thématiques et communes')),
                        ('missions', models.TextField(blank=True, max_length=3000, verbose_name='ce que fait le poste')),
                        ('hors_mission', models.TextField(blank=True, max_length=3000, verbose_name='ce que le poste ne fera pas')),
                        ('instances', models.TextField(blank=True, max_length=3000, verbose_name='instances animées')),
                        ('moyens', models.TextField(blank=True, max_length=3000, verbose_name='moyens')),
                        ('contacts', models.TextField(blank=True, max_length=3000, verbose_name='contacts')),
                        ('date_signature', models.DateField(blank=True, null=True, verbose_name='signée le')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                    ],
                    options={
                        'db_table': 'formation_lettremission',
                        'verbose_name': 'lettre de mission',
                        'verbose_name_plural': 'lettres de mission',
                        'ordering': ['espace', '-annee', 'agent', 'uuid'],
                        'constraints': [models.UniqueConstraint(fields=('espace', 'annee', 'agent'), name='lettre_mission_une_par_an'), models.CheckConstraint(condition=models.Q(('agent', ''), _negated=True), name='lettre_mission_adressee'), models.CheckConstraint(condition=models.Q(('date_fin__gte', models.F('date_debut'))), name='lettre_mission_dates_ordonnees')],
                    },
                ),
                migrations.CreateModel(
                    name='LigneRaci',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('ctg', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lignes_raci', to='convention.ctg', verbose_name='CTG')),
                        ('ordre', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
                        ('activite', models.CharField(max_length=150, verbose_name='activité')),
                        ('elus', models.CharField(blank=True, choices=[('R', 'R – fait'), ('A', 'A – répond du résultat'), ('C', 'C – est consulté'), ('I', 'I – est informé')], max_length=1, verbose_name='Élu·es')),
                        ('direction', models.CharField(blank=True, choices=[('R', 'R – fait'), ('A', 'A – répond du résultat'), ('C', 'C – est consulté'), ('I', 'I – est informé')], max_length=1, verbose_name='DGS ou DGA')),
                        ('chargee', models.CharField(blank=True, choices=[('R', 'R – fait'), ('A', 'A – répond du résultat'), ('C', 'C – est consulté'), ('I', 'I – est informé')], max_length=1, verbose_name='Chargé·e de coopération')),
                        ('coordination', models.CharField(blank=True, choices=[('R', 'R – fait'), ('A', 'A – répond du résultat'), ('C', 'C – est consulté'), ('I', 'I – est informé')], max_length=1, verbose_name='Coordination thématique')),
                        ('caf', models.CharField(blank=True, choices=[('R', 'R – fait'), ('A', 'A – répond du résultat'), ('C', 'C – est consulté'), ('I', 'I – est informé')], max_length=1, verbose_name='Conseiller·e Caf')),
                        ('partenaires', models.CharField(blank=True, choices=[('R', 'R – fait'), ('A', 'A – répond du résultat'), ('C', 'C – est consulté'), ('I', 'I – est informé')], max_length=1, verbose_name='Partenaires')),
                        ('habitants', models.CharField(blank=True, choices=[('R', 'R – fait'), ('A', 'A – répond du résultat'), ('C', 'C – est consulté'), ('I', 'I – est informé')], max_length=1, verbose_name='Habitant·es')),
                        ('precision', models.CharField(blank=True, max_length=200, verbose_name='précision')),
                    ],
                    options={
                        'db_table': 'formation_ligneraci',
                        'verbose_name': 'ligne du RACI',
                        'verbose_name_plural': 'lignes du RACI',
                        'ordering': ['ctg', 'ordre', 'uuid'],
                        'constraints': [models.UniqueConstraint(fields=('ctg', 'activite'), name='ligne_raci_unique'), models.CheckConstraint(condition=models.Q(('activite', ''), _negated=True), name='ligne_raci_nommee'), models.CheckConstraint(condition=models.Q(models.Q(('elus', 'A'), models.Q(('direction', 'A'), _negated=True), models.Q(('chargee', 'A'), _negated=True), models.Q(('coordination', 'A'), _negated=True), models.Q(('caf', 'A'), _negated=True), models.Q(('partenaires', 'A'), _negated=True), models.Q(('habitants', 'A'), _negated=True)), models.Q(models.Q(('elus', 'A'), _negated=True), ('direction', 'A'), models.Q(('chargee', 'A'), _negated=True), models.Q(('coordination', 'A'), _negated=True), models.Q(('caf', 'A'), _negated=True), models.Q(('partenaires', 'A'), _negated=True), models.Q(('habitants', 'A'), _negated=True)), models.Q(models.Q(('elus', 'A'), _negated=True), models.Q(('direction', 'A'), _negated=True), ('chargee', 'A'), models.Q(('coordination', 'A'), _negated=True), models.Q(('caf', 'A'), _negated=True), models.Q(('partenaires', 'A'), _negated=True), models.Q(('habitants', 'A'), _negated=True)), models.Q(models.Q(('elus', 'A'), _negated=True), models.Q(('direction', 'A'), _negated=True), models.Q(('chargee', 'A'), _negated=True), ('coordination', 'A'), models.Q(('caf', 'A'), _negated=True), models.Q(('partenaires', 'A'), _negated=True), models.Q(('habitants', 'A'), _negated=True)), models.Q(models.Q(('elus', 'A'), _negated=True), models.Q(('direction', 'A'), _negated=True), models.Q(('chargee', 'A'), _negated=True), models.Q(('coordination', 'A'), _negated=True), ('caf', 'A'), models.Q(('partenaires', 'A'), _negated=True), models.Q(('habitants', 'A'), _negated=True)), models.Q(models.Q(('elus', 'A'), _negated=True), models.Q(('direction', 'A'), _negated=True), models.Q(('chargee', 'A'), _negated=True), models.Q(('coordination', 'A'), _negated=True), models.Q(('caf', 'A'), _negated=True), ('partenaires', 'A'), models.Q(('habitants', 'A'), _negated=True)), models.Q(models.Q(('elus', 'A'), _negated=True), models.Q(('direction', 'A'), _negated=True), models.Q(('chargee', 'A'), _negated=True), models.Q(('coordination', 'A'), _negated=True), models.Q(('caf', 'A'), _negated=True), models.Q(('partenaires', 'A'), _negated=True), ('habitants', 'A')), _connector='OR'), name='ligne_raci_un_seul_a'), models.CheckConstraint(condition=models.Q(('elus', 'R'), ('direction', 'R'), ('chargee', 'R'), ('coordination', 'R'), ('caf', 'R'), ('partenaires', 'R'), ('habitants', 'R'), _connector='OR'), name='ligne_raci_un_r')],
                    },
                ),
                migrations.CreateModel(
                    name='NoteCompetence',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('evaluation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='prise_poste.autoevaluation', verbose_name='auto-évaluation')),
                        ('item', models.CharField(max_length=10, verbose_name='compétence')),
                        ('niveau', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='niveau')),
                        ('commentaire', models.CharField(blank=True, max_length=500, verbose_name='commentaire')),
                    ],
                    options={
                        'db_table': 'formation_notecompetence',
                        'verbose_name': 'niveau d’une compétence',
                        'verbose_name_plural': 'niveaux des compétences',
                        'ordering': ['evaluation', 'item'],
                        'constraints': [models.UniqueConstraint(fields=('evaluation', 'item'), name='note_competence_une_fois'), models.CheckConstraint(condition=models.Q(('niveau__isnull', True), ('niveau__lte', 4), _connector='OR'), name='note_competence_niveau_connu')],
                    },
                ),
                migrations.CreateModel(
                    name='ObjectifMission',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('lettre', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectifs', to='prise_poste.lettremission', verbose_name='lettre')),
                        ('ordre', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
                        ('resultat', models.CharField(max_length=200, verbose_name='résultat attendu')),
                        ('echeance', models.DateField(blank=True, null=True, verbose_name='avant le')),
                        ('indicateur', models.CharField(blank=True, max_length=200, verbose_name='à quoi on le verra')),
                        ('etat', models.CharField(choices=[('a_faire', 'Pas commencé'), ('en_cours', 'En cours'), ('atteint', 'Atteint'), ('partiel', 'Atteint en partie'), ('abandonne', 'Abandonné, d’un commun accord')], default='a_faire', max_length=10, verbose_name='où il en est')),
                        ('preuve', models.TextField(blank=True, max_length=3000, verbose_name='ce qui le montre')),
                    ],
                    options={
                        'db_table': 'formation_objectifmission',
                        'verbose_name': 'objectif d’une lettre de mission',
                        'verbose_name_plural': 'objectifs des lettres de mission',
                        'ordering': ['lettre', 'ordre', 'created_at', 'uuid'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('resultat', ''), _negated=True), name='objectif_mission_rempli'), models.CheckConstraint(condition=models.Q(('etat__in', ['a_faire', 'en_cours', 'atteint', 'partiel', 'abandonne'])), name='objectif_mission_etat_connu'), models.CheckConstraint(condition=models.Q(models.Q(('etat__in', ['abandonne', 'atteint', 'partiel']), _negated=True), models.Q(('preuve', ''), _negated=True), _connector='OR'), name='objectif_mission_fini_montre')],
                    },
                ),
                migrations.CreateModel(
                    name='OutilRempli',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outils_remplis', to='espaces.espace', verbose_name='espace')),
                        ('cle', models.CharField(max_length=40, verbose_name='outil')),
                        ('titre', models.CharField(max_length=200, verbose_name='titre')),
                        ('valeurs', models.JSONField(blank=True, default=dict, verbose_name='textes')),
                        ('provenance', models.CharField(blank=True, max_length=300, verbose_name='d’où il vient')),
                        ('source', models.UUIDField(blank=True, editable=False, null=True, verbose_name='groupe qui l’a rempli')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                    ],
                    options={
                        'db_table': 'formation_outilrempli',
                        'verbose_name': 'outil rempli',
                        'verbose_name_plural': 'outils remplis',
                        'ordering': ['espace', '-updated_at', 'uuid'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('titre', ''), _negated=True), models.Q(('cle', ''), _negated=True)), name='outil_rempli_nomme'), models.UniqueConstraint(condition=models.Q(('source__isnull', False)), fields=('espace', 'cle', 'source'), name='outil_rempli_emporte_une_fois')],
                    },
                ),
                migrations.CreateModel(
                    name='Passation',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('espace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='passation', to='espaces.espace', verbose_name='espace')),
                        ('en_cours', models.TextField(blank=True, max_length=5000, verbose_name='ce qui est en cours et ne se voit nulle part')),
                        ('relations', models.TextField(blank=True, max_length=5000, verbose_name='avec qui, et comment s’y prendre')),
                        ('usages', models.TextField(blank=True, max_length=5000, verbose_name='les règles que personne n’a écrites')),
                        ('pieges', models.TextField(blank=True, max_length=5000, verbose_name='ce qu’il ne faudrait pas refaire')),
                        ('ou_sont', models.TextField(blank=True, max_length=5000, verbose_name='où sont les choses')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                    ],
                    options={
                        'db_table': 'formation_passation',
                        'verbose_name': 'dossier de passation',
                        'verbose_name_plural': 'dossiers de passation',
                    },
                ),
                migrations.CreateModel(
                    name='PrisePoste',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prises_de_poste', to='espaces.espace', verbose_name='espace')),
                        ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prises_de_poste', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                        ('date_debut', models.DateField(verbose_name='premier jour')),
                        ('partage_le', models.DateTimeField(blank=True, null=True, verbose_name='partagé le')),
                    ],
                    options={
                        'db_table': 'formation_priseposte',
                        'verbose_name': 'prise de poste',
                        'verbose_name_plural': 'prises de poste',
                        'ordering': ['espace', 'date_debut', 'uuid'],
                        'constraints': [models.UniqueConstraint(fields=('espace', 'compte'), name='prise_poste_une_par_personne')],
                    },
                ),
                migrations.CreateModel(
                    name='EtapePriseDePoste',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('prise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='etapes', to='prise_poste.priseposte', verbose_name='prise de poste')),
                        ('cle', models.CharField(max_length=40, verbose_name='étape')),
                        ('choix', models.CharField(blank=True, choices=[('faite', 'Faite'), ('ecartee', 'Écartée')], max_length=10, verbose_name='choix')),
                        ('faite_le', models.DateField(blank=True, null=True, verbose_name='faite le')),
                        ('motif', models.CharField(blank=True, max_length=300, verbose_name='pourquoi')),
                        ('jour', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='premier jour choisi')),
                    ],
                    options={
                        'db_table': 'formation_etapeprisedeposte',
                        'verbose_name': 'étape de prise de poste',
                        'verbose_name_plural': 'étapes de prise de poste',
                        'ordering': ['prise', 'cle'],
                        'constraints': [models.UniqueConstraint(fields=('prise', 'cle'), name='etape_prise_une_fois'), models.CheckConstraint(condition=models.Q(('choix__in', ['', 'faite', 'ecartee'])), name='etape_choix_connu'), models.CheckConstraint(condition=models.Q(models.Q(('choix', 'ecartee'), _negated=True), models.Q(('motif', ''), _negated=True), _connector='OR'), name='etape_ecartee_motivee'), models.CheckConstraint(condition=models.Q(('jour__isnull', True), models.Q(('jour__gte', 1), ('jour__lte', 365)), _connector='OR'), name='etape_jour_possible')],
                    },
                ),
                migrations.CreateModel(
                    name='RapportActivite',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rapports_activite', to='espaces.espace', verbose_name='espace')),
                        ('annee', models.PositiveSmallIntegerField(verbose_name='année')),
                        ('faits_marquants', models.TextField(blank=True, max_length=5000, verbose_name='les faits marquants')),
                        ('difficultes', models.TextField(blank=True, max_length=5000, verbose_name='ce qui a été difficile')),
                        ('suites', models.TextField(blank=True, max_length=5000, verbose_name='ce que l’on prévoit')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                    ],
                    options={
                        'db_table': 'formation_rapportactivite',
                        'verbose_name': 'rapport d’activité',
                        'verbose_name_plural': 'rapports d’activité',
                        'ordering': ['espace', '-annee'],
                        'constraints': [models.UniqueConstraint(fields=('espace', 'annee'), name='rapport_activite_un_par_an')],
                    },
                ),
            ],
        ),
    ]
