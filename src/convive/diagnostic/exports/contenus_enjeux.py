"""The enjeux, for their chapter of the diagnosis: what was kept, postponed, dropped, and why."""

from collections.abc import Iterator, Sequence

from convive.diagnostic.chapitres import Compte, ContenuChapitre, ContexteChapitre, contenus
from convive.diagnostic.rules.contenus import (
    ContenuADessiner,
    Provenance,
    TableauSource,
    build_liste,
    build_paragraphe,
)
from convive.diagnostic.rules.enjeux import write_nombre
from convive.diagnostic.selectors.enjeu import LigneEnjeu, TableauEnjeux, count_enjeux, get_tableau_espace
from convive.documents.rules.blocs import Tableau
from convive.socle.formats import nombre

SOURCE = "Enjeux de l’espace, notés puis décidés par les instances"
SUITES = (("Reportés", "reportes"), ("Écartés", "ecartes"), ("À décider", "a_decider"))


def build_enjeux(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """What is kept, then the others with their reasons; scores are those of the last vote that is closed."""
    tableau: TableauEnjeux = contexte.remember("enjeux", lambda: get_tableau_espace(contexte.espace))
    if not tableau.lignes:
        return
    provenance = _get_source(contexte)
    if tableau.retenus:
        yield build_paragraphe(_write_total(len(tableau.lignes), len(tableau.retenus)), provenance)
        yield build_liste([_write_retenu(ligne) for ligne in tableau.retenus], provenance)
    for titre, nom in SUITES:
        lignes: list[LigneEnjeu] = getattr(tableau, nom)
        if lignes:
            rows = tuple(_build_row(ligne) for ligne in lignes)
            entetes = ("Enjeu", "Note sur 100", "Pourquoi", "Décidé par")
            yield TableauSource(Tableau(titre, entetes, rows), (provenance,))
    if tableau.tour is not None:
        poids = ", ".join(f"{critere.libelle} {critere.poids}" for critere in tableau.tour.criteres.all())
        yield build_paragraphe(f"Notes\u00a0: {tableau.tour}. Ce qui compte dans la note\u00a0: {poids}.", provenance)


def _write_total(total: int, retenus: int) -> str:
    """« Dix-sept enjeux ont été écrits, cinq sont retenus. »"""
    ecrits = "enjeu a été écrit" if total == 1 else "enjeux ont été écrits"
    gardes = "est retenu" if retenus == 1 else "sont retenus"
    return f"{write_nombre(total).capitalize()} {ecrits}, {write_nombre(retenus)} {gardes}."


def _write_retenu(ligne: LigneEnjeu) -> str:
    enjeu = ligne.enjeu
    note = f" ({_write_note(ligne)} sur 100)" if ligne.resultat and ligne.resultat.score is not None else ""
    motif = f" {enjeu.motif}" if enjeu.motif else ""
    return f"{enjeu.libelle.rstrip('. ')}{note}.{motif}"


def _write_note(ligne: LigneEnjeu) -> str:
    score = ligne.resultat.score if ligne.resultat else None
    return "–" if score is None else nombre(round(score), 0)


def _build_row(ligne: LigneEnjeu) -> tuple[str, str, str, str]:
    enjeu = ligne.enjeu
    par = enjeu.libelle_decide or "–"
    return enjeu.libelle, _write_note(ligne), enjeu.motif or "–", par


def count(contexte: ContexteChapitre) -> Sequence[Compte]:
    found = contexte.remember("compte_enjeux", lambda: count_enjeux(contexte.espace))
    return (Compte(found, "enjeu", "enjeux"),) if found else ()


def list_provenances(contexte: ContexteChapitre) -> Sequence[Provenance]:
    """The only source of the chapter, when it shows something."""
    return (_get_source(contexte),) if count(contexte) else ()


def _get_source(contexte: ContexteChapitre) -> Provenance:
    return Provenance(SOURCE, str(contexte.jour.year))


def record_contenus_enjeux() -> None:
    contenus.record(ContenuChapitre("enjeux", {"enjeux"}, 10, "", build_enjeux, count, list_provenances))
