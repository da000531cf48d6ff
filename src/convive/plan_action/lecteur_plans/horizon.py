"""What stands under a heading of a text, by which one knows what the heading is. Pure Python."""

import re
from collections.abc import Sequence
from functools import cached_property

from convive.plan_action.lecteur_plans.en_ligne import split_en_ligne
from convive.plan_action.lecteur_plans.entetes import find_entetes
from convive.plan_action.lecteur_plans.fiches import get_etiquette, get_titre_de_fiche, is_fiche, split_etiquette
from convive.plan_action.lecteur_plans.lecteur import Lecteur, is_proche
from convive.plan_action.lecteur_plans.modele import Bloc, Grille, Paragraphe
from convive.plan_action.lecteur_plans.titres_devines import PLAN_ENTIER
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots, get_profondeur, parse_titre
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role

MAX_TITRE = 200
# A line in plain letters that names a list is shorter than that.
MAX_LIGNE = 90
PUCE = re.compile(r"^\s*[-–—•●▪◦➢→✓\uf0b7\uf0a7*]\s+")
# How far one looks for the labels that say that a heading is the title of a fiche.
HORIZON = 6


class Horizon:
    def __init__(self, lecteur: Lecteur, blocs: Sequence[Bloc]) -> None:
        self.lecteur, self.blocs = lecteur, blocs

    def _mene_a_des_actions(self, rang: int, niveau: int) -> bool:
        """Whether a fiche or a table of actions stands under this heading, before one of its rank: « Sommaire »,
        « Préambule » are no level of the plan; nor is the title of the whole, under which words call the levels."""
        dessus = self.blocs[rang]
        if isinstance(dessus, Paragraphe) and PLAN_ENTIER.fullmatch(fold_mots(dessus.texte)):
            return False
        champs: set[str] = set()
        has_numero = isinstance(dessus, Paragraphe) and parse_titre(dessus.texte).numero is not None
        for bloc in self.blocs[rang + 1 :]:
            if isinstance(bloc, Grille):
                if is_fiche(self.lecteur, bloc) or any(e.is_actions for e in find_entetes(bloc, self.lecteur)):
                    return True
                continue
            if bloc.titre and bloc.titre <= niveau:
                return False
            if self._is_puce_action(bloc):
                return True
            lu = parse_titre(bloc.texte)
            is_gros = bloc.titre > 0 or bloc.is_gras
            is_niveau = is_gros and lu.is_niveau and lu.numero is not None and len(bloc.texte) < MAX_TITRE
            if is_niveau and niveau == 1 and not has_numero:
                return False
            role = self._get_role(bloc)
            if (lu.is_action and lu.numero is not None) or (role is not None and (bloc.is_gras or bloc.etiquette)):
                return True
            champs |= set() if role is None else {role.champ}
            if len(champs) >= 2:
                return True
        return False

    def _is_puce_action(self, bloc: Bloc | None) -> bool:
        """« • Ouvrir un lieu. Pilote : Anne Roy »: a bullet that says an action and something of it."""
        if not isinstance(bloc, Paragraphe) or not (bloc.is_liste or PUCE.match(bloc.texte)):
            return False
        return bool(split_en_ligne(self.lecteur, clean_ligne(bloc.texte))[1])

    def _is_titre_de_liste(self, rang: int) -> bool:
        """« Petite enfance : » in plain letters, just above bullets that are actions; one such line alone only
        introduces the whole list."""
        return rang in self._lignes_de_listes and len(self._lignes_de_listes) > 1

    @cached_property
    def _lignes_de_listes(self) -> set[int]:
        return set(filter(self._is_ligne_de_liste, range(len(self.blocs))))

    def _is_ligne_de_liste(self, rang: int) -> bool:
        bloc = self.blocs[rang]
        if not isinstance(bloc, Paragraphe) or bloc.is_liste or PUCE.match(bloc.texte) or rang + 1 == len(self.blocs):
            return False
        texte = clean_ligne(bloc.texte)
        is_court = len(texte) <= MAX_LIGNE and not texte.endswith((".", ";", ",", "!", "?"))
        return is_court and self._is_puce_action(self.blocs[rang + 1])

    def _get_role(self, bloc: Paragraphe) -> Role | None:
        """The role of the label that a paragraph opens with, out of any fiche."""
        if bloc.etiquette and (role := get_etiquette(self.lecteur, bloc.etiquette)) is not None:
            return role
        if (coupe := split_etiquette(self.lecteur, clean_ligne(bloc.texte))) is not None:
            return coupe[1]
        if len(bloc.texte) <= 60 and (bloc.is_gras or bloc.titre or bloc.texte.rstrip().endswith(":")):
            return get_etiquette(self.lecteur, bloc.texte)
        return None

    def _is_suivi_etiquettes(self, rang: int) -> bool:
        """Two labels of different fields at least in the next paragraphs, the first of them close; one is enough under
        a bold title that bears a number of two parts: « 1.1 Organiser un forum »."""
        champs: list[str] = []
        dessus = self.blocs[rang]
        is_numerote = isinstance(dessus, Paragraphe) and dessus.is_gras and _is_numero_de_deux(dessus.texte)
        for distance, bloc in enumerate(self.blocs[rang + 1 : rang + 1 + HORIZON * 3]):
            if isinstance(bloc, Grille):
                break
            lu = parse_titre(bloc.texte)
            if (lu.is_action and lu.numero is not None) or self._is_puce_action(bloc):
                break
            role = self._get_role(bloc)
            is_titre = bloc.titre > 0 or (bloc.is_gras and lu.numero is not None)
            if role is None and not champs and (distance >= HORIZON or is_titre):
                # Another heading comes first: the labels are those of its fiche.
                break
            if role is not None and role.champ == "titre":
                return False
            if role is not None and role.champ not in champs:
                champs.append(role.champ)
            if len(champs) >= (1 if is_numerote else 2):
                return True
        return False

    def _is_suivi_tableau(self, rang: int) -> bool:
        """The next block is the table of a fiche that does not say its title itself, or says the same."""
        suivant = self.blocs[rang + 1] if rang + 1 < len(self.blocs) else None
        if not isinstance(suivant, Grille) or any(e.is_actions for e in find_entetes(suivant, self.lecteur)):
            return False
        if not is_fiche(self.lecteur, suivant):
            return False
        dessus, titre = self.blocs[rang], get_titre_de_fiche(self.lecteur, suivant)
        return not titre or not isinstance(dessus, Paragraphe) or is_meme_titre(dessus.texte, titre)


def is_meme_titre(dessus: str, titre: str) -> bool:
    """« Fiche 3 : Ouvrir un lieu » above « Intitulé : Ouvrir un lieu »."""
    lus = [parse_titre(texte) for texte in (dessus, titre)]
    return is_proche(*((lu.titre or texte) for lu, texte in zip(lus, (dessus, titre), strict=True)))


def _is_numero_de_deux(texte: str) -> bool:
    numero = parse_titre(texte).numero
    return numero is not None and get_profondeur(numero) > 1
