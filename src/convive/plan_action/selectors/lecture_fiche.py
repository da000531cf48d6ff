"""All that hangs on an action, in two queries: what it is linked to, and its own rows.

Each is a union: one branch by kind of row. A page of an action shows twenty kinds of rows; a query for each would cost
more than what they hold.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from convive.acteurs.models import Fonction
from convive.diagnostic.models import IndicateurEspace, MesureEspace, PreuveConstat
from convive.espaces.models import Membre, Thematique
from convive.plan_action.models import (
    BilanAnnuelFiche,
    ChangementStatut,
    EtapeFiche,
    EtiquettePlan,
    FicheAction,
    IndicateurFiche,
    LigneBudget,
    LigneSppe,
    MeteoFiche,
    NoteSuivi,
    PartenaireFiche,
    RisqueFiche,
    ValeurIndicateurFiche,
)
from convive.plan_action.permissions import can_list_brouillons
from convive.plan_action.rules.plan import Regard, VisibiliteNote
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.visibles import (
    filter_visibles,
    get_constats_visibles,
    get_enjeux_visibles,
    get_paroles_visibles,
)

MAX_NOTES = 8
MAX_PAROLES = 2
MAX_CHANGEMENTS = 3


class Lien(StrEnum):
    """What an action is linked to."""

    THEMATIQUE = "thematique"
    ETIQUETTE = "etiquette"
    CONSTAT = "constat"
    ENJEU = "enjeu"
    PILOTE = "pilote"
    SERVICE = "service"
    ORIENTATION = "orientation"
    PLAN = "plan"
    FICHE_LIEE = "fiche_liee"
    SOUS_ACTION = "sous_action"
    SPPE = "sppe"
    PAROLE = "parole"


@dataclass(frozen=True, slots=True)
class ObjetLie:
    """An object that an action is linked to: its words, and one more, as its kind has it. `cadre` is the object under
    which one reads it, when it has no page of its own."""

    uuid: UUID
    libelle: str
    precision: str = ""
    cadre: UUID | None = None


type Liens = dict[Lien, list[ObjetLie]]
type Lignes = dict[str, list[dict[str, Any]]]


def get_liens(membre: Membre, fiche: FicheAction) -> Liens:
    """What this place sees of it, by kind, in the order of each kind; one query."""
    found: Liens = {lien: [] for lien in Lien}
    rows = _unite(_list_branches_liens(membre, fiche))
    for lien, uuid, libelle, precision, cadre, _ in sorted(rows, key=lambda row: (row[5] or 0, row[2])):
        found[Lien(lien)].append(ObjetLie(uuid, libelle, precision or "", cadre))
    return found


def _unite(branches: Iterable[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    """Without the order of a model, which a union does not have."""
    first, *others = (rows.order_by() for rows in branches)
    return first.union(*others, all=True).order_by()


def _list_branches_liens(membre: Membre, fiche: FicheAction) -> Iterator[QuerySet[Any, Any]]:
    visibles = list_fiches(membre)
    yield _lie(Lien.THEMATIQUE, Thematique.objects.filter(fiches_action=fiche), "nom", rang=F("ordre"))
    yield _lie(Lien.ETIQUETTE, EtiquettePlan.objects.filter(fiches=fiche), "nom")
    yield _lie(Lien.CONSTAT, get_constats_visibles(membre).filter(fiches_action=fiche), "texte")
    yield _lie(Lien.ENJEU, get_enjeux_visibles(membre).filter(fiches_action=fiche), "libelle", F("decision"))
    nom = Concat(F("prenom"), Value(" "), F("nom"))
    yield _lie(Lien.PILOTE, fiche.pilotes.all(), nom, _get_intitule("pk"))
    services = filter_visibles(membre, fiche.services.model._default_manager.filter(fiches_action=fiche))
    yield _lie(Lien.SERVICE, services, "nom", F("type_cle"))
    texte = Concat(F("numero"), Value(" "), F("texte"))
    yield _lie(Lien.ORIENTATION, fiche.orientations.all(), texte, F("plan__nom"), F("plan"), F("ordre"))
    yield _lie(Lien.PLAN, fiche.plans_externes.all(), "nom")
    titre = Concat(F("code"), Value(" "), F("titre"))
    liees = visibles.filter(Q(liens_vers__de=fiche) | Q(liens_de__vers=fiche))
    yield _lie(Lien.FICHE_LIEE, liees, titre, F("statut"), rang=F("ordre"))
    yield _lie(Lien.SOUS_ACTION, visibles.filter(fiche_parente=fiche), titre, F("statut"), rang=F("ordre"))
    yield _lie(Lien.SPPE, LigneSppe.objects.filter(fiche=fiche), "item")
    quoted = PreuveConstat.objects.filter(constat__fiches_action=fiche, parole__isnull=False).values("parole")
    paroles = get_paroles_visibles(membre).filter(pk__in=quoted).order_by("-date_recueil", "pk")
    kept = get_paroles_visibles(membre).filter(pk__in=paroles.values("pk")[:MAX_PAROLES])
    yield _lie(Lien.PAROLE, kept, "verbatim", F("public"))


def _lie(
    lien: Lien,
    rows: QuerySet[Any, Any],
    libelle: Any,
    precision: Any = None,
    cadre: Any = None,
    rang: Any = None,
) -> QuerySet[Any, Any]:
    """A branch: every column of the same type in all of them, as PostgreSQL asks."""
    branche: QuerySet[Any, Any] = rows.annotate(
        lien_nature=Value(lien.value, output_field=CharField()),
        lien_libelle=Cast(libelle, CharField()),
        lien_precision=Cast(precision if precision is not None else Value(""), CharField()),
        lien_cadre=cadre if cadre is not None else Cast(Value(None), UUIDField()),
        lien_rang=rang if rang is not None else Value(0),
    ).values_list("lien_nature", "pk", "lien_libelle", "lien_precision", "lien_cadre", "lien_rang")
    return branche


def _get_intitule(personne: str) -> Coalesce:
    """What a person does today, in the words of the directory."""
    fonctions = Fonction.objects.en_cours().filter(personne=OuterRef(personne)).exclude(intitule="")
    return Coalesce(Subquery(fonctions.order_by("-is_contact_principal", "pk").values("intitule")[:1]), Value(""))


def get_lignes(membre: Membre, fiche: FicheAction) -> Lignes:
    """Its rows by kind, each as a dictionary of its columns; one query."""
    found: Lignes = defaultdict(list)
    for nature, ligne in _unite(_list_branches_lignes(membre, fiche)):
        found[nature].append(ligne)
    return found


def _list_branches_lignes(membre: Membre, fiche: FicheAction) -> Iterator[QuerySet[Any, Any]]:
    responsable = Concat(F("responsable__prenom"), Value(" "), F("responsable__nom"))
    yield _ligne(
        "etape",
        EtapeFiche.objects.filter(fiche=fiche),
        *("libelle", "ordre", "echeance", "faite_le", "responsable_texte"),
        personne=F("responsable"),
        personne_nom=responsable,
    )
    yield _ligne(
        "partenaire",
        PartenaireFiche.objects.filter(fiche=fiche),
        *("role", "engagement", "confirme", "confirme_le"),
        organisation=F("organisation"),
        nom=F("organisation__nom"),
    )
    yield _ligne(
        "budget",
        LigneBudget.objects.filter(fiche=fiche),
        *("annee", "sens", "nature", "financeur_texte", "commune", "montant_prevu", "montant_realise", "confirme"),
        "commentaire",
        financeur=F("financeur"),
        financeur_nom=F("financeur__nom"),
    )
    yield _ligne("risque", RisqueFiche.objects.filter(fiche=fiche), "libelle", "gravite", "parade")
    last = [MeteoFiche.objects.filter(fiche=fiche, regard=regard.value) for regard in Regard]
    condition = Q()
    for rows in last:
        condition |= Q(pk__in=rows.order_by("-date", "-created_at").values("pk")[:1])
    yield _ligne("meteo", MeteoFiche.objects.filter(condition), "regard", "niveau", "phrase", "date", "auteur_nom")
    notes = get_notes_visibles(membre, fiche)
    kept = NoteSuivi.objects.filter(pk__in=notes.order_by("-date", "-created_at").values("pk")[:MAX_NOTES])
    yield _ligne("note", kept, "date", "texte", "visibilite", "auteur_libelle", auteur=F("auteur"))
    changements = ChangementStatut.objects.filter(fiche=fiche)
    recent = changements.order_by("-date", "-created_at").values("pk")[:MAX_CHANGEMENTS]
    yield _ligne(
        "changement",
        changements.filter(pk__in=recent),
        *("de", "vers", "date", "motif", "instance_libelle", "date_instance"),
    )
    yield _ligne("bilan", BilanAnnuelFiche.objects.filter(fiche=fiche), "annee", "freins", "leviers", "suites")
    indicateurs = IndicateurFiche.objects.filter(fiche=fiche)
    yield _ligne(
        "indicateur",
        indicateurs,
        *("libelle", "unite", "role", "reference", "cible", "cible_texte", "annee_cible", "ordre", "code_coeur"),
        indicateur=F("indicateur"),
        decimales=F("indicateur__decimales"),
    )
    valeurs = ValeurIndicateurFiche.objects.filter(indicateur__fiche=fiche, indicateur__indicateur__isnull=True)
    yield _ligne("valeur", valeurs, "annee", "valeur", "commentaire", indicateur=F("indicateur"))
    suivis = filter_visibles(membre, IndicateurEspace.objects.filter(usages_plan__fiche=fiche))
    mesures = MesureEspace.objects.filter(indicateur__in=suivis.values("pk"))
    yield _ligne("mesure", mesures, "annee", "valeur", "statut", "source", indicateur=F("indicateur"))


def get_notes_visibles(membre: Membre, fiche: FicheAction) -> QuerySet[NoteSuivi]:
    """The notes of an action that this place reads: internal ones are for the team, and for whoever wrote them."""
    notes = NoteSuivi.objects.filter(fiche=fiche)
    if can_list_brouillons(membre):
        return notes
    return notes.filter(Q(visibilite=VisibiliteNote.PARTAGEE.value) | Q(auteur=membre.compte_id))


def _ligne(nature: str, rows: QuerySet[Any, Any], *champs: str, **expressions: Any) -> QuerySet[Any, Any]:
    columns = {champ: F(champ) for champ in ("uuid", "created_at", *champs)}
    return rows.values_list(Value(nature, output_field=CharField()), JSONObject(**columns, **expressions), named=False)
