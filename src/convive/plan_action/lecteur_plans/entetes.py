"""Find the titles of a table (on row four, on two rows, repeated) and say what each column holds. Pure Python."""

import re
from dataclasses import replace

from convive.plan_action.lecteur_plans.blocs_annees import split_annees
from convive.plan_action.lecteur_plans.colonnes import resolve_colonnes
from convive.plan_action.lecteur_plans.colonnes_chiffres import TOTAL_NU
from convive.plan_action.lecteur_plans.colonnes_titre import find_phrases, find_titre_probable, list_annees_d_actions
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import Cellule, Grille, Rangee, get_cle_grille
from convive.plan_action.lecteur_plans.table import GENERIQUES, Entete, get_cellule
from convive.plan_action.lecteur_plans.valeurs.montants import is_financeur
from convive.plan_action.lecteur_plans.valeurs.statuts import PAR_MOT
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots, parse_titre
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role, get_cle, guess_role

MAX_ENTETE = 90
MAX_PAYEUR = 40
ANNEE = re.compile(r"20[0-4]\d")
# Groups of columns whose titles are the names that a tick chooses.
EN_CASES = frozenset({"communes", "partenaires", "publics", "structures_porteuses", "thematiques", "financeurs"})


def find_entetes(grille: Grille, lecteur: Lecteur) -> list[Entete]:
    """In their order; a table that is repeated under another one gives two."""
    if (dite := get_dite(grille, lecteur)) is not None:
        return _build_dite(grille, dite, lecteur)
    found: list[Entete] = []
    rang = 0
    while rang < len(grille.rangees):
        is_donnees = bool(found) and _is_donnees(grille.rangees[rang], found[-1])
        entete = None if is_donnees else _read_entete(grille, rang, lecteur)
        if entete is None:
            rang += 1
            continue
        found += split_annees(entete)
        rang = entete.fin + 1
    return found


def get_dite(grille: Grille, lecteur: Lecteur) -> tuple[int, int] | None:
    """The row of the titles and the column of the actions that a person pointed at; of a text, they hold for each table
    that bears the same titles."""
    dite = lecteur.corrections.entetes.get(get_cle_grille(grille.nom, grille.tableau))
    if dite is not None:
        lecteur.titres_dits |= {_get_forme(rangee): dite[1] for rangee in grille.rangees if rangee.numero == dite[0]}
        return dite
    if not grille.tableau or not lecteur.titres_dits:
        return None
    found = [
        (r.numero, lecteur.titres_dits[forme])
        for r in grille.rangees
        if (forme := _get_forme(r)) in lecteur.titres_dits
    ]
    return found[0] if found else None


def _get_forme(rangee: Rangee) -> tuple[str, ...]:
    return tuple(fold_mots(cellule.texte) for cellule in rangee.cellules)


def _build_dite(grille: Grille, dite: tuple[int, int], lecteur: Lecteur) -> list[Entete]:
    """The titles that a person pointed at."""
    ligne, colonne_titre = dite
    rang = next((rang for rang, rangee in enumerate(grille.rangees) if rangee.numero == ligne), None)
    if rang is None:
        return []
    entete = Entete(rang, rang)
    for colonne, cellule in enumerate(grille.rangees[rang].cellules):
        texte = clean_ligne(cellule.texte)
        if texte and len(texte) <= MAX_ENTETE:
            entete.textes[colonne] = texte
            role = lecteur.get_role(texte)
            if role is not None and role.champ != "titre":
                entete.roles[colonne] = role
    entete.textes.setdefault(colonne_titre, "Action")
    entete.roles[colonne_titre] = Role("titre")
    _find_statuts(entete)
    resolve_colonnes(grille, entete)
    return [entete]


def _is_donnees(rangee: Rangee, dessus: Entete) -> bool:
    """Under titles already read, what holds a number or a status is a row of theirs, whatever its words: « Fait »."""
    statuts = dessus.list_colonnes("statut", "question_realisee")
    return any(
        (cellule.nombre is not None and not ANNEE.fullmatch(cellule.texte))
        or cellule.jour is not None
        or (colonne in statuts and fold_mots(cellule.texte) in PAR_MOT and cellule.texte != dessus.textes.get(colonne))
        for colonne, cellule in enumerate(rangee.cellules)
        if cellule
    )


