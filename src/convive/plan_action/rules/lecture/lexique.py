"""The words by which people call what an action holds: the one place to add a title or a label. Pure Python."""

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
    "action / projet|l'action|action en cours|action realisee|sous action|intitule de l'action projet|nom de la fiche action|"
    "sujet|nom de la tache|titre de la tache",
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
    "qui fait quoi|agent referent|agent en charge|charge de projet|pilote de la fiche|pilote designe|referent du projet|personne responsable|personne chargee de l'action|responsable operationnel|"
    "assigne a|assigne|attribue a|attribution|affecte a",
    "structures_porteuses": "porteur|porteur de l'action|porteur de projet|porteur du projet|structure porteuse|"
    "maitre d'ouvrage|maitrise d'ouvrage|mo|moa|portage|organisme porteur|structure|structure pilote|structure responsable|"
    "collectivite porteuse|structure referente|organisation porteuse|organisation|operateur|porteur projet|porteur action|"
    "structure porteuse de l'action|service porteur|service responsable|service|service pilote|entite porteuse|porte par|portee par|"
    "porteur principal|structure porteuse du projet|portage de l'action|direction pilote|maitre d'oeuvre|qui porte|porteur operationnel|organisme|gestionnaire|portage juridique|institution pilote|collectivite pilote|operateur de l'action|porteur ou maitre d'ouvrage",
    "pilote_porteur": "pilote porteur|porteur pilote|porteur et pilote|pilote et porteur|porteur referent|porteur responsable|"
    "responsable porteur|pilote structure|referent porteur|pilote ou porteur|porteur ou pilote",
    "partenaires": "partenaire|avec|part|parten|qui participe|avec quel partenaire|partenaire et financeur|financeur et partenaire|partenaire associe|partenaire mobilise|partenaire implique|partenaire de l'action|"
    "partenariat|acteur|acteur associe|acteur mobilise|acteur concerne|partenaire a mobiliser|partenaire pressenti|avec qui|"
    "partenaire technique|partenaire local|partenaire potentiel|principaux partenaire|principal partenaire|acteur implique|co porteur|copilote institutionnel|"
    "intervenant|structure associee|structure partenaire|partenaire concerne|partenaire operationnel|partenaire et acteur|acteur et partenaire|partenaire institutionnel|"
    "partenariat mobilise|partenaire a associer|acteur a mobiliser|partenaire du projet|association partenaire|partenariat envisage|partie prenante|acteur partenaire|service associe|equipe projet|groupe projet|membre du groupe|partenaire et co financeur|partenaire identifie|acteur local",
    "publics": "public|pour|public cible|public vise|public concerne|beneficiaire|public beneficiaire|cible|population cible|"
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
    "champ d'intervention|champ d'action|thematique caf|politique|politique concernee|secteur d'activite|domaine concerne|champ thematique|thematique principale|categorie",
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
# For titles that say more than one word: the first that fits decides.
MOTIFS: tuple[tuple[str, str], ...] = (
    (
        r"^(?:(?:axe|orientation|objectif|enjeu|thematique|theme|volet|domaine|priorite|ambition|defi|chantier)"
        r"(?: (?:strategique|operationnel|general|thematique|prioritaire))? (?:et |ou |puis |- )?)+"
        r"(?:et |ou )?(?:intitule |titre )?(?:fiche )?(?:action|projet|mesure|operation)$",
        "titre",
    ),
    (r"^(?:fiche|action|projet|mesure|operation|fa)(?: (?:action|projet))? (?:n°|numero|num|no)$", "numero"),
    (r"^(?:id|identifiant|ref|reference|code|n°|numero|num)\b ?(?:d[eu]s? |de la |de l'|d')?(?:projet|action|fiche|mesure|operation)$", "numero"),
    (r"^(?:annee|an|mois|date|jour|trimestre|semestre|periode) ?(?:de |du |d')?(?:la )?(?:debut|demarrage|lancement|depart|commencement)(?: (?:prevue?|previsionnelle?|de l'action|de realisation))*$", "debut"),
    (r"^(?:annee|an|mois|date|jour|trimestre|semestre|periode) ?(?:de |du |d')?(?:la )?(?:fin|cloture|achevement|livraison)(?: (?:prevue?|previsionnelle?|de l'action|de realisation))*$", "fin"),
    (r"n° (?:d[eu'] ?(?:l')?|axe|objectif|orientation|enjeu)?.*(?:axe|objectif|orientation|enjeu|thematique)", "numero_niveau"),
    (r"(?:numero|code|n|n°) (?:d[eu'] ?(?:l')?)? ?(?:axe|obj\b|objectif|orientation|orient\b|enjeu|thematique|niveau)", "numero_niveau"),
    (r"^(?:etat|situation|avancement)(?: (?:fin|au|a|en|actuel\w*|de|d'))*$", "statut"),
    (r"(?:^dont|part|participation|(?:co ?)?financement|subvention|aide|contribution|montant|apport|recette|produit|ressource|dotation|reste a charge) (?:de (?:la )?|du |des |de l')?(?P<financeur>\S.*)", "financement"),
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
# How people say it aloud, as a whole title: « Qui s’en occupe ? », « Où on en est », « Combien ça coûte », « On fait quoi ».
PARLES: tuple[tuple[str, str], ...] = (
    (r"(?:par )?qui (?:s'en (?:occupe|charge)|s'occupe de(?: l'action| quoi| ca)?|s'y colle|fait|suit|anime|gere|coordonne|mene|pilote|en a la charge|est (?:en charge|responsable|pilote|referent))(?: (?:l'action|ca|quoi|le projet|le suivi))?", "pilotes"),
    (r"par qui|on s'adresse a qui|(?:la )?(?:personne|agent|collegue) (?:qui (?:suit|pilote|s'en occupe|s'en charge|gere|anime)|en charge|a contacter)(?: .{0,20})?", "pilotes"),
    (r"(?:mene|anime|pilote|suivi|coordonne|gere|conduit)e?(?: assure)?e? par(?: qui)?", "pilotes"),
    (r"(?:(?:quelle )?(?:structure|collectivite|organisme|institution|association) )?(?:qui )?(?:est |le )?(?:porte|porteu\w+|met en oeuvre)(?: (?:l'action|ca|le projet|qui))?", "structures_porteuses"),
    (r"(?:ou|la ou) (?:(?:on|ca|cela|l'on|l'action) )?en (?:est|sommes|sont)(?: (?:on|nous|ce|elle))?(?: .{0,20})?|on en est ou|(?:est ce que |comment )?(?:c'est|ca) (?:fait|avance|realise|va|marche)|(?:ca )?en est ou|fait (?:ou )?(?:non |pas )(?:fait|encore)", "statut"),
    (r"(?:etat des lieux|etat|point|situation|bilan) (?:au|a la date|a ce jour|a date|a mi parcours|de situation|de l'avancement)\b(?: .{0,20})?|ou en est l'action", "statut"),
    (r"(?:ca|cela|l'action) coute combien|combien(?: (?:ca|cela|l'action) (?:va )?(?:coute|vaut|couter))?(?: environ| a peu pres)?|ce que (?:ca|cela|l'action) coute|(?:prix|enveloppe|estimation)(?: (?:estime|estimee|prevue?|€|globale|euro))+|a quel (?:prix|cout)|quel (?:budget|cout)|avec quel budget", "budget"),
    (r"qui (?:paie|paye|finance|subventionne)(?: (?:quoi|l'action|ca))?|(?:paye|finance)e? (?:par(?: qui)?|qui)|(?:avec|d'ou vient) (?:quel |l')argent|argent de qui", "financeurs"),
    (r"ce (?:que l'on|qu'on) recoit|(?:les |nos )?aide", "financement"),
    (r"(?:c'est )?(?:pour|a) (?:qui|quel public)(?: .{0,14})?|a qui (?:ca|cela|l'action) (?:s'adresse|profite)|qui (?:est|sont) (?:concerne|vise|touche)e?|qui en (?:profite|beneficie)|on vise qui|quel public", "publics"),
    (r"(?:fait |mene |on travaille |on fait ca )?avec (?:qui|quel partenaire|quel acteur)(?: .{0,14})?|avec l'(?:aide|appui) de(?: qui)?|qui (?:nous (?:aide|accompagne)|d'autre|y participe|participe|est associe|est autour de la table)|on travaille avec|autour de la table", "partenaires"),
    (r"(?:on )?(?:commence|demarre|debute) (?:quand|le)|(?:a partir de|depuis) quand|quand (?:est ce que )?(?:on|ca) (?:commence|demarre|debute)", "debut"),
    (r"(?:on )?(?:fini|finit|termine) (?:quand|pour quand|le)|(?:fin )?au plus tard(?: le)?|jusqu'a quand|a (?:finir|terminer) (?:pour|avant)(?: le| quand)?|quand (?:on|ca) (?:finit|se termine)", "fin"),
    (r"(?:c'est |ca se (?:passe|fait) |prevu |on le fait )?(?:d'ici |pour |avant )?quand(?: (?:ca|est ce)(?: .{0,14})?)?|(?:a|pour) quelle date|a (?:faire|rendre) (?:pour|avant)(?: le| quand)?|(?:avant|prevu|pour) le|d'ici(?: le| la)?|periode prevue|combien de temps|quelle annee", "calendrier"),
    (r"(?:on|que) (?:fait|va faire|fera|veut faire)(?: (?:on|nous))?(?: quoi)?|qu'est ce (?:qu'on|que l'on|que nous) .{0,18}|(?:l')?idee|(?:la )?chose a faire|ce qui est prevu|ce que nous (?:allons faire|faisons|voulons faire)|ce (?:que l'on|qu'on) (?:veut|propose|prevoit)(?: de)?(?: faire)?", "description"),
    (r"comment (?:on (?:fait|va faire|fera|s'y prend)|ca (?:se passe|marche)|faire|s'y prend on)|en (?:detail|bref|clair|pratique|quelque mot)|c'est quoi|ca consiste en quoi", "description"),
    (r"(?:ca se passe |c'est |on fait ca )?ou (?:ca se passe|ca|est ce|exactement)|ca se passe ou|c'est ou|(?:a|dans|sur|pour) quel(?:le)? (?:endroit|commune|territoire|lieu|secteur)|quelle commune", "communes"),
    (r"pour ?quoi(?: faire| on (?:fait|le fait) .{0,10})?|a quoi (?:ca|cela) sert|ce (?:que l'on|qu'on) (?:cherche|vise|poursuit)(?: .{0,14})?|but recherche", "objectifs"),
    (r"d'ou (?:l'on|on|nous) part\w*|de quoi (?:on|l'on) part|ce (?:que l'on|qu'on|que nous) (?:voi[st]|voyons|constate|a constate|observe|sait)|point de depart du projet", "constat"),
    (r"(?:comment|a quoi) (?:on|l'on|nous) (?:saura|verra|mesure|mesurera|evalue|evaluera|saurons)(?: .{0,40})?|ce (?:que l'on|qu'on) (?:mesure|regarde|compte|suit)|on (?:mesure|compte|regarde|suit) quoi|preuve de reussite|comment mesurer(?: .{0,20})?", "indicateur"),
    (r"ce (?:que l'on|qu'on) (?:attend|espere)|ce qui (?:doit changer|va changer|change)|ce que (?:ca|cela) (?:change|doit changer|va changer)|resultat espere", "resultats_attendus"),
    (r"avec quoi|de quoi (?:on a|a t on|nous avons) besoin|ce qu'il faut", "moyens_materiels"),
    (r"ce qui (?:bloque|coince|freine|inquiete)|point dur|qu'est ce qui (?:bloque|coince)", "freins"),
    (r"a (?:noter|savoir)|et (?:apres|ensuite)|ce qu'il reste a faire|divers|on retient|a retenir", "commentaire"),
    (r"elu (?:qui (?:suit|porte)|en charge|concerne)(?: .{0,14})?|vp", "elu_referent"),
    (r"% (?:fait|realise|avance)e?|(?:fait|realise)e? (?:a|en) %", "avancement"),
    (r"l'ordre|dans l'ordre|(?:prochaine|grande) etape", "etapes"),
)  # fmt: skip
# Each field as a person reads it.
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
