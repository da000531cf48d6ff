"""The carnet of an espace: its notes, and those that were put aside."""

from functools import partial
from typing import Any
from uuid import UUID

from convive.comptes.conservation import get_regle
from convive.espaces.actions.note import create_note, delete_corbeille, delete_note, restore_note, update_note
from convive.espaces.forms.filtre_notes import FiltreNotesForm
from convive.espaces.forms.note import NoteForm
from convive.espaces.models import Note
from convive.espaces.permissions import can_delete_corbeille, can_list_notes, can_update_notes
from convive.espaces.selectors.note import (
    Inventaire,
    get_inventaire,
    get_noms_communes,
    get_note,
    list_auteurs_des_notes,
    list_communes_from_codes,
    list_corbeille,
    list_notes,
    list_notes_a_effacer,
    list_thematiques_des_notes,
)
from convive.espaces.selectors.texte import count_versions
from convive.espaces.views.ecran import FORMULAIRE, Ecran
from convive.espaces.views.page import Formulaire, Page, Pages, Rubrique
from convive.socle.formats import nombre_accorde
from convive.socle.texte import parse_texte
from convive.socle.uuids import parse_uuid
from convive.ui.onglets import OngletPage
from convive.ui.pagination import build_parametres

NOTES = "espaces:note_list"
NOTE = "espaces:note_detail"
CORBEILLE = "corbeille"
SEUIL_FILTRES = 5
"""Fewer notes are read at a glance: no filter is shown."""
ABSENTE = "Cette note n’existe pas, a été supprimée, ou vous n’y avez pas accès."

pages = Pages(Rubrique(NOTES, ecrire=can_update_notes), "carnet/")
note = pages.objet("<uuid:note_uuid>/", get_note, ABSENTE)
note_gardee = pages.objet("<uuid:note_uuid>/", partial(get_note, with_supprimees=True), ABSENTE)


@pages.lecture("", droit=can_list_notes)
def note_list(page: Page) -> dict[str, Any]:
    inventaire, is_redactrice = get_inventaire(page.membre), can_update_notes(page.membre)
    is_corbeille, numero = is_redactrice and page.request.GET.get("vue") == CORBEILLE, page.request.GET.get("page", "")
    contexte: dict[str, Any] = {
        "inventaire": inventaire,
        "peut_ecrire": is_redactrice,
        "is_corbeille": is_corbeille,
        "parametres": build_parametres(page.request.GET),
    }
    if is_corbeille:
        contexte["liste"], contexte["lignes"] = list_corbeille(page.membre, numero)
        contexte["peut_effacer"], contexte["regle"] = can_delete_corbeille(page.membre), get_regle("notes_supprimees")
    else:
        contexte["form"] = form = _build_filtres(page, inventaire)
        contexte["filtre"] = filtre = form.get_filtre()
        contexte["liste"], contexte["lignes"] = list_notes(page.membre, filtre, numero)
    if is_redactrice and inventaire.supprimees:
        contexte["onglets"] = _build_onglets(page, inventaire, is_corbeille=is_corbeille)
    return contexte


def _build_filtres(page: Page, inventaire: Inventaire) -> FiltreNotesForm:
    """Only what some note answers to is proposed."""
    communes: list[tuple[str, str]] = []
    thematiques: list[tuple[Any, str]] = []
    auteurs: list[tuple[Any, str]] = []
    if inventaire.presentes > SEUIL_FILTRES:
        thematiques = [(thematique.pk, thematique.nom) for thematique in list_thematiques_des_notes(page.membre)]
        auteurs = list_auteurs_des_notes(page.membre)
        communes = list_communes_from_codes(inventaire.communes)
    return FiltreNotesForm(page.request.GET, thematiques=thematiques, communes=communes, auteurs=auteurs)


def _build_onglets(page: Page, inventaire: Inventaire, *, is_corbeille: bool) -> list[OngletPage]:
    url, libelle = page.get_url(NOTES), f"La corbeille ({inventaire.supprimees})"
    return [
        OngletPage("Les notes", url, "notebook", not is_corbeille),
        OngletPage(libelle, _get_url_corbeille(page), "trash", is_corbeille),
    ]


