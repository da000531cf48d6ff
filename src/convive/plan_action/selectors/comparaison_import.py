"""What a file of actions changes in a plan: which of its actions are here already, and what each says otherwise."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from convive.documents.graphiques.rules.formats import clean_texte
from convive.plan_action.lecteur_plans import Avertissement, IndicateurLu
from convive.plan_action.models import FicheAction, ImportPlan
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.classeur_plan import build_repere
from convive.plan_action.rules.numerotation import get_numero
from convive.plan_action.rules.rapprochement import is_meme_titre, rank_libelles
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.existant_import import Existant, IndicateurConnu, build_ligne_lue
from convive.plan_action.selectors.place_import import Places
from convive.plan_action.selectors.prevue_import import CREER, ActionPrevue, Prevision
from convive.socle.formats import euros
from convive.socle.noms import fold_nom

LIBELLES = {
    "pilotes": "pilotes",
    "organisation_porteuse": "structure porteuse",
    "partenaires": "partenaires",
    "thematiques": "thématiques",
    "budget": "budget",
    "indicateurs": "indicateurs",
    "noeud": "place dans le plan",
}
MAX_LU = 120

type Change = tuple[str, str, str]


def compare(fichier: ImportPlan, prevision: Prevision, noms: Mapping[str, str]) -> None:
    """Say of each action of the file which one of the plan it is, and what it changes. `noms`: of cards, by key."""
    existant = Existant(fichier.ctg_id)
    match_fiches(existant.fiches, prevision.actions, fichier.lecture.get("choix", {}).get("actions", {}))
    _settle_codes(existant.fiches, prevision)
    places = Places(fichier.ctg_id, prevision.plan)
    for prevue in prevision.actions:
        if prevue.avant is None:
            continue
        if prevue.valeurs.get("statut") == prevue.avant.statut and _is_notre_mot(prevue):
            # Our own word for the status, in a workbook that left from here: what was written before stays.
            prevue.valeurs.pop("statut_texte", None)
        if _is_brouillon_valide(prevue, prevue.avant):
            prevue.valeurs.pop("statut")
        prevue.changes = _list_changes(prevue, prevue.avant, existant, noms)
        if places.is_deplacee(prevue.avant, prevue.lue.noeud):
            prevue.is_deplacee = True
            apres = " › ".join(prevue.lue.rattachement)
            prevue.changes.insert(0, (LIBELLES["noeud"], places.get_chemin(prevue.avant.noeud_id), apres))


def match_fiches(
    fiches: Sequence[FicheAction], prevues: Sequence[ActionPrevue], choix: Mapping[str, str] | None = None
) -> None:
    """The mark of our workbook says which one it is; else its number and about its title, or its title alone. A number
    under another title is asked: `choix` keeps what a person answered, the key of an action or « creer »."""
    par_repere = {build_repere(fiche.pk): fiche for fiche in fiches}
    par_code = {fiche.code: fiche for fiche in fiches if fiche.code}
    par_numero: dict[str, list[FicheAction]] = defaultdict(list)
    par_titre: dict[str, list[FicheAction]] = defaultdict(list)
    for fiche in fiches:
        par_numero[get_numero(fiche.code)].append(fiche)
        par_titre[fold_nom(fiche.titre)].append(fiche)
    prises: set[UUID] = set()
    for prevue in prevues:
        marquee = par_repere.get(prevue.lue.repere)
        if marquee is not None and marquee.pk not in prises:
            prevue.avant = marquee
            prises.add(marquee.pk)
    for prevue in prevues:
        if prevue.avant is not None:
            continue
        code = prevue.valeurs.get("code", "")
        memes_titres = [fiche for fiche in par_titre.get(fold_nom(prevue.lue.titre), []) if fiche.pk not in prises]
        memes_numeros = par_numero.get(get_numero(code), []) if get_numero(code) else []
        numerotee = par_code.get(code) or (memes_numeros[0] if len(memes_numeros) == 1 else None)
        is_libre = numerotee is not None and numerotee.pk not in prises
        if numerotee is not None and is_libre and is_meme_titre(numerotee.titre, prevue.lue.titre):
            prevue.avant = numerotee
        elif numerotee is not None and is_libre and len(memes_titres) != 1:
            prevue.doute = numerotee
            if (choix or {}).get(prevue.cle) == str(numerotee.pk):
                prevue.avant = numerotee
        elif len(memes_titres) == 1 and (not (memes_titres[0].code and code) or is_libre):
            prevue.avant = memes_titres[0]
        if prevue.avant is not None:
            prises.add(prevue.avant.pk)


def _settle_codes(fiches: Sequence[FicheAction], prevision: Prevision) -> None:
    """A number is that of one action alone: one that is taken stays where it is, and the page says so."""
    tenus: dict[str, object] = {fiche.code: fiche.pk for fiche in fiches if fiche.code}
    for prevue in prevision.creees:
        tenus.setdefault(prevue.valeurs.get("code", ""), id(prevue))
    for prevue in prevision.actions:
        code = prevue.valeurs.get("code", "")
        if prevue.avant is None or not code:
            continue
        if code == prevue.avant.code or get_numero(code) == get_numero(prevue.avant.code) != "":
            # « 1.2 » and « FA 1.2 » are one number: a printed code does not change by itself.
            prevue.valeurs.pop("code")
        elif tenus.setdefault(code, prevue.avant.pk) != prevue.avant.pk:
            prevue.valeurs.pop("code")
            phrase = f"Le numéro {code} est déjà celui d’une autre action\u00a0: celui de cette action ne change pas."
            lieu = {**prevue.lue.source, "numero": code, "titre": prevue.lue.titre}
            prevision.plan.avertissements.append(Avertissement("numero_en_double", phrase, lieu))


def _is_notre_mot(prevue: ActionPrevue) -> bool:
    statut = prevue.lue.statut
    return statut is not None and prevue.lue.statut_texte == Statut(statut).libelle


def _is_brouillon_valide(prevue: ActionPrevue, fiche: FicheAction) -> bool:
    """« À lancer », noted as decided when it was imported: the same file a second time does not take that back."""
    return (
        prevue.valeurs.get("statut") == Statut.A_PREPARER
        and fiche.statut == Statut.VALIDEE
        and fiche.statut_texte == prevue.valeurs.get("statut_texte")
    )


def _list_changes(
    prevue: ActionPrevue, fiche: FicheAction, existant: Existant, noms: Mapping[str, str]
) -> list[Change]:
    changes = []
    for champ, valeur in prevue.valeurs.items():
        avant = getattr(fiche, champ)
        if is_meme(avant, valeur) or (champ == "statut_texte" and not avant):
            continue
        field_ = FicheAction._meta.get_field(champ)
        changes.append((str(getattr(field_, "verbose_name", champ)), _format(champ, avant), _format(champ, valeur)))
    for liste, avant_liste, apres_liste in (
        ("pilotes", existant.pilotes[fiche.pk], prevue.pilotes),
        ("partenaires", existant.partenaires[fiche.pk], prevue.partenaires),
        ("thematiques", existant.thematiques[fiche.pk], [str(pk) for pk in prevue.thematiques]),
    ):
        ajoutes = set(apres_liste) - avant_liste
        if liste in prevue.completes and set(apres_liste) != avant_liste:
            changes.append((LIBELLES[liste], _name(avant_liste, noms), _name(apres_liste, noms)))
        elif ajoutes:
            changes.append((LIBELLES[liste], str(len(avant_liste)), f"{len(ajoutes)} de plus"))
    if prevue.porteuse and str(fiche.organisation_porteuse_id) != prevue.porteuse:
        porteuse = str(fiche.organisation_porteuse or "–")
        changes.append((LIBELLES["organisation_porteuse"], porteuse, prevue.lue.structures_porteuses[0]))
    budget = existant.budgets[fiche.pk]
    lu = sorted(build_ligne_lue(m.annee, m.sens, m.financeur or "", m.montant) for m in prevue.lue.budget)
    if lu and budget != lu:
        changes.append((LIBELLES["budget"], euros(sum(b[3] for b in budget)), euros(sum(m[3] for m in lu))))
    connus = existant.indicateurs[fiche.pk]
    cles = rank_libelles([indicateur.libelle for indicateur in prevue.lue.indicateurs])
    nouveaux = [
        lu for cle, lu in zip(cles, prevue.lue.indicateurs, strict=True) if _is_indicateur_neuf(lu, connus.get(cle))
    ]
    if nouveaux:
        changes.append((LIBELLES["indicateurs"], str(len(connus)), ", ".join(i.libelle for i in nouveaux)))
    return changes


def _name(cles: Sequence[str] | set[str], noms: Mapping[str, str]) -> str:
    """The names of these cards, those to create too."""
    dits = [noms.get(cle) or cle.removeprefix(f"{CREER}:") for cle in cles]
    return ", ".join(sorted(dits)) or "–"


def is_meme(avant: Any, valeur: Any) -> bool:
    """Whether a field says already what the file says: the order of a list, the ends of its lines say nothing."""
    if isinstance(avant, list):
        return sorted(avant) == sorted(valeur)
    if isinstance(avant, str):
        return normalize(avant) == normalize(valeur)
    return bool(avant == valeur)


def normalize(texte: str) -> str:
    """As a file can keep it."""
    return clean_texte(texte).replace("\r\n", "\n").replace("\r", "\n").strip()


def _is_indicateur_neuf(lu: IndicateurLu, avant: IndicateurConnu | None) -> bool:
    if avant is None:
        return True
    return (
        any(avant.valeurs.get(annee) != valeur for annee, valeur in lu.valeurs.items())
        or lu.cible not in (None, avant.cible)
        or lu.unite not in (None, avant.unite)
        or (isinstance(lu.reference, float) and lu.reference != avant.reference)
    )


def _format(champ: str, valeur: Any) -> str:
    if valeur in (None, "", []):
        return "–"
    if champ == "statut":
        return Statut(valeur).libelle
    if champ == "publics":
        return ", ".join(regles.PUBLICS.get(cle, cle) for cle in valeur)
    if champ == "communes":
        return ", ".join(valeur)
    texte = f"{valeur:%d/%m/%Y}" if hasattr(valeur, "strftime") else str(valeur)
    return texte if len(texte) <= MAX_LU else f"{texte[: MAX_LU - 1]}…"
