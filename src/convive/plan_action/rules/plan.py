"""What the plan d’actions refuses, its limits, the words that it offers. Pure Python."""

from convive.socle.enums import EnumLibelle
from convive.socle.refus import Refus

DOMAINE = "plan d’actions"
DROIT_LIRE = (DOMAINE, "Le plan d’actions", "lire")
DROIT_LIRE_TOUT = (DOMAINE, "Les brouillons et les actions internes", "lire")
DROIT_BUDGET = (DOMAINE, "Le budget des actions", "lire")
DROIT_ECRIRE = (DOMAINE, "Les actions", "écrire")
DROIT_CONTRIBUER = (DOMAINE, "Ses propres actions", "mettre à jour")
DROIT_STRUCTURER = (DOMAINE, "L’arbre du plan", "organiser")
DROIT_VALIDER = (DOMAINE, "Le statut d’une action", "valider, reporter, abandonner")
DROIT_METEO = (DOMAINE, "La météo d’une action", "donner")
DROIT_VUES = (DOMAINE, "Les vues du plan", "enregistrer")

MAX_RANG = 4
MAX_NOM_NIVEAU = 60
MAX_NUMEROTATION = 30
MAX_CODE = 30
MAX_LIBELLE = 300
MAX_TITRE = 150
MAX_TITRE_IMPORTE = 300
"""A title longer than advised is kept as it was written, and said."""
MAX_TEXTE_COURT = 300
MAX_TEXTE = 20_000
MAX_MOTIF = 1_000
MAX_INSTANCE = 150
MAX_NOM_PERSONNE = 200
MAX_PHRASE = 300
MAX_UNITE = 40
MAX_ETIQUETTE = 60
MAX_ETP = 50
MAX_STATUT_TEXTE = 120
MAX_CHIFFRES, MAX_CHIFFRES_DECIMAUX = 15, 3
ANNEE_MIN, ANNEE_MAX = 1990, 2099


class PlanRefuse(Refus):
    """A change that cannot be; each message can be shown. `champs` says beside which field, when one is."""


class Visibilite(EnumLibelle):
    INTERNE = "interne", "Interne : l’équipe de coopération"
    PARTENAIRES = "partenaires", "Partenaires : les membres de l’espace"
    PUBLIQUE = "publique", "Publique : peut être montrée à tous"


class Priorite(EnumLibelle):
    HAUTE = "haute", "Haute"
    MOYENNE = "moyenne", "Moyenne"
    BASSE = "basse", "Basse"


class Recurrence(EnumLibelle):
    UNIQUE = "unique", "Une seule fois"
    ANNUELLE = "annuelle", "Chaque année"
    CONTINUE = "continue", "En continu"


class Origine(EnumLibelle):
    NOUVELLE = "nouvelle", "Nouvelle"
    RECONDUITE = "reconduite", "Reconduite de la CTG précédente"
    MODIFIEE = "modifiee", "Reprise de la CTG précédente, modifiée"


class NiveauParticipation(EnumLibelle):
    """The French practical scale: information is the base of participation, not yet participation."""

    AUCUNE = "aucune", "Aucune"
    INFORMATION = "information", "Information"
    CONSULTATION = "consultation", "Consultation"
    CONCERTATION = "concertation", "Concertation"
    CO_CONSTRUCTION = "co_construction", "Co-construction"
    CODECISION = "codecision", "Codécision"


PUBLICS = {
    "tout_petits": "Tout-petits (0-3 ans)",
    "enfants": "Enfants (3-11 ans)",
    "adolescents": "Adolescent·es (11-17 ans)",
    "jeunes": "Jeunes (18-25 ans)",
    "parents": "Parents",
    "familles": "Familles",
    "monoparentales": "Familles monoparentales",
    "handicap": "Personnes en situation de handicap et leurs proches",
    "precarite": "Personnes en situation de précarité",
    "aines": "Personnes âgées et leurs aidant·es",
    "habitants": "Tous les habitants",
    "professionnels": "Professionnel·les",
    "benevoles": "Bénévoles et associations",
    "elus": "Élu·es et agents des collectivités",
}
"""Whom an action is for: groups, never a named person."""

NOMS_NIVEAUX = {
    "Enjeu": "Enjeux",
    "Axe": "Axes",
    "Orientation stratégique": "Orientations stratégiques",
    "Thématique": "Thématiques",
    "Objectif général": "Objectifs généraux",
    "Objectif opérationnel": "Objectifs opérationnels",
    "Changement attendu": "Changements attendus",
}
"""Names of levels met in conventions, with their plural: proposals, everyone writes theirs."""


class Regard(EnumLibelle):
    """From where one looks at an action: the three may differ, and that is shown."""

    PILOTE = "pilote", "Pilote"
    CAF = "caf", "Caf"
    ELU = "elu", "Élu·e"


