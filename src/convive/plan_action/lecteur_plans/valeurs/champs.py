"""What the text of a field means, put into an action, with a warning where it leaves a doubt. Pure Python."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from convive.plan_action.lecteur_plans.modele import (
    FORMULE_VIDE,
    ActionLue,
    Avertir,
    CalendrierLu,
    Cellule,
    IndicateurLu,
)
from convive.plan_action.lecteur_plans.valeurs.calendrier import (
    find_date_impossible,
    format_jour,
    is_date_zero,
    is_intervalle,
    parse_borne,
    parse_calendrier,
)
from convive.plan_action.lecteur_plans.valeurs.champs_montants import put_montants
from convive.plan_action.lecteur_plans.valeurs.listes import (
    ORGANISMES,
    is_personne,
    parse_communes,
    parse_noms,
    parse_publics,
    split_lignes,
)
from convive.plan_action.lecteur_plans.valeurs.montants import parse_nombre
from convive.plan_action.lecteur_plans.valeurs.statuts import parse_statut
from convive.plan_action.lecteur_plans.valeurs.textes import (
    clean_ligne,
    clean_texte,
    fold,
    fold_mots,
    is_absence,
    list_coches,
    split_notes,
)
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import EN_PARTS, Role

COMPLEMENTS = frozenset(
    {
        "thematiques", "objectifs", "objectif_general", "constat", "resultats_attendus", "moyens_humains",
        "moyens_materiels", "priorite", "elu_referent", "instance_suivi", "commentaire", "etapes", "freins", "leviers",
    }
)  # fmt: skip
# Fields of free words, where a note is a word like another.
LIBRES = frozenset({"commentaire", "etapes", "freins", "leviers", "instance_suivi"})
A_CONFIRMER = re.compile(
    r"[(\[]\s*(?:à|a) (?:confirmer|valider)[^)\]]*[)\]]|\bà (?:confirmer|valider)\b|\(?\s*\?\s*\)?\s*$", re.I
)
CIBLE = re.compile(
    r"[\s(\[–—,;:-]*\b(?:cible|objectif chiffre|valeur cible|objectif|attendu|seuil)\b"
    r"(?: (?:en |pour |a |fin )?(?P<annee>20\d\d))?\s*[:=]?\s*"
    r"(?P<valeur>\d[\d ]*(?:[.,]\d+)?)\s*(?P<unite>%|€)?[)\]]?",
)
CIBLE_SIMPLE = re.compile(
    r"(?P<libelle>[^\d:]*[^\W\d][^\d:]*?)\s*:\s*(?P<valeur>\d[\d \u00a0\u202f]*(?:[.,]\d+)?)\s*(?P<unite>%|€)?"
)
MARQUES = frozenset(
    {
        "x",
        "xx",
        "oui",
        "o",
        "1",
        "✓",
        "✔",
        "☑",
        "☒",
        "●",
        "•",
        "■",
        "◼",
        "✗",
        "✘",
        "*",
        "ok",
        "vrai",
        "/",
        "→",
        "->",
        "-->",
        "—",
        "-",
    }
)
DATE_VIDE = "«\u00a0{}\u00a0» est la date d’une cellule vide de tableur\u00a0: rien n’en est repris."


def put_champ(
    action: ActionLue,
    role: Role,
    cellule: Cellule,
    avertir: Avertir,
    statuts: Mapping[str, str | None],
    statuts_vus: dict[str, str | None],
) -> None:
    """`avertir(code, message, colonne)`: the caller knows the place. Nothing is put twice."""
    if cellule.is_erreur:
        avertir(*get_erreur(cellule), "")
        return
    texte = clean_texte(cellule.texte)
    if not texte:
        return
    champ = role.champ
    if is_date_zero(texte, cellule.jour):
        avertir("date_zero", DATE_VIDE.format(texte), "")
        return
    if champ not in LIBRES:
        texte, notes = split_notes(texte)
        for note in notes:
            avertir(
                "note_de_redaction",
                f"«\u00a0{note[:80]}\u00a0» est lu comme une note, gardée dans les commentaires.",
                "",
            )
            avant = action.complements.get("commentaire", "")
            action.complements["commentaire"] = f"{avant}\n{note}".strip()
        if notes and not texte:
            return
        cellule = Cellule(texte) if notes else cellule
    if (coches := list_coches(texte)) is not None:
        if not coches:
            avertir("case_vide", "Aucune case n’est cochée\u00a0: rien n’en est repris.", "")
            return
        texte = "\n".join(coches)
        cellule = Cellule(texte)
    if is_absence(texte) and (champ != "budget" or cellule.nombre is None) and not (role.case or is_marque(texte)):
        quoi = "ne dit pas encore ce montant" if champ in ("budget", "financement") else "ne le dit pas encore"
        phrase = f"«\u00a0{texte[:40]}\u00a0»\u00a0: le fichier {quoi}."
        avertir("absence_dite", phrase, "")
        if champ in ("statut", "question_realisee"):
            action.statut_texte = action.statut_texte or clean_ligne(texte)
        return
    if role.case and is_marque(texte):
        if champ == "financement":
            avertir("financeur_sans_montant", f"«\u00a0{role.case}\u00a0» finance, sans que le montant soit dit.", "")
            return
        texte = role.case
    if champ in ("pilotes", "structures_porteuses", "partenaires", "pilote_porteur"):
        _put_noms(action, champ, texte, avertir)
    elif champ == "publics":
        action.publics += [public for public in parse_publics(texte) if public not in action.publics]
    elif champ == "communes":
        communes, doute = parse_communes(texte)
        action.communes += [commune for commune in communes if commune not in action.communes]
        if doute:
            avertir("communes_a_choisir", doute, "")
    elif champ in ("calendrier", "debut", "fin"):
        _put_calendrier(action, champ, cellule, texte, role, avertir)
    elif champ in ("statut", "question_realisee"):
        _put_statut(
            action, texte, avertir, statuts, statuts_vus, is_question=champ == "question_realisee", nombre=cellule
        )
    elif champ == "avancement":
        if role.multiple == EN_PARTS and cellule.nombre is not None:
            cellule = replace(cellule, is_pourcent=True)
        put_avancement(action, cellule, texte, avertir, statuts, statuts_vus)
    elif champ in ("budget", "financement"):
        put_montants(action, role, cellule, texte, avertir)
    elif champ == "indicateur":
        action.indicateurs += parse_indicateurs(texte)
    elif champ == "description":
        if texte not in action.description:
            # A sentence that a page cut goes on; another text is another paragraph.
            is_coupee = texte[:1].islower() and action.description[-1:] not in (*".!?:;", "")
            action.description = f"{action.description}{' ' if is_coupee else '\n\n'}{texte}".strip()
    elif champ in COMPLEMENTS and not is_absence(texte):
        avant = action.complements.get(champ, "")
        action.complements[champ] = f"{avant}\n{texte}".strip() if texte not in avant else avant


def get_erreur(cellule: Cellule) -> tuple[str, str]:
    """The code and the sentence of a cell that holds the error of a formula, or a formula that nobody computed."""
    phrase = (
        "La formule de cette cellule n’a pas de résultat enregistré\u00a0: ouvrez le fichier dans votre tableur, "
        "enregistrez-le, puis recommencez."
        if cellule.texte == FORMULE_VIDE
        else f"La cellule contient l’erreur «\u00a0{cellule.texte}\u00a0»\u00a0: rien n’en est repris."
    )
    return "erreur_de_formule", phrase


def _put_noms(action: ActionLue, champ: str, texte: str, avertir: Avertir) -> None:
    noms, fonctions = parse_noms(texte, is_personnes=champ in ("pilotes", "pilote_porteur"))
    for nom in noms:
        nu, liste = nom, champ
        if A_CONFIRMER.search(nom):
            nu = clean_ligne(A_CONFIRMER.sub(" ", nom)).strip(" ,:-–")
            avertir("a_confirmer", f"«\u00a0{nom}\u00a0» est à confirmer.", "")
        if not nu or is_absence(nu):
            continue
        if champ == "pilote_porteur":
            liste = (
                "pilotes"
                if is_personne(nu) or (not ORGANISMES.search(fold(nu)) and not re.fullmatch(r"[A-ZÉ]{2,8}", nu))
                else "structures_porteuses"
            )
        held: list[str] = getattr(action, liste)
        if nu not in held:
            held.append(nu)
    action.fonctions |= fonctions


def _get_jour_de_serie(texte: str) -> date | None:
    """« 45901 » where a date is due: a day as spreadsheets count them, whose format was lost; from 2000 to 2049."""
    if not re.fullmatch(r"(?:3[6-9]|4\d|5[0-4])\d{3}", texte):
        return None
    return date(1899, 12, 30) + timedelta(days=int(texte))


def _put_calendrier(action: ActionLue, champ: str, cellule: Cellule, texte: str, role: Role, avertir: Avertir) -> None:
    is_terme = role.sorte == "echeance"
    if cellule.jour is None and (serie := _get_jour_de_serie(texte)) is not None:
        avertir("date_interpretee", f"«\u00a0{texte}\u00a0» est lu comme le {serie:%d/%m/%Y}\u00a0: à vérifier.", "")
        cellule = Cellule(texte, jour=serie)
    if cellule.jour is not None:
        jour = format_jour(cellule.jour)
        is_fin = champ == "fin" or is_terme
        lu = CalendrierLu(None if is_fin else jour, None if champ == "debut" else jour)
    elif cellule.nombre == 0 or texte == "0":
        avertir("date_zero", DATE_VIDE.format("0"), "")
        return
    elif cellule.nombre is not None and not re.fullmatch(r"(?:19|20)\d\d", texte):
        avertir("calendrier_illisible", f"«\u00a0{texte}\u00a0» n’est pas une date ni une année.", "")
        return
    elif impossible := find_date_impossible(texte):
        avertir("date_impossible", f"«\u00a0{impossible}\u00a0» n’existe pas\u00a0: la date est à écrire.", "")
        lu = CalendrierLu(None, None, clean_ligne(texte))
    elif champ == "calendrier" and (not is_terme or is_intervalle(texte)):
        lu = parse_calendrier(texte)
    else:
        lu = parse_borne(texte, is_fin=champ == "fin" or is_terme)
    if lu.debut and lu.fin and lu.debut[: len(lu.fin)] > lu.fin[: len(lu.debut)]:
        avertir("calendrier_inverse", f"«\u00a0{texte[:60]}\u00a0» finit avant de commencer.", "")
        lu = CalendrierLu(None, None, texte)
    avant = action.calendrier
    textes = [t for t in (avant.texte, lu.texte) if t]
    joint = " ; ".join(dict.fromkeys(textes)) or None
    action.calendrier = CalendrierLu(avant.debut or lu.debut, avant.fin or lu.fin, joint)
    apres = action.calendrier
    if apres.debut and apres.fin and apres.debut[: len(apres.fin)] > apres.fin[: len(apres.debut)]:
        avertir("calendrier_inverse", f"La fin ({apres.fin}) est avant le début ({apres.debut}).", "")


def _put_statut(
    action: ActionLue,
    texte: str,
    avertir: Avertir,
    statuts: Mapping[str, str | None],
    statuts_vus: dict[str, str | None],
    *,
    is_question: bool,
    nombre: Cellule,
) -> None:
    if nombre.is_pourcent or nombre.nombre is not None:
        # A share in a column of statuses is a progress.
        put_avancement(action, nombre, texte, avertir, statuts, statuts_vus)
        return
    lu = parse_statut(texte, statuts, is_question=is_question)
    if lu.avancement is not None and action.avancement is None:
        action.avancement = lu.avancement
        if lu.valeur is None and not lu.is_inconnu:
            action.statut_texte = action.statut_texte or lu.texte
            return
    if lu.texte and not is_absence(texte):
        statuts_vus.setdefault(fold_mots(lu.texte), lu.valeur)
    if action.statut is not None and lu.valeur not in (None, action.statut):
        avertir(
            "statut_contradictoire",
            f"«\u00a0{lu.texte}\u00a0» ne dit pas la même chose que «\u00a0{action.statut_texte}\u00a0».",
            "",
        )
        return
    if lu.valeur is not None or action.statut is None:
        action.statut, action.statut_texte = lu.valeur or action.statut, action.statut_texte or lu.texte
    if lu.doute:
        avertir("statut_inconnu" if lu.valeur is None else "statut_interprete", lu.doute, "")


def put_avancement(
    action: ActionLue,
    cellule: Cellule,
    texte: str,
    avertir: Avertir,
    statuts: Mapping[str, str | None],
    statuts_vus: dict[str, str | None],
) -> None:
    valeur: float | None = None
    if cellule.nombre is not None:
        # 0,5 in a column of percentages is a half; a bare 1 may be one per cent or all of it.
        valeur = cellule.nombre * 100 if cellule.is_pourcent or 0 < cellule.nombre < 1 else cellule.nombre
        if not cellule.is_pourcent and cellule.nombre == 1:
            avertir(
                "avancement_douteux", "«\u00a01\u00a0» peut dire 1\u00a0% ou 100\u00a0%\u00a0: rien n’est repris.", ""
            )
            return
    elif found := re.fullmatch(r"(?:environ |~ ?|≈ ?)?(\d{1,3}(?:[.,]\d+)?)\s*%?", clean_ligne(texte)):
        valeur = parse_nombre(found[1])
    if valeur is None:
        if not is_absence(texte):
            _put_statut(action, texte, avertir, statuts, statuts_vus, is_question=False, nombre=Cellule())
        return
    if not 0 <= valeur <= 100:
        avertir("avancement_illisible", f"«\u00a0{texte}\u00a0» n’est pas un avancement entre 0 et 100\u00a0%.", "")
        return
    action.avancement = round(valeur)


def parse_indicateurs(texte: str) -> list[IndicateurLu]:
    """One a line or a semicolon; a target is taken only where its word is written."""
    found = []
    for ligne in split_lignes(texte):
        for morceau in re.split(r";(?![^()]*\))", ligne):
            libelle = morceau.strip(" .;,-–—")
            if not libelle or is_absence(libelle):
                continue
            found.append(_parse_indicateur(libelle))
    return found


def _parse_indicateur(libelle: str) -> IndicateurLu:
    folded = fold(libelle)
    cible: float | str | None = None
    unite = None
    if len(folded) == len(libelle) and (trouve := CIBLE.search(folded)):
        cible, unite = parse_nombre(trouve["valeur"]), trouve["unite"]
        libelle = clean_ligne(f"{libelle[: trouve.start()]} {libelle[trouve.end() :]}").strip(" .;,:-–—()")
    elif simple := CIBLE_SIMPLE.fullmatch(libelle):
        # A plan says what it aims at: « Nombre de séances : 40 »; said as read, so that one can check.
        cible, unite, libelle = parse_nombre(simple["valeur"]), simple["unite"], simple["libelle"]
    if not unite and re.search(r"\(\s*(?:en )?%\s*\)|^(?:%|pourcentage|taux)\b", fold(libelle)):
        unite = "%"
    elif unites := re.search(
        r"\((?:en |unité : )(€|euros?|heures?|jours?|places?|etp|enfants?|familles?|personnes?)\)", libelle, re.I
    ):
        unite = unites[1]
    return IndicateurLu(libelle, unite, cible=cible)


def parse_valeur(cellule: Cellule) -> float | str | None:
    """A number when it is one, else the words: « à doubler » is a target too."""
    if cellule.nombre is not None:
        nombre = cellule.nombre * 100 if cellule.is_pourcent else cellule.nombre
        return round(nombre, 6)
    texte = clean_ligne(cellule.texte)
    if is_absence(texte):
        return None
    nombre_lu = parse_nombre(texte.removesuffix("%").removesuffix("€"))
    return texte if nombre_lu is None else nombre_lu


def is_marque(texte: str) -> bool:
    return fold(texte).strip() in MARQUES
