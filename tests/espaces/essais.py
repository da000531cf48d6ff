"""Models that hold, between them, all that a copy knows how to carry: they exist in the tests only.

They live in a registry of their own, so that nothing else of the project sees them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import connection, models

from convive.comptes.models import Compte
from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace, Thematique
from convive.socle.maison import Ailleurs
from convive.socle.objets import AvecReference, ModeleUuid, TypeObjet, objets
from convive.territoires.models import Territoire

registre = Apps()
for label, modeles in apps.all_models.items():
    registre.all_models[label] = dict(modeles)


def cle(modele: Any, **options: Any) -> Any:
    """A foreign key without constraint in the database: the tests empty the tables of the project in any order."""
    return models.ForeignKey(modele, on_delete=models.CASCADE, related_name="+", db_constraint=False, **options)


def cles(modele: Any, **options: Any) -> Any:
    return models.ManyToManyField(modele, related_name="+", db_constraint=False, blank=True, **options)


class Fiche(ModeleUuid):
    espace = cle(Espace)
    titre = models.CharField(max_length=80)
    texte = models.TextField(blank=True)
    parent = cle("self", null=True, blank=True)
    thematiques = cles(Thematique)
    voisines = cles("self", symmetrical=False)
    lecteurs = cles(Compte)
    communes = cles(Territoire)
    auteur = cle(Compte, null=True)
    auteur_nom = models.CharField(max_length=80, blank=True)
    contenu = models.JSONField(default=dict, blank=True)
    montant = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    taux = models.FloatField(null=True, blank=True)
    quand = models.DateTimeField(null=True, blank=True)
    heure = models.TimeField(null=True, blank=True)
    duree = models.DurationField(null=True, blank=True)
    is_vue = models.BooleanField(default=False)
    nombre = models.IntegerField(default=0)
    code = models.CharField(max_length=20, blank=True)

    class Meta:
        app_label, apps = "essais", registre
        constraints = [models.UniqueConstraint(fields=["espace", "titre", "parent"], name="essai_fiche_unique")]


class Jointe(AvecReference, ModeleUuid):
    """A file on any object."""

    espace = cle(Espace)
    nom = models.CharField(max_length=80)
    fichier = models.FileField(upload_to="essais/")

    class Meta:
        app_label, apps = "essais", registre


class Mention(AvecReference, ModeleUuid):
    """Stays when what it speaks of stays behind."""

    espace = cle(Espace)
    phrase = models.CharField(max_length=80)

    class Meta:
        app_label, apps = "essais", registre


class Version(models.Model):
    """Like a row of history: its key is a number, it knows its row by identifier, and may outlive it."""

    numero = models.AutoField(primary_key=True)
    espace = cle(Espace)
    fiche_uuid = models.UUIDField()
    titre = models.CharField(max_length=80)

    class Meta:
        app_label, apps = "essais", registre

    def __str__(self) -> str:
        return self.titre


class VersionThematique(models.Model):
    numero = models.AutoField(primary_key=True)
    version = cle(Version)
    thematique = cle(Thematique, null=True)

    class Meta:
        app_label, apps = "essais", registre

    def __str__(self) -> str:
        return f"{self.version} : {self.thematique_id}"


MODELES = (Fiche, Jointe, Mention, Version, VersionThematique)


def controle_essai(objet: models.Model, champ: str, fichier: "File[Any]") -> None:
    """A file says « texte » first, or is refused."""
    assert champ == "fichier"
    assert isinstance(objet, Jointe)
    if not fichier.read().startswith(b"texte"):
        raise ValidationError("Ce fichier ne contient pas ce que son nom annonce.")


def create_tables() -> None:
    with connection.schema_editor() as editor:
        for modele in MODELES:
            editor.create_model(modele)


def delete_tables() -> None:
    with connection.schema_editor() as editor:
        for modele in reversed(MODELES):
            editor.delete_model(modele)


@contextmanager
def declared() -> Iterator[None]:
    """Inside, these models are part of a copy, and a fiche is an object that references name."""
    kept, types = dict(copie._inclus), dict(objets._types)
    copie.record_inclus(Fiche, sans=("code",))
    copie.record_inclus(Jointe, controle=controle_essai)
    copie.record_inclus(Mention, ailleurs=Ailleurs.DETACHER)
    copie.record_inclus(Version, identifiants={"fiche_uuid": Fiche})
    copie.record_inclus(VersionThematique, essentiels=("thematique",))
    objets.record(TypeObjet("essai_fiche", Fiche, "Fiche", str, Fiche.objects.all))
    try:
        yield
    finally:
        copie._inclus, copie._plans, objets._types = kept, None, types
