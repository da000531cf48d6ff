"""A text document: headings that are levels, fiches as tables or bold labels, lists of actions. Pure Python."""

import re
from collections import Counter
from typing import Any

from convive.plan_action.lecteur_plans.doublons import drop_recapitulatif
from convive.plan_action.lecteur_plans.en_ligne import split_en_ligne
from convive.plan_action.lecteur_plans.fiches import (
    ETIQUETTE,
    Entree,
    Fiche,
    get_etiquette,
    split_etiquette,
)
from convive.plan_action.lecteur_plans.horizon import MAX_TITRE, PUCE
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import Cellule, Document, Grille, Paragraphe
from convive.plan_action.lecteur_plans.sommaire import drop_sommaire
from convive.plan_action.lecteur_plans.tableaux_de_texte import TableauxDeTexte
from convive.plan_action.lecteur_plans.titres_devines import guess_titres, say_hors
from convive.plan_action.lecteur_plans.valeurs.champs import COMPLEMENTS
from convive.plan_action.lecteur_plans.valeurs.montants import is_financeur
from convive.plan_action.lecteur_plans.valeurs.textes import TitreNumerote, clean_ligne, fold_mots, parse_titre
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role

# Fields of one line: what follows them in the text is not theirs.
COURTS = frozenset({"calendrier", "debut", "fin", "statut", "avancement", "numero", "question_realisee"})
# Fields of free words, where a label that nobody knows is one word more; fields that list names, one a line.
LONGS = frozenset({"description", *COMPLEMENTS})
NOMS = frozenset({"pilotes", "structures_porteuses", "pilote_porteur", "partenaires", "publics", "communes", *COURTS})


