"""An action written as one sentence: « Ouvrir un lieu. Pilote : Anne Roy. Échéance : 2026 ». Pure Python."""

import re

from convive.plan_action.lecteur_plans.fiches import Entree, get_etiquette
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import Cellule
from convive.plan_action.lecteur_plans.valeurs.calendrier import parse_calendrier
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import PAR_TITRE, Role, get_cle, split_titre_double

# Where a label may begin: after a sign, never in the middle of a sentence.
ETIQUETTE = re.compile(
    r"(?P<avant>^|[.;,|(\[\n/•]\s*|\s[-–—]\s*|\s{2,}|\)\s*)(?P<mots>[^\W\d_][^:.;,|()\[\]\n–—]{1,40}?)\s*:\s*", re.M
)
# What an action says on the side of its title; a description or a title would take the sentence itself.
CHAMPS = frozenset(
    {
        "pilotes", "structures_porteuses", "pilote_porteur", "partenaires", "publics", "communes", "calendrier",
        "debut", "fin", "statut", "avancement", "budget", "financement", "financeurs", "indicateur", "elu_referent",
    }
)  # fmt: skip


def _list_exactes(lecteur: Lecteur, texte: str) -> list[tuple[int, int, str, Role]]:
    """« Anne Bo Structure : CC du Val »: the last words before a sign are a label, as it is written, with a capital."""
    found = []
    for signe in re.finditer(r"\s?:\s", texte):
        mots = list(re.finditer(r"\S+", texte[: signe.start()]))
        for combien in (3, 2, 1):
            debut = mots[-combien].start() if len(mots) > combien else 0
            etiquette = texte[debut : signe.start()]
            if not debut or not etiquette[:1].isupper() or get_cle(etiquette) not in PAR_TITRE:
                continue
            role = get_etiquette(lecteur, etiquette)
            if role is not None and role.champ in CHAMPS:
                found.append((debut, signe.end(), etiquette, role))
                break
    return found


def _split_tirets(lecteur: Lecteur, texte: str) -> tuple[str, list[Entree]] | None:
    """« Éditer un guide – pilote Luc Da – juin 2026 »: what each dash opens begins with its label, or is a date."""
    titre, *parts = re.split(r"\s+[–—|]\s+", texte)
    entrees = []
    for part in parts:
        mots, _, valeur = part.partition(" ")
        role = get_etiquette(lecteur, mots)
        if role is not None and role.champ in CHAMPS and valeur:
            entrees.append(Entree(mots, role, Cellule(valeur.strip(" ."))))
        elif entrees and (lu := parse_calendrier(part)) and (lu.debut or lu.fin) and len(part) < 30:
            entrees.append(Entree("", Role("calendrier", "echeance"), Cellule(part.strip(" ."))))
        else:
            return None
    return (titre.strip(" .;,:-–—"), entrees) if entrees else None


def split_en_ligne(lecteur: Lecteur, texte: str) -> tuple[str, list[Entree]]:
    """The title, and what the labels of the same text say; the text itself when it has none of them."""
    found: list[tuple[int, int, str, Role]] = []
    for match in ETIQUETTE.finditer(texte):
        mots = match["mots"].strip()
        role = get_etiquette(lecteur, mots)
        if role is not None and role.champ in CHAMPS:
            found.append((match.start(), match.end(), mots, role))
    found = found or _list_exactes(lecteur, texte)
    if not found and (parts := _split_tirets(lecteur, texte)):
        return parts
    if not found or found[0][0] == 0:
        return texte, []
    titre = texte[: found[0][0]].strip(" .;,:-–—(|\n")
    if len(titre) < 3:
        return texte, []
    entrees = []
    for rang, (_, debut, mots, role) in enumerate(found):
        fin = found[rang + 1][0] if rang + 1 < len(found) else len(texte)
        valeur = texte[debut:fin].strip(" .;,|–—-\n")
        if valeur.count(")") > valeur.count("("):
            valeur = valeur.rstrip(") .")
        entrees.append(Entree(mots, role, Cellule(valeur)))
    return titre, [entree for entree in entrees if entree.cellule]


# What a cell of names, or of dates, may hold besides, each part with its label.
DE_PERSONNES = frozenset(
    {"pilotes", "structures_porteuses", "pilote_porteur", "partenaires", "elu_referent", "financeurs"}
)
DE_DATES = frozenset({"calendrier", "debut", "fin"})
DEUX_PARTIES = re.compile(r"\n+|\s+/\s+")


def split_cellule(lecteur: Lecteur, titre: str, role: Role, texte: str) -> list[tuple[Role, str]]:
    """« Pilote : Anne Roy / Partenaires : Caf » in one cell: each part by its own label, what none opens by the title
    of its column. Under a title of two notions (« Pilote / Partenaires »), two parts without labels are one each."""
    doubles = split_titre_double(titre)
    permis = CHAMPS if doubles else next((champs for champs in (DE_PERSONNES, DE_DATES) if role.champ in champs), None)
    if permis is None or not (":" in texte or doubles):
        return []
    parts: list[tuple[Role, str]] = []
    bornes = [
        (match.start(), match.end(), dit)
        for match in ETIQUETTE.finditer(texte)
        if get_cle(match["mots"]) in PAR_TITRE
        and (dit := get_etiquette(lecteur, match["mots"].strip())) is not None
        and dit.champ in permis
    ]
    if not bornes:
        deux = [part.strip() for part in DEUX_PARTIES.split(texte) if part.strip()]
        if doubles is None or len(deux) != 2 or not set(doubles) <= DE_PERSONNES:
            return []
        return [(Role(champ), part) for champ, part in zip(doubles, deux, strict=True)]
    fins = [debut for debut, _, _ in bornes[1:]] + [len(texte)]
    parts = [(role, texte[: bornes[0][0]])] + [
        (dit, texte[debut:fin]) for (_, debut, dit), fin in zip(bornes, fins, strict=True)
    ]
    return [(dit, nu) for dit, part in parts if (nu := part.strip(" .;,|/–—-\n"))]
