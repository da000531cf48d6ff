"""The titles of columns and the labels of fiches by which people call what an action holds. Pure Python."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from convive.plan_action.rules.lecture.montants import is_financeur
from convive.plan_action.rules.lecture.textes import SORTES, fold, fold_mots

# Field → titles, folded and singular. A title is known by its whole, then by the first pattern that fits it.
TITRES: dict[str, str] = {
    "numero": "n°|n|no|num|numero|n° action|n° de l'action|numero action|numero de l'action|code|code action|ref|"
    "reference|reference action|reference de l'action|n° fiche|n° de fiche|numero de fiche|numero fiche|n° fa|n° de la fiche|id|ndeg|"
    "code fiche|n° fiche action|numero de la fiche|fa|code de l'action|n° d'action|n° d'ordre|indice",
    "rappel": "rappel de l'action|pour l'action|action concernee",
    "titre": "action|titre|intitule|intitule de l'action|titre de l'action|nom de l'action|nom|libelle|"
    "libelle de l'action|libelle action|fiche action|intitule action|titre action|action prevue|action a mener|"
    "action proposee|action envisagee|projet|intitule du projet|titre du projet|nom du projet|titre de la fiche|intitule de la fiche|"
    "intitule de la fiche action|titre de la fiche action|action concrete|nom action|action a mettre en oeuvre|action operationnelle|"
    "designation|designation de l'action|action projet|projet action|fiche|action du plan|mesure|action retenue|denomination|"
    "denomination de l'action|intitule fiche action|fiche projet|nom de la fiche|action mise en oeuvre|action ctg|"
    "action / projet|l'action|action en cours|action realisee|sous action|intitule de l'action projet|nom de la fiche action",
    "description": "description|descriptif|description de l'action|descriptif de l'action|contenu|contenu de l'action|"
    "detail|detail de l'action|modalite|modalite de mise en oeuvre|mise en oeuvre|modalite de realisation|presentation|"
    "description du projet|description detaillee|description succincte|descriptif detaille|presentation de l'action|resume|"
    "deroulement|deroule|contenu du projet|description et contenu|demarche|descriptif du projet|"
    "explication|precision|en quoi consiste l'action|en quoi ca consiste|de quoi s'agit il|ce que l'on fait|ce qu'on va faire|comment|deroulement de l'action|quoi|resume de l'action|description synthetique|"
    "description sommaire|precision sur l'action|developpement|nature de l'action|methode|methodologie|moyen d'action|description courte",
    "pilotes": "pilote|resp|pilote de l'action|pilotage|pilotage de l'action|referent|referent de l'action|responsable|"
    "responsable de l'action|chef de projet|chef de file|personne referente|personne ressource|pilote operationnel|"
    "referent technique|qui|nom du pilote|pilote technique|en charge|animateur|copilote|co pilote|qui pilote|technicien referent|"
    "referent action|pilote action|interlocuteur|contact|personne en charge|coordinateur|coordinatrice|coordination|coordonnateur|"
    "pilote du projet|responsable du suivi|pilote referent|referent pilote|pilote et copilote|pilote et co pilote|pilote principal|suivi par|"
    "qui fait quoi|agent referent|agent en charge|charge de projet|pilote de la fiche|pilote designe|referent du projet|personne responsable|personne chargee de l'action|responsable operationnel",
    "structures_porteuses": "porteur|porteur de l'action|porteur de projet|porteur du projet|structure porteuse|"
    "maitre d'ouvrage|maitrise d'ouvrage|mo|moa|portage|organisme porteur|structure|structure pilote|structure responsable|"
    "collectivite porteuse|structure referente|organisation porteuse|organisation|operateur|porteur projet|porteur action|"
    "structure porteuse de l'action|service porteur|service responsable|service|service pilote|entite porteuse|porte par|portee par|"
    "porteur principal|structure porteuse du projet|portage de l'action|direction pilote|maitre d'oeuvre|qui porte|porteur operationnel|organisme|gestionnaire|portage juridique|institution pilote|collectivite pilote|operateur de l'action|porteur ou maitre d'ouvrage",
    "pilote_porteur": "pilote porteur|porteur pilote|porteur et pilote|pilote et porteur|porteur referent|porteur responsable|"
    "responsable porteur|pilote structure|referent porteur|pilote ou porteur|porteur ou pilote",
    "partenaires": "partenaire|part|parten|qui participe|avec quel partenaire|partenaire et financeur|financeur et partenaire|partenaire associe|partenaire mobilise|partenaire implique|partenaire de l'action|"
    "partenariat|acteur|acteur associe|acteur mobilise|acteur concerne|partenaire a mobiliser|partenaire pressenti|avec qui|"
    "partenaire technique|partenaire local|partenaire potentiel|principaux partenaire|principal partenaire|acteur implique|co porteur|copilote institutionnel|"
    "intervenant|structure associee|structure partenaire|partenaire concerne|partenaire operationnel|partenaire et acteur|acteur et partenaire|partenaire institutionnel|"
    "partenariat mobilise|partenaire a associer|acteur a mobiliser|partenaire du projet|association partenaire|partenariat envisage|partie prenante|acteur partenaire|service associe|equipe projet|groupe projet|membre du groupe|partenaire et co financeur|partenaire identifie|acteur local",
    "publics": "public|public cible|public vise|public concerne|beneficiaire|public beneficiaire|cible|population cible|"
    "destinataire|pour qui|a qui|public de l'action|population visee|population concernee|public prioritaire|public cible de l'action|public touche|public et age|tranche d'age|public destinataire|"
    "beneficiaire vise|beneficiaire de l'action|groupe cible|public principal",
    "communes": "commune|commune concernee|territoire|territoire concerne|territoire d'intervention|secteur|lieu|"
    "secteur geographique|perimetre|perimetre geographique|territoire cible|zone|localisation|lieu de l'action|"
    "echelle|echelle d'intervention|zone geographique|ou|lieu de realisation|lieu de mise en oeuvre|territoire couvert|territoire de mise en oeuvre|"
    "echelle territoriale|territoire vise|commune ou territoire|ville|commune impliquee|perimetre concerne|zone d'intervention|commune et territoire|territoire de l'action|lieu d'intervention|perimetre d'intervention|territoire d'action|lieu d'implantation",
    "calendrier": "calendrier|ech|d'ici quand|pour quand|calendrier previsionnel|echeancier|planning|periode|date|duree|quand|temporalite|"
    "calendrier de realisation|calendrier de mise en oeuvre|echeance|annee|delai|delai de realisation|planning previsionnel|date de realisation|"
    "periode de realisation|annee de realisation|phasage|date previsionnelle|planification|annee de mise en oeuvre|date de mise en oeuvre|"
    "echeance previsionnelle|calendrier de l'action|date et duree|periodicite|frequence|programmation|date prevue|date prevue de realisation|annee prevue|horizon|periode de mise en oeuvre|timing|duree de l'action|calendrier d'execution|terme|annee de programmation|calendrier et duree|date cle|etape et calendrier|etape cle et calendrier",
    "debut": "debut|date de debut|demarrage|date de demarrage|lancement|date de lancement|debut prevu|debut de l'action|date debut|annee de debut|"
    "du|annee de demarrage|demarrage prevu|date de debut prevue|date de demarrage prevue|commencement|debut previsionnel|date de debut previsionnelle|mois de debut|a partir de",
    "fin": "fin|date de fin|date fin|fin prevue|fin de l'action|date d'echeance|date de fin prevue|date limite|cloture|annee de fin|"
    "date de cloture|date butoir|au|jusqu'au|date de fin previsionnelle|fin previsionnelle|mois de fin|achevement|date d'achevement|echeance finale|date de livraison",
    "statut": "statut|avanc|statut de l'action|etat|etat de l'action|situation|etat d'avancement|etat d'avancement de l'action|etat de realisation|"
    "avancee|stade|stade d'avancement|niveau d'avancement|degre d'avancement|phase|ou en est on|suivi|etat des lieux de l'action|avancement|avancement de l'action|"
    "realisation|etat avancement|niveau de realisation|suivi de l'action|avancement du projet|bilan d'etape|point d'etape|degre de realisation|etat actuel|point d'avancement|statut actuel|etat d'avancement au|etat du projet|statut du projet|etape en cours",
    "question_realisee": "realise|realisee|fait|faite|fait ?|termine|terminee|action realisee oui non|realise oui non|fait oui non|acheve|achevee|realisee oui non",
    "avancement": "% d'avancement|% avancement|taux d'avancement|pourcentage d'avancement|% de realisation|% realise|"
    "taux de realisation|pourcentage de realisation|avancement %|% realisation|%|avancement en %|etat d'avancement %|realisation %|taux d'execution|% d'execution|pourcentage|avancement 0 100|progression|progression %",
    "budget": "budget|budget previsionnel|cout|cout previsionnel|cout total|budget total|montant|montant total|"
    "cout estime|cout de l'action|budget de l'action|budget estime|depense|depense previsionnelle|charge|montant previsionnel|budget alloue|"
    "cout global|budget global|cout estimatif|budget prevu|montant prevu|cout ttc|cout ht|chiffrage|estimation budgetaire|"
    "estimation financiere|montant estime|budget annuel|cout annuel|enveloppe|enveloppe budgetaire|enveloppe financiere|moyen financier|"
    "prix|charge previsionnelle|montant de l'action|cout previsionnel total|budget necessaire|cout prevu|total charge|cout du projet|budget du projet|estimation du cout|ressource financiere|budget realise|cout reel|total depense|cout total previsionnel|budget et financement|moyen budgetaire|montant global|evaluation du cout|cout en euro|montant en euro|budget euro|incidence financiere|impact financier|"
    "cout et financement|budget et financeur|depense prevue|combien|combien ca coute",
    "financement": "financement|subvention|recette|produit|financement previsionnel|financement sollicite|aide|aide financiere|"
    "recette previsionnelle|plan de financement|financement obtenu|subvention demandee|subvention sollicitee|subvention obtenue|cofinancement|co financement|participation financiere|montant finance|financement demande|"
    "aide sollicitee|total produit|total recette|montant de la subvention|financement acquis|financement mobilise|financement possible|financement mobilisable|source de financement",
    "financeurs": "financeur|co financeur|cofinanceur|financeur sollicite|financeur mobilise|financeur potentiel|finance par|"
    "partenaire financier|financeur pressenti|partenaire financeur|organisme financeur|financement par|financeur principal|principaux financeur",
    "indicateur": "indicateur|indic|indicateur d'evaluation|indicateur de suivi|indicateur de resultat|indicateur de realisation|"
    "critere d'evaluation|evaluation|critere|critere et indicateur|indicateur de reussite|indicateur quantitatif|indicateur qualitatif|"
    "indicateur et evaluation|modalite d'evaluation|critere de reussite|indicateur d'impact|critere de realisation|libelle de l'indicateur|"
    "intitule de l'indicateur|nom de l'indicateur|libelle indicateur|indicateur et critere d'evaluation|critere et indicateur d'evaluation|indicateur de mesure|"
    "evaluation et indicateur|suivi et evaluation|evaluation et suivi|indicateur cle|indicateur de l'action|evaluation de l'action|indicateur suivi|critere de suivi|indicateur de performance|indicateur retenu|mode d'evaluation|indicateur propose|"
    "indicateur quantitatif et qualitatif|critere d'evaluation et indicateur|indicateur de suivi et d'evaluation|indicateur d'activite|evaluation indicateur|suivi evaluation|indicateur de moyen|indicateur intitule|intitule indicateur",
    "unite": "unite|unite de mesure|unite de l'indicateur|unite de compte",
    "reference": "valeur de reference|valeur initiale|situation initiale|situation de depart|valeur de depart|reference initiale|point de depart|"
    "t0|etat initial|valeur actuelle|valeur de base|niveau de depart|reference indicateur|valeur 0|valeur reference|reference de l'indicateur|etat zero|initial|depart|donnee de depart|donnee initiale|base",
    "cible": "valeur cible|cible indicateur|objectif chiffre|objectif cible|cible visee|cible chiffree|valeur attendue|"
    "valeur visee|objectif quantitatif|objectif a atteindre|cible a atteindre|cible de l'indicateur|cible fin de convention|resultat cible|objectif vise|valeur a atteindre|cible finale|niveau cible|attendu|cible attendue|valeur cible finale",
    "valeur": "valeur|valeur realisee|resultat obtenu|resultat|valeur atteinte|mesure realisee|valeur observee|valeur mesuree|donnee realisee|resultat constate",
    "thematiques": "thematique|theme|domaine|champ|thematique ctg|thematique de l'action|domaine d'intervention|thematique concernee|"
    "champ d'intervention|champ d'action|thematique caf|politique|politique concernee|secteur d'activite|domaine concerne|champ thematique|thematique principale",
    "objectifs": "objectif de l'action|objectif operationnel|objectif|objectif vise par l'action|objectif poursuivi|finalite|but|objectif recherche|"
    "objectif specifique|objectif visee|sous objectif|objectif du projet|objectif general et operationnel|pourquoi|enjeu et objectif|objectif attendu|objectif de la fiche",
    "objectif_general": "objectif general|objectif principal|objectif general de l'action",
    "constat": "constat|contexte|diagnostic|contexte et constat|constat et enjeu|probleme identifie|besoin|besoin identifie|constat de depart|justification|"
    "element de diagnostic|constat et besoin|rappel du diagnostic|rappel du constat|constat du diagnostic|contexte et enjeu|etat des lieux|problematique|enjeu du diagnostic|constat partage|origine|contexte de l'action|origine de l'action|element de contexte|diagnostic et besoin|motivation|analyse du besoin|besoin repere|point de diagnostic|constat besoin|constat initial|opportunite",
    "resultats_attendus": "resultat attendu|effet attendu|impact attendu|plus value|livrable|resultat vise|changement attendu|resultat escompte|"
    "impact|effet|resultat et impact attendu|plus value attendue|benefice attendu|livrable attendu|impact vise|effet vise|resultat attendu de l'action|ambition de l'action|effet recherche|valeur ajoutee|resultat concret attendu",
    "moyens_humains": "moyen humain|ressource humaine|rh|etp|moyen humain mobilise|ressource humaine mobilisee|moyen humain necessaire|temps agent|temps de travail",
    "moyens_materiels": "moyen materiel|moyen|moyen a mobiliser|moyen mobilise|moyen necessaire|ressource|ressource mobilisee|moyen technique|"
    "moyen humain et materiel|moyen humain et financier|moyen et ressource|logistique|moyen logistique|ressource necessaire|outil|ressource a mobiliser|moyen de l'action|moyen humain et technique|moyen materiel et technique|moyen humain materiel et financier|moyen humain technique et financier|moyen envisage",
    "priorite": "priorite|degre de priorite|niveau de priorite|priorisation|ordre de priorite|rang de priorite|urgence|importance",
    "elu_referent": "elu referent|elu|elu pilote|elu responsable|elu en charge|vice president|elue referente|vice president referent|portage politique|pilote politique|pilotage politique|referent politique|elu referent de l'action|elu porteur",
    "instance_suivi": "instance de suivi|instance|groupe de travail|gouvernance|comite de suivi|instance de pilotage|comite de pilotage|groupe thematique|commission|modalite de suivi|instance de validation|pilotage et suivi|modalite de pilotage",
    "commentaire": "commentaire|observation|remarque|note|commentaire et observation|complement|suivi et commentaire|precision et commentaire|bilan|"
    "commentaire bilan|bilan de l'action|information complementaire|observation et commentaire|remarque et observation|bilan qualitatif|bilan annuel|perspective|suite a donner|prochaine etape|divers|autre|point divers|commentaire libre|"
    "suivi des realisation|suite|bilan intermediaire|decision|reste a faire|avis|lien|document|lien utile|document associe|actualite",
    "etapes": "etape|etape cle|principale etape|etape de realisation|jalon|etape de mise en oeuvre|phase de realisation|tache|sous tache|etape operationnelle|etape principale|etape du projet|etape de l'action|liste des tache|etape a venir",
    "freins": "frein|difficulte|point de vigilance|vigilance|difficulte rencontree|risque|obstacle|contrainte|frein et risque|limite|frein identifie|condition de reussite|frein et levier|levier et frein|point d'attention|risque identifie|facteur de risque",
    "leviers": "levier|facilitateur|facteur de reussite|point d'appui|atout|levier identifie|facteur cle de succes|facteur facilitant|point fort",
}  # fmt: skip
PAR_TITRE = {titre: champ for champ, titres in TITRES.items() for titre in titres.split("|")}
# A slip of the keyboard spares the first letter, and short words are too near one another.
MIN_PROCHE = 7
RAPPROCHEMENT = 87.0
PROCHES: dict[str, list[str]] = {}
for _titre in PAR_TITRE:
    if len(_titre) >= MIN_PROCHE:
        PROCHES.setdefault(_titre[:1], []).append(_titre)
# For titles that say more than one word: the first that fits decides.
MOTIFS: tuple[tuple[str, str], ...] = (
    (
        r"^(?:(?:axe|orientation|objectif|enjeu|thematique|theme|volet|domaine|priorite|ambition|defi|chantier)"
        r"(?: (?:strategique|operationnel|general|thematique|prioritaire))? (?:et |ou |puis |- )?)+"
        r"(?:et |ou )?(?:intitule |titre )?(?:fiche )?(?:action|projet|mesure|operation)$",
        "titre",
    ),
    (r"^(?:id|identifiant|ref|reference|code|n°|numero|num)\b ?(?:d[eu]s? |de la |de l'|d')?(?:projet|action|fiche|mesure|operation)$", "numero"),
    (r"n° (?:d[eu'] ?(?:l')?|axe|objectif|orientation|enjeu)?.*(?:axe|objectif|orientation|enjeu|thematique)", "numero_niveau"),
    (r"(?:numero|code|n|n°) (?:d[eu'] ?(?:l')?)? ?(?:axe|obj\b|objectif|orientation|orient\b|enjeu|thematique|niveau)", "numero_niveau"),
    (r"^(?:etat|situation|avancement)(?: (?:fin|au|a|en|actuel\w*|de|d'))*$", "statut"),
    (r"(?:^dont|part|participation|financement|subvention|aide|contribution|montant|apport) (?:de (?:la )?|du |des |de l')?(?P<financeur>\S.*)", "financement"),
    (r"pilote.* porteur|porteur.* pilote|pilote.* structure|pilote.* maitre d'ouvrage", "pilote_porteur"),
    (r"(?:elu|vice president).*referent|elu.* (?:charge|pilote|porteur)", "elu_referent"),
    (r"(?:%|taux|pourcentage).*(?:avancement|realisation|execution)|(?:avancement|realisation).*%", "avancement"),
    (r"etat.*avancement|statut|etat de (?:l'action|realisation|la fiche)|avancement|niveau de realisation", "statut"),
    (r"(?:realisee?|faite?|terminee?) oui non", "question_realisee"),
    (r"indicateur|critere.*evaluation", "indicateur"),
    (r"(?:valeur|situation|etat|niveau).*(?:initial|depart|reference|actuel)", "reference"),
    (r"(?:valeur|objectif).*(?:cible|attendu|chiffre|atteindre)|^cible (?:20\d\d|en |a |fin )|^objectif 20\d\d", "cible"),
    (r"resultat.*attendu|effet.*attendu|impact.*attendu", "resultats_attendus"),
    (r"resultat.*(?:20\d\d|obtenu|constate|realise)|valeur.*20\d\d", "valeur"),
    (r"partenaire.* et .*financeur|financeur.* et .*partenaire", "partenaires"),
    (r"financeur", "financeurs"),
    (r"date.*debut|date.*demarrage|demarrage|debut.*action", "debut"),
    (r"date.*fin\b|fin.*prevue|date.*echeance|date.*achevement", "fin"),
    (r"calendrier|echeancier|planning|periode de|annee de|^echeance|date.*(?:realisation|mise en oeuvre)", "calendrier"),
    (r"budget|\bcout|depense|montant|charge (?:previsionnelle|totale)|moyen financier|chiffrage", "budget"),
    (r"recette|subvention|financement", "financement"),
    (r"moyen.*humain|ressource.*humaine|\betp\b", "moyens_humains"),
    (r"\bmoyen|ressource(?!rie)", "moyens_materiels"),
    (r"partenaire|partenariat|acteur.*(?:associe|mobilise|implique|concerne)|co porteur", "partenaires"),
    (r"\bpublic\b|beneficiaire|destinataire", "publics"),
    (r"commune|territoire|secteur geo|perimetre|localisation|lieu de|zone", "communes"),
    (r"porteur|structure (?:porteuse|pilote|responsable|referente)|maitre d'ouvrage|maitrise d'ouvrage|portage", "structures_porteuses"),
    (r"pilote|referent|responsable|chef de (?:projet|file)|coordinateur|coordonnateur", "pilotes"),
    (r"\b(?:intitule|titre|nom|libelle|designation)\b.*(?:action|projet|fiche)|^action (?:a|en|prevue|propose|engage|mise|concrete|du|de la ctg|ctg|20)", "titre"),
    (r"descripti|contenu de|modalite de (?:mise en oeuvre|realisation)|mise en oeuvre|deroulement", "description"),
    (r"objectif.*(?:action|poursuivi|operationnel|specifique)|finalite", "objectifs"),
    (r"constat|contexte|diagnostic|besoin|problematique|justification", "constat"),
    (r"commentaire|observation|remarque|bilan", "commentaire"),
    (r"vigilance|difficulte|frein|risque", "freins"),
    (r"levier", "leviers"),
    (r"etape|jalon", "etapes"),
    (r"instance|groupe de travail|comite", "instance_suivi"),
    (r"priorite", "priorite"),
    (r"thematique|theme", "thematiques"),
)  # fmt: skip
# Words cut short in a narrow column: « Obj. opérationnel », « Réf. technique », « Resp. de l’action », « Cal. prév. ».
ABREVIATIONS = {
    "act": "action", "avanct": "avancement", "benef": "beneficiaire", "budg": "budget", "cal": "calendrier", "com": "commentaire",
    "comm": "commentaire", "desc": "description", "descr": "description", "descript": "descriptif", "dde": "demande", "depl": "deploiement",
    "ech": "echeance", "eval": "evaluation", "fin": "financement", "financ": "financement", "gen": "general", "indic": "indicateur",
    "int": "intitule", "intit": "intitule", "lib": "libelle", "maj": "mise a jour", "obj": "objectif", "object": "objectif", "obs": "observation",
    "op": "operationnel", "oper": "operationnel", "operat": "operationnel", "org": "organisme", "orient": "orientation",
    "part": "partenaire", "parten": "partenaire", "pers": "personne", "pil": "pilote", "port": "porteur", "prev": "previsionnel",
    "previs": "previsionnel", "prio": "priorite", "pub": "public", "real": "realisation", "ref": "referent", "rem": "remarque",
    "resp": "responsable", "respons": "responsable", "strat": "strategique", "struct": "structure", "tech": "technique", "techn": "technique",
    "th": "thematique", "them": "thematique", "thema": "thematique",
}  # fmt: skip
# Fields that repeat the words of a level: which it is depends on where its column stands.
NIVEAUX_POSSIBLES = frozenset({"thematiques", "objectifs", "objectif_general", "resultats_attendus", "priorite"})
SEPARATEURS = re.compile(r"\s*[/&+>|]\s*|\s[-–—]\s|\s+(?:et|ou|puis)\s+|\n", re.I)
DE_NOMS = frozenset({"pilotes", "structures_porteuses", "partenaires", "publics", "communes"})
MULTIPLES = re.compile(r"k ?€|k ?euro|milliers? d'euro|keuro")
CHAMPS = (*TITRES, "niveau", "numero_niveau", "annee", "total", "ignore")
CHAMPS_LISIBLES: dict[str, str] = {
    "niveau": "Un niveau du plan (axe, objectif…)",
    "numero_niveau": "Le numéro d’un niveau",
    "numero": "Numéro de l’action",
    "titre": "Titre de l’action",
    "rappel": "Rappel de l’action à compléter",
    "description": "Description",
    "pilotes": "Pilotes",
    "structures_porteuses": "Structure porteuse",
    "pilote_porteur": "Pilote ou structure porteuse",
    "partenaires": "Partenaires",
    "publics": "Publics",
    "communes": "Communes",
    "calendrier": "Calendrier",
    "debut": "Début",
    "fin": "Fin",
    "statut": "Statut",
    "question_realisee": "Réalisée ? (oui, non)",
    "avancement": "Avancement (%)",
    "budget": "Budget (dépenses)",
    "financement": "Financement (recettes)",
    "financeurs": "Financeurs",
    "indicateur": "Indicateur",
    "unite": "Unité de l’indicateur",
    "reference": "Valeur de départ de l’indicateur",
    "cible": "Cible de l’indicateur",
    "valeur": "Valeur de l’indicateur",
    "thematiques": "Thématiques",
    "objectif_general": "Objectif général",
    "objectifs": "Objectifs de l’action",
    "constat": "Constat",
    "resultats_attendus": "Résultats attendus",
    "moyens_humains": "Moyens humains",
    "moyens_materiels": "Moyens matériels",
    "priorite": "Priorité",
    "elu_referent": "Élu·e référent·e",
    "instance_suivi": "Instance de suivi",
    "etapes": "Étapes",
    "freins": "Freins",
    "leviers": "Leviers",
    "commentaire": "Commentaires",
    "annee": "Une année (cases cochées)",
    "total": "Un total (vérifié, pas repris)",
    "ignore": "Ne pas reprendre",
}


@dataclass(frozen=True, slots=True)
class Role:
    """What a column or a label holds. `annee`, `financeur`, `sens`, `multiple`: what its title says of amounts."""

    champ: str
    sorte: str = ""
    annee: int | None = None
    financeur: str | None = None
    sens: str = "charge"
    multiple: float = 1.0
    trimestre: int = 0
    is_realise: bool = False
    # What a ticked box of this column says: « Vic » under « Communes concernées ».
    case: str = ""


def get_cle(texte: str) -> str:
    """The title as `TITRES` writes it: folded, singular, without what stands between parentheses."""
    nu = re.sub(r"\([^)]*\)", " ", texte.replace("·e·s", "").replace("·e", "").replace("·s", "").replace("(s)", ""))
    words = fold(nu).replace("&", " et ").replace("n°", " n° ").replace("(", " ").replace("/", " ")
    words = re.sub(r"[^a-z0-9'°%]+", " ", words)
    singular = [_get_singulier(word) for word in words.split()]
    return " ".join(singular)


def _get_singulier(word: str) -> str:
    if word in ("sous", "cours", "fois", "temps", "appuis", "acces", "repas", "mois", "ans"):
        return word
    if word in ("enjeux", "projets", "travaux", "lieux"):
        return word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=5_000)
def guess_role(texte: str) -> Role | None:
    """What a title of column or a label means, alone; nothing when no word of it is known."""
    if not texte.strip() or len(texte) > 90:
        return None
    role = _guess_role(texte)
    # Said whole, the title is what it says; a word cut short is completed only when nothing else was understood.
    entier = "" if role is not None else " ".join(ABREVIATIONS.get(mot, mot) for mot in get_cle(texte).split())
    return role if entier in ("", get_cle(texte)) else _guess_role(entier)


def _guess_role(texte: str) -> Role | None:
    cle = get_cle(texte)
    folded = fold_mots(texte)
    annees = re.findall(r"(?<!\d)(20[0-4]\d)(?!\d)", folded)
    annee = int(annees[0]) if len(set(annees)) == 1 else None
    multiple = 1_000.0 if MULTIPLES.search(fold(texte)) else 1.0
    if annee is not None and re.fullmatch(r"(?:annee |an )?20[0-4]\d", cle):
        return Role("annee", annee=annee)
    if found := re.fullmatch(r"(?:t|trimestre|q) ?([1-4])(?: 20[0-4]\d)?", cle):
        return Role("annee", annee=annee, trimestre=int(found[1]))
    if re.fullmatch(r"cible (?:20[0-4]\d|en 20[0-4]\d|a \w+|fin \w+)", cle):
        return Role("cible", annee=annee)
    if found := re.fullmatch(r"niveau ([1-4])(?: (.+))?", cle):
        return Role("niveau", found[2] or f"niveau {found[1]}")
    sans_annee = " ".join(re.sub(r"(?<!\d)20[0-4]\d(?!\d)", " ", cle).split())
    champ = PAR_TITRE.get(sans_annee) or PAR_TITRE.get(cle)
    financeur = None
    if sorte := _get_sorte(sans_annee):
        return Role(PAR_TITRE.get(sans_annee, "niveau") if champ in NIVEAUX_POSSIBLES else "niveau", sorte)
    doubles = split_titre_double(texte) if champ is None else None
    if doubles is not None and ("titre" in doubles or doubles[0] in DE_NOMS):
        return Role("titre" if "titre" in doubles else doubles[0])
    if champ is None and re.match(r"(?:nombre|nb|nbre)\b", sans_annee):
        # A count (« Nombre d’actions », « Nb de bénéficiaires ») is none of the words that follow.
        return None
    if champ is None:
        champ, financeur = _match_motif(sans_annee, texte)
    if champ is None:
        champ = _match_proche(sans_annee)
    if champ is None:
        return None
    # « Avancement (%) »: what stood between parentheses says which.
    if champ == "statut" and "%" in folded:
        champ = "avancement"
    sens = "produit" if champ == "financement" else "charge"
    # A term is an end; a calendar is both ends.
    sorte = (
        "echeance"
        if champ == "calendrier" and re.search(r"^ech$|echeance|delai|horizon|^terme|quand$", cle) and cle != "quand"
        else ""
    )
    is_realise = re.search(r"\b(?:realise|reel|execute|consomme)\b", cle) is not None
    return Role(champ, sorte, annee=annee, financeur=financeur, sens=sens, multiple=multiple, is_realise=is_realise)


@lru_cache(maxsize=5_000)
def split_titre_double(texte: str) -> tuple[str, str] | None:
    """The two fields of a title that holds two notions: « Axe / Action », « Pilote et partenaires »; nothing of a title
    that is known whole, or whose halves are two words of one thing."""
    cle = get_cle(texte)
    parts = [part for part in SEPARATEURS.split(texte) if part.strip()]
    if cle in PAR_TITRE or len(parts) != 2:
        return None
    champs = [PAR_TITRE.get(get_cle(part)) or ("niveau" if _get_sorte(get_cle(part)) else "") for part in parts]
    return (champs[0], champs[1]) if all(champs) and champs[0] != champs[1] else None


def _get_sorte(cle: str) -> str:
    """« axe strategique », « intitule de l'axe », « axe de la ctg » name a level."""
    nu = re.sub(r"^(?:intitule|libelle|nom|titre)(?: (?:d[eu]s?(?: l[ea'])?|d'|de l'))? ?", "", cle)
    nu = re.sub(r"^(?:d'|l'|de l'|du|de)\s*", "", nu)
    nu = re.sub(r" (?:de la |du |de )?(?:ctg|convention|plan|projet social|projet)$| de l'action$", "", nu)
    for sorte in SORTES:
        if nu == sorte:
            return sorte
    return ""


