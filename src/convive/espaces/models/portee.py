"""The limits of a place, applied to rows: whose thématiques and communes they concern, who therefore sees them."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from convive.espaces.models.espace import PLACES, Espace, EspaceLieQuerySet, Membre
from convive.espaces.rules import Limites
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


class EstDansUnePlace(models.Expression):
    """Whether a place of today lets a person see a row of `modele`: the condition of `PorteeQuerySet.visible_to`.

    In SQL, since pages ask it ten times: Django takes two milliseconds to put the same subqueries together, and the
    database ten times less to answer.
    """

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, modele: type[models.Model], compte: Any, roles: Iterable[str]) -> None:
        super().__init__()
        self._modele, self._compte, self._roles = modele, compte, sorted(roles)
        self._ligne: list[Any] = [F("pk"), F("espace"), SeRencontrent(Places("communes"), F("communes"))]

    def get_source_expressions(self) -> list[Any]:
        return self._ligne

    def set_source_expressions(self, exprs: Any) -> None:
        self._ligne = exprs

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Sql:
        (pk, _), (espace, _), (communes, communes_params) = (compiler.compile(e) for e in self._ligne)
        quote, today = connection.ops.quote_name, timezone.localdate()
        champ: Any = self._modele._meta.get_field("thematiques")
        noms = {
            "place": quote(Membre._meta.db_table),
            "espaces": quote(Espace._meta.db_table),
            "limites": quote(Membre.thematiques.through._meta.db_table),
            "themes": quote(champ.remote_field.through._meta.db_table),
            "ligne": quote(champ.m2m_column_name()),
            "pk": pk,
            "espace": espace,
            "communes": communes,
            "roles": ", ".join(["%s"] * len(self._roles)) or "NULL",
        }
        # Names of tables and of columns that Django quoted; every value is a parameter.
        jour = Membre._meta.get_field("date_debut").get_db_prep_value(today, connection)
        compte = Membre._meta.get_field("compte").get_db_prep_value(self._compte, connection)
        return PLACE_QUI_VOIT.format(**noms), (compte, *self._roles, jour, jour, *communes_params)


class Places(models.Expression):
    """A column of the place in `PLACE_QUI_VOIT`."""

    def __init__(self, colonne: str) -> None:
        super().__init__(output_field=models.JSONField())
        self._colonne = colonne

    def as_sql(self, _compiler: SQLCompiler, connection: Any) -> Sql:
        return f"place.{connection.ops.quote_name(self._colonne)}", ()


PLACE_QUI_VOIT = """EXISTS (
SELECT 1 FROM {place} place INNER JOIN {espaces} espace ON espace.uuid = place.espace_id
WHERE place.espace_id = {espace} AND place.compte_id = %s AND place.role IN ({roles})
AND place.date_debut <= %s AND (place.date_fin IS NULL OR place.date_fin > %s) AND espace.date_suppression IS NULL
AND (
  NOT EXISTS (SELECT 1 FROM {themes} theme WHERE theme.{ligne} = {pk})
  OR NOT EXISTS (SELECT 1 FROM {limites} limite WHERE limite.membre_id = place.uuid)
  OR EXISTS (SELECT 1 FROM {limites} limite INNER JOIN {themes} theme ON theme.thematique_id = limite.thematique_id
    WHERE limite.membre_id = place.uuid AND theme.{ligne} = {pk})
) AND {communes})"""


class PorteeQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows with an `espace`, `thematiques` (many to many) and `communes` (a list of codes): empty means all.

    A row that concerns something is seen by the places that share one of its thématiques and one of its communes, and
    by those without limits. `droit` is the key of the right to read: without it a place sees no row.
    """

    droit: ClassVar[tuple[str, str, str]]

    def visible_to(self, compte: Any) -> "PorteeQuerySet[M]":
        """One query, whatever the number of espaces of this person; short once her places are kept."""
        if not compte.is_authenticated:
            return self.none()
        roles = droits.get_roles(*self.droit)
        if (places := getattr(compte, PLACES, None)) is None:
            return self.filter(EstDansUnePlace(self.model, compte.pk, roles))
        siennes = [place for place in places if place.role in roles]
        entieres = [place.espace_id for place in siennes if not place.limites.is_limitee]
        condition = Q(espace__in=entieres)
        for place in siennes:
            if place.limites.is_limitee:
                condition |= Q(build_portee(self.model, place.limites), espace=place.espace_id)
        return self.filter(condition)


def build_portee(modele: Any, limites: Limites) -> Q:
    """The rows of a PorteeQuerySet that these limits let a place see."""
    condition = Q()
    if limites.thematiques:
        champ = modele._meta.get_field("thematiques")
        liens = champ.remote_field.through._default_manager.filter(**{champ.m2m_field_name(): OuterRef("pk")})
        condition &= ~Exists(liens) | Exists(liens.filter(thematique__in=limites.thematiques))
    if limites.communes:
        communes = models.Value(sorted(limites.communes), output_field=models.JSONField())
        condition &= Q(SeRencontrent(F("communes"), communes))
    return condition


def filter_membres_concernes(membres: "models.QuerySet[Membre]", objet: Any) -> "models.QuerySet[Membre]":
    """The places that see one row of a PorteeQuerySet: the same rule, read from the other side."""
    return membres.filter(build_concernes(objet))


def build_concernes(objet: Any) -> Q:
    """The places that one row of a PorteeQuerySet concerns, when their role reads such rows."""
    modele: Any = type(objet)
    champ = modele._meta.get_field("thematiques")
    liens_ligne = champ.remote_field.through._default_manager.filter(**{champ.m2m_field_name(): objet.pk})
    liens_place = Membre.thematiques.through._default_manager.filter(membre=OuterRef("pk"))
    partagees = liens_place.filter(thematique__in=liens_ligne.values("thematique"))
    roles = droits.get_roles(*modele.objects.all().droit)
    condition = Q(~Exists(liens_ligne) | ~Exists(liens_place) | Exists(partagees), role__in=roles)
    if objet.communes:
        communes = models.Value(objet.communes, output_field=models.JSONField())
        condition &= Q(SeRencontrent(F("communes"), communes))
    return condition
