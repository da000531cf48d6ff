"""The index: one row for each object that can be searched."""

from typing import Any

from django.db import models
from django.db.models.lookups import BuiltinLookup

from convive.espaces.models import Espace
from convive.recherche.rules.francais import MAX_TITRE
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import AvecReference


class EntreeRecherche(AvecReference):
    """What the search knows of an object: its words and its espace. The object itself stays the source of truth.

    The columns of the full-text engine are not declared here: the database builds them from `cles`, `titre_index` and
    `corps_index`, so they are always up to date (see the migrations).
    """

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    date_objet = models.DateTimeField("date de l’objet", null=True, blank=True)
    version_analyse = models.PositiveSmallIntegerField("version de l’analyse")
    cles = models.CharField("clés", max_length=120, help_text="L’espace et le type, cherchés comme des mots.")
    titre = models.CharField("titre", max_length=MAX_TITRE, blank=True)
    titre_index = models.TextField("mots du titre", blank=True)
    corps = models.TextField("corps", blank=True)
    corps_index = models.TextField("mots du corps", blank=True)

    maison = Maison(copie=Exclus("L’index de la recherche se refait à mesure que les objets s’écrivent."))

    class Meta:
        verbose_name = "entrée de la recherche"
        verbose_name_plural = "entrées de la recherche"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["objet_type", "objet_uuid"], name="entree_recherche_un_objet_une_entree")
        ]

    def __str__(self) -> str:
        return self.titre


class ChampPleinTexte(models.TextField):  # type: ignore[type-arg]  # Django fields take no parameter
    """The hidden column of an FTS5 table, named after the table and used on the left side of MATCH."""


@ChampPleinTexte.register_lookup
class Match(BuiltinLookup):
    lookup_name = "match"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:  # noqa: ARG002 - a hook of Django
        return f"MATCH {rhs}"


class IndexSqlite(models.Model):
    """The FTS5 table, on SQLite only: a migration creates it and triggers fill it; Python code never writes to it."""

    entree = models.OneToOneField(
        EntreeRecherche,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="index_sqlite",
    )
    plein_texte = ChampPleinTexte(db_column="recherche_index")

    maison = Maison(copie=Exclus("Les mots de l’index : la base les déduit des entrées."))

    class Meta:
        managed = False
        db_table = "recherche_index"
        verbose_name = "index de la recherche (SQLite)"
        verbose_name_plural = "index de la recherche (SQLite)"

    def __str__(self) -> str:
        return f"Index de {self.pk}"
