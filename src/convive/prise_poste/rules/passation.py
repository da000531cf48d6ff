"""What whoever comes next has to know and no page says: five headings, never a password. Pure Python."""

import re

from convive.prise_poste.rules.parcours import DOMAINE

DROIT_PASSATION = (DOMAINE, "Le dossier de passation", "lire et écrire")
MAX_TEXTE = 5_000
RUBRIQUES = {
    "en_cours": (
        "Ce qui est en cours et n’est écrit nulle part",
        "Une promesse faite, un accord de principe, une réponse attendue.",
    ),
    "relations": (
        "Avec qui, et comment s’y prendre",
        "Des fonctions et des organisations ; ce que la personne accepterait de lire.",
    ),
    "usages": ("Les règles que personne n’a écrites", "Qui l’on prévient d’abord, ce qui ne se fait pas par e-mail."),
    "pieges": ("Ce qu’il ne faudrait pas refaire", "Ce que vous avez essayé, et pourquoi cela n’a pas marché."),
    "ou_sont": ("Où sont les choses", "Les dossiers, les clés, les salles. Jamais de mot de passe."),
}
"""Field → (title, help)."""
MOT_DE_PASSE = re.compile(r"\b(mots?\s+de\s+passe|mdp|password|code\s+secret)\s*(?:est|sont|:|=)\s*\S", re.IGNORECASE)
PHRASE_REFUS = "On dirait un mot de passe\u00a0: ne l’écrivez pas ici, le document circule. Indiquez à qui le demander."


def has_secret(texte: str) -> bool:
    """« mdp : Soleil12 » is caught; « jamais de mot de passe » is not."""
    return MOT_DE_PASSE.search(texte) is not None