def _match_motif(cle: str, texte: str) -> tuple[str | None, str | None]:
    for motif, champ in MOTIFS:
        found = re.search(motif, cle)
        if found is None:
            continue
        if "financeur" in found.groupdict():
            nom = _get_nom_financeur(texte)
            if nom is None:
                continue
            return champ, nom
        return champ, None
    return None, None


def _match_proche(cle: str) -> str | None:
    """A title with a slip of the keyboard: « calandrier », « parteniare », « etat d'avancememt »."""
    if len(cle) < MIN_PROCHE or re.search(r"\d", cle):
        return None
    meilleur = process.extractOne(cle, PROCHES.get(cle[:1], ()), scorer=fuzz.ratio, score_cutoff=RAPPROCHEMENT)
    return None if meilleur is None else PAR_TITRE[meilleur[0]]


def _get_nom_financeur(texte: str) -> str | None:
    nu = re.sub(r"\([^)]*\)|20[0-4]\d|€", " ", texte)
    nu = re.sub(
        r"^\s*(?:dont|part|participation|financement|subvention|aide|contribution|montant|apport)s?\s+(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+|de\s+|d['’])?",
        "",
        nu,
        flags=re.I,
    )
    nom = " ".join(nu.split()).strip(" :-–")
    return nom if nom and is_financeur(nom) else None


def with_correction(role: Role | None, texte: str, champs: Mapping[str, str]) -> Role | None:
    """What a person said of this title, over what was guessed."""
    corrige = champs.get(fold_mots(texte))
    if corrige is None:
        return role
    if corrige == "ignore":
        return Role("ignore")
    sens = "produit" if corrige == "financement" else "charge"
    base = role or Role(corrige, annee=(guess_role(texte) or Role("")).annee)
    sorte = (role.sorte if role is not None else "") or get_cle(texte)
    return replace(base, champ=corrige, sens=sens, sorte=sorte if corrige == "niveau" else "")
