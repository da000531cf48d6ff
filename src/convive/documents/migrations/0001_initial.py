import convive.documents.models.modele
import convive.documents.models.piece
import convive.documents.models.travail
import convive.socle.migration
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_modeles_documents'), ('documents', '0002_travaux'), ('documents', '0003_pieces_jointes'), ('documents', '0004_gels')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('espaces', '0001_initial'),
    ]

    operations = [
        convive.socle.migration.CreateModels(
            models=[
                migrations.CreateModel(
                    name='PieceJointe',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('objet_type', models.CharField(max_length=60, verbose_name='type d’objet')),
                        ('objet_uuid', models.UUIDField(verbose_name='identifiant de l’objet')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces_jointes', to='espaces.espace', verbose_name='espace')),
                        ('titre', models.CharField(max_length=150, verbose_name='titre')),
                        ('description', models.CharField(blank=True, max_length=1000, verbose_name='description')),
                        ('texte_alternatif', models.CharField(blank=True, max_length=300, verbose_name='texte alternatif')),
                        ('visibilite', models.CharField(choices=[('tous', 'Toute personne qui voit l’objet'), ('interne', 'L’équipe\xa0: coopération, coordination, direction')], default='tous', max_length=10, verbose_name='visible de')),
                        ('date_suppression', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pieces_deposees', to=settings.AUTH_USER_MODEL, verbose_name='déposée par')),
                    ],
                    options={
                        'verbose_name': 'pièce jointe',
                        'verbose_name_plural': 'pièces jointes',
                        'ordering': ['espace', '-created_at', 'uuid'],
                        'indexes': [models.Index(fields=['objet_type', 'objet_uuid'], name='piece_objet'), models.Index(fields=['espace', '-created_at'], name='piece_espace')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('titre', ''), _negated=True), name='piece_titre_rempli'), models.CheckConstraint(condition=models.Q(('visibilite__in', ['tous', 'interne'])), name='piece_visibilite_connue')],
                    },
                ),
                migrations.CreateModel(
                    name='Travail',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('type', models.CharField(max_length=60, verbose_name='type')),
                        ('libelle', models.CharField(max_length=200, verbose_name='ce qui est préparé')),
                        ('espace', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='travaux', to='espaces.espace', verbose_name='espace')),
                        ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='travaux', to=settings.AUTH_USER_MODEL, verbose_name='demandé par')),
                        ('arguments', models.JSONField(blank=True, default=dict, verbose_name='arguments')),
                        ('cle', models.CharField(max_length=64, verbose_name='clé d’unicité')),
                        ('etat', models.CharField(choices=[('en_attente', 'En attente'), ('en_cours', 'En cours'), ('fini', 'Prêt'), ('echoue', 'Interrompu'), ('annule', 'Annulé')], default='en_attente', max_length=20, verbose_name='état')),
                        ('progression', models.PositiveSmallIntegerField(default=0, verbose_name='progression en pourcent')),
                        ('etape', models.CharField(blank=True, max_length=200, verbose_name='étape')),
                        ('erreur', models.CharField(blank=True, max_length=500, verbose_name='ce qui l’a empêché')),
                        ('essai', models.PositiveSmallIntegerField(default=1, verbose_name='essai')),
                        ('reprises', models.PositiveSmallIntegerField(default=0, verbose_name='reprises sans qu’on le demande')),
                        ('battement', models.DateTimeField(blank=True, null=True, verbose_name='dernier signe de vie')),
                        ('date_debut', models.DateTimeField(blank=True, null=True, verbose_name='commencé le')),
                        ('date_fin', models.DateTimeField(blank=True, null=True, verbose_name='fini le')),
                        ('fichier', models.FileField(blank=True, max_length=200, upload_to=convive.documents.models.travail.get_chemin_resultat, verbose_name='fichier')),
                        ('nom_fichier', models.CharField(blank=True, max_length=120, verbose_name='nom du fichier')),
                        ('type_mime', models.CharField(blank=True, max_length=120, verbose_name='type du fichier')),
                        ('taille_octets', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='taille en octets')),
                        ('url', models.CharField(blank=True, max_length=300, verbose_name='page du résultat')),
                        ('expire_le', models.DateTimeField(blank=True, null=True, verbose_name='le fichier est gardé jusqu’au')),
                    ],
                    options={
                        'verbose_name': 'préparation',
                        'verbose_name_plural': 'préparations',
                        'ordering': ['-created_at', 'uuid'],
                        'indexes': [models.Index(fields=['created_by', '-created_at'], name='travail_demandes'), models.Index(fields=['etat', 'battement'], name='travail_battements')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('etat__in', ('en_attente', 'en_cours'))), fields=('created_by', 'cle'), name='travail_un_seul_ouvert'), models.CheckConstraint(condition=models.Q(('etat__in', ['en_attente', 'en_cours', 'fini', 'echoue', 'annule'])), name='travail_etat_connu'), models.CheckConstraint(condition=models.Q(('progression__lte', 100)), name='travail_progression_bornee'), models.CheckConstraint(condition=models.Q(models.Q(('etat', 'echoue'), models.Q(('erreur', ''), _negated=True)), models.Q(models.Q(('etat', 'echoue'), _negated=True), ('erreur', '')), _connector='OR'), name='travail_echec_explique')],
                    },
                ),
                migrations.CreateModel(
                    name='VersionPiece',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('piece', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='documents.piecejointe', verbose_name='pièce')),
                        ('numero', models.PositiveSmallIntegerField(verbose_name='numéro')),
                        ('fichier', models.FileField(max_length=200, upload_to=convive.documents.models.piece.get_chemin_piece, verbose_name='fichier')),
                        ('nom_fichier', models.CharField(max_length=120, verbose_name='nom du fichier')),
                        ('extension', models.CharField(max_length=10, verbose_name='type')),
                        ('taille_octets', models.PositiveBigIntegerField(verbose_name='taille en octets')),
                        ('empreinte', models.CharField(max_length=64, verbose_name='empreinte SHA-256')),
                        ('texte', models.TextField(blank=True, verbose_name='mots lus dans le fichier')),
                        ('date_lecture', models.DateTimeField(blank=True, null=True, verbose_name='lu le')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='versions_de_pieces', to=settings.AUTH_USER_MODEL, verbose_name='déposée par')),
                    ],
                    options={
                        'verbose_name': 'version d’une pièce jointe',
                        'verbose_name_plural': 'versions des pièces jointes',
                        'ordering': ['piece', '-numero'],
                        'constraints': [models.UniqueConstraint(fields=('piece', 'numero'), name='version_piece_numero_unique'), models.CheckConstraint(condition=models.Q(('extension__in', ['pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'jpg', 'png', 'gif', 'webp', 'csv', 'txt'])), name='version_piece_type_connu'), models.CheckConstraint(condition=models.Q(('taille_octets__gt', 0)), name='version_piece_non_vide'), models.CheckConstraint(condition=models.Q(('nom_fichier', ''), _negated=True), name='version_piece_nom_rempli')],
                    },
                ),
                migrations.CreateModel(
                    name='Gel',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('objet_type', models.CharField(max_length=60, verbose_name='type d’objet')),
                        ('objet_uuid', models.UUIDField(verbose_name='identifiant de l’objet')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gels', to='espaces.espace', verbose_name='espace')),
                        ('titre', models.CharField(max_length=300, verbose_name='titre')),
                        ('motif', models.CharField(max_length=300, verbose_name='motif')),
                        ('date_gel', models.DateTimeField(default=django.utils.timezone.now, verbose_name='figé le')),
                        ('contenu', models.TextField(verbose_name='contenu')),
                        ('empreinte', models.CharField(max_length=64, verbose_name='empreinte SHA-256')),
                        ('sceau', models.CharField(blank=True, max_length=64, verbose_name='sceau')),
                        ('date_reprise', models.DateTimeField(blank=True, null=True, verbose_name='repris d’une copie le')),
                        ('auteur_nom', models.CharField(blank=True, max_length=200, verbose_name='nom de l’auteur')),
                        ('auteur_fonction', models.CharField(blank=True, max_length=200, verbose_name='fonction de l’auteur')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='gels', to=settings.AUTH_USER_MODEL, verbose_name='figé par')),
                    ],
                    options={
                        'verbose_name': 'état figé',
                        'verbose_name_plural': 'états figés',
                        'ordering': ['espace', '-date_gel', 'uuid'],
                        'indexes': [models.Index(fields=['objet_type', 'objet_uuid', '-date_gel'], name='gel_objet'), models.Index(fields=['espace', '-date_gel'], name='gel_espace')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('titre', ''), _negated=True), name='gel_titre_rempli'), models.CheckConstraint(condition=models.Q(('motif', ''), _negated=True), name='gel_motif_rempli'), models.CheckConstraint(condition=models.Q(('contenu', ''), _negated=True), name='gel_contenu_rempli'), models.CheckConstraint(condition=models.Q(('empreinte', ''), _negated=True), name='gel_empreinte_remplie')],
                    },
                ),
                migrations.CreateModel(
                    name='ModeleDocument',
                    fields=[
                        ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                        ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='modeles_documents', to='espaces.espace', verbose_name='espace')),
                        ('format', models.CharField(choices=[('docx', 'Texte Word (DOCX)'), ('odt', 'Texte LibreOffice (ODT)'), ('pptx', 'Diapositives (PPTX)')], max_length=10, verbose_name='format')),
                        ('nom_fichier', models.CharField(max_length=120, verbose_name='nom du fichier')),
                        ('fichier', models.FileField(max_length=200, upload_to=convive.documents.models.modele.get_chemin_modele, verbose_name='fichier')),
                        ('empreinte', models.CharField(max_length=64, verbose_name='empreinte SHA-256')),
                        ('taille_octets', models.PositiveIntegerField(verbose_name='taille en octets')),
                        ('retire_le', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                        ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='modeles_deposes', to=settings.AUTH_USER_MODEL, verbose_name='déposé par')),
                    ],
                    options={
                        'verbose_name': 'modèle de document',
                        'verbose_name_plural': 'modèles de documents',
                        'ordering': ['espace', 'format', '-created_at', 'uuid'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('retire_le__isnull', True)), fields=('espace', 'format'), name='modele_document_un_seul_actuel'), models.CheckConstraint(condition=models.Q(('format__in', ['docx', 'odt', 'pptx'])), name='modele_document_format_connu'), models.CheckConstraint(condition=models.Q(('nom_fichier', ''), _negated=True), name='modele_document_nom_rempli')],
                    },
                ),
            ],
        ),
    ]
