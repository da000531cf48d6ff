"""Questions, answers and offers of help « Entre pairs », as one person sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre, TypeEspace
from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Inscription, MerciPair, OrganismeFormation, Pair, QuestionPair, ReponsePair
from convive.formation.rules.formation import DROIT_ANIMER, SUIVIES, EtatSession
from convive.formation.rules.pairs import Themes, build_groupes_themes, fold_mots, unpack_domaines
from convive.prise_poste.models.acces import get_places_droit, get_places_suivies
from convive.prise_poste.selectors.contenus import get_grille, get_missions

PAR_PAGE = 20


@cache
def get_groupes_themes() -> list[tuple[str, list[tuple[str, str]]]]:
    return build_groupes_themes(get_grille(), get_missions())


@cache
def get_themes() -> Themes:
    return {cle: nom for _, themes in get_groupes_themes() for cle, nom in themes}


@dataclass(frozen=True, slots=True)
class CriteresQuestions:
    """The filters above the list; `miennes` keeps this person's own questions."""

    q: str = ""
    theme: str = ""
    miennes: bool = False


@dataclass(frozen=True, slots=True)
class ReponseLue:
    """`mercis` is how many people the answer helped; `is_remerciee`: this person is one of them."""

    reponse: ReponsePair
    mercis: int
    is_a_moi: bool
    is_remerciee: bool


@dataclass(frozen=True, slots=True)
class AideLue:
    pair: Pair
    themes: tuple[str, ...]


def get_pair(espace: Espace, inscription: Inscription | None, compte: Compte | None) -> Pair | None:
    """The visitor's `Pair` in an organisme, by her inscription, or by the compte linked to it."""
    liens = Q(pk__in=[])
    if inscription is not None:
        liens |= Q(inscription=inscription)
    if compte is not None:
        liens |= Q(compte=compte) | Q(inscription__compte=compte)
    pair = Pair.objects.filter(liens, espace=espace).select_related("inscription", "compte").first()
    if pair is not None:
        pair.espace = espace
    return pair


def list_questions(
    espace: Espace, pair: Pair | None, criteres: CriteresQuestions, numero: str, *, is_moderation: bool = False
) -> Page[QuestionPair]:
    """Questions without an answer first, then latest first; two queries. A hidden question is only shown to moderators
    and to its author."""
    rows: Any = _get_lisibles(QuestionPair.objects.filter(espace=espace), pair, is_moderation=is_moderation)
    if criteres.theme in get_themes():
        rows = rows.filter(theme=criteres.theme)
    if criteres.miennes:
        rows = rows.filter(auteur=pair)
    for mot in fold_mots(criteres.q).split():
        rows = rows.filter(mots__contains=mot)
    visibles = ReponsePair.objects.filter(question=OuterRef("pk"), masque_le__isnull=True)
    rows = rows.annotate(
        has_reponse=Exists(visibles), reponses_lues=Count("reponses", filter=Q(reponses__masque_le__isnull=True))
    )
    return Paginator(rows.select_related("auteur").order_by("has_reponse", "-created_at", "uuid"), PAR_PAGE).get_page(
        numero
    )


def _get_lisibles[M: Any](rows: M, pair: Pair | None, *, is_moderation: bool) -> M:
    if is_moderation:
        return rows
    return rows.filter(Q(masque_le__isnull=True) | Q(auteur__isnull=False, auteur=pair))  # type: ignore[no-any-return]


def get_question(espace: Espace, uuid: UUID, pair: Pair | None, *, is_moderation: bool = False) -> QuestionPair | None:
    rows = _get_lisibles(QuestionPair.objects.filter(espace=espace, pk=uuid), pair, is_moderation=is_moderation)
    question = rows.select_related("auteur").first()
    if question is not None:
        question.espace = espace
    return question


