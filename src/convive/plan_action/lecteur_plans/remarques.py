"""The remarks of a reading as a page shows them: by kind, the gravest first, each with its places. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from convive.plan_action.lecteur_plans.modele import Avertissement

# What a kind of remark says of all of its places, in the order in which a person looks at them.
TITRES = {
    "titre_absent": "Des lignes ou des fiches sans titre d’action, qui ne sont pas reprises",
    "rattachement_introuvable": "Ce qui ne se rattache à aucune action ni à aucun niveau",
    "tableau_ignore": "Des tableaux qui ne sont pas repris",
    "feuille_ignoree": "Des feuilles qui ne sont pas lues",
    "feuille_ecartee": "Des feuilles qui ne sont pas lues",
    "feuille_masquee": "Des feuilles qui ne sont pas lues",
    "colonne_ignoree": "Des colonnes qui ne sont pas reprises",
    "etiquette_inconnue": "Des étiquettes qui ne sont pas reprises",
    "titre_devine": "Des titres d’action à vérifier",
    "titre_double": "Des titres qui annoncent deux choses",
    "titre_coupe": "Des cellules lues en deux",
    "ligne_decalee": "Des lignes dont les cellules sont décalées",
    "plusieurs_actions": "Une cellule, plusieurs actions",
    "montant_non_reparti": "Des montants à répartir entre plusieurs actions",
    "legende_suivie": "Une légende suivie",
    "doublon": "Des actions écrites deux fois",
    "doublon_proche": "Des actions qui se ressemblent",
    "numero_en_double": "Un même numéro pour deux actions",
    "titre_different": "Un même numéro pour deux titres",
    "montant_illisible": "Des montants qui ne sont pas repris",
    "montant_commun": "Des montants communs à plusieurs actions",
    "montant_interprete": "Des montants à vérifier",
    "montant_approximatif": "Des montants à vérifier",
    "somme_incoherente": "Des sommes qui ne tombent pas juste",
    "financeur_sans_montant": "Des financeurs sans montant",
    "date_zero": "Des dates vides de tableur",
    "date_impossible": "Des dates qui n’existent pas",
    "date_interpretee": "Des dates à vérifier",
    "date_hors_convention": "Des dates hors de la convention",
    "calendrier_inverse": "Une fin avant le début",
    "calendrier_illisible": "Des calendriers qui ne sont pas repris",
    "statut_inconnu": "Des statuts à préciser",
    "statut_interprete": "Des statuts à vérifier",
    "statut_contradictoire": "Des statuts qui se contredisent",
    "statut_absent": "Des actions sans statut",
    "pilote_absent": "Des actions sans pilote",
    "sans_rattachement": "Des actions sous aucun niveau",
    "absence_dite": "Ce que le fichier ne dit pas encore («\u00a0NC\u00a0», «\u00a0à définir\u00a0»…)",
    "a_confirmer": "Ce qui est à confirmer",
    "note_de_redaction": "Des notes de rédaction, gardées dans les commentaires",
    "commentaire": "Des commentaires dans la marge, qui ne sont pas repris",
    "suivi_modifications": "Des modifications suivies",
    "texte_barre": "Des textes barrés, qui ne sont pas lus",
    "texte_masque": "Des textes masqués, lus comme les autres",
    "texte_hors_action": "Des textes qui ne sont sous aucune action",
    "en_tete_ou_pied": "Des en-têtes et des pieds de page, qui ne sont pas repris",
    "zone_de_texte": "Des zones de texte, qui ne sont pas reprises",
    "fiche_suite": "Des fiches en plusieurs tableaux",
    "note_de_bas_de_page": "Des notes de bas de page, qui ne sont pas reprises",
    "ligne_total": "Des totaux et des comptes, qui ne sont pas des actions",
    "total_de_niveau": "Des totaux et des comptes, qui ne sont pas des actions",
    "ligne_ignoree": "Des lignes qui ne sont pas des actions",
    "ligne_masquee": "Des lignes masquées, lues comme les autres",
    "colonne_masquee": "Des colonnes masquées, lues comme les autres",
}
AUTRES = "Autres remarques"
# What is not brought in, nor asked: one looks there for what is missed.
LAISSES = frozenset(
    {
        "titre_absent", "rattachement_introuvable", "tableau_ignore", "feuille_ignoree", "feuille_ecartee",
        "feuille_masquee", "colonne_ignoree", "etiquette_inconnue", "montant_illisible", "montant_commun", "date_zero",
        "calendrier_illisible", "avancement_illisible", "erreur_de_formule", "case_vide", "absence_dite", "commentaire",
        "texte_barre", "zone_de_texte", "texte_hors_action", "en_tete_ou_pied", "note_de_bas_de_page", "ligne_total",
        "total_de_niveau", "ligne_ignoree",
    }
)  # fmt: skip
RANGS = {titre: rang for rang, titre in enumerate(dict.fromkeys(TITRES.values()))}
MAX_OUVERTES = 5


@dataclass(slots=True)
class GroupeRemarques:
    titre: str
    remarques: list[Avertissement] = field(default_factory=list)

    @property
    def is_laisse(self) -> bool:
        return self.remarques[0].code in LAISSES

    @property
    def is_courte(self) -> bool:
        return len(self.remarques) <= MAX_OUVERTES


def group_remarques(avertissements: Sequence[Avertissement]) -> list[GroupeRemarques]:
    """All of them, whatever their number: nothing of what was noticed is left unsaid."""
    groupes: dict[tuple[str, bool], GroupeRemarques] = {}
    for avertissement in avertissements:
        titre = TITRES.get(avertissement.code, AUTRES)
        cle = (titre, avertissement.code in LAISSES)
        groupes.setdefault(cle, GroupeRemarques(titre)).remarques.append(avertissement)
    return sorted(groupes.values(), key=lambda groupe: RANGS.get(groupe.titre, len(RANGS)))