def _get_url_corbeille(page: Page) -> str:
    return f"{page.get_url(NOTES)}?vue={CORBEILLE}"


@pages.ecriture("ecrire/", droit=can_update_notes, garde="note", gabarit=FORMULAIRE)
def note_create(page: Page) -> Formulaire:
    form = NoteForm(page.data, membre=page.membre)
    return Formulaire(
        form,
        lambda: create_note(by=page.compte, espace=page.espace, saisie=form.get_saisie()),
        fait="Note enregistrée.",
        suite=lambda creee: page.get_url(NOTE, creee.pk),
        brouillon="nouvelle-note",
        ecran=Ecran(
            titre="Écrire une note",
            chapeau="Quelques lignes suffisent\u00a0: elles se complètent à plusieurs.",
            qui_voit="les personnes qui écrivent dans le carnet.",
            bouton="Enregistrer la note",
            champs="espaces/_note_champs.html",
            retour=("Revenir au carnet", page.get_url(NOTES)),
        ),
    )


@note.lecture("", droit=can_list_notes)
def note_detail(page: Page, note: Note) -> dict[str, Any]:
    """With what the other packages bring to it."""
    return {
        "blocs": parse_texte(note.texte),
        "thematiques": [thematique.nom for thematique in note.thematiques.all()],
        "communes": get_noms_communes(note.communes),
        "nombre_versions": count_versions(note),
    }


@note.ecriture("modifier/", droit=can_update_notes, garde="note", gabarit=FORMULAIRE)
def note_update(page: Page, note: Note) -> Formulaire:
    form = NoteForm(page.data, membre=page.membre, note=note)
    return Formulaire(
        form,
        lambda: update_note(by=page.compte, note=note, saisie=form.get_saisie()),
        fait="Note enregistrée.",
        suite=page.get_url(NOTE, note.pk),
        brouillon="note",
        ecran=Ecran(
            titre="Modifier la note",
            chapeau=note.titre,
            qui_voit="les personnes qui écrivent dans le carnet. La version d’avant reste, avec son auteur.",
            bouton="Enregistrer la note",
            champs="espaces/_note_champs.html",
            retour=("Revenir à la note", page.get_url(NOTE, note.pk)),
        ),
    )


@note_gardee.ecriture("supprimer/", droit=can_update_notes)
def note_delete(page: Page, note: Note) -> Formulaire:
    """The page asks before it puts aside; « rétablir » is the same address, from the list of what was put aside."""
    if page.geste == "retablir":
        return Formulaire(
            None,
            lambda: restore_note(by=page.compte, note=note),
            fait="Note rétablie.",
            suite=page.get_url(NOTE, note.pk),
        )
    return Formulaire(
        None, lambda: delete_note(by=page.compte, note=note), fait="Note supprimée.", suite=page.get_url(NOTES)
    )


@pages.ecriture("corbeille/effacer/", droit=can_delete_corbeille)
def corbeille_delete(page: Page) -> Formulaire:
    """Erase for good notes that were put aside. GET asks, for the note that it names or for all of them; POST erases
    those that the page showed, no other."""
    demandees = page.request.GET.getlist("note")
    uuids, url = _parse(demandees), _get_url_corbeille(page)

    def erase() -> int:
        return delete_corbeille(by=page.compte, espace=page.espace, uuids=_parse(page.request.POST.getlist("note")))

    def explain(nombre: int) -> str:
        effacees = nombre_accorde(nombre, "note effacée", "notes effacées")
        return f"{effacees if nombre else 'Aucune note n’était à effacer'}."

    notes = list_notes_a_effacer(page.membre, uuids) if uuids or not demandees else []
    return Formulaire(None, erase, fait=explain, suite=url, contexte={"notes": notes, "url_corbeille": url})


def _parse(textes: list[str]) -> list[UUID]:
    return [uuid for texte in textes if (uuid := parse_uuid(texte))]
