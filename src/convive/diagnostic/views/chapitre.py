"""The chapters of a version of the diagnosis: their order, what one reads, what one writes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from convive.diagnostic.actions.chapitre import (
    create_chapitre,
    update_chapitre,
    update_masque_chapitre,
    update_ordre_chapitre,
)
from convive.diagnostic.exports.assemblage import (
    build_chapitre_lu,
    build_contexte_base,
    list_provenances_chapitres,
)
from convive.diagnostic.exports.document import read_valide
from convive.diagnostic.forms.chapitre import ChapitreForm
from convive.diagnostic.forms.sommaire import AjoutChapitreForm
from convive.diagnostic.models import Chapitre, Diagnostic
from convive.diagnostic.permissions import (
    can_compose_diagnostic,
    can_get_diagnostic,
    can_update_chapitre,
    can_update_chapitres,
)
from convive.diagnostic.rules.redaction import list_sources
from convive.diagnostic.rules.sommaire import SOURCES
from convive.diagnostic.selectors.diagnostic import (
    get_diagnostic,
    list_chapitres,
    list_chapitres_of,
    list_thematiques_sans_chapitre,
)
from convive.diagnostic.selectors.sommaire import get_aides
from convive.diagnostic.views.diagnostic import DIAGNOSTIC_ABSENT, place_page
from convive.diagnostic.views.rubrique import DIAGNOSTIC, PAGE_DIAGNOSTIC
from convive.espaces.models import Membre
from convive.espaces.rules import EspaceRefuse
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu

PROPOSITION = "proposition"
GESTES: dict[str, Callable[..., None]] = {
    "monter": partial(update_ordre_chapitre, pas=-1),
    "descendre": partial(update_ordre_chapitre, pas=1),
    "masquer": partial(update_masque_chapitre, is_masque=True),
    "montrer": partial(update_masque_chapitre, is_masque=False),
}


@dataclass(frozen=True, slots=True)
class ChapitreOuvert:
    """A chapter and where it stands: `rang` is its number among those that are shown, 0 for a hidden one."""

    chapitre: Chapitre
    chapitres: list[Chapitre]
    rang: int
    avant: Chapitre | None
    apres: Chapitre | None


pages = Pages(DIAGNOSTIC, "diagnostic/", onglet=PAGE_DIAGNOSTIC)
diagnostic = pages.objet("<uuid:diagnostic_uuid>/", get_diagnostic, DIAGNOSTIC_ABSENT)
# Read with its version, at once.
chapitre = pages.sous("<uuid:diagnostic_uuid>/chapitres/<uuid:chapitre_uuid>/")


def get_chapitre_or_404(membre: Membre, diagnostic_uuid: UUID, chapitre_uuid: UUID) -> ChapitreOuvert:
    chapitres = list_chapitres_of(membre, diagnostic_uuid)
    chapitre = next((c for c in chapitres if c.pk == chapitre_uuid), None)
    if chapitre is None:
        raise Http404("Ce chapitre n’existe pas dans cette version du diagnostic.")
    shown = [c for c in chapitres if not c.is_masque]
    rang = shown.index(chapitre) if chapitre in shown else -1
    avant = shown[rang - 1] if rang > 0 else None
    apres = shown[rang + 1] if 0 <= rang < len(shown) - 1 else None
    return ChapitreOuvert(chapitre, chapitres, rang + 1, avant, apres)


@diagnostic.ecriture("sommaire/", droit=can_compose_diagnostic)
def chapitre_list(page: Page, diagnostic: Diagnostic) -> Rendu:
    """The table of contents: order the chapters, hide some, add others."""
    chapitres, erreur = list_chapitres(diagnostic), ""
    thematiques = list_thematiques_sans_chapitre(page.espace, chapitres)
    form = AjoutChapitreForm(page.data if page.geste == "ajouter" else None, thematiques=thematiques)
    if page.is_envoi:
        try:
            cible = _submit(page, diagnostic, chapitres, form)
            if cible is not None:
                return page.redirect(f"{page.get_url('diagnostic:chapitre_list', diagnostic.pk)}#chapitre-{cible.pk}")
        except EspaceRefuse as error:
            erreur = str(error)
    contexte = place_page(page, diagnostic)
    return contexte | {"chapitres": chapitres, "form": form, "erreur": erreur}


def _submit(page: Page, diagnostic: Diagnostic, chapitres: list[Chapitre], form: AjoutChapitreForm) -> Chapitre | None:
    """Do the gesture, and give the chapter that it changed; None when a field has to be corrected."""
    if page.geste == "ajouter":
        if not form.is_valid():
            return None
        return create_chapitre(by=page.compte, diagnostic=diagnostic, **form.get_arguments())
    geste, objet = GESTES.get(page.geste), page.request.POST.get("objet", "")
    cible = next((chapitre for chapitre in chapitres if str(chapitre.pk) == objet), None)
    if geste is None or cible is None:
        raise Http404("Cette action n’est plus possible\u00a0: rechargez la page.")
    geste(by=page.compte, chapitre=cible)
    return cible


@chapitre.lecture("", droit=can_get_diagnostic)
def chapitre_detail(page: Page, diagnostic_uuid: UUID, chapitre_uuid: UUID) -> dict[str, Any]:
    """As one reads it: what people wrote, then the figures, the charts and the words that it rests on."""
    ouvert = get_chapitre_or_404(page.membre, diagnostic_uuid, chapitre_uuid)
    chapitre = ouvert.chapitre
    return {
        **place_page(page, chapitre.diagnostic),
        **_build_lecture(page, ouvert),
        "ouvert": ouvert,
        "chapitre": chapitre,
        "aide": get_aides(page.today).get(chapitre.cle, ""),
        "peut_ecrire": can_update_chapitre(page.membre, chapitre) and not page.espace.is_expire,
    }


def _build_lecture(page: Page, ouvert: ChapitreOuvert) -> dict[str, Any]:
    """The chapter as it is today; that of a validated version, as its validation froze it."""
    chapitre = ouvert.chapitre
    valide = read_valide(chapitre.diagnostic) if chapitre.diagnostic.is_valide and ouvert.rang else None
    if valide is not None and ouvert.rang <= len(valide.chapitres):
        lecture: dict[str, Any] = {"lu": valide.chapitres[ouvert.rang - 1], "fige": True}
        return lecture | {"sources": list_sources(valide.provenances)} if chapitre.cle == SOURCES else lecture
    base = build_contexte_base(page.espace, page.today)
    lecture = {"lu": build_chapitre_lu(chapitre, base), "fige": False}
    if chapitre.cle == SOURCES:
        lecture["sources"] = list_sources(list_provenances_chapitres(ouvert.chapitres, base))
    return lecture


@chapitre.ecriture("ecrire/", droit=can_update_chapitres, garde="chapitre")
def chapitre_update(page: Page, diagnostic_uuid: UUID, chapitre_uuid: UUID) -> Formulaire:
    """Write, the figures in sight."""
    chapitre = get_chapitre_or_404(page.membre, diagnostic_uuid, chapitre_uuid).chapitre
    if not can_update_chapitre(page.membre, chapitre):
        raise PermissionDenied("Ce chapitre n’est pas dans vos thématiques, ou son diagnostic est validé.")
    page.identifiant = chapitre.pk
    contexte = _build_contexte(page, chapitre)
    form: ChapitreForm = contexte["form"]
    return Formulaire(
        form,
        lambda: update_chapitre(by=page.compte, chapitre=chapitre, saisie=form.get_saisie()),
        fait="Chapitre enregistré.",
        suite=page.get_url("diagnostic:chapitre_detail", diagnostic_uuid, chapitre_uuid),
        contexte=contexte,
        brouillon="chapitre",
    )


def _build_contexte(page: Page, chapitre: Chapitre) -> dict[str, Any]:
    """The form, and beside it what the chapter rests on; with the proposed sentences when one starts from them."""
    lu = build_chapitre_lu(chapitre, build_contexte_base(page.espace, page.today))
    # Once it is sent, what is proposed is not taken for what is saved.
    is_demandee = PROPOSITION in page.request.GET and page.request.method != "POST"
    is_proposition = is_demandee and not chapitre.voyons and bool(lu.phrases)
    proposees = "\n\n".join(phrase.texte for phrase in lu.phrases) if is_proposition else ""
    return {
        **place_page(page, chapitre.diagnostic),
        "chapitre": chapitre,
        "form": ChapitreForm(page.data, chapitre=chapitre, proposition=proposees),
        "lu": lu,
        "aide": get_aides(page.today).get(chapitre.cle, ""),
        "is_proposition": is_proposition,
    }
