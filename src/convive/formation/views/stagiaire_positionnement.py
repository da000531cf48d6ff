"""A trainee places herself on the grid of competences, before and after, one block at a time; it is hers alone."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.views.public import without_trace
from convive.formation.actions.enquete import update_enquete_stagiaire
from convive.formation.forms.enquete import PositionnementForm
from convive.formation.models import Inscription
from convive.formation.refus import FormationRefusee
from convive.formation.rules.enquetes import MOMENTS, Enquete, is_ouverte
from convive.formation.selectors.enquetes import get_delais_enquetes, list_questionnaires_stagiaire, read_niveaux
from convive.formation.selectors.positionnements import read_positionnements
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404
from convive.prise_poste.rules.competences import count_reponses
from convive.prise_poste.selectors.contenus import get_grille
from convive.socle.requetes import is_fragment


# The key in the address is the only authority and no cookie is read; « no-referrer » makes a browser send
# « Origin: null », which the check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def stagiaire_positionnement(request: HttpRequest, cle: str, moment: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    enquete = MOMENTS.get(moment)
    if enquete is None:
        raise Http404("Cette grille n’existe pas.")
    session, today = inscription.session, timezone.localdate()
    delais = get_delais_enquetes(session, today)
    ouverte = is_ouverte(enquete, session.date_debut, session.date_fin, delais, today)
    siens = list_questionnaires_stagiaire(inscription)
    row = siens.get(enquete)
    is_envoi = request.method == "POST" and ouverte and not (row and row.is_termine)
    form = PositionnementForm(request.POST if is_envoi else None, niveaux=row.reponses if row else {})
    if form.is_valid() and (answer := _keep(request, inscription, enquete, form)) is not None:
        return answer
    if request.method == "POST" and is_fragment(request):
        # A line that was saved alone, by the page: words that it can say.
        return HttpResponse(_say_refus(form), status=422, content_type="text/plain; charset=utf-8")
    context = build_contexte_stagiaire(cle, inscription, "stagiaire_detail", form=form, ouverte=ouverte, moment=moment)
    context |= {
        "grille": get_grille(),
        "blocs": form.list_blocs(request.GET.get("bloc", "")),
        "is_termine": bool(row and row.is_termine),
        "is_garde": "garde" in request.GET,
        "reponses": count_reponses(read_niveaux(row.reponses), get_grille()) if row else 0,
        "total": len(get_grille().items),
        "comparaison": read_positionnements(siens),
    }
    return render(request, "formation/stagiaire_positionnement.html", context)


def _keep(
    request: HttpRequest, inscription: Inscription, enquete: Enquete, form: PositionnementForm
) -> HttpResponse | None:
    """What was answered joins what is already kept: each line leaves alone, and another device may have answered some
    of them. None when it is refused."""
    geste = request.POST.get("geste", "")
    is_fin = geste == "terminer"
    try:
        update_enquete_stagiaire(
            inscription=inscription, enquete=enquete, reponses=form.get_niveaux(), is_fin=is_fin, is_ajout=True
        )
    except FormationRefusee as refus:
        form.explain_refus(refus)
        return None
    if is_fragment(request):
        return HttpResponse(status=204, headers={"X-Grille": "1"})
    bloc = geste.removeprefix("bloc:") if geste.startswith("bloc:") else ""
    suite = {"bloc": bloc, "garde": 1} if bloc else {"fait" if is_fin else "garde": 1}
    return redirect(f"{request.path}?{urlencode(suite)}")


def _say_refus(form: PositionnementForm) -> str:
    """Empty errors: it is not open any more."""
    messages = [str(message) for erreurs in form.errors.values() for message in erreurs]
    return " ".join(messages) or "Cette grille n’est plus ouverte\u00a0: rechargez la page."
