"""What an import would do, row by row: cards to create, to change, to leave. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.acteurs.models import (
    Fonction,
    Import,
    LienOrganisations,
    NatureLien,
    Organisation,
    Personne,
    Position,
    TypeOrganisation,
)
from convive.acteurs.rules.annuaire import MAX_SOURCE
from convive.acteurs.rules.colonnes import CHAMPS_PAR_CLE, TEXTES
from convive.acteurs.rules.doublons import Fiche, get_raison, list_ressemblances
from convive.acteurs.rules.liens_organisations import LienDit
from convive.acteurs.rules.lignes import LigneLue, Reperes, parse_ligne
from convive.acteurs.rules.noms import fold_personne
from convive.acteurs.selectors.organisation import get_noms_communes_espace, get_organisations
from convive.acteurs.selectors.personne import get_personnes
from convive.acteurs.selectors.prevision_import import MOTS, FichePrevue, LignePrevue, Plan
from convive.acteurs.selectors.siege import get_sieges, list_sieges
from convive.documents.rules.cellules import is_total
from convive.documents.rules.colonnes import get_cellules
from convive.espaces.models import Membre, Thematique
from convive.espaces.rules import get_date_fin
from convive.socle.noms import fold_nom

CHAMPS_ORGANISATION = (
    *("nom", "sigle", "type", "siren", "siret", "rna", "adresse", "code_commune", "telephone", "email", "site"),
    *("attentes", "position", "position_motif", "source"),
)
CHAMPS_PERSONNE = ("civilite", "prenom", "date_collecte")
CHAMPS_CONTACT = {
    "nom_personne": "nom",
    "email_personne": "email",
    "telephone_personne": "telephone",
    "source_personne": "source",
}
CHAMPS_FONCTION = ("intitule", "is_elu", "is_contact_principal", "date_debut")
MAX_COMPAREES = 6_000
# What makes two organisations one, among the reasons of the rules of duplicates.
SURES = ("même numéro officiel", "même nom")


def build_plan(membre: Membre, fichier: Import) -> Plan:
    """As the directory is now, through the limits of the place; ten queries whatever the number of rows."""
    return _Preparation(membre, fichier).build()


class _Preparation:
    """The directory by what tells a card from another, then the rows one after the other."""

    def __init__(self, membre: Membre, fichier: Import) -> None:
        self._espace, self._limites, self._plan = membre.espace, membre.limites, Plan()
        self._fichier, self._today = fichier, timezone.localdate()
        organisations = list(get_organisations(membre).order_by("nom_compare", "pk"))
        themes = _list_thematiques(membre)
        self._organisations: dict[str, list[FichePrevue]] = defaultdict(list)
        for row in organisations:
            self._index_organisation(FichePrevue(row, False, 0, thematiques=frozenset(themes[row.pk])))
        self._sirets_caches = _get_sirets(membre) - {row.siret for row in organisations}
        self._lues = self._parse_lignes(_build_reperes(membre, fichier, organisations))
        self._personnes: dict[str, list[FichePrevue]] = defaultdict(list)
        for personne in self._list_personnes_dites(membre):
            self._personnes[personne.nom_compare].append(FichePrevue(personne, False, 0))
        self._fonctions: dict[UUID, list[FichePrevue]] = defaultdict(list)
        pks = [prevue.objet.pk for prevues in self._personnes.values() for prevue in prevues]
        fonctions = Fonction.objects.filter(espace=membre.espace_id, personne__in=pks)
        for fonction in fonctions.order_by("-date_debut", "pk") if pks else ():
            self._fonctions[fonction.personne_id].append(FichePrevue(fonction, False, 0))
        self._named: dict[int, FichePrevue] = {}
        liens = LienOrganisations.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
        self._liens = {
            (lien.de_id, lien.vers_id, lien.nature): FichePrevue(lien, False, 0)
            for lien in (liens if "liens" in fichier.mapping else ())
        }
        # Ties wait until every row is read: their other end may be under them.
        self._liens_dits: list[tuple[LignePrevue, FichePrevue, tuple[LienDit, ...]]] = []

    def build(self) -> Plan:
        for lue in self._lues:
            self._plan.lignes.append(self._read_ligne(lue))
        for ligne, organisation, liens in self._liens_dits:
            for lien in liens:
                self._read_lien(ligne, organisation, lien)
        self._warn_ressemblances()
        return self._plan

    def _parse_lignes(self, reperes: Reperes) -> list[LigneLue]:
        mapping, avec_prenom = self._fichier.mapping, "prenom" in self._fichier.mapping
        return [
            parse_ligne(numero, get_cellules(mapping, cellules, TEXTES), reperes, avec_prenom=avec_prenom)
            for numero, cellules in self._fichier.lignes
        ]

    def _list_personnes_dites(self, membre: Membre) -> Iterable[Personne]:
        """The people that the place sees and that a row may name: the others are not needed."""
        noms = {_fold_personne(lue.valeurs) for lue in self._lues if "nom_personne" in lue.valeurs}
        return get_personnes(membre).filter(nom_compare__in=noms).order_by("nom", "prenom", "pk") if noms else ()

    def _index_organisation(self, prevue: FichePrevue) -> None:
        noms = (fold_nom(prevue.get("nom")), fold_nom(prevue.get("sigle")), prevue.objet.nom_compare)
        numeros = (f"siret {prevue.get('siret')}", f"rna {prevue.get('rna')}")
        for cle in (*numeros, *(f"nom {nom}" for nom in noms)):
            if cle.partition(" ")[2] and prevue not in self._organisations[cle]:
                self._organisations[cle].append(prevue)

    def _read_ligne(self, lue: LigneLue) -> LignePrevue:
        valeurs = lue.valeurs
        contact = " ".join(filter(None, (valeurs.get("prenom", ""), valeurs.get("nom_personne", ""))))
        libelle = ", ".join(filter(None, (valeurs.get("nom", ""), contact)))
        ligne = LignePrevue(
            lue.numero, libelle or "(sans nom)", erreurs=list(lue.erreurs), avertissements=list(lue.avertissements)
        )
        if not contact and is_total(valeurs.get("nom", "")):
            ligne.erreurs, ligne.avertissements = [], ["Une ligne de total, qui n’est pas reprise."]
            return ligne
        if ligne.erreurs:
            return ligne
        # Found first, written last: a row that is wrong changes nothing.
        organisation = self._get_organisation(lue, ligne) if "nom" in valeurs else None
        personne = self._get_personne(lue, ligne, organisation) if "nom_personne" in valeurs else None
        fonction = self._get_fonction(lue, ligne, personne, organisation) if personne and organisation else None
        if ligne.erreurs:
            return ligne
        if organisation is not None:
            simples = lue.select(*CHAMPS_ORGANISATION)
            self._write(ligne, organisation, self._plan.organisations, simples, lue.select("thematiques", "communes"))
            self._liens_dits.append((ligne, organisation, valeurs.get("liens", ())))
        if personne is not None:
            contact_valeurs = {CHAMPS_CONTACT[cle]: v for cle, v in lue.select(*CHAMPS_CONTACT).items()}
            self._write(ligne, personne, self._plan.personnes, lue.select(*CHAMPS_PERSONNE) | contact_valeurs)
        if fonction is not None:
            fin = {"date_fin": get_date_fin(valeurs["dernier_jour"])} if "dernier_jour" in valeurs else {}
            self._write(ligne, fonction, self._plan.fonctions, lue.select(*CHAMPS_FONCTION) | fin)
        elif "intitule" in valeurs:
            ligne.avertissements.append("La fonction n’est pas reprise\u00a0: il manque l’organisation ou le contact.")
        return ligne

    def _write(
        self,
        ligne: LignePrevue,
        prevue: FichePrevue,
        liste: list[FichePrevue],
        valeurs: dict[str, Any],
        listes: Mapping[str, Any] | None = None,
    ) -> None:
        is_first = id(prevue) not in self._named
        if is_first:
            self._named[id(prevue)] = prevue
            liste.append(prevue)
        before = set(prevue.champs)
        refused = prevue.write(_drop_memes(prevue, valeurs))
        prevue.thematiques_ajoutees |= (listes or {}).get("thematiques", frozenset()) - prevue.thematiques
        if isinstance(prevue.objet, Organisation):
            prevue.communes_ajoutees |= (listes or {}).get("communes", frozenset()) - {*prevue.objet.communes}
            if prevue.is_creation:
                for champ, valeur in prevue.changes.items():
                    setattr(prevue.objet, champ, valeur)
                prevue.objet.nom_compare = fold_nom(prevue.objet.nom)
            self._index_organisation(prevue)
        mot = MOTS[type(prevue.objet)]
        if is_first and prevue.is_creation:
            autre = f" avec {prevue.objet.vers}" if isinstance(prevue.objet, LienOrganisations) else ""
            ligne.effets.append(f"{mot} à créer{autre}")
        elif not prevue.is_creation and (changed := [champ for champ in prevue.champs if champ not in before]):
            ligne.effets.append(f"{mot} à changer\u00a0: {', '.join(changed)}")
        if noms := ", ".join(str(prevue.objet._meta.get_field(champ).verbose_name) for champ in refused):
            ligne.avertissements.append(f"Une ligne plus haut dit autre chose, qui est gardé\u00a0: {noms}.")

    def _get_organisation(self, lue: LigneLue, ligne: LignePrevue) -> FichePrevue:
        valeurs = lue.valeurs
        prevue = self._find_organisation(valeurs)
        if valeurs.get("siret") in self._sirets_caches:
            ligne.erreurs.append("Une organisation que vous ne voyez pas a déjà ce SIRET.")
        if prevue is None:
            source = f"Fichier «\u00a0{self._fichier.fichier_nom}\u00a0»"[:MAX_SOURCE]
            prevue = FichePrevue(Organisation(espace=self._espace, nom=valeurs["nom"], source=source), True, lue.numero)
        elif prevue.objet.archivee_le:
            ligne.avertissements.append("Cette organisation est archivée, et le reste.")
        self._refuse_hors_limites(prevue, valeurs, ligne)
        return prevue

    def _find_organisation(self, valeurs: Mapping[str, Any]) -> FichePrevue | None:
        """Through the rules of duplicates: one number, or one name and one type; a row without a type takes any."""
        numeros = (valeurs.get("siret", ""), valeurs.get("rna", ""))
        nom = fold_nom(valeurs["nom"])
        cles = [f"siret {numeros[0]}", f"rna {numeros[1]}", f"nom {nom}"]
        found: list[FichePrevue] = []
        for prevue in (prevue for cle in cles for prevue in self._organisations.get(cle, ())):
            typed = Fiche(prevue.objet.pk, nom, valeurs.get("type", prevue.get("type")), numeros=numeros)
            # A name that is the acronym of the card is its name.
            noms = (fold_nom(prevue.get("sigle")), fold_nom(prevue.get("nom")), prevue.objet.nom_compare)
            seen = nom if nom in noms else noms[1]
            known = Fiche(prevue.objet.pk, seen, prevue.get("type"), numeros=(prevue.get("siret"), prevue.get("rna")))
            if get_raison(typed, known) in SURES:
                found.append(prevue)
        # Two cards of one name that nobody has joined yet: the one that the row describes best; the first at equality.
        return max(found, key=lambda prevue: _count_pareils(prevue, valeurs), default=None)

    def _refuse_hors_limites(self, prevue: FichePrevue, valeurs: Mapping[str, Any], ligne: LignePrevue) -> None:
        """A place writes what she sees, and would still see it."""
        for champ, limites in (("thematiques", self._limites.thematiques), ("communes", self._limites.communes)):
            actuelles = prevue.thematiques if champ == "thematiques" else frozenset(prevue.objet.communes)
            nouvelles = valeurs.get(champ, frozenset()) - actuelles
            if limites and nouvelles - limites:
                ligne.erreurs.append(f"{CHAMPS_PAR_CLE[champ].libelle}\u00a0: l’une d’elles n’est pas des vôtres.")

    def _get_personne(self, lue: LigneLue, ligne: LignePrevue, organisation: FichePrevue | None) -> FichePrevue | None:
        valeurs = lue.valeurs
        compare = _fold_personne(valeurs)
        email = valeurs.get("email_personne", "").casefold()
        contact = valeurs | {CHAMPS_CONTACT[cle]: v for cle, v in lue.select(*CHAMPS_CONTACT).items()}
        candidates = sorted(self._personnes.get(compare, []), key=lambda c: -_count_pareils(c, contact))
        prevue = self._choose_personne(candidates, email, organisation)
        if prevue is None and any(not (email and _get_email(c)) for c in candidates):
            ligne.erreurs.append("Plusieurs personnes de l’annuaire portent ce nom\u00a0: ajoutez son e-mail.")
            return None
        if prevue is None:
            if candidates:
                ligne.avertissements.append("Une autre personne porte ce nom, avec une autre adresse.")
            source = f"Fichier «\u00a0{self._fichier.fichier_nom}\u00a0»"[:MAX_SOURCE]
            objet = Personne(espace=self._espace, nom=valeurs["nom_personne"], source=source)
            objet.prenom, objet.email, objet.date_collecte = valeurs.get("prenom", ""), email, self._today
            prevue = FichePrevue(objet, True, lue.numero)
            if not ligne.erreurs:
                self._personnes[compare].append(prevue)
        return prevue

    def _choose_personne(
        self, candidates: list[FichePrevue], email: str, organisation: FichePrevue | None
    ) -> FichePrevue | None:
        """The one of this address; else who works there; else the only one whose address does not say otherwise."""
        for prevue in candidates:
            if email and _get_email(prevue) == email:
                return prevue
        for prevue in candidates:
            if organisation and any(
                f.objet.organisation_id == organisation.objet.pk for f in self._fonctions[prevue.objet.pk]
            ):
                return prevue
        possible = [prevue for prevue in candidates if not (email and _get_email(prevue))]
        return possible[0] if len(possible) == 1 else None

    def _get_fonction(
        self, lue: LigneLue, ligne: LignePrevue, personne: FichePrevue, organisation: FichePrevue
    ) -> FichePrevue | None:
        valeurs, intitule = lue.valeurs, fold_nom(lue.valeurs.get("intitule", ""))
        held = [f for f in self._fonctions[personne.objet.pk] if f.objet.organisation_id == organisation.objet.pk]
        same = [f for f in held if not intitule or fold_nom(f.objet.intitule) in (intitule, "")]
        debut, fin = valeurs.get("date_debut"), valeurs.get("dernier_jour")
        if debut:
            same = [f for f in same if f.objet.date_debut in (debut, None)]
            same.sort(key=lambda f: f.objet.date_debut is None)
        elif fin:
            same = [f for f in same if f.objet.date_debut is None or f.objet.date_debut <= fin]
            same.sort(key=lambda f: f.objet.date_fin != get_date_fin(fin))
        else:
            same.sort(key=lambda f: f.objet.date_fin is not None)
        if same:
            prevue = same[0]
            begin = debut or prevue.objet.date_debut
            end = get_date_fin(fin) if fin else prevue.objet.date_fin
            if begin and end and end <= begin:
                ligne.erreurs.append("La fonction finirait avant d’avoir commencé, d’après l’annuaire.")
            return prevue
        for autre in (f.objet for f in held if fold_nom(f.objet.intitule) == intitule):
            if (not fin or not autre.date_debut or autre.date_debut <= fin) and (
                not autre.date_fin or not debut or autre.date_fin > debut
            ):
                ligne.erreurs.append("Cette personne a déjà cette fonction ici, à des dates qui se recoupent.")
                return None
        objet = Fonction(espace=self._espace, personne=personne.objet, organisation=organisation.objet)
        objet.intitule, objet.date_debut = valeurs.get("intitule", ""), debut
        objet.date_fin = get_date_fin(fin) if fin else None
        prevue = FichePrevue(objet, True, lue.numero)
        if not ligne.erreurs:
            self._fonctions[personne.objet.pk].append(prevue)
        return prevue

    def _read_lien(self, ligne: LignePrevue, organisation: FichePrevue, lien: LienDit) -> None:
        """A tie whose other end is not there, or may be one of several, is left aside: the rest of the row is good."""
        nommees = self._organisations.get(f"nom {fold_nom(lien.nom)}", [])
        # The very name, before those that only sound like it.
        autres = [prevue for prevue in nommees if prevue.get("nom") == lien.nom] or nommees
        cles = [(organisation.objet.pk, autre.objet.pk, lien.nature) for autre in autres if autre is not organisation]
        known = next((self._liens[cle] for cle in cles if cle in self._liens), None)
        if known is None and len(cles) != 1:
            raison = "plusieurs organisations portent ce nom" if cles else "elle n’est pas dans l’annuaire"
            raison = "c’est elle-même" if autres and not cles else raison
            ligne.avertissements.append(f"Le lien avec «\u00a0{lien.nom}\u00a0» n’est pas repris\u00a0: {raison}.")
            return
        if known is None:
            vers = next(autre.objet for autre in autres if autre is not organisation)
            objet = LienOrganisations(espace=self._espace, de=organisation.objet, vers=vers, nature=lien.nature)
            known = self._liens[cles[0]] = FichePrevue(objet, True, ligne.numero)
        self._write(ligne, known, self._plan.liens, {"precision": lien.precision} if lien.precision else {})

    def _warn_ressemblances(self) -> None:
        """New organisations that look like another one: created all the same, the page of duplicates will propose."""
        seen = {id(prevue): prevue for prevues in self._organisations.values() for prevue in prevues}
        if len(seen) > MAX_COMPAREES:
            return
        by_uuid = {prevue.objet.pk: prevue for prevue in seen.values()}
        lignes = {ligne.numero: ligne for ligne in self._plan.lignes}
        for pair in list_ressemblances([_read_fiche(prevue.objet) for prevue in seen.values()]):
            left, right = by_uuid[pair.gauche], by_uuid[pair.droite]
            nouvelle, autre = (left, right) if left.is_creation and left.numero > right.numero else (right, left)
            if nouvelle.is_creation:
                suite = "à voir ensuite dans «\u00a0Doublons\u00a0»."
                phrase = f"Ressemble à «\u00a0{autre.objet}\u00a0» ({pair.raison})\u00a0: {suite}"
                lignes[nouvelle.numero].avertissements.append(phrase)


def _list_thematiques(membre: Membre) -> Mapping[UUID, set[UUID]]:
    """The thématiques of each organisation of the espace; one query."""
    liens = Organisation.thematiques.through._default_manager.filter(organisation__espace=membre.espace_id)
    themes: dict[UUID, set[UUID]] = defaultdict(set)
    for organisation, thematique in liens.values_list("organisation_id", "thematique_id"):
        themes[organisation].add(thematique)
    return themes


def _fold_personne(valeurs: Mapping[str, Any]) -> str:
    return fold_personne(valeurs.get("prenom", ""), valeurs["nom_personne"])


def _get_sirets(membre: Membre) -> set[str]:
    """Those that are taken, by organisations that a limited place may not see; nothing is hidden from the others."""
    if not membre.limites.is_limitee:
        return set()
    taken = Organisation.objects.filter(espace=membre.espace_id, fusionnee_dans__isnull=True).exclude(siret="")
    return set(taken.values_list("siret", flat=True))


def _get_email(prevue: FichePrevue) -> str:
    return str(prevue.changes.get("email", prevue.objet.email)).casefold()


def _count_pareils(prevue: FichePrevue, valeurs: Mapping[str, Any]) -> int:
    """How many of these values the card has, letter for letter; an official number counts more than all the others."""
    champs = CHAMPS_ORGANISATION if isinstance(prevue.objet, Organisation) else (*CHAMPS_PERSONNE, "nom", "email")
    same = {champ for champ in champs if champ in valeurs and prevue.get(champ) == valeurs[champ]}
    return len(same) + 100 * len(same & {"siret", "rna"})


def _read_fiche(row: Organisation) -> Fiche:
    return Fiche(row.pk, row.nom_compare, row.type, row.email.casefold(), (row.siret, row.rna))


def _drop_memes(prevue: FichePrevue, valeurs: dict[str, Any]) -> dict[str, Any]:
    """Without the name by which a card was found, nor the SIREN that its SIRET tells."""
    objet, kept = prevue.objet, dict(valeurs)
    if isinstance(objet, Personne) and (prevue.ecrits or not prevue.is_creation):
        kept = {champ: valeur for champ, valeur in kept.items() if champ not in ("nom", "prenom")}
    elif isinstance(objet, Organisation) and not prevue.is_creation:
        if fold_nom(kept["nom"]) == fold_nom(objet.sigle):
            del kept["nom"]
        if objet.siret and kept.get("siret", objet.siret) == objet.siret:
            kept.pop("siren", None)
    return kept


def _build_reperes(membre: Membre, fichier: Import, organisations: Iterable[Organisation]) -> Reperes:
    """An organisation may act in communes out of the périmètre, or on an archived thématique: its export says so."""
    types = {fold_nom(libelle.replace("’", " ")): cle for cle, libelle in TypeOrganisation.choices}
    types |= {fold_nom(cle.replace("_", " ")): cle for cle in TypeOrganisation.values}
    thematiques = dict(Thematique.objects.filter(espace=membre.espace_id).values_list("nom", "pk"))
    communes = get_noms_communes_espace(membre)
    codes = {*communes, *(code for row in organisations for code in row.communes)}
    connues = {fold_nom(nom): code for code, nom in communes.items()} | {code.casefold(): code for code in codes}
    sieges = get_sieges(list_sieges(fichier.mapping, fichier.lignes, connues), codes)
    positions = {fold_nom(libelle): cle for cle, libelle in Position.choices}
    natures = {fold_nom(libelle.replace("’", " ")): cle for cle, libelle in NatureLien.choices}
    natures |= {fold_nom(cle.replace("_", " ")): cle for cle in NatureLien.values}
    themes = {fold_nom(nom): pk for nom, pk in thematiques.items()}
    return Reperes(types, positions, natures, themes, connues, sieges, tuple(thematiques))
