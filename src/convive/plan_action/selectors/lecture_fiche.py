"""What an action is linked to, and its notes, as a place reads them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from convive.acteurs.models import Fonction
from convive.diagnostic.models import PreuveConstat
from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction, NoteSuivi
from convive.plan_action.permissions import can_list_brouillons
from convive.plan_action.rules.plan import VisibiliteNote
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.visibles import (
    filter_visibles,
    get_constats_visibles,
    get_enjeux_visibles,
    get_paroles_visibles,
)

MAX_PAROLES = 2


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


def get_liens(membre: Membre, fiche: FicheAction) -> Liens:
    """What this place sees of it, by kind, in the order of each kind; one query each."""
    return {lien: list(objets) for lien, objets in _list_liens(membre, fiche)}


def _list_liens(membre: Membre, fiche: FicheAction) -> Iterator[tuple[Lien, Iterable[ObjetLie]]]:
    yield Lien.THEMATIQUE, _lie(fiche.thematiques.order_by("ordre", "nom").values_list("pk", "nom"))
    yield Lien.ETIQUETTE, _lie(fiche.etiquettes.order_by("nom").values_list("pk", "nom"))
    constats = get_constats_visibles(membre).filter(fiches_action=fiche).order_by("texte")
    yield Lien.CONSTAT, _lie(constats.values_list("pk", "texte"))
    enjeux = get_enjeux_visibles(membre).filter(fiches_action=fiche).order_by("libelle")
    yield Lien.ENJEU, _lie(enjeux.values_list("pk", "libelle", "decision"))
    pilotes = fiche.pilotes.annotate(fonction=_get_intitule("pk")).order_by("prenom", "nom")
    rows = pilotes.values_list("pk", "prenom", "nom", "fonction")
    yield Lien.PILOTE, (ObjetLie(pk, f"{prenom} {nom}", fonction) for pk, prenom, nom, fonction in rows)
    services = filter_visibles(membre, fiche.services.model._default_manager.filter(fiches_action=fiche))
    yield Lien.SERVICE, _lie(services.order_by("nom").values_list("pk", "nom", "type_cle"))
    orientations = fiche.orientations.order_by("ordre", "numero", "texte").select_related("plan")
    yield Lien.ORIENTATION, (ObjetLie(o.pk, f"{o.numero} {o.texte}", o.plan.nom, o.plan_id) for o in orientations)
    yield Lien.PLAN, _lie(fiche.plans_externes.order_by("nom").values_list("pk", "nom"))
    visibles = list_fiches(membre).order_by("ordre", "code", "titre")
    yield Lien.FICHE_LIEE, _lie_fiches(visibles.filter(Q(liens_vers__de=fiche) | Q(liens_de__vers=fiche)))
    yield Lien.SOUS_ACTION, _lie_fiches(visibles.filter(fiche_parente=fiche))
    yield Lien.SPPE, _lie(fiche.lignes_sppe.order_by("item").values_list("pk", "item"))
    quoted = PreuveConstat.objects.filter(constat__fiches_action=fiche, parole__isnull=False).values("parole")
    paroles = get_paroles_visibles(membre).filter(pk__in=quoted).order_by("-date_recueil", "pk")[:MAX_PAROLES]
    yield Lien.PAROLE, sorted(_lie(paroles.values_list("pk", "verbatim", "public")), key=lambda lie: lie.libelle)


def _lie(rows: Iterable[Any]) -> Iterator[ObjetLie]:
    return (ObjetLie(*row) for row in rows)


def _lie_fiches(rows: QuerySet[FicheAction]) -> Iterator[ObjetLie]:
    found = rows.values_list("pk", "code", "titre", "statut")
    return (ObjetLie(pk, f"{code} {titre}", statut) for pk, code, titre, statut in found)


def _get_intitule(personne: str) -> Coalesce:
    """What a person does today, in the words of the directory."""
    fonctions = Fonction.objects.en_cours().filter(personne=OuterRef(personne)).exclude(intitule="")
    return Coalesce(Subquery(fonctions.order_by("-is_contact_principal", "pk").values("intitule")[:1]), Value(""))


def get_notes_visibles(membre: Membre, fiche: FicheAction) -> QuerySet[NoteSuivi]:
    """The notes of an action that this place reads, the latest first: internal ones are for the team, and for whoever
    wrote them."""
    notes = NoteSuivi.objects.filter(fiche=fiche).order_by("-date", "-created_at")
    if can_list_brouillons(membre):
        return notes
    return notes.filter(Q(visibilite=VisibiliteNote.PARTAGEE.value) | Q(auteur=membre.compte_id))
