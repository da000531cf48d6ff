"""What the views of the letters to a group share."""

from uuid import UUID

from django.http import Http404

from convive.acteurs.models import LettreGroupe
from convive.acteurs.selectors.lettre import get_lettre
from convive.espaces.models import Membre
from convive.espaces.views.saisie import build_cle_brouillon

PAGE_LETTRES = "acteurs:lettre_list"


def get_lettre_or_404(membre: Membre, uuid: UUID) -> LettreGroupe:
    lettre = get_lettre(membre, uuid)
    if lettre is None:
        raise Http404("Cette lettre n’existe pas ici, ou n’est pas à vous.")
    return lettre


def build_cle_lettre(membre: Membre, uuid: UUID) -> str:
    return build_cle_brouillon(membre.compte, "lettre", uuid)
