"""The diagnosis of an espace, version after version: written, compared, validated, given on one page."""

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404

from convive.diagnostic.actions.diagnostic import create_diagnostic, validate_diagnostic
from convive.diagnostic.exports.assemblage import build_contexte_base, build_lignes
from convive.diagnostic.exports.document import read_etat
from convive.diagnostic.exports.une_page import CLE_DOCUMENT, build_une_page
from convive.diagnostic.forms.validation import ValidationForm
from convive.diagnostic.models import Diagnostic
from convive.diagnostic.permissions import can_compose_diagnostic, can_get_diagnostic
from convive.diagnostic.rules.comparaison import compare_diagnostics
from convive.diagnostic.rules.sommaire import SOURCES, EtatChapitre
from convive.diagnostic.selectors.diagnostic import get_diagnostic, list_chapitres, list_diagnostics
from convive.diagnostic.selectors.etat import EtatDiagnostic, get_etat, list_etats
from convive.diagnostic.selectors.sommaire import get_sommaire, get_variantes
from convive.diagnostic.views.rubrique import DIAGNOSTIC, PAGE_DIAGNOSTIC
from convive.documents.registre import DocumentInconnu, types_documents
from convive.espaces.models import Membre
from convive.espaces.views.page import Formulaire, Page, Pages

DIAGNOSTIC_ABSENT = "Cette version du diagnostic n’existe pas dans cet espace."

pages = Pages(DIAGNOSTIC, "diagnostic/", onglet=PAGE_DIAGNOSTIC)
diagnostic = pages.objet("<uuid:diagnostic_uuid>/", get_diagnostic, DIAGNOSTIC_ABSENT)


def place_page(page: Page, diagnostic: Diagnostic | None = None) -> dict[str, Any]:
    """Put on the trail of a page the version that it is about."""
    if diagnostic is not None:
        page.lead(str(diagnostic), page.get_url(PAGE_DIAGNOSTIC, diagnostic.pk))
    return {"diagnostic": diagnostic, "is_ouvert": diagnostic is not None and not diagnostic.is_valide}


# Without an identifier: the latest version.
@pages.lecture("", "<uuid:diagnostic_uuid>/", droit=can_get_diagnostic)
def diagnostic_detail(page: Page, diagnostic_uuid: UUID | None = None) -> dict[str, Any]:
    """How far it is, chapter by chapter, and what it gives. A newcomer starts it from here."""
    versions = list_diagnostics(page.membre)
    diagnostic = next((version for version in versions if diagnostic_uuid in (None, version.pk)), None)
    if diagnostic_uuid and diagnostic is None:
        raise Http404(DIAGNOSTIC_ABSENT)
    contexte = place_page(page, diagnostic)
    if diagnostic_uuid is None:
        del page.fil[2:]
    contexte["versions"] = versions
    contexte["peut_composer"] = can_compose_diagnostic(page.membre) and not page.espace.is_expire
    if diagnostic is not None:
        contexte["is_derniere"] = diagnostic.pk == versions[0].pk
        contexte |= _build_avancement(page, diagnostic) | _build_emporter(page.membre, diagnostic, versions)
    return contexte


def _build_avancement(page: Page, diagnostic: Diagnostic) -> dict[str, Any]:
    lignes = build_lignes(list_chapitres(diagnostic), build_contexte_base(page.espace, page.today))
    shown = [ligne for ligne in lignes if not ligne.chapitre.is_masque]
    counts = {etat: sum(1 for ligne in shown if ligne.etat is etat) for etat in EtatChapitre}
    return {
        "lignes": lignes,
        "avancement": [(etat.value, etat.libelle, counts[etat]) for etat in EtatChapitre],
        "ecrits": counts[EtatChapitre.ECRIT],
        "visibles": len(shown),
    }


