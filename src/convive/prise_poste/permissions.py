"""Who follows the first hundred days, who reads what a person shares of them; who writes what belongs to the post."""

from convive.espaces.models import Membre, Role
from convive.espaces.permissions import PILOTES, TERRITOIRES, TOUS, is_permis_membre
from convive.prise_poste.rules.lettre_mission import DROIT_LETTRES, DROIT_SA_LETTRE
from convive.prise_poste.rules.outils import DROIT_OUTILS
from convive.prise_poste.rules.parcours import DROIT_LIRE_PARTAGES, DROIT_SUIVRE
from convive.prise_poste.rules.passation import DROIT_PASSATION
from convive.prise_poste.rules.raci import DROIT_ECRIRE_RACI, DROIT_LIRE_RACI
from convive.prise_poste.rules.rapport import DROIT_RAPPORT
from convive.socle.droits import Droit, droits

EQUIPE = PILOTES | {Role.COORDONNATEUR_THEMATIQUE.value}
DROITS = (
    Droit(
        *DROIT_SUIVRE,
        EQUIPE,
        "Son propre parcours et ses propres auto-évaluations, que personne d’autre ne lit tant qu’elle ne les partage.",
        types=TERRITOIRES,
        ligne="La prise de poste et les outils",
    ),
    Droit(
        *DROIT_LIRE_PARTAGES,
        frozenset({Role.DIRECTION.value}),
        "Seulement ce que la personne a choisi de partager, et tant qu’elle ne l’a pas repris.",
        place_entiere=True,
        types=TERRITOIRES,
    ),
    Droit(
        *DROIT_LETTRES,
        PILOTES,
        "Celles de toutes les personnes de l’espace, avec leurs objectifs.",
        place_entiere=True,
        types=TERRITOIRES,
        ligne="Les lettres de mission, passation et rapport",
    ),
    Droit(
        *DROIT_PASSATION,
        PILOTES,
        "Ce qui attend, et ce qui n’est écrit nulle part ailleurs. Il reste à l’espace.",
        place_entiere=True,
        types=TERRITOIRES,
        ligne="Les lettres de mission, passation et rapport",
    ),
    Droit(
        *DROIT_RAPPORT,
        PILOTES,
        "Une année de travail, comptée par l’espace, et ce que les chiffres ne disent pas. Il reste à l’espace.",
        place_entiere=True,
        types=TERRITOIRES,
        ligne="Les lettres de mission, passation et rapport",
    ),
    Droit(
        *DROIT_OUTILS,
        EQUIPE,
        "Ordre du jour, note, fiche, indicateur\u00a0: ceux de l’équipe, à plusieurs mains.",
        types=TERRITOIRES,
        ligne="La prise de poste et les outils",
    ),
    Droit(
        *DROIT_SA_LETTRE,
        EQUIPE,
        "Celle qui s’adresse à soi.",
        types=TERRITOIRES,
        ligne="La prise de poste et les outils",
    ),
    Droit(
        *DROIT_LIRE_RACI,
        TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value},
        "Qui fait, qui répond du résultat, qui est consulté, qui est informé.",
        types=TERRITOIRES,
        ligne="La page «\u00a0Qui fait quoi\u00a0»",
    ),
    Droit(
        *DROIT_ECRIRE_RACI,
        PILOTES,
        "Sur chaque ligne, une seule personne répond du résultat, et une au moins fait.",
        place_entiere=True,
        types=TERRITOIRES,
        ligne="La page «\u00a0Qui fait quoi\u00a0»",
    ),
)


def record_droits() -> None:
    droits.record(*DROITS)


def can_follow_parcours(membre: Membre) -> bool:
    """Follow one’s own path, place oneself on the grid."""
    return is_permis_membre(membre, *DROIT_SUIVRE)


def can_list_partages(membre: Membre) -> bool:
    """Read what people of the espace share of their own."""
    return is_permis_membre(membre, *DROIT_LIRE_PARTAGES)


def can_update_lettres(membre: Membre) -> bool:
    """Read and write the lettres de mission of everyone."""
    return is_permis_membre(membre, *DROIT_LETTRES)


def can_list_lettres(membre: Membre) -> bool:
    """Open the page of the lettres: those of everyone, or one’s own."""
    return can_update_lettres(membre) or is_permis_membre(membre, *DROIT_SA_LETTRE)


def can_update_passation(membre: Membre) -> bool:
    """Read and write what is left to whoever comes next."""
    return is_permis_membre(membre, *DROIT_PASSATION)


def can_update_rapport(membre: Membre) -> bool:
    """Read and write the activity report of the posts."""
    return is_permis_membre(membre, *DROIT_RAPPORT)


def can_remplir_outils(membre: Membre) -> bool:
    """Begin, fill and take away the tools of the team."""
    return is_permis_membre(membre, *DROIT_OUTILS)


def can_get_raci(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LIRE_RACI)


def can_update_raci(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_ECRIRE_RACI)
