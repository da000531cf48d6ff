"""The words of inhabitants, each with whom it is open to and the constats that rest on it."""

from typing import Any

from django.http import Http404

from convive.diagnostic.actions.corbeille import delete_fiche
from convive.diagnostic.actions.parole import create_parole, update_parole
from convive.diagnostic.forms.parole import FiltresParolesForm, ParoleForm
from convive.diagnostic.models import NoteEntretien, Parole
from convive.diagnostic.permissions import can_list_paroles, can_update_paroles
from convive.diagnostic.rules.entretiens import split_passages
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.selectors.element import get_noms, list_noms_thematiques, list_thematiques
from convive.diagnostic.selectors.note_entretien import get_note_entretien
from convive.diagnostic.selectors.parole import get_parole, list_constats_parole, list_paroles
from convive.diagnostic.views.note_entretien import NOTE_ABSENTE
from convive.diagnostic.views.rubrique import PAGE_PAROLES, PAROLES
from convive.espaces.views.ecran import FORMULAIRE, SUPPRESSION, Ecran
from convive.espaces.views.page import Formulaire, Page, Pages
from convive.socle.formats import nombre_accorde
from convive.socle.uuids import parse_uuid
from convive.ui.pagination import build_parametres

PAROLE_ABSENTE = "Cette parole n’existe pas, ou vous n’y avez pas accès."

pages = Pages(PAROLES, "paroles/")
parole = pages.objet("<uuid:parole_uuid>/", get_parole, PAROLE_ABSENTE)


@pages.lecture("", droit=can_list_paroles)
def parole_list(page: Page) -> dict[str, Any]:
    membre, demande = page.membre, page.request.GET
    voit_communes, noms = can_update_paroles(membre), get_noms_perimetre(membre)
    form = FiltresParolesForm(demande, thematiques=list_thematiques(membre), communes=noms, with_communes=voit_communes)
    criteres = form.get_criteres()
    liste, lignes = list_paroles(membre, criteres, demande.get("page", ""), noms, with_communes=voit_communes)
    return {
        "form": form,
        "liste": liste,
        "lignes": lignes,
        "is_filtree": not criteres.is_vide,
        "parametres": build_parametres(demande),
    }


@pages.ecriture("ajouter/", droit=can_update_paroles)
def parole_create(page: Page) -> Formulaire:
    """Keep words that were said: in an interview, passage by passage, when the address names one."""
    note = _get_note(page)
    passages = split_passages(note.texte) if note else []
    rang = page.request.GET.get("passage", "")
    passage = passages[int(rang) - 1] if rang.isdecimal() and 0 < int(rang) <= len(passages) else ""
    connus = list(get_noms_perimetre(page.membre).values())
    form = ParoleForm(page.data, membre=page.membre, note=note, passage=passage, connus=connus)
    return Formulaire(
        form,
        lambda: create_parole(by=page.compte, espace=page.espace, saisie=form.get_saisie(), note=note),
        fait="Parole enregistrée.",
        suite=_get_suite(page, note),
        contexte={"note": note, "passages": passages},
        brouillon="nouvelle-parole",
    )


def _get_note(page: Page) -> NoteEntretien | None:
    """The interview from which the words are drawn, when the address names one: the draft is then about it."""
    uuid = parse_uuid(page.request.GET.get("note", ""))
    if uuid is None:
        return None
    note = get_note_entretien(page.membre, uuid)
    if note is None:
        raise Http404(NOTE_ABSENTE)
    page.identifiant = note.pk
    return note


def _get_suite(page: Page, note: NoteEntretien | None) -> str:
    if note:
        return page.get_url("diagnostic:note_entretien_detail", note.pk)
    return page.get_url("diagnostic:parole_create" if "encore" in page.request.POST else PAGE_PAROLES)


@parole.lecture("", droit=can_list_paroles)
def parole_detail(page: Page, parole: Parole) -> dict[str, Any]:
    voit_communes = can_update_paroles(page.membre)
    return {
        "constats": list_constats_parole(page.membre, parole),
        "thematiques": list_noms_thematiques(parole),
        "voit_communes": voit_communes,
        "communes": get_noms(parole.communes, get_noms_perimetre(page.membre)) if voit_communes else (),
    }


@parole.ecriture("modifier/", droit=can_update_paroles, gabarit=FORMULAIRE)
def parole_update(page: Page, parole: Parole) -> Formulaire:
    connus = list(get_noms_perimetre(page.membre).values())
    form = ParoleForm(page.data, membre=page.membre, parole=parole, connus=connus)
    return Formulaire(
        form,
        lambda: update_parole(by=page.compte, parole=parole, saisie=form.get_saisie()),
        fait="Parole enregistrée.",
        suite=page.get_url("diagnostic:parole_detail", parole.pk),
        brouillon="parole",
        ecran=Ecran(
            titre="Modifier la parole",
            chapeau="Ôtez ce qui ferait reconnaître la personne\u00a0; ne réécrivez pas ses mots.",
            qui_voit="les personnes qui écrivent les paroles.",
            bouton="Enregistrer la parole",
            champs="diagnostic/_parole_champs.html",
            retour=("Revenir à la parole", page.get_url("diagnostic:parole_detail", parole.pk)),
        ),
    )


@parole.ecriture("supprimer/", droit=can_update_paroles, gabarit=SUPPRESSION)
def parole_delete(page: Page, parole: Parole) -> Formulaire:
    constats = list_constats_parole(page.membre, parole)
    ailleurs = f" Elle ne sera plus affichée sous {nombre_accorde(len(constats), 'constat')}." if constats else ""
    return Formulaire(
        None,
        lambda: delete_fiche(by=page.compte, fiche=parole),
        fait="La parole est dans la corbeille du diagnostic.",
        suite=page.get_url(PAGE_PAROLES),
        ecran=Ecran(
            titre="Supprimer cette parole\u00a0?",
            qui_voit="les personnes qui écrivent les paroles.",
            dessus="diagnostic/_parole_citation.html",
            texte=f"Elle part dans la corbeille du diagnostic, d’où on la rétablit.{ailleurs} Si la personne a retiré "
            "son accord, effacez-la ensuite pour de bon dans la corbeille.",
            bouton="Supprimer la parole",
            retour=("La garder", page.get_url("diagnostic:parole_detail", parole.pk)),
        ),
    )