def _build_emporter(membre: Membre, diagnostic: Diagnostic, versions: list[Diagnostic]) -> dict[str, Any]:
    """The documents, in the state of this version, and in each state that was frozen of it."""
    etats = [etat for etat in list_etats(membre, versions) if etat.diagnostic == diagnostic]
    documents = [types_documents.get(f"diagnostic_{cle}") for cle in get_variantes()]
    return {"documents": documents, "etats": etats, "jeton": uuid4().hex}


@pages.ecriture("commencer/", droit=can_compose_diagnostic)
def diagnostic_create(page: Page) -> Formulaire:
    """Start the diagnosis, or open the version that follows a validated one: one button."""
    return Formulaire(
        None,
        lambda: create_diagnostic(by=page.compte, espace=page.espace),
        fait=lambda diagnostic: f"{diagnostic}\u00a0: tout est prêt, ouvrez un chapitre.",
        suite=lambda diagnostic: page.get_url(PAGE_DIAGNOSTIC, diagnostic.pk),
        contexte={
            **place_page(page),
            "sommaire": get_sommaire(page.today),
            "versions": list_diagnostics(page.membre),
        },
    )


@pages.lecture("comparer/", droit=can_get_diagnostic)
def diagnostic_comparaison(page: Page) -> dict[str, Any]:
    """Two states, chapter by chapter: a version that is written, what was presented or validated."""
    etats = list_etats(page.membre)
    # By default, what is written today beside what was frozen last.
    defaut = [etat.cle for etat in (*etats[1:2], *etats[:1])] if len(etats) > 1 else ["", ""]
    cles = [page.request.GET.get(nom, cle) for nom, cle in zip(("avant", "apres"), defaut, strict=True)]
    contexte = {**place_page(page), "etats": etats}
    if len(etats) > 1:
        avant, apres = (_get_etat_or_404(page.membre, cle, etats) for cle in cles)
        contexte |= {"avant": avant, "apres": apres}
        try:
            contexte["chapitres"] = compare_diagnostics(read_etat(avant), read_etat(apres))
        except DocumentInconnu as error:
            contexte["erreur"] = str(error)
    return contexte


def _get_etat_or_404(membre: Membre, cle: str, etats: list[EtatDiagnostic]) -> EtatDiagnostic:
    etat = get_etat(membre, cle, etats)
    if etat is None:
        raise Http404("Cette version du diagnostic n’existe pas, ou vous n’y avez pas accès.")
    return etat


@pages.lecture("une-page/", droit=can_get_diagnostic)
def une_page_detail(page: Page) -> dict[str, Any]:
    """The diagnosis on one page: read on a phone, printed on a sheet, taken away."""
    return {
        **place_page(page),
        "page": build_une_page(page.espace, page.today),
        "document": types_documents.get(CLE_DOCUMENT),
        "jeton": uuid4().hex,
    }


@diagnostic.ecriture("valider/", droit=can_compose_diagnostic)
def diagnostic_validate(page: Page, diagnostic: Diagnostic) -> Formulaire:
    """Validate a version: it is frozen as it is, then never changes."""
    form = ValidationForm(page.data, initial={"date_validation": page.today})

    def build_contexte() -> dict[str, Any]:
        lignes = build_lignes(
            list_chapitres(diagnostic, with_masques=False), build_contexte_base(page.espace, page.today)
        )
        a_ecrire = [ligne.chapitre for ligne in lignes if ligne.etat is not EtatChapitre.ECRIT]
        return {
            **place_page(page, diagnostic),
            "a_ecrire": [chapitre for chapitre in a_ecrire if chapitre.cle != SOURCES],
        }

    def validate() -> None:
        jour, validation = form.cleaned_data["date_validation"], form.cleaned_data["validation"]
        validate_diagnostic(by=page.membre, diagnostic=diagnostic, jour=jour, validation=validation)

    return Formulaire(
        form,
        validate,
        fait=f"{diagnostic}\u00a0: validée. Elle ne change plus, et se retrouve à l’identique.",
        suite=page.get_url(PAGE_DIAGNOSTIC, diagnostic.pk),
        contexte=build_contexte,
    )
