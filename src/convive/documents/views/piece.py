"""The attachments of an espace: those that one sees, one of them and its versions, what was removed."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404

from convive.documents.actions.piece import create_piece, create_version, delete_piece, restore_piece, update_piece
from convive.documents.actions.travail import submit_travail
from convive.documents.exports.pieces import TRAVAIL_PIECES
from convive.documents.fichiers import build_reponse
from convive.documents.forms.piece import DepotForm, FichierForm, PieceForm
from convive.documents.models import PieceJointe
from convive.documents.permissions import can_create_piece, can_list_pieces, can_update_piece
from convive.documents.porteurs import porteurs
from convive.documents.refus import TravailRefuse
from convive.documents.selectors.piece import MAX_LISTE, get_piece, get_pieces, list_pieces, list_pieces_retirees
from convive.documents.views.rubrique import DOCUMENTS
from convive.espaces.views.page import Formulaire, Page, Pages, Rendu
from convive.socle.objets import ObjetResolu, Reference
from convive.socle.televersement import get_plafond_depasse

PAGE_PIECES = "documents:piece_list"
PIECE_ABSENTE = "Cette pièce jointe n’existe pas, ou vous n’y avez pas accès."
MAX_JETON = 40
MAX_RECHERCHE = 100

pages = Pages(DOCUMENTS, "documents/pieces-jointes/", onglet=PAGE_PIECES)
piece = pages.objet("<uuid:piece_uuid>/", get_piece, PIECE_ABSENTE)
# Or one that was removed.
piece_gardee = pages.objet("<uuid:piece_uuid>/", partial(get_piece, with_supprimees=True), PIECE_ABSENTE)


# Taking the files away changes nothing in an espace that has expired.
@pages.ecriture("", droit=can_list_pieces, is_lecture=True)
def piece_list(page: Page) -> Rendu:
    """What was removed too, and all of them in one file."""
    erreur = ""
    if page.is_envoi:
        jeton = page.request.POST.get("jeton", "")[:MAX_JETON]
        try:
            travail = submit_travail(by=page.compte, type_travail=TRAVAIL_PIECES, espace=page.espace, jeton=jeton)
        except TravailRefuse as refus:
            erreur = str(refus)
        else:
            return page.redirect(travail.get_absolute_url())
    # A database refuses the character NUL, which nobody types.
    q = page.request.GET.get("q", "").replace("\0", "").strip()[:MAX_RECHERCHE]
    visibles = get_pieces(page.membre)
    lignes = list_pieces(page.membre, visibles, q)
    retirees = [] if q else list_pieces_retirees(page.membre, visibles)
    return {
        "lignes": lignes,
        "q": q,
        "erreur": erreur,
        "retirees": [ligne for ligne in retirees if can_update_piece(page.membre, ligne.piece)],
        "peut_deposer": can_create_piece(page.membre) and not page.espace.is_expire,
        "limite": MAX_LISTE,
        "jeton": uuid4().hex,
    }


@pages.ecriture("joindre/<slug:objet_type>/<uuid:objet_uuid>/", droit=can_create_piece)
def piece_create(page: Page, objet_type: str, objet_uuid: UUID) -> Formulaire:
    """Attach a file to an object that one sees."""
    reference = Reference(objet_type, objet_uuid)
    objet, resolu = porteurs.get_objet(reference, page.compte, page.espace.pk), reference.resolve(page.compte)
    if objet is None or resolu is None:
        raise Http404("On ne peut rien joindre à cette page, ou vous n’y avez pas accès.")
    fichiers: tuple[Any, ...] = (page.data, page.request.FILES) if page.is_envoi else ()
    form = DepotForm(*fichiers, membre=page.membre, plafond=get_plafond_depasse(page.request))

    def create() -> PieceJointe:
        saisie, fichier = form.get_saisie(), form.cleaned_data["fichier"]
        return create_piece(by=page.compte, espace=page.espace, objet=objet, saisie=saisie, fichier=fichier)

    suite = _get_suite(page, resolu)
    return Formulaire(form, create, fait="Fichier joint.", suite=suite, contexte={"objet": resolu}, champ="fichier")


def _get_suite(page: Page, objet: ObjetResolu) -> str:
    """Back to what was attached to, where its attachments are listed."""
    if objet.reference.objet_type == "espace":
        return page.get_url(PAGE_PIECES)
    return f"{objet.url}#pieces-jointes"


@piece.lecture("", droit=can_list_pieces)
def piece_detail(page: Page, piece: PieceJointe) -> dict[str, Any]:
    """What it is, its versions, what one may do with it."""
    return {
        "versions": list(piece.versions.all()),
        "objet": piece.reference.resolve(page.compte),
        "peut_changer": can_update_piece(page.membre, piece) and not page.espace.is_expire,
    }


# The latest version, or a former one.
@piece.lecture("fichier/", "fichier/<int:numero>/", droit=can_list_pieces)
def piece_export(page: Page, piece: PieceJointe, numero: int | None = None) -> FileResponse:
    """A picture may be shown in its page."""
    version = next((version for version in piece.versions.all() if numero in (None, version.numero)), None)
    if version is None:
        raise Http404("Cette version n’existe pas.")
    is_montree = version.format.is_image and "voir" in page.request.GET
    try:
        return build_reponse(
            version.fichier, version.nom_fichier, version.format.type_mime, is_telechargement=not is_montree
        )
    except FileNotFoundError as error:
        raise Http404("Ce fichier n’est plus sur le disque du serveur.") from error


@piece.ecriture("modifier/", droit=can_list_pieces)
def piece_update(page: Page, piece: PieceJointe) -> Formulaire:
    """Change the words about an attachment, or give it a new file."""
    _refuse_autres(page, piece)
    is_fichier = page.geste == "remplacer"
    form = PieceForm(None if is_fichier else page.data, membre=page.membre, piece=piece)
    donnees: tuple[Any, ...] = (page.data, page.request.FILES) if is_fichier else ()
    fichier_form = FichierForm(*donnees, plafond=get_plafond_depasse(page.request))
    suite = page.get_url("documents:piece_detail", piece.pk)
    if is_fichier:
        return Formulaire(
            fichier_form,
            lambda: create_version(by=page.compte, piece=piece, fichier=fichier_form.cleaned_data["fichier"]),
            fait="Nouvelle version enregistrée.",
            suite=suite,
            contexte={"form": form, "fichier_form": fichier_form},
            champ="fichier",
        )
    return Formulaire(
        form,
        lambda: update_piece(by=page.compte, piece=piece, saisie=form.get_saisie(), champs=form.changed_data),
        fait="Pièce jointe enregistrée.",
        suite=suite,
        contexte={"fichier_form": fichier_form},
    )


@piece_gardee.ecriture("retirer/", droit=can_list_pieces)
def piece_delete(page: Page, piece: PieceJointe) -> Rendu:
    """The page asks before it removes; « rétablir » is the same address, from the list of what was removed."""
    _refuse_autres(page, piece)
    if page.geste == "retablir":
        restore_piece(by=page.compte, piece=piece)
        return page.redirect(page.get_url("documents:piece_detail", piece.pk), "Pièce jointe rétablie.")
    suite = page.get_url(PAGE_PIECES)
    return Formulaire(
        None, lambda: delete_piece(by=page.compte, piece=piece), fait="Pièce jointe retirée.", suite=suite
    )


def _refuse_autres(page: Page, piece: PieceJointe) -> None:
    """Raise PermissionDenied for a piece that is another's: a hidden one is not even there."""
    if not can_update_piece(page.membre, piece):
        raise PermissionDenied("Seules la personne qui l’a déposée et l’équipe changent cette pièce jointe.")
