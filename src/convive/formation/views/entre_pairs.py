"""« Entre pairs » as its three doors share it: the espace of the body, the personal page of a trainee, the espace of
somebody who has a compte. A door says who comes in; what happens behind is the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace
from convive.formation.actions.pair import create_pair, delete_aide, delete_pair, update_aide, update_pair
from convive.formation.actions.question_pair import create_question
from convive.formation.forms.pairs import (
    AidePairForm,
    EntreePairForm,
    FiltresPairsForm,
    QuestionPairForm,
    ReglagePairForm,
    ThemePairForm,
)
from convive.formation.models import Inscription, Pair, QuestionPair
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.pairs import get_themes, list_aides, list_questions
from convive.ui.onglets import OngletPage
from convive.ui.pagination import build_parametres

FAITS = {
    "entree": "Vous êtes dans «\u00a0Entre pairs\u00a0». Posez une question, ou répondez à quelqu’un.",
    "posee": "Votre question est posée.",
    "retiree": "Votre question est retirée.",
    "reponse": "Votre réponse est là.",
    "corrige": "C’est corrigé.",
    "efface": "Votre réponse est retirée.",
    "masque": "C’est masqué, avec votre raison.",
    "remis": "Tout le monde le lit à nouveau.",
    "merci": "C’est noté\u00a0: cette réponse vous a aidé·e.",
    "sans_merci": "C’est noté.",
    "reglages": "Vos réglages sont enregistrés.",
    "aide": "Vous êtes dans l’annuaire.",
    "sans_aide": "Vous n’êtes plus dans l’annuaire\u00a0: rien de ce que vous y disiez n’est gardé.",
    "sortie": "Vous êtes sorti·e d’«\u00a0Entre pairs\u00a0». Ce que vous y avez écrit reste, sans votre nom.",
}


@dataclass(frozen=True, slots=True)
class VisitePairs:
    """`espace` is that of the body; `porte` begins the names of the pages of this door, `args` their addresses. `pair`
    is None for who has not come in. `list_niveaux` gives her own levels on the grid, when she asks for them."""

    espace: Espace
    porte: str
    args: tuple[Any, ...]
    pair: Pair | None
    nom_propose: str = ""
    organisation_proposee: str = ""
    inscription: Inscription | None = None
    compte: Compte | None = None
    is_moderation: bool = False
    is_ouvert: bool = True
    list_transmis: Callable[[], list[str]] | None = None

    def get_url(self, page: str, *args: Any) -> str:
        return reverse(f"formation:{self.porte}{page}", args=[*self.args, *args])

    @property
    def is_lecture(self) -> bool:
        return self.pair is not None or self.is_moderation

    @property
    def peut_ecrire(self) -> bool:
        return self.is_ouvert and not self.espace.is_expire


def build_contexte_pairs(request: HttpRequest, visite: VisitePairs, courante: str, **contexte: Any) -> dict[str, Any]:
    """What each of these pages shows besides what its door shows."""
    pages = (("question_list", "Questions", "message-circle"), ("pair_list", "Je peux aider", "heart-handshake"))
    return {
        "visite": visite,
        "pair": visite.pair,
        "fait": FAITS.get(request.GET.get("fait", ""), ""),
        "pages_pairs": [OngletPage(nom, visite.get_url(vue), icone, vue == courante) for vue, nom, icone in pages]
        if visite.is_lecture
        else [],
        "url_questions": visite.get_url("question_list"),
        "url_annuaire": visite.get_url("pair_list"),
        "themes": get_themes(),
        **contexte,
    }


def answer_questions(request: HttpRequest, visite: VisitePairs) -> str | dict[str, Any]:
    """The list of the questions, or the address that follows what was done."""
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
        form.explain_refus(refus)
        return None


def answer_annuaire(request: HttpRequest, visite: VisitePairs) -> str | dict[str, Any]:
    """Who offers to help, and what this person offers; or the address that follows what was done."""
    if not visite.is_lecture:
        return visite.get_url("question_list")
    geste = request.POST.get("geste", "") if request.method == "POST" and visite.peut_ecrire else ""
    context: dict[str, Any] = {"filtres": ThemePairForm(request.GET)}
    if pair := visite.pair:
        proposes = visite.list_transmis() if visite.list_transmis and "grille" in request.GET else []
        aide = AidePairForm(request.POST if geste == "aider" else None, pair=pair, proposes=proposes)
        reglages = ReglagePairForm(request.POST if geste == "regler" else None, pair=pair)
        if suite := _do_annuaire(visite, pair, geste, aide, reglages):
            return suite
        context |= {"aide": aide, "reglages": reglages, "proposes": [get_themes()[cle] for cle in proposes]}
        context |= {"is_grille": "grille" in request.GET, "has_grille": visite.list_transmis is not None}
    liste, aides = list_aides(visite.espace, request.GET.get("theme", ""), request.GET.get("page", "1"))
    context |= {"liste": liste, "aides": aides, "parametres": build_parametres(request.GET)}
    context["is_filtree"] = bool(request.GET.get("theme"))
    return build_contexte_pairs(request, visite, "pair_list", **context)


def _do_annuaire(
    visite: VisitePairs, pair: Pair, geste: str, aide: AidePairForm, reglages: ReglagePairForm
) -> str | None:
    """Where to go once it is done; None when there is nothing to do, or something to correct."""
    annuaire = visite.get_url("pair_list")
    try:
        if geste == "sortir":
            delete_pair(pair=pair)
            return f"{visite.get_url('question_list')}?fait=sortie"
        if geste == "retirer":
            delete_aide(pair=pair)
            return f"{annuaire}?fait=sans_aide"
        if geste == "aider" and aide.is_valid():
            update_aide(pair=pair, now=timezone.now(), **aide.get_valeurs())
            return f"{annuaire}?fait=aide"
        if geste == "regler" and reglages.is_valid():
            update_pair(pair=pair, **reglages.get_valeurs())
            return f"{annuaire}?fait=reglages"
    except FormationRefusee as refus:
        aide.explain_refus(refus)
    return None


def refuse_absente(question: QuestionPair | None) -> QuestionPair:
    if question is None:
        raise Http404("Cette question n’est pas ici, ou vient d’être retirée.")
    return question
