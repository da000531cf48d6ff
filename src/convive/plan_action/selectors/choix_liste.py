"""What one may choose above the list of a plan, and what this person chose before; all of it in one query."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from convive.acteurs.models import Organisation, Personne
from convive.convention.models import Ctg
from convive.espaces.models import Membre, Thematique
from convive.plan_action.models import ColonnesPlan, FicheAction
from convive.plan_action.rules.liste import Colonne, parse_colonnes
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.vues_gardees import VueGardee, get_vues

THEMATIQUE, VUE, PILOTE, ORGANISATION, COLONNES = "thematique", "vue", "pilote", "organisation", "colonnes"
SEPARATEUR = "\t"
"""Between the name of a person, by which they are sorted, and the first name."""


@dataclass(frozen=True, slots=True)
class ChoixListe:
    """Pairs of an identifier and a name, in order; `colonnes` are those that this person kept, none for the usual."""

    thematiques: list[tuple[str, str]]
    vues: list[VueGardee]
    pilotes: list[tuple[str, str]]
    organisations: list[tuple[str, str]]
    colonnes: tuple[Colonne, ...]


def get_choix_liste(membre: Membre, ctg: Ctg) -> ChoixListe:
    """The thématiques of the espace, archived ones last; the views in the order of `list_vues`; who pilots and who
    carries an action that this place reads. One query: short lists that each visit reads, hence together."""
    rows = _unite(membre, ctg.pk)
    held: dict[str, list[tuple[Any, ...]]] = {}
    for nature, *row in sorted(rows, key=lambda row: (row[3], row[4], row[2].casefold(), str(row[1]))):
        held.setdefault(nature, []).append(tuple(row))
    return ChoixListe(
        [(str(pk), nom) for pk, nom, *_ in held.get(THEMATIQUE, ())],
        [VueGardee(pk, nom, not rang, bool(defaut)) for pk, nom, rang, _, defaut in held.get(VUE, ())],
        [(str(pk), _read_nom(nom)) for pk, nom, *_ in held.get(PILOTE, ())],
        [(str(pk), nom) for pk, nom, *_ in held.get(ORGANISATION, ())],
        next((parse_colonnes([texte]) for _, texte, *_ in held.get(COLONNES, ())), ()),
    )


def _read_nom(texte: str) -> str:
    nom, _, prenom = texte.partition(SEPARATEUR)
    return f"{prenom} {nom}" if prenom else nom


def _unite(membre: Membre, ctg: UUID) -> QuerySet[Any, Any]:
    first, *others = _list_branches(membre, ctg)
    return first.union(*others, all=True).order_by()


def _list_branches(membre: Membre, ctg: UUID) -> Iterator[QuerySet[Any, Any]]:
    zero = Value(0, output_field=IntegerField())
    archivee = Case(When(date_archivage__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    themes = Thematique.objects.filter(espace=membre.espace_id)
    yield _ligne(THEMATIQUE, themes, F("nom"), archivee, F("ordre"))
    partagee = Case(When(partagee=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    yield _ligne(VUE, get_vues(membre), F("nom"), partagee, zero, F("par_defaut"))
    visibles = list_fiches(membre).filter(ctg=ctg).order_by()
    pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction__in=visibles.values("pk"))
    nom = Concat(F("nom"), Value(SEPARATEUR), F("prenom"))
    yield _ligne(PILOTE, Personne.objects.filter(pk__in=pilotes.order_by().values("personne")), nom)
    porteuses = visibles.filter(organisation_porteuse__isnull=False).values("organisation_porteuse")
    yield _ligne(ORGANISATION, Organisation.objects.filter(pk__in=porteuses), F("nom"))
    siennes = ColonnesPlan.objects.filter(espace=membre.espace_id, compte=membre.compte_id)
    yield _ligne(COLONNES, siennes, F("colonnes"))


def _ligne(
    nature: str, rows: QuerySet[Any, Any], nom: Any, rang: Any = None, ordre: Any = None, drapeau: Any = None
) -> QuerySet[Any, Any]:
    """A branch: every column of the same type in all of them, as PostgreSQL asks."""
    drapeau = drapeau if drapeau is not None else Value(False)
    branche: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            ligne_nature=Value(nature, output_field=CharField()),
            ligne_nom=Cast(nom, CharField()),
            ligne_rang=rang if rang is not None else Value(0, output_field=IntegerField()),
            ligne_ordre=ordre if ordre is not None else Value(0, output_field=IntegerField()),
            ligne_drapeau=Case(When(Q(pk__isnull=False), then=drapeau), output_field=BooleanField()),
        )
        .values_list("ligne_nature", "pk", "ligne_nom", "ligne_rang", "ligne_ordre", "ligne_drapeau")
    )
    return branche
