"""Search of a territory by name, INSEE code, SIREN or postal code."""

from django.db.models import Case, F, Q, QuerySet, Value, When

from convive.socle.formats import avec_de
from convive.territoires.models import AncienCode, CodePostal, Territoire
from convive.territoires.rules import (
    TYPES_GROUPEMENT,
    TYPES_PARTIE_DE_COMMUNE,
    TYPES_PERIMETRE_SEUL,
    ResultatTerritoire,
    TypeTerritoire,
    get_cle_territoire,
    is_fictif,
)
from convive.territoires.rules.noms import Requete, build_requete

LIMITE = 20
LIMITE_MAX = 100
# Under three letters almost every name contains them: only the beginning of a name is looked at.
LONGUEUR_MIN_CONTIENT = 3
# Ranks of a search by code.
RANG_CODE, RANG_PARTIE, RANG_ANCIEN, RANG_POSTAL = range(4)


def search_territoires(q: str, limit: int = LIMITE) -> tuple[ResultatTerritoire, ...]:
    """Territories that match what was typed, best first, then most inhabited; two queries, none for an empty text.

    Names rank exact, beginning, beginning of a word, elsewhere; codes rank INSEE, part of a commune, former, postal.
    Wildcards are ordinary characters: folding drops them, and the database escapes the rest.
    """
    requete = build_requete(q)
    if requete.is_vide:
        return ()
    if requete.siren:
        found = _filter_siren(requete.siren)
    elif requete.code:
        found = _filter_code(requete.code)
    else:
        found = _filter_nom(requete)
    # The ranking reads a few columns of the whole country; the relations are joined for the winners only.
    order = ("rang", F("population_municipale").desc(nulls_last=True), "nom_recherche", "cle")
    best = found.order_by(*order)[: min(limit, LIMITE_MAX)]
    ranks: dict[str, int] = dict(best.values_list("cle", "rang"))  # type: ignore[misc]  # annotated by each filter
    territoires = Territoire.objects.with_voisinage().in_bulk(list(ranks))
    return tuple(_build_resultat(territoires[cle], requete, rang) for cle, rang in ranks.items())


def _filter_siren(siren: str) -> QuerySet[Territoire]:
    found = Territoire.objects.active().filter(Q(code=siren, type__in=TYPES_GROUPEMENT) | Q(siren=siren))
    return found.filter(is_recherchable=True).annotate(rang=Value(RANG_CODE))


def _filter_code(code: str) -> QuerySet[Territoire]:
    whole = len(code) == 5
    lookup = "" if whole else "__startswith"
    anciens = AncienCode.objects.filter(ancien_code=code).values("commune_id")
    postaux = CodePostal.objects.filter(**{f"code_postal{lookup}": code}).values("territoire_id")
    matches = Q(**{f"code{lookup}": code}, type__in=(*TYPES_PERIMETRE_SEUL, *TYPES_PARTIE_DE_COMMUNE))
    matches |= Q(cle__in=postaux)
    rang = [
        When(Q(**{f"code{lookup}": code}, type__in=TYPES_PERIMETRE_SEUL), then=RANG_CODE),
        When(Q(**{f"code{lookup}": code}), then=RANG_PARTIE),
    ]
    if whole:
        matches |= Q(cle__in=anciens)
        rang.append(When(cle__in=anciens, then=RANG_ANCIEN))
    return Territoire.objects.filter(matches, is_recherchable=True).annotate(
        rang=Case(*rang, default=Value(RANG_POSTAL))
    )


def _filter_nom(requete: Requete) -> QuerySet[Territoire]:
    nom = requete.nom
    exact, beginning = Q(nom_recherche=nom), Q(nom_recherche__startswith=nom)
    if len(nom) < LONGUEUR_MIN_CONTIENT:
        matches = exact | beginning
    else:
        matches = Q()
        for mot in requete.mots:
            word = Q(nom_recherche__contains=mot)
            if mot.upper() in requete.departements:
                word |= Q(departement_id=get_cle_territoire(TypeTerritoire.DEPARTEMENT, mot.upper()))
            matches &= word
    rang = Case(
        When(exact, then=0),
        When(beginning, then=1),
        When(Q(nom_recherche__contains=f" {nom}"), then=2),
        default=Value(3),
    )
    found = Territoire.objects.filter(matches, is_recherchable=True)
    if requete.veut_epci:
        # « cc », « métropole »… were typed: groupings come before the communes of the same name.
        return found.annotate(rang=Case(When(type__in=TYPES_GROUPEMENT, then=Value(0)), default=Value(10)) + rang)
    return found.annotate(rang=rang)


def _build_resultat(territoire: Territoire, requete: Requete, rang: int) -> ResultatTerritoire:
    parent = territoire.parent
    is_partie = parent is not None and territoire.type != TypeTerritoire.ARRONDISSEMENT_MUNICIPAL
    departement = territoire.departement or (parent.departement if parent and parent.departement_id else None)
    return ResultatTerritoire(
        reference=parent.code if is_partie and parent else territoire.code,
        type=territoire.type,
        type_libelle=_get_libelle(territoire),
        code=territoire.code,
        nom=territoire.nom,
        departement=departement.code if departement else "",
        departement_nom=departement.nom if departement else "",
        population_municipale=territoire.population_municipale,
        nombre_communes=territoire.nombre_communes,
        precision=_get_precision(territoire, requete, rang),
        millesime=territoire.millesime,
        fictif=is_fictif(territoire.code),
    )


def _get_libelle(territoire: Territoire) -> str:
    libelle = TypeTerritoire(territoire.type).libelle
    return libelle if territoire.is_actif else f"Ancienne {libelle.lower()}"


def _get_precision(territoire: Territoire, requete: Requete, rang: int) -> str:
    parent = territoire.parent
    if parent is not None and not territoire.is_actif:
        return f"aujourd’hui {parent.nom}"
    if parent is not None and territoire.type in TYPES_PARTIE_DE_COMMUNE:
        return f"{TypeTerritoire(territoire.type).libelle.lower()} {avec_de(parent.nom)}"
    if requete.code and rang == RANG_ANCIEN:
        return f"ancien code {requete.code}"
    if requete.code and rang == RANG_POSTAL and len(requete.code) == 5:
        return f"code postal {requete.code}"
    return ""
