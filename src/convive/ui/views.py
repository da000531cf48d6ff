"""The gallery of components, and the pages shown when something goes wrong."""

import json
import logging
import sys
from pathlib import Path

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import timezone
from django.views.decorators.http import require_GET

from convive.socle.code_qr import draw_qr
from convive.socle.disque import find_cause_ecriture, is_base_absente
from convive.socle.requete_en_cours import get_identifiant
from convive.ui import selectors
from convive.ui.forms import BrouillonForm, ExempleForm, QuestionForm
from convive.ui.glossaire import get_glossaire
from convive.ui.rules import STATUTS
from convive.ui.saisie import TexteSaisi, list_textes_saisis

logger = logging.getLogger(__name__)

ICONES_FILE = Path(__file__).parent / "front" / "icones.json"
# What Django refuses to read whole: too many bytes, fields or files.
TROP_LOURD = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# What is shown if even the page without database nor context cannot be rendered (static files not collected).
PAGE_DE_SECOURS = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Erreur – Convive</title></head><body><main>'
    "<h1>Quelque chose n’a pas marché chez nous</h1><p>Rien de ce que vous avez envoyé n’a été perdu par votre faute. "
    'Revenez en arrière et essayez de nouveau.</p><p><a href="/">Retour à l’accueil</a></p></main></body></html>'
)


@require_GET
def galerie(request: HttpRequest) -> HttpResponse:
    """Every component in every state: looked at, compared and checked for accessibility here."""
    context = {
        "chiffres": selectors.CHIFFRES,
        "lectures": selectors.LECTURES,
        "onglets": selectors.ONGLETS,
        "groupes": selectors.GROUPES,
        "lignes": selectors.LIGNES,
        "fil": selectors.FIL,
        "pages": selectors.PAGES,
        "qr": draw_qr("https://exemple.fr/presences/"),
        "statuts": list(STATUTS.values()),
        "sigles": get_glossaire(),
        "icones": json.loads(ICONES_FILE.read_text(encoding="utf-8")),
        "textes": [TexteSaisi("Texte", "Une navette depuis le nord,\nles jours d’ouverture.")],
        "brouillon": BrouillonForm(),
        "formulaire": ExempleForm(),
        "formulaire_refuse": ExempleForm({"nom": "", "comparaison": "departement"}, auto_id="refus_%s"),
        "questions": QuestionForm(auto_id="question_%s"),
        "questions_refusees": QuestionForm({}, auto_id="question_refus_%s"),
    }
    return render(request, "ui/galerie.html", context)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TROP_LOURD):
        return render(request, "ui/erreurs/413.html", status=413)
    return render(request, "ui/erreurs/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature.
    return render(request, "ui/erreurs/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    logger.warning("Form refused: %s", reason)
    return render(request, "ui/erreurs/formulaire_expire.html", {"textes": list_textes_saisis(request)}, status=403)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/erreurs/405.html", status=405)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """What allauth shows to who tries too often: its own page is in English."""
    return render(request, "ui/erreurs/429.html", status=429)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page says what was looked for when a view has put a sentence for the reader in its `Http404`."""
    message = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    context = {"message": message if isinstance(message, str) else ""}
    return render(request, "ui/erreurs/404.html", context, status=404)


def service_unavailable(request: HttpRequest, message: str) -> HttpResponse:
    """Something has to be prepared first; the message says what, in one French sentence."""
    return render(request, "ui/erreurs/503.html", {"message": message}, status=503)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature.
    """Rendered without request: no context processor, no database, nothing that may be the cause.

    A disk that takes nothing more is said: whoever wrote knows that nothing was kept, and whom to tell what. So is a
    database that is away, which comes back by itself.
    """
    error = sys.exception()
    cause = find_cause_ecriture(error)
    is_absente = not cause and is_base_absente(error)
    identifiant = get_identifiant()
    context = {
        "cause": cause,
        "is_absente": is_absente,
        "identifiant": identifiant,
        "heure": timezone.localtime(),
    }
    try:
        content = get_template("ui/erreurs/500.html").render(context)
    except Exception:
        logger.exception("The error page itself failed")
        content = PAGE_DE_SECOURS.replace("</main>", f"<p>Panne {identifiant}</p></main>")
    if is_absente:
        return HttpResponse(content, status=503, headers={"Retry-After": "10"})
    return HttpResponse(content, status=507 if cause else 500)
