"""A table whose columns come again by year: « 2026 : action, coût | 2027 : action, coût ». Pure Python."""

from dataclasses import replace

from convive.plan_action.lecteur_plans.table import Entete

# What says the years of a block by itself, or belongs to the whole row.
AVEC_ANNEE = frozenset({"budget", "financement", "valeur", "cible", "annee", "annee_douteuse", "total"})


def split_annees(entete: Entete) -> list[Entete]:
    """The titles themselves, or one set of them for each year that names its own actions."""
    par_annee: dict[int, list[int]] = {}
    for colonne, role in sorted(entete.roles.items()):
        if role.annee is not None:
            par_annee.setdefault(role.annee, []).append(colonne)
    titres = {annee: [c for c in colonnes if entete.titre_brut.get(c)] for annee, colonnes in par_annee.items()}
    is_blocs = len([annee for annee, colonnes in titres.items() if colonnes]) > 1
    if not is_blocs:
        return [entete]
    communes = {colonne: role for colonne, role in entete.roles.items() if role.annee is None}
    blocs = []
    for annee, colonnes in par_annee.items():
        if not titres[annee]:
            continue
        roles = communes | {c: entete.roles[c] for c in colonnes}
        roles[titres[annee][0]] = replace(entete.roles[titres[annee][0]], champ="titre")
        textes = {c: texte for c, texte in entete.textes.items() if c in roles}
        blocs.append(Entete(entete.debut, entete.fin, roles, textes, annee=annee))
    return blocs
