"""Invitations to espaces."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('espaces', '0002_membres'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='modifié le')),
                ('email', models.EmailField(max_length=254, verbose_name='adresse e-mail')),
                ('role', models.CharField(choices=[('charge_cooperation', 'Chargé·e de coopération'), ('coordonnateur_thematique', 'Coordonnateur·rice thématique'), ('direction', 'Direction'), ('elu', 'Élu·e'), ('conseiller_caf', 'Conseiller·e Caf'), ('partenaire', 'Partenaire'), ('lecture', 'Lecture'), ('formateur', 'Formateur·rice'), ('administrateur_technique', 'Administrateur·rice technique')], max_length=30, verbose_name='rôle')),
                ('empreinte_cle', models.CharField(max_length=64, unique=True, verbose_name='empreinte de la clé')),
                ('expire_le', models.DateTimeField(verbose_name='expire le')),
                ('date_envoi', models.DateTimeField(blank=True, null=True, verbose_name='e-mail parti le')),
                ('date_acceptation', models.DateTimeField(blank=True, null=True, verbose_name='acceptée le')),
                ('date_refus', models.DateTimeField(blank=True, null=True, verbose_name='déclinée le')),
                ('date_revocation', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations_envoyees', to=settings.AUTH_USER_MODEL, verbose_name='envoyée par')),
                ('espace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='espaces.espace', verbose_name='espace')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['espace', '-created_at', 'uuid'],
            },
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('date_acceptation__isnull', True), ('date_refus__isnull', True), ('date_revocation__isnull', True)), fields=('espace', 'email'), name='invitation_une_seule_en_attente'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['charge_cooperation', 'coordonnateur_thematique', 'direction', 'elu', 'conseiller_caf', 'partenaire', 'lecture', 'formateur', 'administrateur_technique'])), name='invitation_role_connu'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_acceptation__isnull', True), ('date_refus__isnull', True)), models.Q(('date_acceptation__isnull', True), ('date_revocation__isnull', True)), models.Q(('date_refus__isnull', True), ('date_revocation__isnull', True)), _connector='OR'), name='invitation_un_seul_sort'),
        ),
    ]
