"""The lines of the list of a plan: a hundred of them are read and drawn at once, hence no instance of a model."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from convive.plan_action.models import FicheAction, FicheActionQuerySet, PartenaireFiche
from convive.plan_action.rules.plan import LIBELLES_METEO, LIBELLES_REGARDS, NiveauMeteo, Regard, Visibilite
from convive.plan_action.rules.resume import explain_retard
from convive.plan_action.rules.retard import is_en_retard
from convive.plan_action.rules.statuts import Statut

# What a line reads of an action, and of the rows it points at: texts are long, and stay in the database.
CHAMPS = (
    *("pk", "noeud", "code", "titre", "statut", "visibilite", "completude", "avancement", "nb_etapes"),
    *("nb_etapes_faites", "date_fin", "calendrier_texte", "prochaine_echeance", "retard_le", "meteo_pilote"),
    *("meteo_caf", "meteo_elu", "date_meteo", "organisation_porteuse__nom", "fiche_parente"),
    *("fiche_parente__code", "fiche_parente__titre"),
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
    lues = list(rows.values_list(*CHAMPS)[decalage : decalage + nombre])
    pks, today = [row[0] for row in lues], timezone.localdate()
    themes, pilotes = list_noms_thematiques(pks), list_noms_pilotes(pks)
    lignes: dict[UUID | None, list[LigneFiche]] = defaultdict(list)
    for row in lues:
        lignes[row[1]].append(_build_ligne(row, themes, pilotes, today))
    return lignes


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
    (pk, _, code, titre, statut, visibilite, completude, avancement, nb_etapes, nb_faites, *suite) = row
    (date_fin, calendrier, prochaine, retard_le, meteo, meteo_caf, meteo_elu, date_meteo, porteur, *parente) = suite
    brouillon = statut == Statut.A_PREPARER
    fiche = FicheLue(
        *(pk, code, titre, statut, brouillon, brouillon or visibilite == Visibilite.INTERNE),
        *(completude, avancement, nb_etapes, nb_faites, date_fin, calendrier, meteo, date_meteo),
        (parente[1], parente[2]) if parente[0] is not None else None,
    )
    late = explain_retard(date_fin, prochaine, today) if is_en_retard(statut, retard_le, today) else ""
    autres = tuple(
        AutreRegard(LIBELLES_REGARDS[regard], niveau, LIBELLES_METEO[NiveauMeteo(niveau)])
        for regard, niveau in ((Regard.CAF, meteo_caf), (Regard.ELU, meteo_elu))
        if niveau and niveau != meteo
    )
    return LigneFiche(fiche, themes.get(pk, ()), pilotes.get(pk, ()), porteur or "", late, autres)