def _get_roles(rangee: Rangee, lecteur: Lecteur) -> dict[int, Role]:
    roles = {}
    for colonne, cellule in enumerate(rangee.cellules):
        texte = clean_ligne(cellule.texte)
        if not texte or len(texte) > MAX_ENTETE or cellule.jour is not None:
            continue
        role = lecteur.get_role(texte)
        if role is not None:
            roles[colonne] = role
    return roles


def _read_entete(grille: Grille, rang: int, lecteur: Lecteur) -> Entete | None:
    rangee = grille.rangees[rang]
    remplies = [cellule for cellule in rangee.cellules if cellule]
    if len(remplies) < 2:
        return None
    roles = _get_roles(rangee, lecteur)
    textes = {
        c: texte for c, cellule in enumerate(rangee.cellules) if 0 < len(texte := clean_ligne(cellule.texte)) < 60
    }
    if (probable := find_titre_probable(textes, roles)) >= 0 and len({role.champ for role in roles.values()}) > 1:
        roles[probable] = Role("titre")
    if not _is_entete(roles, remplies) and not _has_phrases(grille, rang, roles):
        return None
    # The row under may hold more titles than this one, which then only groups them.
    entete = Entete(rang, rang)
    parents: dict[int, str] = {}
    milieu: dict[int, str] = {}
    petits: Rangee | None = None
    suivante = grille.rangees[rang + 1] if rang + 1 < len(grille.rangees) else None
    if suivante is not None and _is_sous_entete(grille, rangee, roles, suivante, lecteur):
        entete.fin = rang + 1
        parents = _spread(grille, rangee, largeur=max(grille.largeur, len(suivante.cellules)))
        enfants = suivante
        troisieme = grille.rangees[rang + 2] if rang + 2 < len(grille.rangees) else None
        if troisieme is not None and _is_sous_entete(
            grille, suivante, _get_roles(suivante, lecteur), troisieme, lecteur
        ):
            # « Budget » over « 2025 » over « Coût | Caf ».
            entete.fin = rang + 2
            petits = troisieme
            milieu = _spread(grille, suivante, largeur=max(grille.largeur, len(troisieme.cellules)))
    else:
        if rang > 0 and rang - 1 >= 0:
            parents = _get_parents(grille, rang)
            entete.debut = rang - 1 if parents else rang
        enfants = None
    for colonne in range(grille.largeur):
        propre = clean_ligne(get_cellule(rangee, colonne).texte)
        enfant = clean_ligne(get_cellule(enfants, colonne).texte) if enfants is not None else ""
        parent = parents.get(colonne, "")
        if petits is not None and (petit := clean_ligne(get_cellule(petits, colonne).texte)):
            enfant, parent = petit, f"{parent} {milieu.get(colonne, '')}".strip()
        texte, dessus = (enfant, parent) if enfant else (propre, parent if parent != propre else "")
        if not texte and entete.debut < rang and not parent:
            # « Action » on the row of the groups, nothing under it.
            texte = clean_ligne(get_cellule(grille.rangees[rang - 1], colonne).texte)
        if not texte:
            continue
        role = _combine(texte, dessus, lecteur)
        libelle = f"{dessus} {texte}".strip() if dessus and (role is None or guess_role(texte) != role) else texte
        entete.textes[colonne] = libelle
        if role is not None:
            entete.roles[colonne] = role
    if (probable := find_titre_probable(entete.textes, entete.roles)) >= 0:
        entete.roles[probable], entete.is_titre_devine = Role("titre"), True
    _find_statuts(entete)
    resolve_colonnes(grille, entete)
    return entete