class LectureTexte(TableauxDeTexte):
    def __init__(self, lecteur: Lecteur, document: Document) -> None:
        super().__init__(lecteur, guess_titres(lecteur, drop_sommaire(document.blocs)))
        # Whether bullets of this text are actions that say their pilot or their date.
        self.has_listes = any(map(self._is_puce_action, self.blocs))
        # How many times each label comes back.
        self.libelles = Counter(
            fold_mots(coupe["etiquette"])
            for bloc in self.blocs
            if isinstance(bloc, Paragraphe) and (coupe := ETIQUETTE.fullmatch(clean_ligne(bloc.texte))) is not None
        )

    def read(self) -> None:
        for rang, bloc in enumerate(self.blocs):
            if isinstance(bloc, Grille):
                self._read_tableau(bloc)
            else:
                self._read_paragraphe(rang, bloc)
        self._close()
        say_hors(self.lecteur, self.hors)
        drop_recapitulatif(self.lecteur, self.listees)

    # --- Paragraphs ---------------------------------------------------------------------------------------------------
    def _read_paragraphe(self, rang: int, bloc: Paragraphe) -> None:
        texte = clean_ligne(bloc.texte)
        lu = parse_titre(texte)
        is_titre = len(texte) <= MAX_TITRE and (bloc.titre > 0 or bloc.is_gras)
        if is_titre or lu.is_niveau:
            self.suite = None
        if self._read_puce(bloc, texte):
            return
        etiquette = self._get_etiquette(bloc, texte)
        if (
            etiquette is not None
            and not (lu.is_niveau and (lu.numero is not None or (bloc.titre > 0 and self.fiche is None)))
            and not (bloc.is_gras and self._is_niveau_nu(rang, lu))
            and not (lu.is_action and lu.numero is not None)
        ):
            if etiquette[1].champ == "titre" and (
                self.fiche is None or self.fiche.has("titre") or (self.fiche.titre and len(self.fiche.entrees) > 1)
            ):
                self._close()
                self.fiche = Fiche()
            # « Pilote : Luc Da. Partenaires : Caf, PMI. » on one line.
            valeur, dits = (
                split_en_ligne(self.lecteur, etiquette[2]) if etiquette[1].champ in NOMS else (etiquette[2], [])
            )
            self._add_entree(etiquette[0], etiquette[1], valeur)
            for dit in dits:
                self._add_entree(dit.etiquette, dit.role or Role("ignore"), dit.cellule.texte)
            return
        if (
            lu.is_action
            and (lu.numero is not None or (is_titre and lu.titre))
            and len(texte) <= MAX_TITRE
            and not bloc.is_puce
        ) and (is_titre or self._is_suivi_etiquettes(rang) or self._is_suivi_tableau(rang)):
            self._close()
            self._start(lu.titre, lu.numero)
            return
        if self._is_titre_attendu(lu, texte):
            self._start(lu.titre if lu.numero is not None else texte, self.fiche.numero if self.fiche else None)
            return
        is_niveau = lu.numero is not None or bloc.titre > 0 or self._is_niveau_nu(rang, lu)
        if lu.is_niveau and is_niveau and len(texte) <= MAX_TITRE and not bloc.is_puce:
            self._read_niveau(bloc, lu, texte)
            return
        if is_titre and bloc.titre:
            self._read_titre(rang, bloc, lu, texte)
            return
        if self.fiche is None and self._is_titre_de_liste(rang):
            titre = (lu.titre or texte).rstrip(" :")
            self.lecteur.place(self.pile, "_liste", lu.numero, titre, {"titre": texte})
            return
        if (
            is_titre
            and self._is_suivi_etiquettes(rang)
            and (self.fiche is None or len(self.fiche.entrees) >= 2)
            and (self.attente is None or lu.numero is not None or not bloc.is_puce)
        ):
            self._close()
            self._start(lu.titre if lu.numero is not None else texte, lu.numero)
            return
        if is_titre and self._is_suivi_tableau(rang):
            self._close()
            self.titre_dessus = (lu.titre if lu.numero is not None else texte, lu.numero)
            return
        self._read_contenu(bloc, texte)

    def _is_niveau_nu(self, rang: int, lu: TitreNumerote) -> bool:
        """« Objectif : accueillir », under no fiche and above actions."""
        return bool(lu.is_niveau and lu.titre and self.fiche is None and self._mene_a_des_actions(rang, 99))

    def _read_puce(self, bloc: Paragraphe, texte: str) -> bool:
        """« • Ouvrir un lieu. Pilote : Anne Roy » under a level: each line of the list is an action, those that say
        nothing else too."""
        is_puce = bloc.is_liste or PUCE.match(bloc.texte) is not None
        if not is_puce or not self.has_listes or (self.fiche is not None and self.fiche.entrees):
            return False
        titre, entrees = split_en_ligne(self.lecteur, texte)
        if not entrees and not (self.pile and (self.fiche is None or self.fiche.is_vide)):
            return False
        self._close()
        lu = parse_titre(PUCE.sub("", titre))
        self._start(lu.titre if lu.is_action or (lu.numero and not lu.sorte) else PUCE.sub("", titre), lu.numero)
        if self.fiche is not None:
            self.fiche.entrees += entrees or [Entree("", Role("description"), Cellule())]
        self._close()
        self.derniere = None
        return True

    def _is_titre_attendu(self, lu: Any, texte: str) -> bool:
        """« FICHE ACTION N° 4 » on a line, its title on the next."""
        fiche = self.fiche
        if fiche is None or fiche.titre or fiche.numero is None or fiche.entrees:
            return False
        return len(texte) <= MAX_TITRE and not lu.is_niveau and not lu.is_action

    def _get_etiquette(self, bloc: Paragraphe, texte: str) -> tuple[str, Role, str] | None:
        """« **Pilote :** Marie », « Pilote : Marie », « **Pilote** » alone, « **Pilote** Marie »."""
        if bloc.etiquette:
            role = get_etiquette(self.lecteur, bloc.etiquette)
            reste = clean_ligne(bloc.texte[len(bloc.etiquette) :]).lstrip(" :–-").strip()
            if role is not None:
                return clean_ligne(bloc.etiquette).rstrip(" :"), role, reste
        coupe = split_etiquette(self.lecteur, texte)
        if coupe is not None and (
            self.fiche is not None or bloc.etiquette or bloc.is_gras or coupe[1].champ in ("titre", "numero")
        ):
            return coupe
        if (bloc.is_gras or bloc.titre or texte.endswith(":")) and len(texte) <= 80:
            role = get_etiquette(self.lecteur, texte)
            if role is not None and (self.fiche is not None or role.champ == "titre"):
                return texte.rstrip(" :"), role, ""
        if self.fiche is not None and len(texte) <= 45 and not bloc.is_puce:
            # In a text without bold, a label alone on its line.
            role = get_etiquette(self.lecteur, texte)
            from convive.plan_action.lecteur_plans.valeurs.vocabulaire import PAR_TITRE, get_cle

            if role is not None and get_cle(texte) in PAR_TITRE and texte[:1].isupper() and texte[-1] not in ".;,!?":
                return texte, role, ""
        return None

    def _read_niveau(self, bloc: Paragraphe, lu: Any, texte: str) -> None:
        fiche = self.fiche
        if fiche is not None and not bloc.titre and len(fiche.entrees) < 2 and not fiche.has("description", "pilotes"):
            # Said just under the title of the fiche: its own place in the plan.
            fiche.entrees.append(Entree(lu.sorte, Role("niveau", lu.sorte), Cellule(texte)))
            self.attente = None
            return
        self._close()
        self.derniere = None
        self.lecteur.place(self.pile, lu.sorte, lu.numero, lu.titre or texte, {"titre": texte})

    def _read_titre(self, rang: int, bloc: Paragraphe, lu: Any, texte: str) -> None:
        """A heading without a word of level: the title of a fiche when labels follow it, else a level by its depth."""
        is_action = self._is_suivi_etiquettes(rang)
        if is_action:
            self._close()
            self._start(lu.titre if lu.numero is not None else texte, lu.numero)
            return
        if self._is_suivi_tableau(rang):
            self._close()
            self.titre_dessus = (lu.titre if lu.numero is not None else texte, lu.numero)
            return
        if not self._mene_a_des_actions(rang, bloc.titre):
            if self.fiche is not None and bloc.titre >= 3:
                self._read_contenu(bloc, texte)
                return
            self._close()
            return
        self._close()
        self.lecteur.place(self.pile, f"_titre{bloc.titre}", lu.numero, lu.titre or texte, {"titre": texte})

    def _read_contenu(self, bloc: Paragraphe, texte: str) -> None:
        if self.fiche is None:
            self.hors.append(texte)
            return
        if self._read_inconnue(bloc, texte):
            return
        if self.attente is None:
            if (self.fiche.entrees and not self.fiche.has("description")) or self.fiche.entrees:
                # What follows a whole fiche and answers to no label is not its own.
                self.hors.append(texte)
                return
            self.attente = Entree("", Role("description"), Cellule())
            self.fiche.entrees.append(self.attente)
        if self.attente.role is not None and self.attente.role.champ in COURTS and self.attente.cellule:
            if self.fiche.has("description"):
                phrase = f"«\u00a0{texte[:60]}\u00a0» n’est sous aucune étiquette\u00a0: ce n’est pas repris."
                self.lecteur.warn("ligne_ignoree", phrase, {"titre": self.fiche.titre})
                return
            self.attente = Entree("", Role("description"), Cellule())
            self.fiche.entrees.append(self.attente)
        ligne = f"- {texte}" if bloc.is_puce and not re.match(r"[-–•]", texte) else texte
        avant = self.attente.cellule.texte
        self.attente.cellule = Cellule(f"{avant}\n{ligne}" if avant else ligne)

    def _read_inconnue(self, bloc: Paragraphe, texte: str) -> bool:
        """A label that nobody knows, under a field of a few words: what it says is not more of that field."""
        attente, coupe = self.attente, ETIQUETTE.fullmatch(texte)
        if self.fiche is None or attente is None or coupe is None:
            return False
        champ = "" if attente.role is None else attente.role.champ
        if champ in LONGS or not attente.etiquette:
            return False
        libelle = coupe["etiquette"].strip(" -–•*")
        is_gras = bool(bloc.etiquette) and fold_mots(bloc.etiquette) == fold_mots(libelle)
        if not is_gras and (champ not in NOMS or self.libelles[fold_mots(libelle)] < 2 or is_financeur(libelle)):
            return False
        self.attente = Entree(libelle, None, Cellule(coupe["valeur"]))
        self.fiche.entrees.append(self.attente)
        return True

    def _add_entree(self, etiquette: str, role: Role, valeur: str) -> None:
        if self.fiche is None:
            if role.champ not in ("titre", "numero"):
                if role.champ == "indicateur" and self.pile and valeur:
                    from convive.plan_action.lecteur_plans.valeurs.champs import parse_indicateurs

                    self.lecteur.add_indicateur_noeud(self.pile[-1][1], parse_indicateurs(valeur))
                else:
                    self.hors.append(f"{etiquette}\u00a0: {valeur}")
                return
            self.fiche = Fiche()
        self.attente = Entree(etiquette, role, Cellule(valeur))
        self.fiche.entrees.append(self.attente)

    def _start(self, titre: str, numero: str | None) -> None:
        self.fiche, self.attente, self.titre_dessus = Fiche(clean_ligne(titre), numero), None, None
        self.derniere = None
