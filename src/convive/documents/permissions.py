"""Who does what with the documents of an espace."""

from convive.espaces.models import Membre, Role
from convive.espaces.permissions import PILOTES, TOUS
from convive.socle.droits import Droit, droits

DOMAINE = "documents"
CONTENU = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
MODELES = "Les modèles de documents"
DROITS = (
    Droit(DOMAINE, MODELES, "voir", CONTENU, "Le papier à en-tête que prennent les documents de l’espace."),
    Droit(DOMAINE, MODELES, "déposer, retirer", PILOTES, "Un fichier est inspecté avant d’être accepté."),
)


def record_droits() -> None:
    droits.record(*DROITS)


def _is_permis(membre: Membre, objet: str, geste: str) -> bool:
    return membre.is_en_cours and droits.is_permis(membre.role, DOMAINE, objet, geste)


def can_list_modeles(membre: Membre) -> bool:
    return _is_permis(membre, MODELES, "voir")


def can_update_modele(membre: Membre) -> bool:
    return _is_permis(membre, MODELES, "déposer, retirer")
