"""The limits of a place, applied to rows: whose thématiques and communes they concern, who therefore sees them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.sql.compiler import SQLCompiler

from convive.espaces.models.espace import EspaceLieQuerySet, Membre
from convive.socle.droits import droits

type Sql = tuple[str, tuple[Any, ...]]


class SeRencontrent(models.Func):
    """Whether two JSON lists of texts share a value, or one of them is empty, which means « all ».

    Each database has its own way to unfold a list; neither has one that Django offers for both.
    """

    arity = 2
    output_field = models.BooleanField()

    def as_sql(self, compiler: SQLCompiler, *_: Any, **__: Any) -> Sql:
        return self._build(compiler, "json_array_length", "json_each({}) AS {}")

    def as_postgresql(self, compiler: SQLCompiler, *_: Any, **__: Any) -> Sql:
        return self._build(compiler, "jsonb_array_length", "jsonb_array_elements_text({}) AS {}(value)")

    def _build(self, compiler: SQLCompiler, count: str, unfold: str) -> Sql:
        (left, left_params), (right, right_params) = (compiler.compile(e) for e in self.get_source_expressions())
        # Names of columns that Django quoted, and no value: those are parameters.
        sql = (
            f"({count}({left}) = 0 OR {count}({right}) = 0 OR EXISTS (SELECT 1 FROM {unfold.format(left, 'gauche')} "  # noqa: S608 - values by parameters, names of ours
            f"INNER JOIN {unfold.format(right, 'droite')} ON gauche.value = droite.value))"
        )
        params = (*left_params, *right_params)
        return sql, (*params, *params)


class PorteeQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows with an `espace`, `thematiques` (many to many) and `communes` (a list of codes): empty means all.

    A row that concerns something is seen by the places that share one of its thématiques and one of its communes, and
    by those without limits. `droit` is the key of the right to read: without it a place sees no row.
    """

    droit: ClassVar[tuple[str, str, str]]

    def visible_to(self, compte: Any) -> "PorteeQuerySet[M]":
        """One query, whatever the number of espaces of this person."""
        if not compte.is_authenticated:
            return self.none()
        champ = self.model._meta.get_field("thematiques")
        lien = champ.m2m_field_name()  # type: ignore[union-attr]  # a relation to many always has it
        liens_ligne = champ.remote_field.through._default_manager  # type: ignore[union-attr]  # a relation to many always has it
        liens_place = Membre.thematiques.through._default_manager
        # From inside a place: OuterRef is the row; from inside a link, one level more for each.
        sans_thematique = ~Exists(liens_ligne.filter(**{lien: OuterRef(OuterRef("pk"))}))
        sans_limite = ~Exists(liens_place.filter(membre=OuterRef("pk")))
        de_la_ligne = liens_ligne.filter(**{lien: OuterRef(OuterRef(OuterRef("pk")))}).values("thematique")
        partagees = Exists(liens_place.filter(membre=OuterRef("pk"), thematique__in=de_la_ligne))
        places = (
            Membre.objects.en_cours()
            .filter(espace=OuterRef("espace"), compte=compte.pk, role__in=droits.get_roles(*self.droit))
            .filter(sans_thematique | sans_limite | partagees)
            .filter(SeRencontrent(F("communes"), OuterRef("communes")))
        )
        return self.filter(Exists(places))


def filter_membres_concernes(membres: "models.QuerySet[Membre]", objet: Any) -> "models.QuerySet[Membre]":
    """The places that see one row of a PorteeQuerySet: the same rule, read from the other side."""
    modele: Any = type(objet)
    champ = modele._meta.get_field("thematiques")
    liens_ligne = champ.remote_field.through._default_manager.filter(**{champ.m2m_field_name(): objet.pk})
    liens_place = Membre.thematiques.through._default_manager.filter(membre=OuterRef("pk"))
    partagees = liens_place.filter(thematique__in=liens_ligne.values("thematique"))
    communes = models.Value(objet.communes, output_field=models.JSONField())
    return membres.filter(
        ~Exists(liens_ligne) | ~Exists(liens_place) | Exists(partagees),
        SeRencontrent(F("communes"), communes),
        role__in=droits.get_roles(*modele.objects.all().droit),
    )
