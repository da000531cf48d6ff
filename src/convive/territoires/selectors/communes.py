"""Today's communes for codes and names typed by someone, with what was converted and what was refused."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from convive.socle.formats import avec_de, date_longue, liste_fr, nombre_accorde
from convive.territoires.models import AncienCode, CodePostal, Territoire
from convive.territoires.rules import (
    TYPES_GROUPEMENT,
    TYPES_PERIMETRE_SEUL,
    TYPES_RECHERCHES,
    CommuneResume,
    LigneRefusee,
    NaturePassage,
    ResolutionCommunes,
    Suggestion,
    TypeTerritoire,
)
from convive.territoires.rules.noms import fold_nom, is_nom_epci
from convive.territoires.rules.saisie import CODE, MAX_LIGNES, LigneSaisie, build_ligne_code, parse_communes
from convive.territoires.selectors.suggestions import suggest_territoires

# A misspelt name costs some milliseconds to compare with the whole country.
MAX_SUGGESTIONS_CHERCHEES = 10
MAX_HOMONYMES_CITES = 8


def get_communes_from_texte(texte: str) -> ResolutionCommunes:
    """Communes of a pasted list: codes, names, SIREN or names of groupings, one a line or in columns."""
    return _get_communes(parse_communes(texte))


def get_communes_from_codes(codes: Iterable[str]) -> ResolutionCommunes:
    """Communes for INSEE codes (former ones too) and SIREN."""
    return _get_communes([build_ligne_code(numero, code) for numero, code in enumerate(codes, start=1)])


def build_commune(territoire: Territoire) -> CommuneResume:
    """Needs `with_voisinage()`. An arrondissement municipal belongs to the EPCI of its commune."""
    parent = territoire.parent if territoire.type == TypeTerritoire.ARRONDISSEMENT_MUNICIPAL else None
    return CommuneResume(
        code=territoire.code,
        nom=territoire.nom,
        population_municipale=territoire.population_municipale,
        departement=territoire.departement.code if territoire.departement else "",
        departement_nom=territoire.departement.nom if territoire.departement else "",
        region=territoire.region.code if territoire.region else "",
        region_nom=territoire.region.nom if territoire.region else "",
        epci=_get_code(territoire.epci_id or (parent.epci_id if parent else None)),
        ept=_get_code(territoire.ept_id or (parent.ept_id if parent else None)),
        type=territoire.type,
    )


def _get_code(cle: str | None) -> str | None:
    return cle.partition(":")[2] if cle else None


@dataclass(slots=True)
class _Annuaire:
    """What the database knows of the lines, read at once."""

    par_code: dict[str, list[Territoire]] = field(default_factory=lambda: defaultdict(list))
    par_nom: dict[str, list[Territoire]] = field(default_factory=lambda: defaultdict(list))
    anciens: dict[str, list[AncienCode]] = field(default_factory=lambda: defaultdict(list))
    postaux: dict[str, list[Territoire]] = field(default_factory=lambda: defaultdict(list))
    membres: dict[str, list[Territoire]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class _Reponse:
    territoires: Sequence[Territoire] = ()
    avertissement: str = ""
    message: str = ""
    suggestions: tuple[Suggestion, ...] = ()


def _get_communes(lignes: Sequence[LigneSaisie]) -> ResolutionCommunes:
    if len(lignes) > MAX_LIGNES:
        too_long = LigneRefusee(0, "", f"La liste est trop longue : {MAX_LIGNES} lignes au plus.")
        return ResolutionCommunes((), (), (too_long,))
    annuaire = _get_annuaire(lignes)
    found: dict[str, Territoire] = {}
    avertissements: dict[str, None] = {}
    refus: list[LigneRefusee] = []
    for ligne in lignes:
        reponse = _get_reponse(ligne, annuaire, with_suggestions=len(refus) < MAX_SUGGESTIONS_CHERCHEES)
        if reponse.message:
            refus.append(LigneRefusee(ligne.numero, ligne.texte, reponse.message, reponse.suggestions))
        found |= {territoire.cle: territoire for territoire in reponse.territoires}
        if reponse.avertissement:
            avertissements[reponse.avertissement] = None
    zeros = sum(ligne.is_zero_ajoute for ligne in lignes)
    if zeros:
        avertissements[f"Le zéro de tête manquait à {nombre_accorde(zeros, 'code')} : il a été remis."] = None
    for territoire in [t for t in found.values() if t.parent_id in found]:
        parent = found[territoire.parent_id or ""]
        avertissements[f"{territoire.nom} est déjà compté dans {parent.nom}."] = None
        del found[territoire.cle]
    communes = sorted((build_commune(t) for t in found.values()), key=lambda commune: commune.code)
    return ResolutionCommunes(tuple(communes), tuple(avertissements), tuple(refus))


def _get_annuaire(lignes: Sequence[LigneSaisie]) -> _Annuaire:
    """At most four queries, whatever the number of lines."""
    annuaire = _Annuaire()
    # What does not look like a code is refused by name and never sent to the database.
    codes = {ligne.code for ligne in lignes if CODE.fullmatch(ligne.code)}
    noms = {fold_nom(ligne.nom) for ligne in lignes if ligne.nom} | {fold_nom(ligne.texte) for ligne in lignes}
    if not lignes:
        return annuaire
    sirens = {code for code in codes if len(code) == 9}
    matches = Q(code__in=codes) | Q(nom_recherche__in=noms)
    if sirens:
        matches |= Q(siren__in=sirens)
    known = Territoire.objects.with_voisinage().filter(matches, type__in=TYPES_RECHERCHES)
    for territoire in known.select_related("parent__departement", "parent__region").order_by("cle"):
        annuaire.par_code[territoire.code].append(territoire)
        annuaire.par_nom[territoire.nom_recherche].append(territoire)
        if territoire.siren in sirens and territoire.siren != territoire.code:
            annuaire.par_code[territoire.siren].append(territoire)
    for ancien in AncienCode.objects.filter(ancien_code__in=codes).select_related(
        "commune__departement", "commune__region", "commune__parent"
    ):
        annuaire.anciens[ancien.ancien_code].append(ancien)
    unknown = {code for code in codes if code not in annuaire.par_code and code not in annuaire.anciens}
    if unknown:
        postaux = CodePostal.objects.filter(code_postal__in=unknown).select_related("territoire__departement")
        for postal in postaux.order_by("-territoire__population_municipale"):
            annuaire.postaux[postal.code_postal].append(postal.territoire)
    groupements = {t.cle for group in (annuaire.par_code, annuaire.par_nom) for ts in group.values() for t in ts}
    groupements = {cle for cle in groupements if cle.partition(":")[0] in TYPES_GROUPEMENT}
    if groupements:
        members = Territoire.objects.with_voisinage().for_perimetre().filter(type=TypeTerritoire.COMMUNE)
        for member in members.filter(Q(epci__in=groupements) | Q(ept__in=groupements)):
            for cle in {member.epci_id, member.ept_id} - {None}:
                annuaire.membres[cle or ""].append(member)
    return annuaire


def _get_reponse(ligne: LigneSaisie, annuaire: _Annuaire, *, with_suggestions: bool) -> _Reponse:
    reponse = _get_reponse_code(ligne, annuaire) if ligne.code else _get_reponse_nom(ligne, annuaire)
    if reponse.message and not reponse.suggestions and with_suggestions and (ligne.nom or not ligne.code):
        reponse.suggestions = suggest_territoires(ligne.nom or ligne.texte)
    return reponse


def _get_reponse_code(ligne: LigneSaisie, annuaire: _Annuaire) -> _Reponse:
    candidates = annuaire.par_code.get(ligne.code, [])
    for territoire in candidates:
        if territoire.is_actif and territoire.type in TYPES_GROUPEMENT:
            return _Reponse(annuaire.membres[territoire.cle])
        if territoire.is_actif and territoire.type in TYPES_PERIMETRE_SEUL:
            return _get_reponse_actuelle(ligne, territoire, annuaire)
    # A row that has disappeared knows where its last state went; its older splits do not concern it any more.
    successeurs = [t.parent for t in candidates if t.parent is not None and t.parent.is_actif][:1]
    if not successeurs:
        anciens = annuaire.anciens.get(ligne.code, [])
        successeurs = [ancien.commune for ancien in anciens if ancien.commune.is_actif]
    if successeurs:
        noms = liste_fr([f"{commune.nom} ({commune.code})" for commune in successeurs])
        connu = f"{candidates[0].nom} ({ligne.code})" if candidates else f"Le code {ligne.code}"
        return _Reponse(successeurs, avertissement=f"{connu} n’est plus une commune : c’est aujourd’hui {noms}.")
    if postaux := annuaire.postaux.get(ligne.code):
        return _Reponse(message=f"{ligne.code} est un code postal, pas un code Insee.", suggestions=_suggest(postaux))
    return _Reponse(message=f"Le code {ligne.code} n’est celui d’aucune commune ni intercommunalité.")


def _get_reponse_actuelle(ligne: LigneSaisie, territoire: Territoire, annuaire: _Annuaire) -> _Reponse:
    """A commune of today; the name beside the code, when there is one, must not be that of another commune."""
    nom = fold_nom(ligne.nom)
    others = [t for t in annuaire.par_nom.get(nom, []) if t.is_actif and t.type in TYPES_PERIMETRE_SEUL]
    homonyms = {t.nom_recherche for t in annuaire.par_code[ligne.code]}
    if nom and nom not in homonyms and others and territoire not in others:
        return _Reponse(
            message=f"{ligne.code} est le code Insee {avec_de(territoire.nom)}, mais la ligne nomme {ligne.nom} : "
            "est-ce un code postal ?",
            suggestions=_suggest([*others, territoire]),
        )
    scissions = [a for a in annuaire.anciens.get(ligne.code, []) if a.nature == NaturePassage.SCISSION]
    detached = [a for a in scissions if a.commune.code != territoire.code]
    if not detached:
        return _Reponse([territoire])
    noms = liste_fr([f"{ancien.commune.nom} ({ancien.commune.code})" for ancien in detached])
    depuis = f" depuis le {date_longue(detached[0].date_effet)}" if detached[0].date_effet else ""
    verbe = "n’en fait plus partie" if len(detached) == 1 else "n’en font plus partie"
    return _Reponse(
        [territoire],
        avertissement=f"La commune {avec_de(territoire.nom)} a été scindée : {noms} {verbe}{depuis}.",
    )


def _get_reponse_nom(ligne: LigneSaisie, annuaire: _Annuaire) -> _Reponse:
    # The whole line first: « Paris 15e Arrondissement » and « Saint-Denis 93 » are told apart by what exists.
    for nom, departement in ((fold_nom(ligne.texte), ""), (fold_nom(ligne.nom), ligne.departement)):
        candidates = [
            t
            for t in annuaire.par_nom.get(nom, [])
            if t.is_recherchable and (not departement or (t.departement and t.departement.code == departement))
        ]
        for kinds in (
            (TYPES_GROUPEMENT, TYPES_PERIMETRE_SEUL)
            if is_nom_epci(ligne.texte)
            else (
                TYPES_PERIMETRE_SEUL,
                TYPES_GROUPEMENT,
            )
        ):
            chosen = [t for t in candidates if t.is_actif and t.type in kinds]
            if len(chosen) == 1:
                return _Reponse(annuaire.membres[chosen[0].cle] if chosen[0].type in TYPES_GROUPEMENT else chosen)
            if chosen:
                return _get_reponse_homonymes(ligne, chosen)
        communes = list({t.parent_id: t.parent for t in candidates if t.parent and t.parent.is_actif}.values())
        if len(communes) == 1:
            partie = next(t for t in candidates if t.parent == communes[0])
            return _Reponse(communes, avertissement=f"{partie.nom} fait aujourd’hui partie {avec_de(communes[0].nom)}.")
        if communes:
            return _get_reponse_homonymes(ligne, communes)
    return _Reponse(message=f"Aucune commune ni intercommunalité ne s’appelle « {ligne.nom or ligne.texte} ».")


def _get_reponse_homonymes(ligne: LigneSaisie, homonymes: Sequence[Territoire]) -> _Reponse:
    return _Reponse(
        message=f"{len(homonymes)} territoires s’appellent « {ligne.nom or ligne.texte} » : écrivez le code de celui "
        "que vous voulez, ou son département entre parenthèses.",
        suggestions=_suggest(sorted(homonymes, key=lambda t: -(t.population_municipale or 0))),
    )


def _suggest(territoires: Sequence[Territoire]) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(t.code, f"{t.nom} ({t.departement_id.partition(':')[2]})" if t.departement_id else t.nom)
        for t in territoires[:MAX_HOMONYMES_CITES]
    )
