import convive.espaces.models.depart
import convive.socle.migration
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('espaces', '0001_espaces'), ('espaces', '0002_membres'), ('espaces', '0003_invitations'), ('espaces', '0004_thematiques'), ('espaces', '0005_membre_thematiques'), ('espaces', '0006_thematique_archivage'), ('espaces', '0007_notes'), ('espaces', '0008_liens'), ('espaces', '0009_invitation_limites'), ('espaces', '0010_suppression_et_depart'), ('espaces', '0011_partages'), ('espaces', '0012_offres'), ('espaces', '0013_nom_des_perimetres'), ('espaces', '0014_agenda')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('territoires', '0001_initial'),
    ]

    operations = [
        convive.socle.migration.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Espace',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('nom', models.CharField(max_length=120, verbose_name='nom')),
                        ('type', models.CharField(choices=[('territoire', 'Territoire'), ('departement', 'Département (Caf)'), ('organisme_formation', 'Organisme de formation'), ('cabinet', 'Cabinet'), ('entrainement', 'Entraînement')], default='territoire', max_length=30, verbose_name='type')),
                        ('expire_le', models.DateField(blank=True, null=True, verbose_name='expire le')),
                        ('date_suppression', models.DateTimeField(blank=True, null=True, verbose_name='supprimé le')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='espaces_crees', to=settings.AUTH_USER_MODEL, verbose_name='créé par')),
                    ],
                    options={
                        'verbose_name': 'espace',
                        'verbose_name_plural': 'espaces',
                        'ordering': ['nom', 'uuid'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('nom', ''), _negated=True), name='espace_nom_rempli'), models.CheckConstraint(condition=models.Q(('type__in', ['territoire', 'departement', 'organisme_formation', 'cabinet', 'entrainement'])), name='espace_type_connu')],
                    },
                ),
                migrations.CreateModel(
                    name='LienMagique',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('objet_type', models.CharField(max_length=60, verbose_name='type d’objet')),
                        ('objet_uuid', models.UUIDField(verbose_name='identifiant de l’objet')),
                        ('empreinte_cle', models.CharField(max_length=64, unique=True, verbose_name='empreinte de la clé')),
                        ('expire_le', models.DateTimeField(verbose_name='expire le')),
                        ('date_envoi', models.DateTimeField(blank=True, null=True, verbose_name='e-mail parti le')),
                        ('date_revocation', models.DateTimeField(blank=True, null=True, verbose_name='arrêté le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='liens', to='espaces.espace', verbose_name='espace')),
                        ('geste', models.CharField(max_length=60, verbose_name='geste')),
                        ('email', models.EmailField(max_length=254, verbose_name='adresse e-mail')),
                        ('nom', models.CharField(max_length=120, verbose_name='nom')),
                        ('mot', models.TextField(blank=True, max_length=500, verbose_name='mot d’accompagnement')),
                        ('max_usages', models.PositiveSmallIntegerField(blank=True, default=1, null=True, verbose_name='nombre d’usages')),
                        ('usages', models.PositiveSmallIntegerField(default=0, verbose_name='usages faits')),
                        ('date_usage', models.DateTimeField(blank=True, null=True, verbose_name='servi le')),
                        ('date_demande', models.DateTimeField(blank=True, null=True, verbose_name='nouveau lien demandé le')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='liens_envoyes', to=settings.AUTH_USER_MODEL, verbose_name='envoyé par')),
                    ],
                    options={
                        'verbose_name': 'lien magique',
                        'verbose_name_plural': 'liens magiques',
                        'ordering': ['espace', '-created_at', 'uuid'],
                        'indexes': [models.Index(fields=['email'], name='lien_email')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('objet_type', ''), _negated=True), models.Q(('geste', ''), _negated=True)), name='lien_objet_et_geste_remplis'), models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), models.Q(('nom', ''), _negated=True)), name='lien_destinataire_rempli'), models.CheckConstraint(condition=models.Q(('max_usages__isnull', True), models.Q(('max_usages__gt', 0), ('usages__lte', models.F('max_usages'))), _connector='OR'), name='lien_usages_bornes')],
                    },
                ),
                migrations.CreateModel(
                    name='Membre',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('communes', models.JSONField(blank=True, default=list, help_text='Codes Insee auxquels la place se limite ; vide : toutes.', verbose_name='communes')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='membres', to='espaces.espace', verbose_name='espace')),
                        ('compte', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='membres', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
                        ('role', models.CharField(choices=[('charge_cooperation', 'Chargé·e de coopération'), ('coordonnateur_thematique', 'Coordonnateur·rice thématique'), ('direction', 'Direction'), ('elu', 'Élu·e'), ('conseiller_caf', 'Conseiller·e Caf'), ('partenaire', 'Partenaire'), ('lecture', 'Lecture'), ('formateur', 'Formateur·rice'), ('administrateur_technique', 'Administrateur·rice technique')], max_length=30, verbose_name='rôle')),
                        ('date_debut', models.DateField(verbose_name='du')),
                        ('date_fin', models.DateField(blank=True, null=True, verbose_name='jusqu’au (exclu)')),
                        ('thematiques', models.ManyToManyField(blank=True, help_text='Thématiques auxquelles la place se limite ; vide : toutes.', related_name='membres', to='espaces.thematique', verbose_name='thématiques')),
                    ],
                    options={
                        'verbose_name': 'membre',
                        'verbose_name_plural': 'membres',
                        'ordering': ['espace', 'role', 'uuid'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('date_fin__isnull', True)), fields=('espace', 'compte'), name='membre_un_seul_ouvert'), models.CheckConstraint(condition=models.Q(('role__in', ['charge_cooperation', 'coordonnateur_thematique', 'direction', 'elu', 'conseiller_caf', 'partenaire', 'lecture', 'formateur', 'administrateur_technique'])), name='membre_role_connu'), models.CheckConstraint(condition=models.Q(('date_fin__isnull', True), ('date_fin__gte', models.F('date_debut')), _connector='OR'), name='membre_dates_ordonnees')],
                    },
                ),
                migrations.CreateModel(
                    name='FluxAgenda',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('membre', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='flux_agenda', to='espaces.membre', verbose_name='membre')),
                        ('empreinte_cle', models.CharField(max_length=64, unique=True, verbose_name='empreinte de la clé')),
                    ],
                    options={
                        'verbose_name': 'adresse d’agenda',
                        'verbose_name_plural': 'adresses d’agenda',
                        'ordering': ['membre', 'uuid'],
                    },
                ),
                migrations.CreateModel(
                    name='ConfirmationPlace',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('membre', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='espaces.membre', verbose_name='membre')),
                        ('reponse', models.CharField(choices=[('toujours', 'Oui, rien n’a changé'), ('change', 'Oui, mais quelque chose a changé'), ('part', 'Non, c’est fini pour moi')], max_length=20, verbose_name='réponse')),
                        ('precision', models.TextField(blank=True, max_length=300, verbose_name='précision')),
                    ],
                    options={
                        'verbose_name': 'confirmation d’une place',
                        'verbose_name_plural': 'confirmations de places',
                        'ordering': ['membre', '-created_at', 'uuid'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('reponse__in', ['toujours', 'change', 'part'])), name='confirmation_reponse_connue')],
                    },
                ),
                migrations.CreateModel(
                    name='Partage',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('empreinte_cle', models.CharField(max_length=64, unique=True, verbose_name='empreinte de la clé')),
                        ('expire_le', models.DateTimeField(verbose_name='expire le')),
                        ('date_envoi', models.DateTimeField(blank=True, null=True, verbose_name='e-mail parti le')),
                        ('date_revocation', models.DateTimeField(blank=True, null=True, verbose_name='arrêté le')),
                        ('date_acceptation', models.DateTimeField(blank=True, null=True, verbose_name='accepté le')),
                        ('date_refus', models.DateTimeField(blank=True, null=True, verbose_name='décliné le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partages', to='espaces.espace', verbose_name='espace')),
                        ('departement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='partages_recus', to='espaces.espace', verbose_name='espace du département')),
                        ('champs', models.JSONField(default=list, help_text='Clés du registre des champs partageables.', verbose_name='champs partagés')),
                        ('email', models.EmailField(blank=True, help_text='Vide : la personne a été effacée.', max_length=254, verbose_name='adresse e-mail')),
                        ('arrete_par', models.CharField(blank=True, choices=[('territoire', 'le territoire'), ('departement', 'le département')], max_length=20, verbose_name='arrêté par')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='partages_proposes', to=settings.AUTH_USER_MODEL, verbose_name='proposé par')),
                    ],
                    options={
                        'verbose_name': 'partage',
                        'verbose_name_plural': 'partages',
                        'ordering': ['espace', '-created_at', 'uuid'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('date_acceptation__isnull', True), ('date_refus__isnull', True), ('date_revocation__isnull', True)), fields=('espace', 'email'), name='partage_un_seul_en_attente'), models.UniqueConstraint(condition=models.Q(('date_acceptation__isnull', False), ('date_revocation__isnull', True)), fields=('espace', 'departement'), name='partage_un_seul_actif'), models.CheckConstraint(condition=models.Q(models.Q(('date_acceptation__isnull', True), ('departement__isnull', True)), models.Q(('date_acceptation__isnull', False), ('date_refus__isnull', True), ('departement__isnull', False)), _connector='OR'), name='partage_accepte_par_un_departement'), models.CheckConstraint(condition=models.Q(('departement__isnull', True), models.Q(('departement', models.F('espace')), _negated=True), _connector='OR'), name='partage_entre_deux'), models.CheckConstraint(condition=models.Q(models.Q(('arrete_par', ''), ('date_revocation__isnull', True)), models.Q(('arrete_par__in', ['territoire', 'departement']), ('date_revocation__isnull', False)), _connector='OR'), name='partage_arrete_par_un_cote')],
                    },
                ),
                migrations.CreateModel(
                    name='PerimetreEspace',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='perimetres', to='espaces.espace', verbose_name='espace')),
                        ('perimetre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='perimetres_espaces', to='territoires.perimetre', verbose_name='périmètre')),
                        ('date_debut', models.DateField(verbose_name='du')),
                        ('date_fin', models.DateField(blank=True, null=True, verbose_name='jusqu’au (exclu)')),
                    ],
                    options={
                        'verbose_name': 'périmètre',
                        'verbose_name_plural': 'périmètres',
                        'ordering': ['espace', '-date_debut', 'uuid'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('date_fin__isnull', True)), fields=('espace',), name='perimetre_espace_un_seul_ouvert'), models.CheckConstraint(condition=models.Q(('date_fin__isnull', True), ('date_fin__gte', models.F('date_debut')), _connector='OR'), name='perimetre_espace_dates_ordonnees')],
                    },
                ),
                migrations.CreateModel(
                    name='PointDepart',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='depart', to='espaces.espace', verbose_name='espace')),
                        ('fichier', models.FileField(max_length=200, upload_to=convive.espaces.models.depart.get_chemin_depart, verbose_name='copie')),
                        ('empreinte_fichier', models.CharField(max_length=64, verbose_name='empreinte SHA-256 du fichier')),
                    ],
                    options={
                        'verbose_name': 'point de départ',
                        'verbose_name_plural': 'points de départ',
                    },
                ),
                migrations.CreateModel(
                    name='TentativeLien',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('lien', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tentatives', to='espaces.lienmagique', verbose_name='lien')),
                        ('sorte', models.CharField(choices=[('ouverture', 'Page ouverte'), ('envoi', 'Formulaire envoyé'), ('inconnu', 'Lien inconnu'), ('demande', 'Nouveau lien demandé')], max_length=20, verbose_name='sorte')),
                        ('empreinte_adresse', models.CharField(max_length=64, verbose_name='empreinte de l’adresse réseau')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date et heure')),
                    ],
                    options={
                        'verbose_name': 'tentative sur un lien',
                        'verbose_name_plural': 'tentatives sur des liens',
                        'ordering': ['-at', 'pk'],
                        'indexes': [models.Index(fields=['empreinte_adresse', '-at'], name='tentative_adresse'), models.Index(fields=['lien', '-at'], name='tentative_lien')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('sorte__in', ['ouverture', 'envoi', 'inconnu', 'demande'])), name='tentative_sorte_connue')],
                    },
                ),
                migrations.CreateModel(
                    name='Thematique',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thematiques', to='espaces.espace', verbose_name='espace')),
                        ('nom', models.CharField(max_length=80, verbose_name='nom')),
                        ('ordre', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
                        ('date_archivage', models.DateField(blank=True, null=True, verbose_name='archivée le')),
                    ],
                    options={
                        'verbose_name': 'thématique',
                        'verbose_name_plural': 'thématiques',
                        'ordering': ['espace', 'ordre', 'nom'],
                        'constraints': [models.UniqueConstraint(fields=('espace', 'nom'), name='thematique_nom_unique'), models.CheckConstraint(condition=models.Q(('nom', ''), _negated=True), name='thematique_nom_rempli')],
                    },
                ),
                migrations.CreateModel(
                    name='Note',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(class)s_crees', to=settings.AUTH_USER_MODEL, verbose_name='créé par')),
                        ('updated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(class)s_modifies', to=settings.AUTH_USER_MODEL, verbose_name='modifié par')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='espaces.espace', verbose_name='espace')),
                        ('titre', models.CharField(max_length=150, verbose_name='titre')),
                        ('texte', models.TextField(blank=True, verbose_name='texte')),
                        ('communes', models.JSONField(blank=True, default=list, help_text='Codes Insee que la note concerne ; vide : toutes.', verbose_name='communes')),
                        ('date_suppression', models.DateTimeField(blank=True, null=True, verbose_name='supprimée le')),
                        ('thematiques', models.ManyToManyField(blank=True, help_text='Thématiques que la note concerne ; vide : toutes.', related_name='notes', to='espaces.thematique', verbose_name='thématiques')),
                    ],
                    options={
                        'verbose_name': 'note',
                        'verbose_name_plural': 'notes',
                        'ordering': ['espace', '-updated_at', 'uuid'],
                        'indexes': [models.Index(fields=['espace', '-updated_at'], name='note_espace_recentes')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('titre', ''), _negated=True), name='note_titre_rempli')],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('communes', models.JSONField(blank=True, default=list, help_text='Codes Insee auxquels la place se limite ; vide : toutes.', verbose_name='communes')),
                        ('empreinte_cle', models.CharField(max_length=64, unique=True, verbose_name='empreinte de la clé')),
                        ('expire_le', models.DateTimeField(verbose_name='expire le')),
                        ('date_envoi', models.DateTimeField(blank=True, null=True, verbose_name='e-mail parti le')),
                        ('date_revocation', models.DateTimeField(blank=True, null=True, verbose_name='arrêté le')),
                        ('date_acceptation', models.DateTimeField(blank=True, null=True, verbose_name='accepté le')),
                        ('date_refus', models.DateTimeField(blank=True, null=True, verbose_name='décliné le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='espaces.espace', verbose_name='espace')),
                        ('email', models.EmailField(max_length=254, verbose_name='adresse e-mail')),
                        ('nom', models.CharField(blank=True, max_length=120, verbose_name='nom')),
                        ('role', models.CharField(choices=[('charge_cooperation', 'Chargé·e de coopération'), ('coordonnateur_thematique', 'Coordonnateur·rice thématique'), ('direction', 'Direction'), ('elu', 'Élu·e'), ('conseiller_caf', 'Conseiller·e Caf'), ('partenaire', 'Partenaire'), ('lecture', 'Lecture'), ('formateur', 'Formateur·rice'), ('administrateur_technique', 'Administrateur·rice technique')], max_length=30, verbose_name='rôle')),
                        ('date_fin', models.DateField(blank=True, null=True, verbose_name='fin de la place (exclue)')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations_envoyees', to=settings.AUTH_USER_MODEL, verbose_name='envoyée par')),
                        ('thematiques', models.ManyToManyField(blank=True, help_text='Thématiques auxquelles la place se limitera ; vide : toutes.', related_name='invitations', to='espaces.thematique', verbose_name='thématiques')),
                    ],
                    options={
                        'verbose_name': 'invitation',
                        'verbose_name_plural': 'invitations',
                        'ordering': ['espace', '-created_at', 'uuid'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('date_acceptation__isnull', True), ('date_refus__isnull', True), ('date_revocation__isnull', True)), fields=('espace', 'email'), name='invitation_une_seule_en_attente'), models.CheckConstraint(condition=models.Q(('role__in', ['charge_cooperation', 'coordonnateur_thematique', 'direction', 'elu', 'conseiller_caf', 'partenaire', 'lecture', 'formateur', 'administrateur_technique'])), name='invitation_role_connu'), models.CheckConstraint(condition=models.Q(models.Q(('date_acceptation__isnull', True), ('date_refus__isnull', True)), models.Q(('date_acceptation__isnull', True), ('date_revocation__isnull', True)), models.Q(('date_refus__isnull', True), ('date_revocation__isnull', True)), _connector='OR'), name='invitation_un_seul_sort')],
                    },
                ),
                migrations.CreateModel(
                    name='VersionNote',
                    fields=[
                        ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='identifiant')),
                        ('auteur_nom', models.CharField(blank=True, max_length=200, verbose_name='nom de l’auteur')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                        ('titre', models.CharField(max_length=150, verbose_name='titre')),
                        ('texte', models.TextField(blank=True, verbose_name='texte')),
                        ('espace', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='espaces.espace', verbose_name='espace')),
                        ('history_id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'version d’une note',
                        'verbose_name_plural': 'versions des notes',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
