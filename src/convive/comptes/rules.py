"""What makes a password strong enough, when an unused compte is erased, which words name a person; in pure Python.

Source for passwords: CNIL, délibération n° 2022-100 du 21 juillet 2022, case 1 (a password alone, without other
measure): an entropy of 80 bits, that is 12 characters of four classes, 14 of three, or a sentence of seven words.
"""

import re
import string
import unicodedata
from datetime import date, timedelta
from enum import StrEnum

MIN_MOTS = 7
MIN_LETTRES_DISTINCTES = 5
LONGUEURS = {4: 12, 3: 14}
"""Fewest characters for each number of classes."""


class Classe(StrEnum):
    """The four kinds of characters."""

    MINUSCULE = "minuscule"
    MAJUSCULE = "majuscule"
    CHIFFRE = "chiffre"
    SPECIAL = "caractère spécial"


def get_classe(caractere: str) -> Classe:
    """A letter with an accent is a letter; a letter without case (other scripts) counts as lower case."""
    category = unicodedata.category(caractere)
    if category == "Lu":
        return Classe.MAJUSCULE
    if category.startswith("L"):
        return Classe.MINUSCULE
    return Classe.CHIFFRE if category == "Nd" else Classe.SPECIAL


def is_phrase(mot_de_passe: str) -> bool:
    """Seven different words at least, of two letters or more: « le le le le le le le » is no sentence."""
    mots = {mot.strip(string.punctuation).casefold() for mot in mot_de_passe.split()}
    return sum(1 for mot in mots if len(mot) > 1) >= MIN_MOTS


def get_defauts(mot_de_passe: str) -> tuple[str, ...]:
    """What the password lacks, in French, ready to show; nothing when it is strong enough.

    Repeats make a long password that holds no entropy, so five different characters are asked for as well.
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
    """What is due to a compte that nobody uses."""

    RIEN = "rien"
    AVERTIR = "avertir"
    RAPPELER = "rappeler"
    EFFACER = "effacer"


MOIS_JOURS = 365.25 / 12
DELAI_APRES_RAPPEL = timedelta(days=25)
"""However late the first message left, the person has this long to come back after the last one."""


def get_etape_inactivite(
    *, inactif_depuis: date, today: date, mois: tuple[int, int, int], averti_le: date | None, rappele_le: date | None
) -> EtapeInactivite:
    """What is due today, for `mois` of silence before the warning, the reminder and the erasure.

    A message that could not leave delays what follows: nobody is erased without having been written to twice.
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
    """What to look for in a text to take a person out of it: her address if it is proved, her whole name.

    A name of one word (« Camille ») is someone else's too: it is only found where it stands alone, or before the role
    in brackets that follows it in the name of a place.
    """
    mots = nom.split()
    seul = r"\A{0}(?=\Z| \()" if len(mots) < 2 else r"(?<!\w){0}(?!\w)"
    motifs = [re.escape(adresse)] if adresse else []
    return re.compile("|".join([*motifs, seul.format(re.escape(nom))]), re.IGNORECASE)