def list_reponses(question: QuestionPair, pair: Pair | None, *, is_moderation: bool = False) -> list[ReponseLue]:
    """The answers in chronological order; one query."""
    rows: QuerySet[Any] = _get_lisibles(question.reponses.all(), pair, is_moderation=is_moderation)
    siens = MerciPair.objects.filter(reponse=OuterRef("pk"), pair=pair.pk if pair else None)
    rows = rows.select_related("auteur").annotate(nombre=Count("mercis"), is_remerciee=Exists(siens))
    return [
        ReponseLue(row, row.nombre, pair is not None and row.auteur_id == pair.pk, row.is_remerciee)
        for row in rows.order_by("created_at", "uuid")
    ]


def get_reponse(question: QuestionPair, uuid: UUID | None) -> ReponsePair | None:
    return question.reponses.filter(pk=uuid).first() if uuid else None


def list_aides(espace: Espace, theme: str, numero: str) -> tuple[Page[Pair], list[AideLue]]:
    """The people of the directory, for a theme or for all; two queries."""
    rows = Pair.objects.filter(espace=espace, aide_le__isnull=False)
    if theme in get_themes():
        rows = rows.filter(domaines__contains=f"|{theme}|")
    page = Paginator(rows.order_by("nom", "uuid"), PAR_PAGE).get_page(numero)
    return page, [AideLue(pair, name_themes(pair.domaines)) for pair in page]


def name_themes(domaines: str) -> tuple[str, ...]:
    return tuple(get_themes()[cle] for cle in unpack_domaines(domaines) if cle in get_themes())


def list_organismes_pairs(compte: Compte, today: date) -> Sequence[OrganismeFormation]:
    """The organismes whose peers this compte may join, or has joined; one query.

    They are those open to all teams of the installation, and those that trained her.
    """
    suivies = Inscription.objects.filter(
        espace=OuterRef("espace"), compte=compte, etat__in=SUIVIES, session__date_debut__lte=today
    ).exclude(session__etat=EtatSession.ANNULEE)
    sienne = Pair.objects.filter(Q(compte=compte) | Q(inscription__compte=compte), espace=OuterRef("espace"))
    rows = OrganismeFormation.objects.filter(
        Q(pairs_ouverts=True) | Exists(suivies) | Exists(sienne),
        espace__type=TypeEspace.ORGANISME_FORMATION,
        espace__date_suppression__isnull=True,
    )
    return list(rows.select_related("espace").order_by("raison_sociale", "uuid"))


def list_annonces(reponse_uuid: UUID | None = None) -> list[ReponsePair]:
    """The answers of which the author of the question has not been told yet: all of them, or only this one."""
    rows = ReponsePair.objects.filter(est_a_annoncer=True, masque_le__isnull=True, question__auteur__has_courriels=True)
    rows = rows.filter(Q(question__auteur__compte__is_active=True) | Q(question__auteur__inscription__email__gt=""))
    rows = rows.filter(question__espace__date_suppression__isnull=True, question__masque_le__isnull=True)
    if reponse_uuid is not None:
        rows = rows.filter(pk=reponse_uuid)
    liens = (
        "question__espace",
        "question__auteur__inscription",
        "question__auteur__compte",
        "question__auteur__espace",
    )
    return list(rows.select_related(*liens).order_by("created_at", "uuid"))


def get_url_auteur(question: QuestionPair) -> str:
    """The URL where the author can read her question: her private page, the espace of the organisme, or her own."""
    auteur = question.auteur
    if auteur is not None and auteur.inscription is not None:
        return reverse("formation:stagiaire_question_detail", args=[build_cle(auteur.inscription), question.pk])
    compte = auteur.compte if auteur else None
    if compte is not None and not get_places_droit(compte, DROIT_ANIMER).filter(espace=question.espace_id).exists():
        place: Membre | None = get_places_suivies(compte).order_by("date_debut", "pk").first()
        if place is not None:
            return reverse("formation:poste_question_detail", args=[place.espace_id, question.espace_id, question.pk])
    return reverse("formation:question_detail", args=[question.espace_id, question.pk])
