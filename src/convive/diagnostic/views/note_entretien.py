"""The notes of interviews, for the team that draws words from them."""

from typing import Any

from convive.diagnostic.actions.corbeille import delete_fiche
from convive.diagnostic.actions.note_entretien import create_note_entretien, update_note_entretien
from convive.diagnostic.forms.note_entretien import FiltresEntretiensForm, NoteEntretienForm
from convive.diagnostic.models import NoteEntretien
from convive.diagnostic.permissions import can_update_paroles
from convive.diagnostic.rules.entretiens import split_passages
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.selectors.element import get_noms, list_noms_thematiques, list_thematiques
from convive.diagnostic.selectors.note_entretien import (
    get_note_entretien,
    list_notes_entretien,
    list_paroles_note,
)
from convive.diagnostic.views.rubrique import PAGE_ENTRETIENS, PAROLES
from convive.espaces.views.ecran import FORMULAIRE, SUPPRESSION, Ecran
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.socle.formats import date_longue, nombre_accorde
from convive.ui.pagination import build_parametres

NOTE_ABSENTE = "Cette note d’entretien n’existe pas, ou vous n’y avez pas accès."

pages = Pages(PAROLES, "paroles/entretiens/", onglet=PAGE_ENTRETIENS)
note = pages.objet("<uuid:note_uuid>/", get_note_entretien, NOTE_ABSENTE)


@pages.lecture("", droit=can_update_paroles)
def note_entretien_list(page: Page) -> dict[str, Any]:
    membre, demande = page.membre, page.request.GET
    noms = get_noms_perimetre(membre)
    communes = sorted(noms.items(), key=lambda row: row[1])
    form = FiltresEntretiensForm(demande, thematiques=list_thematiques(membre), communes=communes)
    criteres = form.get_criteres()
    liste, lignes = list_notes_entretien(membre, criteres, demande.get("page", ""), noms)
    return {
        "form": form,
        "liste": liste,
        "lignes": lignes,
        "is_filtree": not criteres.is_vide,
        "parametres": build_parametres(demande),
    }


@pages.ecriture("ecrire/", droit=can_update_paroles, gabarit=FORMULAIRE)
def note_entretien_create(page: Page) -> Formulaire:
    form = _build_form(page)
    return Formulaire(
        form,
        lambda: create_note_entretien(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait="Note d’entretien enregistrée.",
        suite=lambda note: page.get_url("diagnostic:note_entretien_detail", note.pk),
        brouillon="nouvel-entretien",
        ecran=Ecran(
            titre="Noter un entretien",
            chapeau="Une idée par ligne, avec les mots de la personne quand ils sont parlants.",
            qui_voit="l’équipe de coopération.",
            bouton="Enregistrer la note",
            champs="diagnostic/_note_entretien_champs.html",
            retour=("Revenir aux notes", page.get_url("diagnostic:note_entretien_list")),
        ),
    )


@note.lecture("", droit=can_update_paroles)
def note_entretien_detail(page: Page, note: NoteEntretien) -> dict[str, Any]:
    """Passage by passage, and the words drawn from them."""
    paroles = list_paroles_note(page.membre, note)
    deja = {parole.verbatim for parole in paroles}
    return {
        "paroles": paroles,
        "passages": [(passage, passage in deja) for passage in split_passages(note.texte)],
        "thematiques": list_noms_thematiques(note),
        "communes": get_noms(note.communes, get_noms_perimetre(page.membre) if note.communes else {}),
    }


@note.ecriture("modifier/", droit=can_update_paroles, gabarit=FORMULAIRE)
def note_entretien_update(page: Page, note: NoteEntretien) -> Formulaire:
    """Correct the notes of an interview, or what the person agreed to."""
    form = _build_form(page, note)
    return Formulaire(
        form,
        lambda: update_note_entretien(by=page.compte, note=note, saisie=form.get_saisie()),
        fait="Note d’entretien enregistrée.",
        suite=page.get_url("diagnostic:note_entretien_detail", note.pk),
        brouillon="entretien",
        ecran=Ecran(
            titre="Modifier la note d’entretien",
            chapeau=(
                "Si la personne retire son accord, les paroles tirées de la note ne seront plus visibles "
                "que par l’équipe."
            ),
            qui_voit="l’équipe de coopération.",
            bouton="Enregistrer la note",
            champs="diagnostic/_note_entretien_champs.html",
            retour=("Revenir à la note", page.get_url("diagnostic:note_entretien_detail", note.pk)),
        ),
    )


@note.ecriture("supprimer/", droit=can_update_paroles, gabarit=SUPPRESSION)
def note_entretien_delete(page: Page, note: NoteEntretien) -> Formulaire:
    paroles = len(list_paroles_note(page.membre, note))
    tirees = nombre_accorde(paroles, "parole en a été tirée et reste", "paroles en ont été tirées et restent")
    suite = f" {tirees}\u00a0: supprimez-les aussi si la personne a retiré son accord." if paroles else ""
    return Formulaire(
        None,
        lambda: delete_fiche(by=page.compte, fiche=note),
        fait="La note d’entretien est dans la corbeille du diagnostic.",
        suite=page.get_url(PAGE_ENTRETIENS),
        ecran=Ecran(
            titre="Supprimer cette note d’entretien\u00a0?",
            chapeau=f"{note.interlocuteur}, {date_longue(note.date_entretien)}",
            qui_voit="l’équipe de coopération.",
            texte=f"Elle part dans la corbeille du diagnostic, d’où on la rétablit.{suite}",
            bouton="Supprimer la note",
            retour=("La garder", page.get_url("diagnostic:note_entretien_detail", note.pk)),
        ),
    )


def _build_form(page: Page, note: NoteEntretien | None = None) -> NoteEntretienForm:
    connus = list(get_noms_perimetre(page.membre).values())
    return NoteEntretienForm(page.data, membre=page.membre, note=note, connus=connus)
