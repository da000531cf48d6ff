"""Which column of which file is which quantity, as the producers document them."""

RP_IRIS = {
    "population_0_19": "pop_0_19",
    "population_20_64": "pop_20_64",
    "population_65p": "pop_65p",
    "logements": "logements",
    "residences_principales": "res_principales",
    "residences_secondaires": "res_secondaires",
    "logements_vacants": "logements_vacants",
}
FILOSOFI_2021 = {
    "niveau_vie_median": "MED21",
    "taux_pauvrete": "TP6021",
    "taux_pauvrete_moins_30": "TP60AGE121",
    "taux_pauvrete_75p": "TP60AGE621",
    "taux_pauvrete_locataires": "TP60TOL221",
    "part_menages_imposes": "PIMP21",
    "part_prestations_sociales": "PPSOC21",
    "part_prestations_familiales": "PPFAM21",
    "part_minima_sociaux": "PPMINI21",
    "part_prestations_logement": "PPLOGT21",
    "premier_decile": "D121",
    "rapport_interdecile": "RD21",
}
FILOSOFI_2019 = {
    "niveau_vie_median": "Q219",
    "premier_decile": "D119",
    "rapport_interdecile": "RD",
    "indice_gini": "GI19",
    "part_prestations_sociales": "PPSOC19",
    "part_prestations_familiales": "PPFAM19",
    "part_minima_sociaux": "PPMINI19",
    "part_prestations_logement": "PPLOGT19",
}
FILOSOFI_IRIS = {
    "niveau_vie_median": "DISP_MED19",
    "taux_pauvrete": "DISP_TP6019",
    "premier_decile": "DISP_D119",
    "rapport_interdecile": "DISP_RD19",
    "indice_gini": "DISP_GI19",
    "part_prestations_sociales": "DISP_PPSOC19",
    "part_prestations_familiales": "DISP_PPFAM19",
    "part_minima_sociaux": "DISP_PPMINI19",
    "part_prestations_logement": "DISP_PPLOGT19",
}
CAF = {
    "caf_allocataires": "A",
    "caf_enfants_0_2": "ENF_2",
    "caf_enfants_3_5": "ENF_3_5",
    "caf_enfants_6_10": "ENF_6_10",
    "caf_allocataires_rsa": "ARSAS",
}
QPV = {
    "DEMO": {
        "population_municipale": "POP_MUN",
        "part_0_24_ans": "TX_TOT_0A24",
        **{quantite: nom for quantite, nom in CAF.items() if nom != "ARSAS"},
    },
    "REVN": {
        "part_menages_imposes": "PMIMP",
        "niveau_vie_median": "DISP_Q2",
        "taux_pauvrete": "TP60",
        "premier_decile": "DISP_D1",
        "part_prestations_sociales": "PPSOC",
        "caf_allocataires_rsa": "ARSAS",
    },
    "IPRO": {
        "taux_emploi_15_64": "TX_TOT_EMPL",
        "demandeurs_emploi_abc": "ABC",
        "demandeurs_emploi_abc_femmes": "ABC_F",
        "demandeurs_emploi_abc_moins_25": "ABC_25",
    },
}
COMPARATEUR = {
    "menages": "P{a}_MEN",
    "residences_principales_rp": "P{a}_RP",
    "proprietaires_occupants": "P{a}_RP_PROP",
    "chomeurs_15_64": "P{a}_CHOM1564",
    "actifs_15_64": "P{a}_ACT1564",
    "population_15_64": "P{a}_POP1564",
}
RECENSEMENT = {
    "menages_une_personne": "C22_MENPSEUL",
    "couples_avec_enfants": "C22_COUPAENF",
    "familles_monoparentales": "C22_FAMMONO",
    "couples_sans_enfant": "C22_COUPSENF",
    "actifs_15_24": "P22_ACT1524",
    "chomeurs_15_24": "P22_CHOM1524",
}
