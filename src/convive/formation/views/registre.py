"""A quality register: its lines, those that need action first; and the form of a line."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from convive.espaces.forms.cahier import LigneForm
from convive.espaces.models import Membre
from convive.espaces.views.cahier import read_cellules
from convive.espaces.views.page import Formulaire, Gestes, Page
from convive.formation.actions.registres import create_ligne, delete_ligne, update_ligne
from convive.formation.models import ActionCompetence, NouvelleVeille, PreuveQualiopi, Reclamation
from convive.formation.permissions import can_lire_formation
from convive.formation.selectors.references import Reglages
from convive.formation.selectors.registres import LigneLue, get_ligne, list_lignes, read_etats
from convive.formation.views.registres import PAR_CLE, Registre, place_qualite
from convive.formation.views.rubrique import LIGNE, QUALITE, REGISTRE, build_pages
from convive.socle.uuids import parse_uuid


@dataclass(frozen=True, slots=True)
class LigneTableau:
    """A line as shown in the table; `cellules` are (heading, text) pairs."""

    url: str
    titre: str
    cellules: tuple[tuple[str, str], ...]
    lue: LigneLue


def _get_registre(membre: Membre, cle: str) -> Registre | None:
    registre = PAR_CLE.get(cle)
    if registre and not registre.is_lu(membre):
        raise PermissionDenied("Votre rôle dans cet espace ne donne pas accès à cette page.")
    return registre


pages = build_pages("qualite/registres/", QUALITE)
registre = pages.objet("<slug:registre>/", _get_registre, "Ce registre n’existe pas.", autour=place_qualite)


@registre.lecture("", droit=can_lire_formation)
def registre_list(page: Page, registre: Registre) -> dict[str, Any]:
    lues = list_lignes(registre.modele, Reglages(page.espace), page.today)
    return {"lignes": _build_tableau(page, registre, lues), "attendues": sum(lue.etat.is_attendu for lue in lues)}


def _build_tableau(page: Page, registre: Registre, lues: list[LigneLue]) -> list[LigneTableau]:
    return [
        LigneTableau(
            page.get_url(LIGNE, registre.cle, lue.ligne.pk),
            str(lue.ligne),
            read_cellules(lue.ligne, registre.colonnes),
            lue,
        )
        for lue in lues
    ]


@registre.ecriture("ajouter/", "<uuid:ligne_uuid>/", droit=can_lire_formation)
def registre_update(page: Page, registre: Registre, ligne_uuid: UUID | None = None) -> Formulaire | Gestes:
    """Edit a line, or create one if there is no id; its proofs are attachments."""
    if (page.is_envoi or ligne_uuid is None) and not registre.is_ecrit(page.membre):
        raise PermissionDenied("Votre rôle permet de lire ce registre, pas d’y écrire.")
    ligne = get_ligne(registre.modele, page.espace, ligne_uuid) if ligne_uuid else None
    if ligne_uuid and ligne is None:
        raise Http404("Cette ligne n’est pas dans ce registre.")
    data = page.data if page.geste != "supprimer" else None
    form = registre.formulaire(data, membre=page.membre, ligne=ligne or _begin(page, registre))
    suite = page.get_url(REGISTRE, registre.cle)

    def read() -> dict[str, Any]:
        lues = read_etats([ligne], Reglages(page.espace), page.today) if ligne and ligne.pk else []
        return {
            "form": form,
            "ligne": ligne,
            "etat": lues[0].etat if lues else None,
            "est_supprimable": not isinstance(ligne, Reclamation),
        }

    if page.geste == "supprimer" and ligne is not None:
        delete = {"supprimer": (lambda: delete_ligne(by=page.compte, ligne=ligne), "La ligne est supprimée.")}
        return Gestes(delete, suite, read)
    if ligne is not None:
        return Formulaire(form, lambda: _save(page, ligne, form), "C’est enregistré.", suite, read)
    return _create(page, registre, form, read())


def _save(page: Page, ligne: Any, form: LigneForm) -> None:
    # The form wrote on the row that it was given: the action reads the one that is kept.
    update_ligne(by=page.compte, ligne=ligne, saisie=form.get_saisie())


def _create(page: Page, registre: Registre, form: LigneForm, contexte: dict[str, Any]) -> Formulaire:
    # The file of a proof is attached to the row, which had to be there first.
    is_preuve = registre.modele is PreuveQualiopi
    return Formulaire(
        form,
        lambda: create_ligne(by=page.compte, modele=registre.modele, espace=page.espace, saisie=form.get_saisie()),
        fait="C’est noté. Si la preuve est un fichier, joignez-le plus bas." if is_preuve else "C’est noté.",
        suite=lambda creee: page.get_url(*((LIGNE, registre.cle, creee.pk) if is_preuve else (REGISTRE, registre.cle))),
        contexte=contexte,
    )


def _begin(page: Page, registre: Registre) -> Any:
    """An unsaved line, with today's date where needed; the kind of a proof comes from the link."""
    depart: dict[Any, dict[str, Any]] = {
        Reclamation: {"recue_le": page.today},
        NouvelleVeille: {"date": page.today, "lue_par": str(page.compte)},
        ActionCompetence: {"annee": page.today.year},
        PreuveQualiopi: {
            "jour": page.today,
            "sorte": page.request.GET.get("sorte", ""),
            "session_id": parse_uuid(page.request.GET.get("session", "")),
        },
    }
    return registre.modele(espace=page.espace, **depart.get(registre.modele, {}))
