"""What could name an inhabitant in words that one reports: refused when it is sure, pointed at when it is likely.

Pure Python. A false alarm costs a tick; a name that stays in a diagnosis cannot be taken back once it is printed.
"""

import re
from collections.abc import Iterable

from convive.socle.formats import liste_fr

COURRIEL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
# Ten digits in a row or in pairs, with or without the French prefix.
TELEPHONE = re.compile(r"(?<!\d)(?:\+33\s?|0033\s?|0)[1-9](?:[\s.\-\u00a0\u202f]?\d{2}){4}(?!\d)")
MAJUSCULE = r"[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ][\w’'-]+"
CIVILITE = re.compile(rf"\b(?:M\.|MM\.|Mr|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle)[\s\u00a0\u202f]+({MAJUSCULE})")
PRESENTATION = re.compile(
    rf"\b(?:m[’']appelle|m[’']appelait|s[’']appelle|se nomme|prénom(?:mé|mée|s)?(?: est)?|je suis)\s+({MAJUSCULE})"
)
PROCHE = re.compile(
    r"\b(?i:mon|ma|mes|son|sa|ses|notre|leur) "
    r"(?:fils|fille|garçon|bébé|aîné|aînée|cadet|cadette|petit|petite|frère|sœur|mari|femme|compagnon|compagne|"
    rf"conjoint|conjointe|mère|père|voisin|voisine|ami|amie|neveu|nièce)[\s,]+({MAJUSCULE})"
)
MOT = re.compile(rf"{MAJUSCULE}")
FIN_DE_PHRASE = frozenset('.!?…:«\n–—-“"(')
_PRENOMS_COURANTS = """
adam adèle agathe ahmed aïcha alain albert alexandre alexis alice aline ambre amélie amina amine anaïs andré
anna anne annie antoine arnaud arthur aurélie aurélien axel baptiste béatrice benjamin benoît bernard brigitte
bruno camille candice carine carole caroline catherine cécile céline chantal charlotte chloé christelle
christian christiane christine christophe claire clara claude claudine clément corinne cyril damien daniel
danielle david denis denise diane didier dominique dylan edouard éléna elias élisabeth élise elsa emilie emma
emmanuel enzo éric estelle esteban ethan étienne eva evelyne fabien fabienne fabrice farid fatima fatou
florence florian francis franck françois françoise frédéric gabriel gaël gaëlle georges gérard ghislaine gilles
guillaume guy hélène henri hugo ibrahim inès irène isabelle jacqueline jacques jade jean jeanne jeannine jérémy
jérôme jessica joël jonathan joseph josiane juliette julie julien karim karine kevin khadija laëtitia laura
laurence laurent léa léna léo léon liliane lina linda lionel lisa logan lola lou louis louise louna luc lucas
lucie ludovic maël maëlle malik malika manon marc marcel margaux margot maria mariam marie marine marion martin
martine mathéo mathieu mathilde mathis maxence maxime mehdi mélanie michel michèle mohamed mohammed monique
moussa myriam nadia nadine naël nathalie nathan nicolas nicole noah noé noémie nolan océane odette olivia
olivier pascal pascale patricia patrick paul pauline philippe pierre quentin rachid raphaël raymond régine rémi
renée richard robert robin roger romain romane sabrina sacha samir samuel sandra sandrine sarah sébastien serge
séverine simon simone sofia solène sonia sophie stéphane stéphanie suzanne sylvain sylvie théo thérèse thibault
thierry thomas timéo tom valentin valérie vanessa véronique victor vincent virginie xavier yanis yann yasmine
yves yvette yvonne zoé
"""
PRENOMS = frozenset(_PRENOMS_COURANTS.split())


def find_coordonnees(texte: str) -> list[str]:
    """Addresses and telephone numbers, as they are written; nothing that someone says needs them."""
    return [found.group().strip() for motif in (COURRIEL, TELEPHONE) for found in motif.finditer(texte)]


def find_noms(texte: str, connus: Iterable[str] = ()) -> list[str]:
    """Words that look like the name of a person, once each, in order. `connus` are names of places, which are not."""
    places = {mot.casefold() for nom in connus for mot in re.split(r"[\s’'-]+", nom)}
    found: dict[int, str] = {}
    for motif in (CIVILITE, PRESENTATION, PROCHE):
        for trouve in motif.finditer(texte):
            found[trouve.start(1)] = trouve.group(1)
    for trouve in MOT.finditer(texte):
        mot = trouve.group()
        if mot.casefold() in PRENOMS and not _starts_phrase(texte, trouve.start(), mot):
            found.setdefault(trouve.start(), mot)
    kept = (found[rang] for rang in sorted(found) if found[rang].casefold() not in places)
    return list(dict.fromkeys(kept))


def _starts_phrase(texte: str, rang: int, mot: str) -> bool:
    """A capital that begins a sentence says nothing, for the first names that are also ordinary words."""
    if mot.casefold() not in {"pierre", "rose", "ambre", "lou", "océane", "jade", "franck"}:
        return False
    before = texte[:rang].rstrip(" \u00a0\u202f")
    return not before or before[-1] in FIN_DE_PHRASE


def build_refus(texte: str) -> str:
    """Why these words cannot be kept as they are; empty when they can."""
    found = find_coordonnees(texte)
    if not found:
        return ""
    return (
        f"Retirez {liste_fr(found)} : une parole ne garde ni téléphone, ni adresse. "
        "Pour rappeler cette personne, notez-le ailleurs, avec son accord."
    )


def build_doute(texte: str, connus: Iterable[str] = ()) -> str:
    """What to read again before keeping these words; empty when nothing looks like a name."""
    found = find_noms(texte, connus)
    if not found:
        return ""
    mots = liste_fr([f"« {mot} »" for mot in found])
    verbe = "ressemble à un nom de personne" if len(found) == 1 else "ressemblent à des noms de personnes"
    return f"{mots} {verbe}. Remplacez par « mon fils », « une voisine », « l’agent d’accueil »…"
