"""The lines of the list of a plan: a hundred of them are read and drawn at once, hence no instance of a model."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Lower
from django.utils import timezone

from convive.plan_action.models import FicheAction, FicheActionQuerySet, PartenaireFiche
from convive.plan_action.rules.liste import CleTri, Tri
from convive.plan_action.rules.plan import NiveauMeteo, Priorite, Regard, Visibilite
from convive.plan_action.rules.retard import explain_retard, is_en_retard
from convive.plan_action.rules.statuts import Statut

# What a line reads of an action, and of the rows it points at: texts are long, and stay in the database.
CHAMPS = (
    *("pk", "noeud", "code", "titre", "statut", "visibilite", "completude", "avancement", "nb_etapes"),
    *("nb_etapes_faites", "date_fin", "calendrier_texte", "prochaine_echeance", "retard_le", "meteo_pilote"),
    *("meteo_caf", "meteo_elu", "date_meteo", "organisation_porteuse__nom", "fiche_parente"),
    *("fiche_parente__code", "fiche_parente__titre", "priorite", "updated_at"),
)


@dataclass(frozen=True, slots=True)
class FicheLue:
    """What a list knows of an action; `parente` is the code of the action of which it is a part, and its title."""

    pk: UUID
    code: str
    titre: str
    statut: str
    is_brouillon: bool
    is_interne: bool
    completude: int
    avancement: int | None
    nb_etapes: int
    nb_etapes_faites: int
    date_fin: date | None
    calendrier_texte: str
    meteo_pilote: str
    date_meteo: date | None
    parente: tuple[str, str] | None
    priorite: str
    updated_at: datetime
    noeud: UUID | None


@dataclass(frozen=True, slots=True)
class AutreRegard:
    """A météo that differs from the one of the pilote: disagreement is shown."""

    regard: str
    niveau: str
    libelle: str


@dataclass(frozen=True, slots=True)
class LigneFiche:
    """One line of the list. `retard` is a sentence, empty when the action is on time."""

    fiche: FicheLue
    thematiques: Sequence[str]
    pilotes: Sequence[str]
    porteur: str
    retard: str
    autres_regards: tuple[AutreRegard, ...]

    @property
    def cle(self) -> str:
        return str(self.fiche.pk)


def list_lignes(
    fiches: FicheActionQuerySet, shown: Sequence[UUID | None], decalage: int, nombre: int
) -> dict[UUID | None, list[LigneFiche]]:
    """The lines of a page, by node; three queries, whatever the size of the plan. A sub-action follows its parent."""
    if not shown:
        return {}
    rangs = [When(noeud=cle, then=Value(rang)) for rang, cle in enumerate(shown) if cle is not None]
    rows = fiches.filter(Q(noeud__in=[cle for cle in shown if cle]) | (Q(noeud=None) if None in shown else Q(pk=None)))
    rows = rows.annotate(rang_noeud=Case(*rangs, default=Value(len(shown)), output_field=IntegerField())).order_by(
        "rang_noeud",
        Coalesce("fiche_parente__ordre", "ordre"),
        Coalesce("fiche_parente__uuid", "uuid"),
        F("fiche_parente").asc(nulls_first=True),
        "ordre",
        "created_at",
        "pk",
    )
    lignes: dict[UUID | None, list[LigneFiche]] = defaultdict(list)
    for ligne in _read(rows, decalage, nombre):
        lignes[ligne.fiche.noeud].append(ligne)
    return lignes


def list_lignes_triees(fiches: FicheActionQuerySet, tri: Tri, decalage: int, nombre: int) -> list[LigneFiche]:
    """The same, in an order that is not the one of the plan; what has no value comes last, both ways."""
    rows, champ = _annote_tri(fiches, tri.cle)
    ordre = F(champ).desc(nulls_last=True) if tri.is_inverse else F(champ).asc(nulls_last=True)
    return _read(rows.order_by(ordre, "ordre", "created_at", "pk"), decalage, nombre)


def _annote_tri(fiches: FicheActionQuerySet, cle: CleTri) -> tuple[FicheActionQuerySet, str]:
    """The rows with the value that sorts them, and its name."""
    if cle is CleTri.ECHEANCE:
        return fiches, "date_fin"
    if cle is CleTri.MISE_A_JOUR:
        return fiches, "updated_at"
    valeur: Any
    if cle is CleTri.PILOTE:
        liens: Any = FicheAction.pilotes.through._default_manager.filter(ficheaction=OuterRef("pk"))
        nom = Lower(Concat(F("personne__nom"), Value(" "), F("personne__prenom"), output_field=CharField()))
        # The pilote whose name the line says first.
        premiers = liens.order_by("personne__nom", "personne__prenom").annotate(tri_nom=nom).values("tri_nom")
        valeur = Subquery(premiers[:1], output_field=CharField())
    else:
        champ, cles = ("statut", Statut) if cle is CleTri.STATUT else ("priorite", Priorite)
        rangs = [When(**{champ: membre.value}, then=Value(rang)) for rang, membre in enumerate(cles)]
        valeur = Case(*rangs, default=None, output_field=IntegerField())
    return fiches.annotate(tri_valeur=valeur), "tri_valeur"


def _read(rows: FicheActionQuerySet, decalage: int, nombre: int) -> list[LigneFiche]:
    """Three queries."""
    lues = list(rows.values_list(*CHAMPS)[decalage : decalage + nombre])
    pks, today = [row[0] for row in lues], timezone.localdate()
    themes, pilotes = list_noms_thematiques(pks), list_noms_pilotes(pks)
    return [_build_ligne(row, themes, pilotes, today) for row in lues]


def list_noms_thematiques(pks: Iterable[UUID]) -> Mapping[UUID, list[str]]:
    """The thématiques of each of these actions, in their order; one query."""
    liens = FicheAction.thematiques.through._default_manager.filter(ficheaction__in=pks)
    rows = liens.order_by("thematique__ordre", "thematique__nom").values_list("ficheaction", "thematique__nom")
    held: dict[UUID, list[str]] = defaultdict(list)
    for fiche, nom in rows:
        held[fiche].append(nom)
    return held


def list_noms_pilotes(pks: Iterable[UUID]) -> Mapping[UUID, list[str]]:
    """Who pilots each of these actions, by name; one query."""
    liens = FicheAction.pilotes.through._default_manager.filter(ficheaction__in=pks)
    rows = liens.order_by("personne__nom", "personne__prenom")
    held: dict[UUID, list[str]] = defaultdict(list)
    for fiche, prenom, nom in rows.values_list("ficheaction", "personne__prenom", "personne__nom"):
        held[fiche].append(f"{prenom} {nom}" if prenom else nom)
    return held


def list_noms_partenaires(pks: Iterable[UUID]) -> Mapping[UUID, list[str]]:
    """The organisations that take part in each of these actions, in the order in which they came; one query."""
    rows = PartenaireFiche.objects.filter(fiche__in=pks).order_by("created_at", "uuid")
    held: dict[UUID, list[str]] = defaultdict(list)
    for fiche, nom in rows.values_list("fiche", "organisation__nom"):
        held[fiche].append(nom)
    return held


def _build_ligne(
    row: Sequence[Any], themes: Mapping[UUID, list[str]], pilotes: Mapping[UUID, list[str]], today: date
) -> LigneFiche:
    (pk, noeud, code, titre, statut, visibilite, completude, avancement, nb_etapes, nb_faites, *suite) = row
    (date_fin, calendrier, prochaine, retard_le, meteo, meteo_caf, meteo_elu, date_meteo, porteur, *fin) = suite
    parente, parente_code, parente_titre, priorite, updated_at = fin
    brouillon = statut == Statut.A_PREPARER
    fiche = FicheLue(
        *(pk, code, titre, statut, brouillon, brouillon or visibilite == Visibilite.INTERNE),
        *(completude, avancement, nb_etapes, nb_faites, date_fin, calendrier, meteo, date_meteo),
        (parente_code, parente_titre) if parente is not None else None,
        *(priorite, updated_at, noeud),
    )
    late = explain_retard(date_fin, prochaine, today) if is_en_retard(statut, retard_le, today) else ""
    autres = tuple(
        AutreRegard(regard.libelle, niveau, NiveauMeteo(niveau).libelle)
        for regard, niveau in ((Regard.CAF, meteo_caf), (Regard.ELU, meteo_elu))
        if niveau and niveau != meteo
    )
    return LigneFiche(fiche, themes.get(pk, ()), pilotes.get(pk, ()), porteur or "", late, autres)
