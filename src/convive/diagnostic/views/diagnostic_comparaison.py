"""Two states of the diagnosis, chapter by chapter: a version that is written, what was presented or validated."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.document import read_etat
from convive.diagnostic.rules.comparaison import compare_diagnostics
from convive.diagnostic.selectors.etat import EtatDiagnostic, get_etat, list_etats
from convive.diagnostic.views.diagnostic_acces import build_contexte_diagnostic, get_membre_lecteur
from convive.documents.registre import DocumentInconnu
from convive.espaces.models import Membre


@login_required
@require_safe
def diagnostic_comparaison(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    etats = list_etats(membre)
    # By default, what is written today beside what was frozen last.
    defaut = [etat.cle for etat in (*etats[1:2], *etats[:1])] if len(etats) > 1 else ["", ""]
    cles = [request.GET.get(nom, cle) for nom, cle in zip(("avant", "apres"), defaut, strict=True)]
    context = build_contexte_diagnostic(request, membre, etats=etats)
    context["fil"][-1:] = [("Comparer", "")]
    if len(etats) > 1:
        avant, apres = (_get_etat_or_404(membre, cle, etats) for cle in cles)
        context |= {"avant": avant, "apres": apres}
        try:
            context["chapitres"] = compare_diagnostics(read_etat(avant), read_etat(apres))
        except DocumentInconnu as error:
            context["erreur"] = str(error)
    return render(request, "diagnostic/diagnostic_comparaison.html", context)


def _get_etat_or_404(membre: Membre, cle: str, etats: list[EtatDiagnostic]) -> EtatDiagnostic:
    etat = get_etat(membre, cle, etats)
    if etat is None:
        raise Http404("Cet état du diagnostic n’existe pas, ou n’est pas visible de vous.")
    return etat
