"""A séance of an invented body, before and after, for the gallery of documents."""

from dataclasses import replace

from convive.gouvernance.rules.impression import (
    AlerteImprimee,
    AxeImprime,
    ChiffreImprime,
    CritereImprime,
    DecisionImprimee,
    LigneImprimee,
    MeteoImprimee,
    ParticipantImprime,
    PlanImprime,
    PointImprime,
    SeanceImprimee,
    SuiteImprimee,
)

CHIFFRE = ChiffreImprime("Places ouvertes (places)", "0 en 2024", "8 en 2025", "12 en 2026", "suivi de l’action 1.1.1")
SUITE = SuiteImprimee(
    "2025-004",
    "Chiffrer la seconde issue de la maison d’assistants maternels.",
    "Prénom Nom",
    "31\u00a0mars\u00a02026",
    "devait être faite avant le 31\u00a0mars\u00a02026",
    is_ouverte=True,
)
POINTS = (
    PointImprime(
        1, "Ouverture, présents", "information", "Information", "14\u00a0h", "5\u00a0min", "Prénom Nom, présidente",
        "prevu", demande="Pour information.",
    ),
    PointImprime(
        2, "Deux décisions de décembre\u00a0: où en est-on\u00a0?", "information", "Information", "14\u00a0h\u00a005",
        "15\u00a0min", "Prénom Nom, chargée de coopération", "prevu", demande="Pour information.", suites=(SUITE,),
    ),
    PointImprime(
        3, "Quel bâtiment pour les douze places d’accueil\u00a0?", "decision", "Décision", "14\u00a0h\u00a020",
        "40\u00a0min", "Prénom Nom, responsable petite enfance", "prevu",
        objet="Action\u00a0: 1.1.1 Ouvrir douze places d’accueil aux Hautes-Granges",
        demande="Décider comment lever le blocage, avec un responsable et une date.",
        situation=(
            "Bloquée, avancement 50\u00a0%, échéance le 31\u00a0décembre\u00a02026.",
            "Portée par Pays de Vallombre, pilotée par Prénom Nom.",
            "Ce qui bloque\u00a0: deux bâtiments sont possibles, l’ancienne école et la maison Rouvray.",
        ),
        chiffres=(CHIFFRE,),
        scenarios=("A. L’ancienne école", "B. La maison Rouvray", "C. Ne rien changer"),
        criteres=(
            CritereImprime("Ce que cela change", ("Douze places en 2027.", "Huit places en 2028.", "Rien avant 2029.")),
            CritereImprime("Ce que cela coûte", ("505\u00a0000\u00a0€", "440\u00a0000\u00a0€", "0\u00a0€")),
        ),
    ),
    PointImprime(
        4, "Le calendrier de l’évaluation", "avis", "Avis", "15\u00a0h", "20\u00a0min", "Prénom Nom, Caf", "prevu",
        demande="Donner un avis\u00a0: rien n’est à décider aujourd’hui.",
    ),
)  # fmt: skip
PLAN = PlanImprime(
    ctg="CTG 2025-2029",
    jour="12\u00a0juin\u00a02026",
    phrases=("23 actions dans le plan.", "5 sont réalisées ou pérennisées.", "2 sont en retard.", "1 est bloquée."),
    axes=(
        AxeImprime("Axe 1 Grandir sur le territoire", 2, 5, 3, 1),
        AxeImprime("Axe 2 Soutenir les parents", 3, 2, 1, 0),
        AxeImprime("Axe 3 Accéder à ses droits", 0, 4, 2, 0),
    ),
    regards=("Pilote", "Caf", "Élu·e"),
    meteos=(
        MeteoImprimee("Objectifs sécurisés", (6, 4, 3)),
        MeteoImprimee("Atteignables", (5, 6, 4)),
        MeteoImprimee("Appuis nécessaires", (3, 2, 2)),
        MeteoImprimee("Objectifs compromis", (1, 0, 1)),
    ),
    bloquees=(
        AlerteImprimee(
            "1.1.1 Ouvrir douze places d’accueil aux Hautes-Granges", "Deux bâtiments sont possibles.",
            "Prénom Nom, avant le 30\u00a0juin\u00a02026",
        ),
    ),
    retards=(
        AlerteImprimee(
            "1.2.1 Mutualiser les remplacements", "31\u00a0mars\u00a02026", "Axe 1 Grandir sur le territoire",
        ),
    ),
    chiffres=(
        CHIFFRE,
        ChiffreImprime(
            "Familles rencontrées (familles)", "0", "64 en 2025", "60 en 2026", "suivi de l’action 2.1.1",
        ),
    ),
)  # fmt: skip
PARTICIPANTS = (
    ParticipantImprime("Prénom Nom", "Présidente, Pays de Vallombre", "present"),
    ParticipantImprime("Prénom Autrenom", "Maire, Vallombre", "present"),
    ParticipantImprime("Autreprénom Nom", "Conseillère territoriale, Caf inventée", "represente", "Prénom Tiers"),
    ParticipantImprime("Autreprénom Autrenom", "Délégué, MSA inventée", "excuse"),
)
SEANCE_EXEMPLE = SeanceImprimee(
    instance="Comité de pilotage",
    role="Fixe les priorités, arbitre, valide le plan d’actions et les bilans.",
    statut="convoquee",
    numero="3e séance",
    objet="Places d’accueil, calendrier de l’évaluation",
    jour="vendredi 12\u00a0juin\u00a02026",
    iso="2026-06-12",
    horaires="14\u00a0h – 16\u00a0h",
    lieu="salle des mariages, Vallombre",
    visio="",
    presidence="Prénom Nom",
    duree="1\u00a0h\u00a020",
    mot="Votre présence compte\u00a0: deux décisions sont attendues.",
    points=POINTS,
    participants=tuple(replace(row, presence="inconnue", represente_par="") for row in PARTICIPANTS),
    precedentes=(
        SUITE,
        SuiteImprimee(
            "2025-003", "Lancer la tournée de la ludothèque.", "Prénom Tiers", "",
            "Faite le 3\u00a0mars\u00a02026", is_ouverte=False,
        ),
    ),
    precedente_le="11\u00a0décembre\u00a02025",
    suites=(SUITE,),
    prochaines=("Comité technique\u00a0: mardi 15\u00a0septembre\u00a02026, 9\u00a0h\u00a030",),
    plan=PLAN,
)  # fmt: skip
SEANCE_CLOSE = replace(
    SEANCE_EXEMPLE,
    statut="close",
    participants=PARTICIPANTS,
    quorum="Quorum atteint\u00a0: 3 voix pour 2 requises.",
    points=tuple(replace(point, etat="reporte" if point.rang == 4 else "traite") for point in POINTS),
    lignes=(
        LigneImprimee(1, "information", "Deux nouveaux maires sont accueillis."),
        LigneImprimee(3, "debat", "Les maires demandent de comparer les accès à pied."),
        LigneImprimee(3, "question", "La Caf demande si la cuisine peut être partagée avec le périscolaire."),
        LigneImprimee(3, "decision", "L’ancienne école est retenue.", "2026-001"),
        LigneImprimee(3, "action", "Demander deux devis de cuisine."),
        LigneImprimee(0, "information", "La fête de la famille aura lieu le 4 juillet."),
    ),
    decisions=(
        DecisionImprimee(
            "2026-001", "L’ancienne école est retenue pour les douze places, sous réserve des devis.", "Prénom Nom",
            "31\u00a0juillet\u00a02026", "9 pour, 1 abstention", 3,
        ),
    ),
)  # fmt: skip
