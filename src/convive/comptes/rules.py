"""What makes a password strong enough, when an unused compte is erased, which words name a person. Pure Python.

Source for passwords: CNIL, délibération n° 2022-100 du 21 juillet 2022, case 1 (a password without any other measure):
an entropy of 80 bits, that is 12 characters of four classes, 14 of three, or a sentence of seven words.
"""

import re
import string
import unicodedata
from datetime import date, timedelta
from enum import StrEnum

MIN_MOTS = 7
MIN_LETTRES_DISTINCTES = 5
LONGUEURS = {4: 12, 3: 14}
"""The minimum length for each number of classes."""


class Classe(StrEnum):
    """The four kinds of characters."""

    MINUSCULE = "minuscule"
    MAJUSCULE = "majuscule"
    CHIFFRE = "chiffre"
    SPECIAL = "caractère spécial"


def get_classe(caractere: str) -> Classe:
    """The class of a character. Accented letters are letters; one without case (other scripts) counts as lower case."""
    category = unicodedata.category(caractere)
    if category == "Lu":
        return Classe.MAJUSCULE
    if category.startswith("L"):
        return Classe.MINUSCULE
    return Classe.CHIFFRE if category == "Nd" else Classe.SPECIAL


def is_phrase(mot_de_passe: str) -> bool:
    """Whether there are at least seven different words of two letters or more: « le le le le le le le » does not
    count."""
    mots = {mot.strip(string.punctuation).casefold() for mot in mot_de_passe.split()}
    return sum(1 for mot in mots if len(mot) > 1) >= MIN_MOTS


def get_defauts(mot_de_passe: str) -> tuple[str, ...]:
    """What the password lacks, in French, ready to show; empty if it is strong enough.

    Repetition makes a password long without entropy, so five different characters are also required.
    """
    if is_phrase(mot_de_passe):
        return ()
    longueur = len(mot_de_passe)
    classes = {get_classe(caractere) for caractere in mot_de_passe}
    defauts = []
    if not any(longueur >= minimum and len(classes) >= nombre for nombre, minimum in LONGUEURS.items()):
        manquantes = [str(classe) for classe in Classe if classe not in classes]
        details = [f"le vôtre a {longueur} caractère{'s' if longueur > 1 else ''}"]
        if manquantes:
            details.append(f"il lui manque : {', '.join(manquantes)}")
        defauts.append(f"Ce mot de passe est trop facile à deviner ({' ; '.join(details)}).")
    elif len(set(mot_de_passe)) < MIN_LETTRES_DISTINCTES:
        defauts.append("Ce mot de passe répète trop les mêmes caractères.")
    return tuple(defauts)


AIDE_MOT_DE_PASSE = (
    "Au choix : 12 caractères avec minuscule, majuscule, chiffre et caractère spécial ; 14 caractères avec trois de "
    "ces quatre sortes ; ou une phrase d’au moins 7 mots, plus facile à retenir."
)


class EtapeInactivite(StrEnum):
    """What to do today about an unused compte."""

    RIEN = "rien"
    AVERTIR = "avertir"
    RAPPELER = "rappeler"
    EFFACER = "effacer"


MOIS_JOURS = 365.25 / 12
DELAI_APRES_RAPPEL = timedelta(days=25)
"""However late a message was sent, the next step comes at least this long after it."""


def get_etape_inactivite(
    *, inactif_depuis: date, today: date, mois: tuple[int, int, int], averti_le: date | None, rappele_le: date | None
) -> EtapeInactivite:
    """The step due today; `mois` are the months of inactivity before the warning, the reminder and the erasure.

    A message that could not be sent delays the following steps: nobody is erased without two messages.
    """
    silence = (today - inactif_depuis).days / MOIS_JOURS
    avertir, rappeler, effacer = mois
    if averti_le is None:
        return EtapeInactivite.AVERTIR if silence >= avertir else EtapeInactivite.RIEN
    if rappele_le is None:
        due = silence >= rappeler and today - averti_le >= DELAI_APRES_RAPPEL
        return EtapeInactivite.RAPPELER if due else EtapeInactivite.RIEN
    due = silence >= effacer and today - rappele_le >= DELAI_APRES_RAPPEL
    return EtapeInactivite.EFFACER if due else EtapeInactivite.RIEN


def build_remplacement(nom: str, adresse: str) -> re.Pattern[str]:
    """What to look for in a text to remove a person from it: her address if it is verified, and her full name.

    A name of a single word (« Camille ») may also be someone else's, so it only matches if it is the whole text, or if
    only a role in brackets follows it, as in the name of a membre.
    """
    mots = nom.split()
    seul = r"\A{0}(?=\Z| \()" if len(mots) < 2 else r"(?<!\w){0}(?!\w)"
    motifs = [re.escape(adresse)] if adresse else []
    return re.compile("|".join([*motifs, seul.format(re.escape(nom))]), re.IGNORECASE)
