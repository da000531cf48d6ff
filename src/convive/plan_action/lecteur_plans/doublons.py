"""An action said on several sheets of one workbook is one action: a summary, a list, its fiche. Pure Python."""

from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import ActionLue
from convive.plan_action.lecteur_plans.valeurs.textes import fold_mots, is_meme_code

LISTES = ("pilotes", "structures_porteuses", "partenaires", "publics", "communes", "budget", "indicateurs")


def drop_doublons(lecteur: Lecteur, debut: int, fiches: set[int]) -> None:
    """Keep the fuller of two that are the same. `fiches` are the ids of those that a sheet laid out as a fiche says:
    such a sheet and a list complete each other; of two lists, one may be older: it only gives what no action of the
    other says, as a sheet of indicators does, and what it says otherwise is told."""
    plan = lecteur.plan
    if not debut:
        return
    dits = [_list_dits(plan.actions[:debut]), _list_dits(plan.actions[debut:])]
    avant = {id(action) for action in plan.actions[:debut]}
    connues: dict[str, list[ActionLue]] = {}
    for action in plan.actions[:debut]:
        connues.setdefault(fold_mots(action.titre), []).append(action)
    gardees = plan.actions[:debut]
    for action in plan.actions[debut:]:
        memes = connues.get(fold_mots(action.titre), [])
        double = next((autre for autre in memes if _is_meme(autre, action)), None)
        if double is None:
            gardees.append(action)
            continue
        garde, retiree = (action, double) if _count_dits(action) > _count_dits(double) + 1 else (double, action)
        gardees[gardees.index(double)] = garde
        memes[memes.index(double)] = garde
        if (id(garde) in fiches) != (id(retiree) in fiches):
            _complete(garde, retiree)
            autrement = ""
        else:
            propres = dits[id(garde) in avant] - dits[id(garde) not in avant]
            _add(garde, retiree, propres)
            autrement = _say_autrement(garde, retiree)
        lecteur.warn(
            "doublon",
            f"«\u00a0{action.titre[:60]}\u00a0» est déjà dans une autre feuille\u00a0: elle n’est reprise qu’une fois"
            f"{autrement}.",
            {**retiree.source, "titre": retiree.titre},
        )
    plan.actions[:] = gardees


SIMPLES = ("description", "calendrier", "statut_texte", "avancement")


def _list_dits(actions: list[ActionLue]) -> set[str]:
    """The fields that one action at least says."""
    return {
        champ for champ in (*LISTES, *SIMPLES) for action in actions if getattr(action, champ) not in (None, "", [])
    }


def _add(garde: ActionLue, retiree: ActionLue, champs: set[str]) -> None:
    for champ in champs:
        valeur = getattr(retiree, champ)
        if champ in LISTES:
            held = getattr(garde, champ)
            held += [dit for dit in valeur if dit not in held]
        elif valeur and not getattr(garde, champ):
            setattr(garde, champ, valeur)
            garde.statut = retiree.statut if champ == "statut_texte" else garde.statut
    garde.complements = {**retiree.complements, **garde.complements}


def _say_autrement(garde: ActionLue, retiree: ActionLue) -> str:
    """What the other says of the same fields, which is not brought in."""
    ecarts = []
    if retiree.statut_texte and garde.statut_texte and retiree.statut != garde.statut:
        ecarts.append(f"statut «\u00a0{retiree.statut_texte[:40]}\u00a0»")
    noms = ("pilotes", "structures_porteuses", "calendrier", "avancement", "budget")
    mots = ("pilotes", "structure porteuse", "calendrier", "avancement", "budget")
    for champ, mot in zip(noms, mots, strict=True):
        autre = getattr(retiree, champ)
        if autre not in (None, []) and bool(autre) and getattr(garde, champ) and autre != getattr(garde, champ):
            ecarts.append(mot)
    return f"\u00a0; ce qui y est dit autrement n’est pas repris ({', '.join(ecarts)})" if ecarts else ""


def drop_recapitulatif(lecteur: Lecteur, listees: set[int]) -> None:
    """In a text, a table that sums up (ids in `listees`) and the fiches it names are the same actions."""
    plan = lecteur.plan
    fiches = [action for action in plan.actions if id(action) not in listees]
    lignes = [action for action in plan.actions if id(action) in listees]
    if not fiches or not lignes:
        return
    par_titre: dict[str, list[ActionLue]] = {}
    for fiche in fiches:
        par_titre.setdefault(fold_mots(fiche.titre), []).append(fiche)
    for ligne in lignes:
        memes = [autre for autre in par_titre.get(fold_mots(ligne.titre), []) if _is_meme(autre, ligne)]
        if memes:
            _complete(memes[0], ligne)
            plan.actions.remove(ligne)


def _is_meme(autre: ActionLue, action: ActionLue) -> bool:
    if autre.numero is not None and action.numero is not None:
        return is_meme_code(autre.numero, action.numero)
    is_ailleurs = action.noeud is not None and autre.noeud is not None and action.noeud is not autre.noeud
    return not (is_ailleurs and action.numero is None)


def _count_dits(action: ActionLue) -> int:
    """How many things it says besides its title and its number."""
    listes = sum(bool(getattr(action, champ)) for champ in LISTES)
    autres = (action.description, action.calendrier, action.statut_texte, action.avancement is not None)
    return listes + sum(map(bool, autres)) + len(action.complements) + (action.noeud is not None)


def _complete(garde: ActionLue, retiree: ActionLue) -> None:
    """What only the other says."""
    garde.numero, garde.noeud = garde.numero or retiree.numero, garde.noeud or retiree.noeud
    for champ in LISTES:
        if not getattr(garde, champ):
            setattr(garde, champ, getattr(retiree, champ))
    garde.description = garde.description or retiree.description
    garde.calendrier = garde.calendrier if garde.calendrier else retiree.calendrier
    if garde.statut_texte is None:
        garde.statut, garde.statut_texte = retiree.statut, retiree.statut_texte
    garde.avancement = retiree.avancement if garde.avancement is None else garde.avancement
    garde.complements = {**retiree.complements, **garde.complements}
    garde.fonctions = {**retiree.fonctions, **garde.fonctions}
