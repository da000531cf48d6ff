"""What shows by itself, in an espace, that a step of the first hundred days is done. Pure Python.

Each check reads counts and answers with a sentence: where one stands, done or not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from convive.socle.formats import nombre, nombre_accorde

MIN_OBJECTIFS = 3
MIN_ECHEANCES = 3
MIN_ACTEURS, MIN_PAROLES = 15, 5
PART_VERIFIEE = 0.9
MIN_LIENS, MIN_ATTENTES = 5, 5
MIN_CHIFFRES = 15
MIN_INDICATEURS = 8
MIN_EVALUATIONS = 2
MIN_SEANCES_ANNEE = 2


@dataclass(frozen=True, slots=True)
class Preuve:
    """`phrase` says what is there today, in words that begin with a figure or a noun."""

    is_faite: bool
    phrase: str


@dataclass(frozen=True, slots=True)
class FaitsEspace:
    """What a place reads of its espace, counted. « depuis » counts from the first day of the person.

    `objectifs` are those of her lettre de mission, the last one since she began. `acteurs_depuis` are cards that
    someone wrote or corrected one at a time: what an import brought has not been looked at. `attentes` are
    organisations of which the expectations are noted; `chiffres_depuis`, figures put in the constats.
    `ctgs`, `signataires`, `niveaux` and `echeances` are those of a CTG that has not ended; `actions` are those on which
    something remains to be done, `sans_porteur` those with neither organisation nor pilote. `lettres_veille` are those
    of the tools of the espace in which something is written.
    """

    objectifs: int = 0
    ctgs: int = 0
    signataires: int = 0
    niveaux: int = 0
    instances: int = 0
    echeances: int = 0
    postes: int = 0
    etp_ctg: Decimal = Decimal(0)
    evaluations: int = 0
    acteurs_depuis: int = 0
    paroles_depuis: int = 0
    services: int = 0
    services_verifies: int = 0
    liens: int = 0
    attentes: int = 0
    actions: int = 0
    sans_porteur: int = 0
    chiffres_depuis: int = 0
    plans: int = 0
    actions_reliees: int = 0
    indicateurs: int = 0
    cotechs_clos: int = 0
    lettres_veille: int = 0
    notes_depuis: int = 0
    copils_convoques: int = 0
    decisions_depuis: int = 0
    seances_a_venir: int = 0


def check_lettre(faits: FaitsEspace) -> Preuve:
    phrase = f"{nombre_accorde(faits.objectifs, 'objectif')} sur {MIN_OBJECTIFS}"
    return Preuve(faits.objectifs >= MIN_OBJECTIFS, f"{phrase} dans votre lettre de mission.")


def check_ctg(faits: FaitsEspace) -> Preuve:
    if not faits.ctgs:
        return Preuve(False, "La CTG n’est pas encore saisie.")
    parties = (
        (faits.signataires, "signataire", None),
        (faits.niveaux, "niveau du plan", "niveaux du plan"),
        (faits.instances, "instance", None),
    )
    phrase = ", ".join(nombre_accorde(*partie) for partie in parties)
    return Preuve(all(partie[0] for partie in parties), f"CTG saisie avec ses dates\u00a0: {phrase}.")


def check_echeances(faits: FaitsEspace) -> Preuve:
    phrase = (
        f"{nombre_accorde(faits.echeances, 'échéance')} à venir dans les jalons de la CTG ({MIN_ECHEANCES} au moins)."
    )
    return Preuve(faits.echeances >= MIN_ECHEANCES, phrase)


def check_postes(faits: FaitsEspace) -> Preuve:
    if not faits.postes:
        return Preuve(False, "Aucun poste n’est encore noté.")
    noms = nombre_accorde(faits.postes, "poste noté", "postes notés")
    mots = "équivalents temps plein" if faits.etp_ctg >= 2 else "équivalent temps plein"
    etp = f"{nombre(faits.etp_ctg, 2)} {mots}"
    return Preuve(True, f"{noms}, {etp} pour la CTG.")


def check_evaluation(faits: FaitsEspace) -> Preuve:
    if not faits.evaluations:
        return Preuve(False, "Aucune auto-évaluation n’est encore terminée.")
    return Preuve(
        True, f"{nombre_accorde(faits.evaluations, 'auto-évaluation terminée', 'auto-évaluations terminées')}."
    )


def check_entretiens(faits: FaitsEspace) -> Preuve:
    acteurs = nombre_accorde(faits.acteurs_depuis, "fiche d’acteur relue", "fiches d’acteurs relues")
    paroles = nombre_accorde(faits.paroles_depuis, "parole recueillie", "paroles recueillies")
    faite = faits.acteurs_depuis >= MIN_ACTEURS and faits.paroles_depuis >= MIN_PAROLES
    return Preuve(
        faite, f"{acteurs} et {paroles} depuis votre premier jour\u00a0; il en faut {MIN_ACTEURS} et {MIN_PAROLES}."
    )


def check_inventaire(faits: FaitsEspace) -> Preuve:
    if not faits.services:
        return Preuve(False, "L’inventaire est encore vide.")
    lignes = nombre_accorde(faits.services, "ligne")
    verifiees = nombre_accorde(faits.services_verifies, "ligne vérifiée", "lignes vérifiées")
    is_faite = faits.services_verifies >= PART_VERIFIEE * faits.services
    return Preuve(is_faite, f"{verifiees} depuis moins d’un an, sur {lignes} (neuf sur dix attendues).")


def check_liens(faits: FaitsEspace) -> Preuve:
    liens = nombre_accorde(faits.liens, "lien noté", "liens notés")
    attentes = nombre_accorde(
        faits.attentes, "organisation a exprimé ses attentes", "organisations ont exprimé les leurs"
    )
    is_faite = faits.liens >= MIN_LIENS and faits.attentes >= MIN_ATTENTES
    return Preuve(is_faite, f"{liens} ({MIN_LIENS} au moins), {attentes} ({MIN_ATTENTES} au moins).")


def check_actions(faits: FaitsEspace) -> Preuve:
    if not faits.actions:
        return Preuve(False, "Aucune action n’est encore validée ou en cours dans le plan.")
    actives = nombre_accorde(faits.actions, "action active", "actions actives")
    if not faits.sans_porteur:
        return Preuve(True, f"{actives}, toutes avec un porteur.")
    return Preuve(False, f"{actives}, dont {nombre(faits.sans_porteur)} sans porteur.")


def check_chiffres(faits: FaitsEspace) -> Preuve:
    phrase = nombre_accorde(faits.chiffres_depuis, "chiffre daté et sourcé", "chiffres datés et sourcés")
    return Preuve(
        faits.chiffres_depuis >= MIN_CHIFFRES,
        f"{phrase} dans les constats depuis votre premier jour\u00a0; il en faut {MIN_CHIFFRES}.",
    )


def check_autres_plans(faits: FaitsEspace) -> Preuve:
    plans = nombre_accorde(faits.plans, "autre plan noté", "autres plans notés")
    actions = nombre_accorde(faits.actions_reliees, "action reliée", "actions reliées")
    return Preuve(bool(faits.plans and faits.actions_reliees), f"{plans}, {actions} à l’un d’eux.")


def check_indicateurs(faits: FaitsEspace) -> Preuve:
    phrase = nombre_accorde(faits.indicateurs, "indicateur")
    return Preuve(
        faits.indicateurs >= MIN_INDICATEURS, f"{phrase} avec une valeur de départ\u00a0; il en faut {MIN_INDICATEURS}."
    )


def check_cotech(faits: FaitsEspace) -> Preuve:
    if not faits.cotechs_clos:
        return Preuve(False, "Aucun COTECH clos depuis votre premier jour.")
    return Preuve(
        True, f"{nombre_accorde(faits.cotechs_clos, 'COTECH clos', 'COTECH clos')} depuis votre premier jour."
    )


def check_veille(faits: FaitsEspace) -> Preuve:
    if not faits.lettres_veille:
        return Preuve(False, "Aucune lettre de veille commencée depuis votre premier jour.")
    ecrites = nombre_accorde(faits.lettres_veille, "lettre de veille écrite", "lettres de veille écrites")
    return Preuve(True, f"{ecrites} depuis votre premier jour.")


def check_note(faits: FaitsEspace) -> Preuve:
    if not faits.notes_depuis:
        return Preuve(False, "Aucune note d’aide à la décision écrite par vous depuis votre premier jour.")
    return Preuve(
        True, f"{nombre_accorde(faits.notes_depuis, 'note écrite', 'notes écrites')} depuis votre premier jour."
    )


def check_copil(faits: FaitsEspace) -> Preuve:
    if not faits.copils_convoques:
        return Preuve(False, "Aucun COPIL convoqué depuis votre premier jour.")
    convoques = nombre_accorde(faits.copils_convoques, "COPIL convoqué", "COPIL convoqués")
    return Preuve(True, f"{convoques} depuis votre premier jour.")


def check_decisions(faits: FaitsEspace) -> Preuve:
    if not faits.decisions_depuis:
        return Preuve(False, "Aucune décision prise par un COPIL dont la séance est close, depuis votre premier jour.")
    prises = nombre_accorde(faits.decisions_depuis, "décision prise", "décisions prises")
    return Preuve(True, f"{prises} par un COPIL dont la séance est close, depuis votre premier jour.")


def check_bilan(faits: FaitsEspace) -> Preuve:
    seances = nombre_accorde(faits.seances_a_venir, "séance posée", "séances posées")
    evaluations = nombre_accorde(faits.evaluations, "auto-évaluation terminée", "auto-évaluations terminées")
    is_faite = faits.seances_a_venir >= MIN_SEANCES_ANNEE and faits.evaluations >= MIN_EVALUATIONS
    return Preuve(is_faite, f"{seances} au calendrier, {evaluations} ({MIN_EVALUATIONS} attendues).")


PREUVES: dict[str, Callable[[FaitsEspace], Preuve]] = {
    "lettre_objectifs": check_lettre,
    "ctg_complete": check_ctg,
    "echeances_notees": check_echeances,
    "postes_notes": check_postes,
    "auto_evaluation_depart": check_evaluation,
    "entretiens_faits": check_entretiens,
    "inventaire_verifie": check_inventaire,
    "liens_notes": check_liens,
    "actions_portees": check_actions,
    "constats_chiffres": check_chiffres,
    "autres_plans_notes": check_autres_plans,
    "indicateurs_avec_depart": check_indicateurs,
    "cotech_clos": check_cotech,
    "lettre_veille": check_veille,
    "note_ecrite": check_note,
    "copil_convoque": check_copil,
    "decisions_prises": check_decisions,
    "bilan_cent_jours": check_bilan,
}


FAITS: dict[str, tuple[str, ...]] = {
    "lettre_objectifs": ("objectifs",),
    "ctg_complete": ("ctgs", "signataires", "niveaux", "instances"),
    "echeances_notees": ("echeances",),
    "postes_notes": ("postes", "etp_ctg"),
    "auto_evaluation_depart": ("evaluations",),
    "entretiens_faits": ("acteurs_depuis", "paroles_depuis"),
    "inventaire_verifie": ("services", "services_verifies"),
    "liens_notes": ("liens", "attentes"),
    "actions_portees": ("actions", "sans_porteur"),
    "constats_chiffres": ("chiffres_depuis",),
    "autres_plans_notes": ("plans", "actions_reliees"),
    "indicateurs_avec_depart": ("indicateurs",),
    "cotech_clos": ("cotechs_clos",),
    "lettre_veille": ("lettres_veille",),
    "note_ecrite": ("notes_depuis",),
    "copil_convoque": ("copils_convoques",),
    "decisions_prises": ("decisions_depuis",),
    "bilan_cent_jours": ("seances_a_venir", "evaluations"),
}
"""What each check counts: a page that shows one step reads no more than that."""


def read_preuves(faits: FaitsEspace) -> dict[str, Preuve]:
    return {cle: check(faits) for cle, check in PREUVES.items()}


def get_limite_verification(today: date) -> date:
    """What was verified after this day was verified less than a year ago."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:
        return date(today.year - 1, 2, 28)
