"""What paroles, constats and enjeux share: rights, lengths, and what is refused."""

from convive.socle.refus import Refus

DOMAINE = "diagnostic"
DROIT_LIRE_PAROLES = (DOMAINE, "Les paroles d’habitants", "lire")
DROIT_ECRIRE_PAROLES = (DOMAINE, "Les paroles d’habitants", "écrire")
DROIT_LIRE_CONSTATS = (DOMAINE, "Les constats", "lire")
DROIT_ECRIRE_CONSTATS = (DOMAINE, "Les constats", "écrire")
DROIT_AVIS = (DOMAINE, "Un avis sur un constat", "donner")
DONNER_AVIS = "donner_avis"
CLE_DEMANDE = "demande_avis"
DONNER_AVIS_LISTE = "donner_avis_liste"
DROIT_EFFACER = (DOMAINE, "La corbeille du diagnostic", "effacer pour de bon")
MAX_VERBATIM = 2_000
MAX_INTERLOCUTEUR = 120
MAX_NOTE_ENTRETIEN = 20_000
MAX_CONSTAT = 400
MAX_PRECISION = 4_000
MAX_OBSERVATION = 1_000
MAX_LIBELLE = 200
MAX_SOURCE = 300
MAX_LIMITE = 600
MAX_UNITE = 60
MAX_MILLESIME = 40
MAX_AVIS = 600


class DiagnosticRefuse(Refus):
    """A change that cannot be; each message can be shown. `champs` says beside which field, when one is."""
