"""Actions read whole for a document: the same number of queries for one as for a hundred and fifty."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from convive.acteurs.models import Personne
from convive.acteurs.selectors.organisation import get_noms_communes
from convive.diagnostic.models import IndicateurEspace, MesureEspace
from convive.documents.models import PieceJointe, Visibilite
from convive.espaces.models import Membre
from convive.offre.models import ServiceEquipement
from convive.plan_action.models import (
    ChangementStatut,
    EtapeFiche,
    FicheAction,
    IndicateurFiche,
    LienFiches,
    MeteoFiche,
    NoeudPlan,
    NoteSuivi,
    PartenaireFiche,
)
from convive.plan_action.rules.plan import VisibiliteNote
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.droits_budget import get_budget_visible
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.visibles import (
    filter_visibles,
    get_constats_visibles,
    get_enjeux_visibles,
)
from convive.socle.objets import objets


@dataclass(frozen=True, slots=True)
class LotImpression:
    """Actions with all that their sheets print. `noms` are those of the communes; `voisines` the titles, with their
    status, of the actions that go with each; `pieces` the titles of what is attached to each and open to its readers.
    """

    fiches: tuple[FicheAction, ...]
    noeuds: Mapping[UUID, NoeudPlan]
    noms: Mapping[str, str]
    voisines: Mapping[UUID, Sequence[str]]
    sous_actions: Mapping[UUID, Sequence[str]]
    pieces: Mapping[UUID, Sequence[str]]

    def get_chemin(self, fiche: FicheAction) -> list[NoeudPlan]:
        """From the first level down to where the action hangs."""
        chemin: list[NoeudPlan] = []
        noeud = self.noeuds.get(fiche.noeud_id) if fiche.noeud_id else None
        while noeud is not None:
            chemin.insert(0, noeud)
            noeud = self.noeuds.get(noeud.parent_id) if noeud.parent_id else None
        return chemin


def read_lot(membre: Membre, condition: Q) -> LotImpression:
    """The actions of the espace that this place reads and that answer, in the order of their plan; about thirty
    queries. Of the follow-up notes, only the shared ones: a sheet is passed on."""
    rows: Any = list_fiches(membre).filter(condition)
    rows = rows.select_related("ctg", "organisation_porteuse", "elu_referent", "fiche_origine")
    fiches = list(rows.prefetch_related(*_list_prefetchs(membre)).order_by("ordre", "created_at", "pk"))
    noeuds = NoeudPlan.objects.filter(ctg__in={fiche.ctg_id for fiche in fiches}).select_related("niveau")
    for fiche in fiches:
        fiche.espace = membre.espace
    return LotImpression(
        tuple(fiches),
        {noeud.pk: noeud for noeud in noeuds},
        get_noms_communes(sorted({code for fiche in fiches for code in fiche.communes}), {}),
        _get_voisines(membre, fiches),
        _get_sous_actions(membre, fiches),
        _get_pieces(fiches),
    )


def _list_prefetchs(membre: Membre) -> list[Any]:
    suivis = filter_visibles(membre, IndicateurEspace.objects.filter(espace=membre.espace_id))
    mesures = MesureEspace.objects.filter(indicateur__in=suivis.values("pk")).order_by("annee")
    indicateurs = IndicateurFiche.objects.select_related("indicateur").prefetch_related(
        "valeurs", Prefetch("indicateur__mesures", mesures, to_attr="mesures_lues")
    )
    services = filter_visibles(membre, ServiceEquipement.objects.filter(espace=membre.espace_id))
    notes = NoteSuivi.objects.filter(visibilite=VisibiliteNote.PARTAGEE.value).order_by("-date", "-created_at")
    return [
        *("thematiques", "etiquettes", "risques", "bilans", "lignes_sppe", "plans_externes", "orientations__plan"),
        Prefetch("constats", get_constats_visibles(membre)),
        Prefetch("enjeux", get_enjeux_visibles(membre)),
        Prefetch("pilotes", Personne.objects.order_by("nom", "prenom")),
        Prefetch("services", services.order_by("nom")),
        Prefetch("etapes", EtapeFiche.objects.select_related("responsable")),
        Prefetch("partenaires", PartenaireFiche.objects.select_related("organisation")),
        Prefetch("budget", get_budget_visible(membre).select_related("financeur")),
        Prefetch("meteos", MeteoFiche.objects.order_by("-date", "-created_at")),
        Prefetch("notes_suivi", notes, to_attr="notes_partagees"),
        Prefetch("changements_statut", ChangementStatut.objects.order_by("-date", "-created_at")),
        Prefetch("indicateurs", indicateurs),
    ]


def _name(code: str, titre: str, statut: str) -> str:
    return f"{' '.join(filter(None, (code, titre)))} ({Statut(statut).libelle.lower()})"


def _get_voisines(membre: Membre, fiches: Iterable[FicheAction]) -> dict[UUID, list[str]]:
    """Of each action, those that go with it, in either sense, when this place reads them."""
    pks = [fiche.pk for fiche in fiches]
    liens = LienFiches.objects.filter(Q(de__in=pks) | Q(vers__in=pks)).values_list("de", "vers")
    pairs = [pair for de, vers in liens for pair in ((de, vers), (vers, de))]
    noms = _get_noms(membre, Q(pk__in={vers for _, vers in pairs}))
    found: dict[UUID, list[str]] = defaultdict(list)
    for de, vers in pairs:
        if vers in noms:
            found[de].append(noms[vers])
    return {pk: sorted(rows) for pk, rows in found.items()}


def _get_noms(membre: Membre, condition: Q) -> dict[UUID, str]:
    rows = list_fiches(membre).filter(condition).values_list("pk", "code", "titre", "statut")
    return {pk: _name(code, titre, statut) for pk, code, titre, statut in rows}


def _get_sous_actions(membre: Membre, fiches: Iterable[FicheAction]) -> dict[UUID, list[str]]:
    rows = list_fiches(membre).filter(fiche_parente__in=[fiche.pk for fiche in fiches]).order_by("ordre", "created_at")
    found: dict[UUID, list[str]] = defaultdict(list)
    for parente, code, titre, statut in rows.values_list("fiche_parente", "code", "titre", "statut"):
        if parente is not None:
            found[parente].append(_name(code, titre, statut))
    return found


def _get_pieces(fiches: Sequence[FicheAction]) -> dict[UUID, list[str]]:
    """What is attached and open to every reader of the action."""
    if not fiches:
        return {}
    cle = objets.get_reference(fiches[0]).objet_type
    pieces = PieceJointe.objects.presentes().filter(objet_type=cle, objet_uuid__in=[fiche.pk for fiche in fiches])
    found: dict[UUID, list[str]] = defaultdict(list)
    for uuid, titre in pieces.filter(visibilite=Visibilite.TOUS).order_by("titre").values_list("objet_uuid", "titre"):
        found[uuid].append(titre)
    return found
