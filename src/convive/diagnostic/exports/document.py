"""The diagnosis as a document, in its two variants; and what is frozen of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from convive.diagnostic.exports.assemblage import build_diagnostic_lu
from convive.diagnostic.exports.exemple import build_exemple_lu
from convive.diagnostic.models import Diagnostic
from convive.diagnostic.permissions import can_compose_diagnostic, can_get_diagnostic
from convive.diagnostic.rules.contenus import Illustration
from convive.diagnostic.rules.redaction import DiagnosticLu, dump_diagnostic, list_sources, load_diagnostic
from convive.diagnostic.rules.sommaire import Variante
from convive.diagnostic.selectors.diagnostic import count_chapitres, list_diagnostics
from convive.diagnostic.selectors.etat import CLE_OBJET, EtatDiagnostic, get_etat, get_gel_validation, list_etats
from convive.diagnostic.selectors.sommaire import get_phrases_vides, get_variantes
from convive.documents.emplacements import Apport, emplacements
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.gels import Gelable, gels
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.documents.rules.blocs import BlocIllisible, Element
from convive.documents.rules.gel import ContenuGele
from convive.espaces.models import Membre
from convive.socle.formats import date_longue
from convive.socle.texte import Bloc, NatureBloc

ILLISIBLE = "Cette version gardée n’est plus lisible\u00a0: son contenu a été modifié."
SANS_RIEN = "Ce chapitre n’a encore ni chiffre ni texte."
PAGES_PAR_CHAPITRE = 2
"""A chapter with its table, its charts and its maps; an empty one takes a line, the first ones take six pages."""


def read_etat(etat: EtatDiagnostic) -> DiagnosticLu:
    """A state as it is read. Raise DocumentInconnu for a frozen one that was changed so much that it is illegible."""
    if etat.gel is None:
        assert etat.diagnostic is not None  # noqa: S101 - only a frozen state outlives its version
        return build_diagnostic_lu(etat.diagnostic)
    contenu = etat.gel.read_contenu()
    try:
        if contenu is None:
            raise DocumentInconnu(ILLISIBLE)
        return load_diagnostic(contenu.donnees)
    except BlocIllisible as error:
        raise DocumentInconnu(ILLISIBLE) from error


def read_valide(diagnostic: Diagnostic) -> DiagnosticLu | None:
    """A validated version as it was frozen; None when that state is gone or illegible."""
    gel = get_gel_validation(diagnostic)
    try:
        return read_etat(EtatDiagnostic("", "", diagnostic, gel)) if gel else None
    except DocumentInconnu:
        return None


def build_document(lu: DiagnosticLu, variante: Variante, cadre: Cadre, precision: str) -> DocumentHtml:
    """A version of the diagnosis, whatever the format. `precision` says in which state it is."""
    lu = lu.reorder(variante)
    images = {
        f"{contenu.nom}.svg": contenu.svg
        for chapitre in lu.chapitres
        for contenu in chapitre.contenus
        if isinstance(contenu, Illustration)
    }
    titre = f"{variante.titre} – {cadre.nom}"
    vides = get_phrases_vides(cadre.jour)
    contexte = {
        "variante": variante,
        "chapitres": [(chapitre, vides.get(chapitre.cle, SANS_RIEN)) for chapitre in lu.chapitres],
        "lu": lu,
        "precision": precision,
        "mention": variante.get_mention(cadre.jour),
        "sources": list_sources(lu.provenances),
    }
    return replace(build_texte(cadre, titre, "diagnostic/diagnostic_document.html", contexte), images=images)


def build_builder(cle: str) -> Callable[[Membre, Famille, str], Contenu]:
    """What the registry of documents asks of a variant."""

    def build(membre: Membre, _famille: Famille, choix: str) -> Contenu:
        etat = get_etat(membre, choix)
        if etat is None:
            raise DocumentInconnu("Cette version du diagnostic n’existe pas, ou vous n’y avez pas accès.")
        cadre = get_cadre(membre.espace)
        if etat.gel is not None:
            # Taken away again, it bears the day when it was frozen, and is the same file.
            cadre = replace(cadre, jour=timezone.localdate(etat.gel.date_gel))
        return build_document(read_etat(etat), get_variantes()[cle], cadre, etat.libelle)

    return build


def build_exemple(cle: str) -> Callable[[Famille], Contenu]:
    def build(_famille: Famille) -> Contenu:
        return build_document(build_exemple_lu(), get_variantes()[cle], CADRE_EXEMPLE, "Version 1, en cours d’écriture")

    return build


def list_choix(membre: Membre) -> list[tuple[str, str]]:
    return [(etat.cle, etat.libelle) for etat in list_etats(membre)]


def estimate_pages(membre: Membre, _choix: str) -> int:
    return 6 + PAGES_PAR_CHAPITRE * count_chapitres(membre)


def build_contenu_gel(diagnostic: Diagnostic) -> ContenuGele:
    """The whole version: what one reads, and what makes the same documents again, charts included."""
    lu = build_diagnostic_lu(diagnostic)
    return ContenuGele(str(diagnostic), tuple(lu.elements), dump_diagnostic(lu))


def build_annexe(membre: Membre, _objet: Any) -> Sequence[Element]:
    """The words of the last validated version, without its figures, for the documents of packages above; those of the
    version that is written when none was validated."""
    diagnostics = list_diagnostics(membre)
    diagnostic = next((d for d in diagnostics if d.is_valide), next(iter(diagnostics), None))
    if diagnostic is None:
        return ()
    gel = get_gel_validation(diagnostic) if diagnostic.is_valide else None
    lu = (read_valide(diagnostic) if gel else None) or build_diagnostic_lu(diagnostic)
    etat = f"{diagnostic}, en cours d’écriture."
    if gel is not None and diagnostic.date_validation:
        jour = date_longue(diagnostic.date_validation)
        etat = f"{diagnostic}, validé le {jour} par {diagnostic.validation}, empreinte {gel.empreinte_courte}."
    complet = "Les chiffres, les cartes et les sources sont dans le document complet."
    elements: list[Element] = [Bloc(NatureBloc.PARAGRAPHE, (f"{etat} {complet}",))]
    for chapitre in lu.chapitres:
        elements += chapitre.elements_mots
    return elements


def record_documents_diagnostic() -> None:
    emplacements.record_apport(Apport("diagnostic_annexe", "convention.annexe_1", 10, can_get_diagnostic, build_annexe))
    gels.record(
        Gelable(
            CLE_OBJET,
            "diagnostic:diagnostic_detail",
            lambda _membre, diagnostic: build_contenu_gel(diagnostic),
            # A validated version was frozen by its validation: it does not change any more.
            lambda membre, diagnostic: can_compose_diagnostic(membre) and not diagnostic.is_valide,
        )
    )
    for rang, variante in enumerate(get_variantes().values()):
        types_documents.record(
            TypeDocument(
                f"diagnostic_{variante.cle}",
                variante.titre,
                variante.description,
                (Famille.TEXTE,),
                can_get_diagnostic,
                build_builder(variante.cle),
                build_exemple(variante.cle),
                list_choix=list_choix,
                libelle_choix="Dans quel état ?",
                estimate_pages=estimate_pages,
                ordre=12 + rang,
            )
        )