def _is_entete(roles: dict[int, Role], remplies: list[Cellule]) -> bool:
    """Half of its cells at least are titles that one knows, two different ones at least, and one says what a row is."""
    champs = {role.champ for role in roles.values()}
    textes = [cellule for cellule in remplies if cellule.nombre is None]
    connus = len([role for role in roles.values() if role.champ != "annee"])
    # « Caf | CC | Total », over years or amounts: who pays is a title too.
    autres = [cellule for cellule in remplies if _is_payeur(cellule)]
    if connus < 2 or len(champs) < 2 or (len(roles) + len(autres)) * 2 < len(textes):
        return False
    if any(cellule.jour is not None for cellule in remplies):
        return False
    if "titre" in champs:
        return True
    identifie = champs & {"rappel", "numero", "niveau", "objectifs", "thematiques", "description", "objectif_general"}
    return bool(identifie) and bool(champs - identifie)


def _is_payeur(cellule: Cellule) -> bool:
    texte = clean_ligne(cellule.texte).lstrip("% ")
    return cellule.nombre is None and (_is_nom_de_payeur(texte) or TOTAL_NU.fullmatch(get_cle(texte)) is not None)


def _is_nom_de_payeur(texte: str) -> bool:
    return len(texte) <= MAX_PAYEUR and guess_role(texte) is None and is_financeur(texte)


# How many fields at least titles must say before one looks for the actions under them.
MIN_CHAMPS = 3


def _has_phrases(grille: Grille, rang: int, roles: dict[int, Role]) -> bool:
    """« Ce qu’on lance | Porté par | Quand | Où en est-on »: who, when, how far; and a column that says what."""
    textes = {c: texte for c, x in enumerate(grille.rangees[rang].cellules) if (texte := clean_ligne(x.texte))}
    if any(len(texte) > MAX_ENTETE for texte in textes.values()):
        return False
    entete = Entete(rang, rang, roles, textes)
    if len(list_annees_d_actions(grille, entete)) > 1:
        return True
    champs = {role.champ for role in roles.values()} - {"annee", "ignore", "total"}
    return len(champs) >= MIN_CHAMPS and find_phrases(grille, entete) >= 0


def _is_sous_entete(grille: Grille, rangee: Rangee, roles: dict[int, Role], suivante: Rangee, lecteur: Lecteur) -> bool:
    """The next row goes on with titles: nothing under the title of the action, short words or years under groups."""
    remplies = [(colonne, clean_ligne(cellule.texte)) for colonne, cellule in enumerate(suivante.cellules) if cellule]
    if not remplies or (len(remplies) == 1 and not _is_connu(remplies[0][1], lecteur)):
        return False
    if any(len(texte) > MAX_ENTETE for _, texte in remplies):
        return False
    for colonne, groupe in roles.items():
        enfant = lecteur.get_role(clean_ligne(get_cellule(suivante, colonne).texte))
        is_groupe = colonne + 1 < grille.largeur and not get_cellule(rangee, colonne + 1)
        # « Fiche-action » over « N° | Intitulé » groups two titles; over a title, it is that of the column.
        is_titre = enfant is not None and enfant.champ in ("titre", "numero")
        if groupe.champ in ("titre", "numero") and get_cellule(suivante, colonne) and not (is_groupe and is_titre):
            return False
    groupes = set()
    for colonne, _ in remplies:
        fusion = grille.get_fusion(rangee.numero, colonne)
        is_groupe = fusion is not None and fusion.colonne_fin > fusion.colonne
        is_vide = not get_cellule(rangee, colonne)
        suivant_vide = colonne + 1 < grille.largeur and not get_cellule(rangee, colonne + 1)
        if is_groupe or is_vide or suivant_vide:
            groupes.add(colonne)
    # Under « Communes concernées », merged over its columns, any name is a title.
    dessus = _spread(grille, rangee, grille.largeur)
    connus = [
        texte
        for colonne, texte in remplies
        if _is_connu(texte, lecteur)
        or ((role := lecteur.get_role(dessus.get(colonne, ""))) is not None and role.champ in EN_CASES)
    ]
    return len(groupes) == len(remplies) and len(connus) * 2 >= len(remplies)


def _is_connu(texte: str, lecteur: Lecteur) -> bool:
    return (
        lecteur.get_role(texte) is not None
        or fold_mots(texte) in PAR_MOT
        or fold_mots(texte) in ("caf", "msa", "previsionnel", "prevu", "realise", "nom")
    )


