"""Who reads the shared diagnosis, who writes it, who says what they think of it."""

from typing import Any

from convive.comptes.models import Compte
from convive.diagnostic.rules.afom import DROIT_ECRIRE_AFOM, DROIT_LIRE_AFOM
from convive.diagnostic.rules.elements import (
    DROIT_AVIS,
    DROIT_ECRIRE_CONSTATS,
    DROIT_ECRIRE_PAROLES,
    DROIT_EFFACER,
    DROIT_LIRE_CONSTATS,
    DROIT_LIRE_PAROLES,
)
from convive.diagnostic.rules.enjeux import DROIT_DECIDER, DROIT_ECRIRE_ENJEUX, DROIT_LIRE_ENJEUX, DROIT_VOTER
from convive.diagnostic.rules.propres import DROIT_ECRIRE_INDICATEURS, DROIT_LIRE_INDICATEURS
from convive.diagnostic.rules.sommaire import DROIT_COMPOSER, DROIT_ECRIRE_CHAPITRES, DROIT_LIRE_DIAGNOSTIC
from convive.espaces.models import Membre, Role, Thematique
from convive.espaces.permissions import LIGNE_AVIS, PILOTES, REDACTEURS, TERRITOIRES, TOUS, is_permis_membre
from convive.socle.droits import Droit, droits

LECTEURS = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
VOIX = REDACTEURS | {Role.ELU.value, Role.CONSEILLER_CAF.value, Role.PARTENAIRE.value}
# A diagnosis is that of a territory; the other espaces read what territories share with them.
DROITS = (
    Droit(
        *DROIT_LIRE_INDICATEURS,
        LECTEURS,
        "Ceux que l’espace compte lui-même, et leurs valeurs. Avec un accès limité, on lit ceux de ses thématiques.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_ECRIRE_INDICATEURS,
        REDACTEURS,
        "Avec un accès limité, on écrit dans ses thématiques. Le journal garde chaque valeur remplacée.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_LIRE_DIAGNOSTIC,
        LECTEURS,
        "Ses chapitres et ses documents, aussi pendant qu’ils s’écrivent. Avec un accès limité, on "
        "le lit quand même en entier.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_ECRIRE_CHAPITRES,
        REDACTEURS,
        "Avec un accès limité, on écrit dans les chapitres de ses thématiques. Un diagnostic validé ne change plus.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_COMPOSER,
        PILOTES,
        "Le commencer, en ordonner ou en masquer les chapitres, le valider et ouvrir la version suivante.",
        place_entiere=True,
        types=TERRITOIRES,
    ),
    Droit(
        *DROIT_LIRE_PAROLES,
        LECTEURS,
        "Celles que l’on peut citer, sans leur commune. Les autres ne sont visibles que par les "
        "personnes qui les écrivent.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_ECRIRE_PAROLES,
        REDACTEURS,
        "Jamais le nom d’une personne. Avec un accès limité, on écrit dans ses limites.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_LIRE_CONSTATS,
        LECTEURS,
        "Ceux qui sont partagés. Un brouillon n’est visible que par les personnes qui écrivent les constats.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_ECRIRE_CONSTATS,
        REDACTEURS,
        "Avec un accès limité, on écrit dans ses limites.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_AVIS,
        VOIX,
        "D’accord, pas d’accord, à vérifier. Un partenaire sans compte répond par un lien personnel.",
        types=TERRITOIRES,
        ligne=LIGNE_AVIS,
    ),
    Droit(
        *DROIT_LIRE_AFOM,
        LECTEURS,
        "Avec un accès limité à des thématiques, on ne voit que celles-là\u00a0; dans le diagnostic, toutes.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_ECRIRE_AFOM,
        REDACTEURS,
        "Seul·e ou devant un atelier. Avec un accès limité à des thématiques, on ne remplit que celles-là.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_LIRE_ENJEUX,
        LECTEURS,
        "Leur classement est visible une fois le vote clos ; "
        "les chargé·es de coopération et la direction le voient pendant.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_ECRIRE_ENJEUX,
        REDACTEURS,
        "Avec un accès limité, on écrit dans ses limites.",
        types=TERRITOIRES,
        ligne="Le diagnostic",
    ),
    Droit(
        *DROIT_VOTER,
        frozenset({Role.ELU.value}),
        "Chaque élu·e note seul·e. En atelier, personne ne sait de qui sont les notes.",
        types=TERRITOIRES,
        ligne="La notation des enjeux",
    ),
    Droit(
        *DROIT_DECIDER,
        PILOTES,
        "Noter ce qui est décidé, même contre le classement ; ouvrir un vote, changer les poids.",
        place_entiere=True,
        types=TERRITOIRES,
    ),
    Droit(
        *DROIT_EFFACER,
        PILOTES,
        "Une parole, un constat, un enjeu : ce qui leur est attaché part avec eux.",
        place_entiere=True,
        types=TERRITOIRES,
    ),
)


def can_fetch_sources(compte: Compte) -> bool:
    """The figures are those of the whole installation, not of an espace."""
    return compte.is_active and compte.is_staff


def can_list_indicateurs(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LIRE_INDICATEURS)


def can_update_indicateurs(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_ECRIRE_INDICATEURS)


def record_droits() -> None:
    droits.record(*DROITS)


def can_list_paroles(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LIRE_PAROLES)


def can_update_paroles(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_ECRIRE_PAROLES)


def can_list_constats(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LIRE_CONSTATS)


def can_update_constats(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_ECRIRE_CONSTATS)


def can_create_avis(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_AVIS)


def can_delete_corbeille(membre: Membre) -> bool:
    """Erase for good what was put aside."""
    return is_permis_membre(membre, *DROIT_EFFACER)


def can_get_diagnostic(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LIRE_DIAGNOSTIC)


def can_update_chapitres(membre: Membre) -> bool:
    """Write in some chapter; `can_update_chapitre` says in which."""
    return is_permis_membre(membre, *DROIT_ECRIRE_CHAPITRES)


def can_update_chapitre(membre: Membre, chapitre: Any) -> bool:
    """A place limited to thématiques writes in their chapters; one limited to communes, in each. The diagnosis of the
    chapter is read with it: a validated one does not change."""
    limites = membre.limites.thematiques
    is_dans_limites = not limites or chapitre.thematique_id in limites
    return can_update_chapitres(membre) and is_dans_limites and not chapitre.diagnostic.is_valide


def can_compose_diagnostic(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_COMPOSER)


def can_get_afom(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LIRE_AFOM)


def can_update_afom(membre: Membre, thematique: Thematique) -> bool:
    limites = membre.limites.thematiques
    return is_permis_membre(membre, *DROIT_ECRIRE_AFOM) and (not limites or thematique.pk in limites)


def can_list_enjeux(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LIRE_ENJEUX)


def can_update_enjeux(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_ECRIRE_ENJEUX)


def can_create_vote(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_VOTER)


def can_decide_enjeux(membre: Membre) -> bool:
    """Note a decision, open and close a vote, change the weights."""
    return is_permis_membre(membre, *DROIT_DECIDER)