class NiveauMeteo(EnumLibelle):
    OBJECTIFS_SECURISES = "objectifs_securises", "Objectifs sécurisés"
    ATTEIGNABLES = "atteignables", "Atteignables"
    APPUIS_NECESSAIRES = "appuis_necessaires", "Appuis nécessaires"
    COMPROMIS = "compromis", "Objectifs compromis"


class VisibiliteNote(EnumLibelle):
    INTERNE = "interne", "Interne à l’équipe"
    PARTAGEE = "partagee", "Partagée"


class RolePartenaire(EnumLibelle):
    PARTENAIRE = "partenaire", "Partenaire"
    CO_PORTEUR = "co_porteur", "Co-porteur"
    FINANCEUR = "financeur", "Financeur"
    APPUI = "appui", "Appui technique"


class SensBudget(EnumLibelle):
    CHARGE = "charge", "Dépense"
    PRODUIT = "produit", "Recette"


NATURES_CHARGES = {
    "personnel": "Personnel",
    "achats": "Achats",
    "prestations": "Prestations",
    "communication": "Communication",
    "loyers": "Loyers",
    "investissement": "Investissement",
    "valorisation": "Valorisation",
}
NATURES_PRODUITS = {
    "collectivite_porteuse": "Collectivité porteuse",
    "communes": "Communes",
    "caf_ps": "Caf – prestation de service",
    "caf_bonus": "Caf – bonus territoire",
    "caf_fonds_locaux": "Caf – fonds locaux",
    "caf_fonds_nationaux": "Caf – fonds nationaux",
    "msa": "MSA",
    "departement": "Département",
    "region": "Région",
    "etat": "État",
    "ars": "ARS",
    "europe": "Europe, LEADER",
    "familles": "Familles",
    "valorisation": "Valorisation",
    "autre": "Autre",
}
NATURES = {**NATURES_CHARGES, **NATURES_PRODUITS}
"""What a line of budget is; empty when nobody has said, as in an imported table."""


class RoleIndicateur(EnumLibelle):
    """Its link of the chain, from what one puts in to what one hopes for; or the place itself, which an action does
    not promise to change."""

    MOYENS = "moyens", "Moyens"
    REALISATION = "realisation", "Réalisation"
    RESULTAT = "resultat", "Résultat"
    IMPACT = "impact", "Impact"
    CONTEXTE = "contexte", "Contexte"

    @property
    def phrase(self) -> str:
        return PHRASES_ROLES[self]


PHRASES_ROLES = {
    RoleIndicateur.MOYENS: "ce que l’on y met",
    RoleIndicateur.REALISATION: "ce qui a été fait",
    RoleIndicateur.RESULTAT: "ce que cela change pour des personnes",
    RoleIndicateur.IMPACT: "ce que l’on espère à la longue, avec d’autres causes",
    RoleIndicateur.CONTEXTE: "pour qui et où l’on agit, sans promettre de le changer",
}
ROLES_CHANGEMENT = (RoleIndicateur.RESULTAT, RoleIndicateur.IMPACT)


class SensIndicateur(EnumLibelle):
    """Where one wants it to go. A context is read, and wanted nowhere."""

    HAUSSE = "hausse", "Hausse"
    BAISSE = "baisse", "Baisse"
    SANS = "sans", "Se lit sans objectif"

    @property
    def phrase(self) -> str:
        return f"{self.libelle}." if self is SensIndicateur.SANS else f"{self.libelle} attendue."


class Gravite(EnumLibelle):
    FAIBLE = "faible", "Faible"
    MOYENNE = "moyenne", "Moyenne"
    FORTE = "forte", "Forte"


class StatutReponse(EnumLibelle):
    A_RELIRE = "a_relire", "À relire"
    ACCEPTEE = "acceptee", "Acceptée"
    ECARTEE = "ecartee", "Écartée"


ITEMS_SPPE = {
    "etat_lieux": "L’inventaire de l’accueil des moins de 3 ans",
    "besoins": "Les besoins",
    "zones": "Les zones où l’offre est faible ou difficile à atteindre",
    "cibles": "Ce que l’on veut maintenir, développer, redéployer",
    "metiers": "Les métiers et les compétences",
    "difficultes_familles": "Les réponses aux familles en difficulté",
    "qualite": "L’appui à la qualité",
    "investissements": "Les investissements",
    "couts": "Les coûts, les moyens, les difficultés",
    "calendrier": "Le calendrier",
    "evaluation": "Les indicateurs et l’évaluation",
}
"""What a CTG says to stand in for the schéma of the service public de la petite enfance (CASF, art. D. 214-10-1)."""