def _spread(grille: Grille, rangee: Rangee, largeur: int) -> dict[int, str]:
    """The title above each column: over its merge, or up to the next title where nothing is merged."""
    parents: dict[int, str] = {}
    current = ""
    has_fusions = any(f.ligne <= rangee.numero <= f.ligne_fin and f.colonne_fin > f.colonne for f in grille.fusions)
    for colonne in range(largeur):
        texte = clean_ligne(get_cellule(rangee, colonne).texte)
        fusion = grille.get_fusion(rangee.numero, colonne)
        if texte:
            current = texte
        elif has_fusions and (fusion is None or fusion.colonne == colonne):
            current = ""
        if current:
            parents[colonne] = current
    return parents


def _get_parents(grille: Grille, rang: int) -> dict[int, str]:
    """Groups of titles on the row above: at least one that spans some of the columns, not all of them."""
    dessus, rangee = grille.rangees[rang - 1], grille.rangees[rang]
    if dessus.numero != rangee.numero - 1:
        return {}
    remplies = [colonne for colonne, cellule in enumerate(dessus.cellules) if cellule]
    if not remplies:
        return {}
    groupes = [
        fusion
        for colonne in remplies
        if (fusion := grille.get_fusion(dessus.numero, colonne)) is not None
        and fusion.ligne_fin == dessus.numero
        and 0 < fusion.colonne_fin - fusion.colonne < grille.largeur - 2
    ]
    if not groupes:
        return _get_annees(dessus, rangee)
    if any(len(clean_ligne(get_cellule(dessus, c).texte)) > 60 for c in remplies):
        return {}
    if any(parse_titre(get_cellule(dessus, c).texte).numero for c in remplies):
        return {}
    return {
        colonne: clean_ligne(get_cellule(dessus, fusion.colonne).texte)
        for fusion in groupes
        for colonne in range(fusion.colonne, fusion.colonne_fin + 1)
    }


def _get_annees(dessus: Rangee, rangee: Rangee) -> dict[int, str]:
    """« 2026 » and « 2027 », each typed over the first column of its block and nothing merged: the same titles come
    again under both."""
    textes = {colonne: clean_ligne(cellule.texte) for colonne, cellule in enumerate(dessus.cellules) if cellule}
    debuts = [colonne for colonne, texte in textes.items() if ANNEE.fullmatch(texte)]
    if len(debuts) < 2:
        return {}
    largeur = min(colonne for colonne in textes if colonne > debuts[0]) - debuts[0]
    blocs = {debut: range(debut, debut + largeur) for debut in debuts}
    titres = {tuple(fold_mots(get_cellule(rangee, c).texte) for c in bloc) for bloc in blocs.values()}
    if largeur < 2 or len(titres) > 1 or "" in titres.pop():
        return {}
    return {colonne: textes[debut] for debut, bloc in blocs.items() for colonne in bloc}


