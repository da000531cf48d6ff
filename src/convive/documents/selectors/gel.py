"""Read frozen states, always through what the person may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q

from convive.documents.gels import gels
from convive.documents.models import Gel
from convive.documents.rules.blocs import list_lignes
from convive.documents.rules.gel import ContenuGele
from convive.espaces.models import Membre
from convive.espaces.selectors.texte import ChampCompare
from convive.socle.comparaison import compare_textes
from convive.socle.objets import ObjetResolu, Reference, objets

MAX_LISTE = 200
PAR_PAGE = 20
MAX_PANNEAU = 5


@dataclass(frozen=True, slots=True)
class LigneGel:
    """A frozen state in a list, and its object as it is today; None when it is gone."""

    gel: Gel
    objet: ObjetResolu | None


def list_gels(membre: Membre, recherche: str, numero: str) -> tuple[Page[Gel], list[LigneGel]]:
    """A page of the frozen states of the espace that this place sees, the latest first; `recherche` is in their
    words."""
    found = Gel.objects.visible_to(membre.compte).filter(espace=membre.espace_id).without_contenu()
    for mot in recherche.split()[:8]:
        found = found.filter(Q(titre__icontains=mot) | Q(motif__icontains=mot))
    page = Paginator(found, PAR_PAGE).get_page(numero)
    resolus: Mapping[Reference, ObjetResolu] = objets.resolve_all((g.reference for g in page), membre.compte)
    return page, [LigneGel(gel, resolus.get(gel.reference)) for gel in page]


def get_gel(membre: Membre, gel_uuid: UUID) -> Gel | None:
    """A frozen state of this espace that this place sees."""
    gel = Gel.objects.visible_to(membre.compte).filter(espace=membre.espace_id, pk=gel_uuid).first()
    if gel is not None:
        gel.espace = membre.espace
    return gel


def list_gels_objet(objet: models.Model, *, limite: int = MAX_LISTE) -> list[Gel]:
    """The frozen states of an object that the reader sees already, the latest first; one query."""
    reference = objets.get_reference(objet)
    found = Gel.objects.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid)
    return list(found.without_contenu()[:limite])


def list_autres_gels(membre: Membre, gel: Gel) -> list[Gel]:
    """The other frozen states of the same object."""
    found = Gel.objects.visible_to(membre.compte).filter(espace=membre.espace_id, objet_uuid=gel.objet_uuid)
    return list(found.exclude(pk=gel.pk).without_contenu()[:MAX_LISTE])


def get_contenu_actuel(membre: Membre, gel: Gel) -> ContenuGele | None:
    """What the object says today; None when it is gone, or when nothing declares its type any more."""
    gelable, objet = gels.get(gel.objet_type), gels.get_objet(gel.reference, membre.compte, membre.espace_id)
    return gelable.build_contenu(membre, objet) if gelable and objet else None


def compare_contenus(avant: ContenuGele, apres: ContenuGele) -> list[ChampCompare]:
    """The title and the text, from one content to the other."""
    former, later = ("\n".join(list_lignes(contenu.elements)) for contenu in (avant, apres))
    return [
        ChampCompare("Titre", compare_textes(avant.titre, apres.titre)),
        ChampCompare("Contenu", compare_textes(former, later)),
    ]
