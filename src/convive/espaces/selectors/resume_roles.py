"""What a role opens, in one sentence, for whoever chooses it for somebody: read in the table of rights."""

from convive.espaces.models import Role
from convive.socle.droits import droits
from convive.socle.formats import liste_fr

type Cle = tuple[str, str, str]

ACCUEIL: Cle = ("espaces", "L’accueil de l’espace", "voir")
# What not everybody reads, of what one would miss.
CACHES: tuple[tuple[Cle, str], ...] = (
    (("plan d’actions", "Les brouillons et les actions internes", "lire"), "les brouillons"),
    (("échanges", "Les échanges internes", "lire"), "les échanges internes"),
    (("acteurs", "Les coordonnées des personnes", "voir"), "les coordonnées des personnes"),
    (("espaces", "La liste des membres", "voir"), "la liste des membres"),
)
ECRITURES: tuple[tuple[Cle, str], ...] = (
    (("acteurs", "L’annuaire", "écrire"), "l’annuaire"),
    (("diagnostic", "Les constats", "écrire"), "le diagnostic"),
    (("convention", "La CTG", "écrire"), "la convention"),
    (("plan d’actions", "Les actions", "écrire"), "les actions"),
    (("gouvernance", "Les instances, les séances et les décisions", "écrire"), "les séances"),
)
# A seat gives a voice to any role: it goes with the person, and is not said of each role.
SANS_ECRITURE = "ne modifie rien, mais donne sa voix dans une instance où la personne siège"
TOUT = "Voit tout l’espace, ou sa part si l’accès est limité"
# A gesture, and the right that says more.
GESTES: tuple[tuple[Cle, Cle | None, str], ...] = (
    (("espaces", "Les invitations", "gérer"), None, "inviter"),
    (("plan d’actions", "Ses propres actions", "mettre à jour"), ECRITURES[3][0], "mettre à jour ses propres actions"),
    (("diagnostic", "Un avis sur un constat", "donner"), ECRITURES[1][0], "donner son avis sur les constats"),
    (("échanges", "Les échanges partagés", "écrire"), ECRITURES[3][0], "commenter"),
)


def list_cles() -> list[Cle]:
    return [
        ACCUEIL,
        *(cle for cle, _ in (*CACHES, *ECRITURES)),
        *(cle for cle, _, _ in GESTES),
    ]


def build_resumes() -> dict[str, str]:
    """By role: « Voit tout l’espace sauf les brouillons ; peut commenter. »"""
    return {role: _build_resume(role) for role in Role.values}


def _build_resume(role: str) -> str:
    if not _has(role, ACCUEIL):
        return "Ne voit rien de ce qui s’écrit ici\u00a0: gère l’installation."
    caches = [mot for cle, mot in CACHES if not _has(role, cle)]
    ecrits = [mot for cle, mot in ECRITURES if _has(role, cle)]
    gestes = [f"modifier {liste_fr(ecrits)}"] if ecrits else []
    gestes += [geste for cle, mieux, geste in GESTES if _has(role, cle) and not (mieux and _has(role, mieux))]
    voit = f"{TOUT}, sauf {liste_fr(caches)}" if caches else TOUT
    return f"{voit}\u00a0; {f'peut {liste_fr(gestes)}' if gestes else SANS_ECRITURE}."


def _has(role: str, cle: Cle) -> bool:
    return role in droits.get(*cle).roles
