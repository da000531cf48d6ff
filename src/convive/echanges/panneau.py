"""The panel « Échanges », on the page of any object whose `maison` declares `echanges=Echanges(…)`.

This module is above selectors and forms because it combines them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.echanges.branchements import Branchement, Carnet, FilterLecteurs, NoteDuFil, branchements, carnets
from convive.echanges.forms.commentaire import CommentaireForm
from convive.echanges.lecture import VueDiscussion, build_vues
from convive.echanges.models import Discussion
from convive.echanges.permissions import can_create_commentaire, can_list_echanges, can_list_echanges_internes
from convive.echanges.selectors.discussion import (
    MAX_DISCUSSIONS,
    count_discussions_objet,
    get_objet_resolu,
    list_discussions_objet,
)
from convive.echanges.selectors.membre import Assistance, get_assistance
from convive.espaces.models import Membre
from convive.espaces.views.saisie import build_cle_brouillon
from convive.socle.formats import nombre_accorde
from convive.socle.maison import list_maisons
from convive.socle.objets import ObjetResolu, Reference, objets
from convive.socle.panneaux import Panneau, panneaux

TEMPLATE = "echanges/_panneau_echanges.html"
TEMPLATE_COMPTE = "echanges/_compte_echanges.html"
ORDRE = 900
"""After all the other panels of a page."""
MAX_RECENTES = 2


@dataclass(frozen=True, slots=True)
class CompteEchanges:
    """How much is said about an object, and the address where it is read: what a page of another purpose shows."""

    url: str
    ouvertes: int
    reglees: int
    notes: int
    can_ecrire: bool
    has_carnet: bool

    @property
    def is_vide(self) -> bool:
        return not self.ouvertes and not self.reglees and not self.notes

    @property
    def phrase(self) -> str:
        """« 2 discussions ouvertes, 3 notes »: what there is none of is not said."""
        mots = (
            (self.ouvertes, "discussion ouverte", "discussions ouvertes"),
            (self.reglees, "discussion réglée", "discussions réglées"),
            (self.notes, "note", "notes"),
        )
        return ", ".join(nombre_accorde(nombre, *formes) for nombre, *formes in mots if nombre)


@dataclass(frozen=True, slots=True)
class PanneauEchanges:
    """The discussions about an object, and the form to add a comment; `url` is where the form is sent.

    `brouillon` is the key under which the browser keeps what is typed; `brouillon_clos`, that of what was just sent.
    `is_sur_objet`: shown on the page of the object, to which the person returns after writing. `ouvrir`: she has just
    opened it there, to read (`lire`) or to write (`ecrire`). `repondre_a` is the discussion whose reply was refused and
    must be corrected, with its form.
    """

    objet: ObjetResolu
    url: str
    ouvertes: tuple[VueDiscussion, ...]
    reglees: tuple[VueDiscussion, ...]
    is_complete: bool
    assistance: Assistance
    formulaire: CommentaireForm | None
    can_ecrire: bool
    brouillon: str = ""
    brouillon_clos: str = ""
    is_sur_objet: bool = False
    ouvrir: str = ""
    repondre_a: Discussion | None = None
    reponse: CommentaireForm | None = None
    annonce: str = ""
    invite: str = ""
    notes: tuple[NoteDuFil, ...] = ()
    carnet: Carnet | None = None

    @property
    def fil(self) -> list[VueDiscussion | NoteDuFil]:
        """What is open and what was noted, the last first."""
        lignes: list[VueDiscussion | NoteDuFil] = [*self.ouvertes, *self.notes]
        return sorted(lignes, key=_get_jour, reverse=True)

    @property
    def recentes(self) -> list[VueDiscussion | NoteDuFil]:
        """Beside something else, the last ones; those before them are folded."""
        return self.fil[:MAX_RECENTES] if self.carnet else self.fil

    @property
    def anciennes(self) -> list[VueDiscussion | NoteDuFil]:
        return self.fil[MAX_RECENTES:] if self.carnet else []

    @property
    def nombre(self) -> int:
        return len(self.ouvertes)

    @property
    def is_vide(self) -> bool:
        return not self.ouvertes and not self.reglees and not self.notes

    @property
    def is_plie(self) -> bool:
        """Whether the panel is folded: on the page of its object, while nobody writes."""
        return self.is_sur_objet and self.is_vide and not self.ouvrir and not self.is_en_saisie

    @property
    def is_en_saisie(self) -> bool:
        """Whether a comment was just sent, or was refused and must be corrected."""
        corrige = self.formulaire is not None and self.formulaire.is_bound
        return bool(self.annonce or self.repondre_a or corrige)


def _get_jour(ligne: VueDiscussion | NoteDuFil) -> date:
    return ligne.jour if isinstance(ligne, NoteDuFil) else timezone.localdate(ligne.discussion.active_le)


def get_url_echanges(membre: Membre, reference: Reference) -> str:
    return reverse("echanges:discussion_create", args=[membre.espace_id, reference.objet_type, reference.objet_uuid])


def build_cle_commentaire(membre: Membre, objet: ObjetResolu) -> str:
    """The key of the draft comment of this membre about this object."""
    reference = objet.reference
    return build_cle_brouillon(membre.compte, f"commentaire-{reference.objet_type}", reference.objet_uuid)


def build_formulaire(membre: Membre, objet: Any, assistance: Assistance, data: Any = None) -> CommentaireForm:
    carnet = get_carnet(objet)
    return CommentaireForm(
        data,
        membres=assistance.membres,
        can_choisir=can_create_commentaire(membre, is_interne=True),
        garder=carnet.libelle if carnet and carnet.can_create(membre, objet) else "",
    )


def get_carnet(objet: Any) -> Carnet | None:
    """The notes that its package keeps of it, when it keeps some."""
    return carnets.get(objets.get_reference(objet).objet_type)


def build_panneau(
    membre: Membre,
    objet: Any,
    *,
    limit: int = MAX_DISCUSSIONS,
    formulaire: CommentaireForm | None = None,
    assistance: Assistance | None = None,
    **detail: Any,
) -> PanneauEchanges:
    """Build the panel in two queries, one for comments and one for people, plus one for its notes. The caller must have
    checked that this membre can see the object."""
    resolu = get_objet_resolu(objet)
    assistance = assistance or get_assistance(membre, objet, resolu.reference)
    can_ecrire = can_create_commentaire(membre) and not membre.espace.is_expire
    if can_ecrire and formulaire is None:
        formulaire = build_formulaire(membre, objet, assistance)
    if formulaire is not None and detail.get("ouvrir") == "ecrire":
        formulaire.fields["texte"].widget.attrs["autofocus"] = True
    branchement, carnet = branchements.get(resolu.reference.objet_type), get_carnet(objet)
    discussions, now = list_discussions_objet(membre, resolu.reference, limit), timezone.now()
    return PanneauEchanges(
        objet=resolu,
        url=get_url_echanges(membre, resolu.reference),
        ouvertes=build_vues(membre, discussions.ouvertes, now),
        reglees=build_vues(membre, discussions.reglees, now),
        is_complete=discussions.is_complete,
        assistance=assistance,
        formulaire=formulaire,
        can_ecrire=can_ecrire,
        brouillon=build_cle_commentaire(membre, resolu),
        invite=branchement.invite if branchement else "",
        notes=tuple(carnet.list_notes(membre, objet)) if carnet else (),
        carnet=carnet,
        **detail,
    )


def build_compte(membre: Membre, objet: Any) -> CompteEchanges:
    """One query, plus one for the notes of its package."""
    reference, carnet = objets.get_reference(objet), get_carnet(objet)
    ouvertes, reglees = count_discussions_objet(membre, reference)
    return CompteEchanges(
        url=get_url_echanges(membre, reference),
        ouvertes=ouvertes,
        reglees=reglees,
        notes=carnet.count_notes(membre, objet) if carnet else 0,
        can_ecrire=can_create_commentaire(membre) and not membre.espace.is_expire,
        has_carnet=carnet is not None,
    )


def build_contexte_panneau(membre: Membre, panneau: PanneauEchanges) -> dict[str, Any]:
    return {"echanges": panneau, "membre": membre, "can_lire_interne": can_list_echanges_internes(membre)}


def get_contexte(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    """The context of the panel; None if the visitor is not a membre, or has a role that reads no content."""
    membre: Membre | None = getattr(request, "membre", None)
    if membre is None or not can_list_echanges(membre):
        return None
    return build_contexte_panneau(membre, build_panneau(membre, objet, is_sur_objet=True))


def get_contexte_compte(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    """As `get_contexte`, for a page of another purpose: only how much is said."""
    membre: Membre | None = getattr(request, "membre", None)
    if membre is None or not can_list_echanges(membre):
        return None
    return {"echanges": build_compte(membre, objet)}


def record_echanges(
    cle: str,
    *,
    page: str = "",
    filter_lecteurs: FilterLecteurs | None = None,
    invite: str = "",
    is_secondaire: bool = False,
) -> None:
    """Let people discuss a type of object, and show the panel on its page.

    The type has `get_espace_uuid`; `page` is the name of the view whose template calls `render_panneaux` with the
    object. Without it, each row of a list links to its own discussions with `{% echanges_de objet %}` (tags
    `echanges`). `filter_lecteurs(membres, objet)` keeps the membres who can see the object: only they can be asked for
    advice. `invite` is the prompt, a sentence or two; `is_secondaire`: the page has another main
    purpose, so it shows how much is said, and the discussion is read when it is opened.
    """
    branchements.record(Branchement(cle, page, filter_lecteurs, invite))
    if page:
        template, contexte = (TEMPLATE_COMPTE, get_contexte_compte) if is_secondaire else (TEMPLATE, get_contexte)
        panneaux.record(Panneau(f"echanges_{cle}", page, ORDRE, "Échanges", template, contexte))


def record_branchements() -> None:
    """Record the types whose model declares `echanges` in its `maison`."""
    for _, maison in list_maisons():
        if echanges := maison.echanges:
            record_echanges(
                maison.cle,
                page=maison.get_page(echanges),
                filter_lecteurs=echanges.filter_lecteurs,
                invite=echanges.invite,
                is_secondaire=echanges.is_secondaire,
            )
