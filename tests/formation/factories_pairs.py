"""Peers of a training body, one question and what is said of it. All invented."""

from typing import Any

from django.utils import timezone

from convive.espaces.models import Espace
from convive.formation.models import Inscription, OrganismeFormation, Pair, QuestionPair, ReponsePair
from convive.formation.rules.pairs import fold_mots, pack_domaines
from tests.formation.factories_formation import create_organisme_essai


def create_pair_essai(inscription: Inscription, nom: str = "Ysoline", **champs: Any) -> Pair:
    return Pair.objects.create(espace=inscription.espace, inscription=inscription, nom=nom, **champs)


def create_aide_essai(pair: Pair, *domaines: str, contact: str = "ysoline@exemple.fr") -> Pair:
    """In the directory, on these themes."""
    pair.aide_le, pair.domaines, pair.contact = timezone.now(), pack_domaines(domaines), contact
    pair.save()
    return pair


def create_question_essai(espace: Espace, auteur: Pair | None = None, **champs: Any) -> QuestionPair:
    valeurs: dict[str, Any] = {"titre": "Comment préparer un COPIL ?", "theme": "F2"} | champs
    mots = fold_mots(valeurs["titre"], valeurs.get("texte", ""))
    return QuestionPair.objects.create(espace=espace, auteur=auteur, mots=mots, **valeurs)


def create_reponse_essai(question: QuestionPair, auteur: Pair | None, texte: str = "Un ordre du jour court.") -> Any:
    return ReponsePair.objects.create(question=question, auteur=auteur, texte=texte)


def get_args_pairs(compte: Any) -> dict[str, list[object]]:
    """What the pages of a post take: a body that is open to the teams, a question there."""
    organisme = create_organisme_essai(compte)
    OrganismeFormation.objects.filter(pk=organisme.pk).update(pairs_ouverts=True)
    args: list[object] = [organisme.espace_id]
    question = create_question_essai(organisme.espace)
    return {
        "poste_question_list": args,
        "poste_pair_list": args,
        "poste_question_detail": [*args, question.pk],
    }