def _combine(texte: str, dessus: str, lecteur: Lecteur) -> Role | None:
    """A title under another: « Budget » over « 2026 », « Calendrier » over « Début », « Indicateur » over « Cible »."""
    role, parent = lecteur.get_role(texte), lecteur.get_role(dessus) if dessus else None
    if parent is None:
        if role is not None and role.champ in ("annee", "budget", "financement") and _is_nom_de_payeur(dessus):
            # « Caf » over « 2025 | 2026 ».
            return Role("financement", financeur=dessus, annee=role.annee, sens="produit", multiple=role.multiple)
        # « 2026 » over « T1 », « T2 ».
        return role
    if parent.champ == "annee" and role is None and _is_nom_de_payeur(texte):
        return Role("financement", financeur=texte, annee=parent.annee, sens="produit")
    if parent.champ == "annee" and role is not None and (role.champ != "annee" or role.trimestre):
        # « 2026 » over « Action | Coût »: a year by block of columns.
        return replace(role, annee=parent.annee)
    if parent.champ in ("budget", "financement"):
        if role is not None and role.champ == "annee":
            return replace(parent, annee=role.annee)
        if role is not None and role.champ in ("budget", "financement", "financeurs"):
            return replace(role, annee=role.annee or parent.annee, multiple=max(role.multiple, parent.multiple))
        mot = get_cle(texte)
        if re.search(r"previsionnel|prevu|vote|demande|total|montant", mot):
            return replace(parent, annee=parent.annee or (role.annee if role else None))
        if re.search(r"realise|reel|execute|consomme", mot):
            return replace(parent, is_realise=True)
        is_nom = role is None or role.champ in ("communes", "partenaires", "structures_porteuses", "pilotes")
        if is_nom and (parent.champ == "financement" or is_financeur(texte)):
            nom = clean_ligne(texte)
            return Role("financement", annee=parent.annee, financeur=nom, sens="produit", multiple=parent.multiple)
    if parent.champ in ("indicateur", "valeur", "cible", "reference"):
        if role is not None and role.champ == "annee":
            return Role("cible" if parent.champ == "cible" else "valeur", annee=role.annee)
        mot = get_cle(texte)
        if re.fullmatch(r"cible|objectif|attendu|valeur cible|objectif chiffre", mot):
            return Role("cible", annee=role.annee if role else None)
        if re.fullmatch(r"reference|depart|initial|valeur initiale|base|situation initiale|t0", mot):
            return Role("reference")
        if re.fullmatch(r"intitule|libelle|nom|indicateur|titre|designation|description", mot):
            return Role("indicateur")
        if re.fullmatch(r"realise|resultat|valeur|valeur realisee|atteint|realisation|mesure", mot):
            return Role("valeur", annee=role.annee if role else None)
    if parent.champ in ("calendrier", "annee"):
        mot = get_cle(texte)
        if re.fullmatch(r"debut|demarrage|de|du|lancement", mot):
            return Role("debut")
        if re.fullmatch(r"fin|a|au|echeance|terme", mot):
            return Role("fin")
    if parent.champ == "financeurs" and (role is None or role.champ != "budget"):
        return Role("financement", financeur=clean_ligne(texte), sens="produit", case=clean_ligne(texte))
    if parent.champ in ("pilotes", "structures_porteuses", "pilote_porteur", "partenaires"):
        mot = get_cle(texte)
        if re.fullmatch(r"structure|organisme|service|institution|collectivite", mot):
            return Role("structures_porteuses" if parent.champ != "partenaires" else "partenaires")
        if re.fullmatch(r"nom|personne|agent|technicien|nom et prenom", mot):
            return Role(parent.champ if parent.champ != "structures_porteuses" else "pilotes")
        if re.fullmatch(r"elu|elu referent|politique", mot):
            return Role("elu_referent")
        if re.fullmatch(r"fonction|telephone|mail|courriel|email|tel|adresse mail", mot):
            return None
    if parent.champ == "niveau" and role is not None:
        if role.champ == "numero":
            return Role("numero_niveau", parent.sorte)
        if role.champ == "titre" and get_cle(texte) in GENERIQUES:
            return parent
    if parent.champ in EN_CASES and (role is None or role.champ == parent.champ):
        return replace(parent, case=clean_ligne(texte))
    return role if role is not None else parent if parent.champ not in ("titre", "niveau", "annee") else None


def _find_statuts(entete: Entete) -> None:
    """« À faire | En cours | Fait », ticked: two titles at least that are statuses, each once. « Prévu | Réalisé » that
    come again under each year are amounts."""
    for colonne, texte in entete.textes.items():
        nu = fold_mots(texte)
        suite = "" if re.match(r"(?:non|pas)\b", nu) else " ".join(nu.split()[1:])
        mot = next((mot for mot in (nu, suite) if mot in PAR_MOT), None)
        if mot is None and re.fullmatch(r"(?:non|pas) (?:fait|faite|realise|realisee)", nu):
            # It does not say where the action is, and yet answers.
            mot = ""
        if mot is not None and (
            colonne not in entete.roles or entete.roles[colonne].champ in ("statut", "question_realisee")
        ):
            entete.statuts[colonne] = mot
    mots = [mot for mot in entete.statuts.values() if mot]
    if len(entete.statuts) < 2 or len(set(mots)) < len(mots):
        entete.statuts = {}
    for colonne in entete.statuts:
        entete.roles[colonne] = Role("case_statut")
