"""What an action is linked to, and its notes, as a place reads them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from convive.acteurs.models import Fonction
from convive.diagnostic.models import PreuveConstat
from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction, LienFiches, NoteSuivi
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
    CONSTAT = "constat"
    ENJEU = "enjeu"
    PILOTE = "pilote"
    SERVICE = "service"
    ORIENTATION = "orientation"
    PLAN = "plan"
    FICHE = "fiche"
    PAROLE = "parole"


@dataclass(frozen=True, slots=True)
class ObjetLie:
    """An object that an action is linked to: its words, and one more, as its kind has it. `cadre` is the object under
    which one reads it, when it has no page of its own."""

    uuid: UUID
    libelle: str
    precision: str = ""
    cadre: UUID | None = None


class Liens(dict[Lien, list[ObjetLie]]):
    """What a place sees of it, by kind, in the order of each kind; each kind is read when it is asked, in one query."""

    def __init__(self, membre: Membre, fiche: FicheAction) -> None:
        super().__init__()
        self._membre, self._fiche = membre, fiche

    def __missing__(self, lien: Lien) -> list[ObjetLie]:
        self[lien] = list(LECTURES[lien](self._membre, self._fiche))
        return self[lien]


def _list_thematiques(_membre: Membre, fiche: FicheAction) -> Iterator[ObjetLie]:
    return _lie(fiche.thematiques.order_by("ordre", "nom").values_list("pk", "nom"))


def _list_constats(membre: Membre, fiche: FicheAction) -> Iterator[ObjetLie]:
    rows = get_constats_visibles(membre).filter(fiches_action=fiche).order_by("texte")
    return _lie(rows.values_list("pk", "texte"))


def _list_enjeux(membre: Membre, fiche: FicheAction) -> Iterator[ObjetLie]:
    rows = get_enjeux_visibles(membre).filter(fiches_action=fiche).order_by("libelle")
    return _lie(rows.values_list("pk", "libelle", "decision"))


def _list_pilotes(_membre: Membre, fiche: FicheAction) -> Iterator[ObjetLie]:
    pilotes = fiche.pilotes.annotate(fonction=_get_intitule("pk")).order_by("prenom", "nom")
    rows = pilotes.values_list("pk", "prenom", "nom", "fonction")
    return (ObjetLie(pk, f"{prenom} {nom}", fonction) for pk, prenom, nom, fonction in rows)


def _list_services(membre: Membre, fiche: FicheAction) -> Iterator[ObjetLie]:
    services = filter_visibles(membre, fiche.services.model._default_manager.filter(fiches_action=fiche))
    return _lie(services.order_by("nom").values_list("pk", "nom", "type_cle"))


def _list_orientations(_membre: Membre, fiche: FicheAction) -> Iterator[ObjetLie]:
    orientations = fiche.orientations.order_by("ordre", "numero", "texte").select_related("plan")
    return (ObjetLie(o.pk, f"{o.numero} {o.texte}", o.plan.nom, o.plan_id) for o in orientations)


def _list_plans(_membre: Membre, fiche: FicheAction) -> Iterator[ObjetLie]:
    return _lie(fiche.plans_externes.order_by("nom").values_list("pk", "nom"))


def _list_fiches(membre: Membre, fiche: FicheAction) -> Iterator[ObjetLie]:
    """Its parts, and those that go with it: `cadre` is the action of which one is a part."""
    liees = Q(pk__in=LienFiches.objects.filter(de=fiche).values("vers"))
    liees |= Q(pk__in=LienFiches.objects.filter(vers=fiche).values("de"))
    rows = list_fiches(membre).filter(liees | Q(fiche_parente=fiche)).order_by("ordre", "code", "titre")
    found = rows.values_list("pk", "code", "titre", "statut", "fiche_parente")
    return (ObjetLie(pk, f"{code} {titre}", statut, parente) for pk, code, titre, statut, parente in found)


def _list_paroles(membre: Membre, fiche: FicheAction) -> list[ObjetLie]:
    quoted = PreuveConstat.objects.filter(constat__fiches_action=fiche, parole__isnull=False).values("parole")
    paroles = get_paroles_visibles(membre).filter(pk__in=quoted).order_by("-date_recueil", "pk")[:MAX_PAROLES]
    return sorted(_lie(paroles.values_list("pk", "verbatim", "public")), key=lambda lie: lie.libelle)


LECTURES: dict[Lien, Callable[[Membre, FicheAction], Iterable[ObjetLie]]] = {
    Lien.THEMATIQUE: _list_thematiques,
    Lien.CONSTAT: _list_constats,
    Lien.ENJEU: _list_enjeux,
    Lien.PILOTE: _list_pilotes,
    Lien.SERVICE: _list_services,
    Lien.ORIENTATION: _list_orientations,
    Lien.PLAN: _list_plans,
    Lien.FICHE: _list_fiches,
    Lien.PAROLE: _list_paroles,
}


def _lie(rows: Iterable[Any]) -> Iterator[ObjetLie]:
    return (ObjetLie(*row) for row in rows)


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
