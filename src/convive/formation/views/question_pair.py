"""« Entre pairs », from any entrance: the list of questions, then one of them with its answers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from convive.formation.actions.pair import create_pair
from convive.formation.actions.question_pair import (
    create_question,
    create_reponse,
    delete_question,
    delete_reponse,
    refuse_mot,
    restore_mot,
    update_merci,
    update_question,
    update_reponse,
)
from convive.formation.forms.base import FormationForm
from convive.formation.forms.pairs import (
    EntreePairForm,
    FiltresPairsForm,
    MotifPairForm,
    QuestionPairForm,
    ReponsePairForm,
)
from convive.formation.models import Pair, QuestionPair, ReponsePair
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.pairs import get_question, get_reponse, get_themes, list_questions, list_reponses
from convive.formation.views.visite_pairs import VisitePairs, build_contexte_pairs
from convive.socle.formulaires import explain_refus
from convive.socle.uuids import parse_uuid
from convive.ui.pagination import build_parametres


def answer_questions(request: HttpRequest, visite: VisitePairs) -> str | dict[str, Any]:
    """The context of the list of questions, or the URL to redirect to after an action."""
    data = request.POST if request.method == "POST" and visite.peut_ecrire else None
    entree = question = None
    if visite.pair is None:
        initial = {"nom": visite.nom_propose, "organisation": visite.organisation_proposee}
        entree = EntreePairForm(data, initial=initial)
        if entree.is_valid():
            create_pair(
                espace=visite.espace, inscription=visite.inscription, compte=visite.compte, **entree.get_valeurs()
            )
            return f"{visite.get_url('question_list')}?fait=entree"
    else:
        question = QuestionPairForm(data, initial={"theme": request.GET.get("theme", "")})
        if question.is_valid() and (posee := _create_question(visite.pair, question)):
            return f"{visite.get_url('question_detail', posee.pk)}?fait=posee"
    context = {"entree": entree, "form": question, **_read_questions(request, visite)}
    return build_contexte_pairs(request, visite, "question_list", **context)


def _read_questions(request: HttpRequest, visite: VisitePairs) -> dict[str, Any]:
    if not visite.is_lecture:
        return {}
    filtres = FiltresPairsForm(request.GET, with_miennes=visite.pair is not None)
    liste = list_questions(
        visite.espace,
        visite.pair,
        filtres.get_criteres(),
        request.GET.get("page", "1"),
        is_moderation=visite.is_moderation,
    )
    return {
        "filtres": filtres,
        "liste": liste,
        "lignes": [(row, visite.get_url("question_detail", row.pk), get_themes().get(row.theme)) for row in liste],
        "is_filtree": any(request.GET.get(nom) for nom in filtres.fields),
        "parametres": build_parametres(request.GET),
    }


def _create_question(pair: Pair, form: QuestionPairForm) -> QuestionPair | None:
    try:
        return create_question(pair=pair, **form.get_valeurs())
    except FormationRefusee as refus:
        explain_refus(form, refus)
        return None


@dataclass(slots=True)
class Saisie:
    """The open form, and the answer that it is about; `geste` is the value of its button."""

    geste: str
    form: FormationForm
    reponse: ReponsePair | None = None

    @property
    def mot(self) -> str:
        """The id of the answer for the form; empty if it is about the question."""
        return str(self.reponse.pk) if self.reponse else ""


def answer_question(request: HttpRequest, visite: VisitePairs, question_uuid: UUID) -> str | dict[str, Any]:
    """The context of a question and its answers, or the URL to redirect to after an action."""
    if not visite.is_lecture:
        return visite.get_url("question_list")
    question = get_question(visite.espace, question_uuid, visite.pair, is_moderation=visite.is_moderation)
    if question is None:
        raise Http404("Cette question n’existe plus.")
    is_envoi = request.method == "POST" and visite.peut_ecrire
    demande = request.POST if is_envoi else request.GET
    geste, reponse = demande.get("geste", ""), get_reponse(question, parse_uuid(demande.get("mot", "")))
    saisie = _build_saisie(request, visite, question, geste, reponse, is_envoi=is_envoi)
    refus = ""
    if is_envoi:
        try:
            if fait := _do(visite, question, geste, reponse, saisie):
                page = "question_list" if fait == "retiree" else "question_detail"
                args = [] if fait == "retiree" else [question.pk]
                return f"{visite.get_url(page, *args)}?fait={fait}"
        except FormationRefusee as error:
            refus = str(error)
    return build_contexte_pairs(
        request,
        visite,
        "question_list",
        question=question,
        theme=get_themes().get(question.theme),
        reponses=list_reponses(question, visite.pair, is_moderation=visite.is_moderation),
        saisie=saisie,
        refus=refus,
        is_a_moi=visite.pair is not None and question.auteur_id == visite.pair.pk,
    )


def _build_saisie(
    request: HttpRequest,
    visite: VisitePairs,
    question: QuestionPair,
    geste: str,
    reponse: ReponsePair | None,
    *,
    is_envoi: bool,
) -> Saisie:
    """The form for this action; by default, or if she may not open it, the form to write an answer."""
    data = request.POST if is_envoi else None
    pair = visite.pair
    if geste == "masquer" and visite.is_moderation:
        return Saisie("masquer", MotifPairForm(data), reponse)
    if geste == "corriger" and pair and reponse and reponse.auteur_id == pair.pk:
        return Saisie("corriger", ReponsePairForm(data, initial={"texte": reponse.texte}), reponse)
    if geste == "corriger" and pair and not reponse and question.auteur_id == pair.pk:
        initial = {nom: getattr(question, nom) for nom in ("titre", "texte", "theme")}
        return Saisie("corriger", QuestionPairForm(data, initial=initial))
    return Saisie("repondre", ReponsePairForm(data if geste == "repondre" else None))


def _do(
    visite: VisitePairs, question: QuestionPair, geste: str, reponse: ReponsePair | None, saisie: Saisie
) -> str | None:
    """Perform an action and return its key in FAITS; None if there is something to correct, or nothing to do."""
    if visite.is_moderation and (fait := _moderate(visite, question, geste, reponse, saisie)):
        return fait
    pair = visite.pair
    if pair is None:
        return None
    if geste in ("merci", "sans_merci") and reponse:
        update_merci(pair=pair, reponse=reponse, is_aidee=geste == "merci")
        return geste
    if geste == "retirer":
        if reponse:
            delete_reponse(pair=pair, reponse=reponse)
            return "efface"
        delete_question(pair=pair, question=question)
        return "retiree"
    return _write(pair, question, geste, saisie) if saisie.geste == geste and saisie.form.is_valid() else None


def _write(pair: Pair, question: QuestionPair, geste: str, saisie: Saisie) -> str | None:
    form = saisie.form
    if geste == "repondre":
        create_reponse(pair=pair, question=question, texte=form.cleaned_data["texte"])
        return "reponse"
    if isinstance(form, QuestionPairForm):
        update_question(pair=pair, question=question, **form.get_valeurs())
        return "corrige"
    if saisie.reponse and geste == "corriger":
        update_reponse(pair=pair, reponse=saisie.reponse, texte=form.cleaned_data["texte"])
        return "corrige"
    return None


def _moderate(
    visite: VisitePairs, question: QuestionPair, geste: str, reponse: ReponsePair | None, saisie: Saisie
) -> str | None:
    mot: QuestionPair | ReponsePair = reponse or question
    if visite.compte is None:
        return None
    if geste == "remettre":
        restore_mot(by=visite.compte, espace=visite.espace, mot=mot)
        return "remis"
    if geste == "masquer" and saisie.form.is_valid():
        motif = " ".join(saisie.form.cleaned_data["motif"].split())
        refuse_mot(by=visite.compte, espace=visite.espace, mot=mot, motif=motif, now=timezone.now())
        return "masque"
    return None
