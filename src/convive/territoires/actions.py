"""Write the yearly code list, the facts about former codes, and périmètres."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from convive.territoires.models import SOURCE_LISTE, AncienCode, CodePostal, Perimetre, Territoire
from convive.territoires.rules import (
    TYPES_GROUPEMENT,
    TYPES_PARTIE_DE_COMMUNE,
    TYPES_PERIMETRE_SEUL,
    BilanImport,
    CreationPerimetre,
    LignePassage,
    LigneTerritoire,
    ListeRefusee,
    NaturePassage,
    PerimetreRefuse,
    TypeTerritoire,
    clean_nom_perimetre,
    compute_cle_perimetre,
    get_cle_territoire,
    get_reference_perimetre,
    get_refus_perimetre,
    is_fictif,
)
from convive.territoires.rules.liste import RELATIONS, build_valeurs, get_refus_liste, is_tronquee
from convive.territoires.selectors import get_communes_from_codes, get_index_suggestions

TAILLE_LOT = 2_000
CHAMPS = (
    "nom",
    "nom_recherche",
    "siren",
    "zone",
    "population_municipale",
    "nombre_communes",
    *(f"{relation}_id" for relation in RELATIONS),
    "is_actif",
    "is_recherchable",
    "millesime",
)
ORDRE_ECRITURE = (
    TypeTerritoire.REGION,
    TypeTerritoire.DEPARTEMENT,
    *TYPES_GROUPEMENT,
    *TYPES_PERIMETRE_SEUL,
    *TYPES_PARTIE_DE_COMMUNE,
)
CLE_COMMUNE = get_cle_territoire(TypeTerritoire.COMMUNE, "")


@transaction.atomic
def import_territoires(*, lignes: Iterable[LigneTerritoire], millesime: int) -> BilanImport:
    """Make the database equal to a year's code list; running it again changes nothing.

    `lignes` holds the whole list. Real and fictional territories are two worlds: a list that speaks of one only
    leaves the other alone. What is no longer in the list is kept with `is_actif=False`, and a commune that
    disappeared gets as parent the one that declares its code among its former codes.
    Raise ListeRefusee when the list contradicts itself, is older than the last one or looks truncated.
    """
    lignes = tuple(lignes)
    existing = {row[0]: row[1:] for row in Territoire.objects.values_list("cle", *CHAMPS)}
    if refus := get_refus_liste(lignes, existing):
        raise ListeRefusee(refus)
    last = Territoire.objects.aggregate(last=Max("millesime"))["last"]
    if last is not None and millesime < last:
        raise ListeRefusee(f"La liste de {millesime} est plus ancienne que celle de {last}, déjà importée.")
    wanted = {
        cle: (*(valeurs[champ] for champ in CHAMPS[:-3]), True, valeurs["is_recherchable"], millesime)
        for cle, valeurs in build_valeurs(lignes).items()
    }
    created = [cle for cle in wanted if cle not in existing]
    changed = [cle for cle in wanted if cle in existing and existing[cle] != wanted[cle]]
    _update_territoires([*created, *changed], wanted, lignes)
    _update_statistiques()
    closed = _close_disparus(existing, wanted, lignes)
    codes_postaux = _update_codes_postaux(lignes)
    anciens_codes = _update_anciens_codes(lignes)
    _update_statistiques()
    transaction.on_commit(get_index_suggestions.cache_clear)
    return BilanImport(
        millesime=millesime,
        crees=len(created),
        modifies=len(changed),
        inchanges=len(wanted) - len(created) - len(changed),
        desactives=closed,
        codes_postaux=codes_postaux,
        anciens_codes=anciens_codes,
    )


def _update_statistiques() -> None:
    """Tell PostgreSQL how many rows it has now: until its own reckoning, it reads a table just filled as if it were
    empty, and a search of a thousand codes takes minutes instead of milliseconds."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in (Territoire, CodePostal, AncienCode):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _update_territoires(
    cles: Sequence[str], wanted: Mapping[str, tuple[Any, ...]], lignes: Sequence[LigneTerritoire]
) -> None:
    # What others refer to comes first: SQLite scans the whole table for each row that settles a deferred foreign key.
    cles = sorted(cles, key=lambda cle: ORDRE_ECRITURE.index(TypeTerritoire(cle.partition(":")[0])))
    identities = {get_cle_territoire(ligne.type, ligne.code): (ligne.type, ligne.code) for ligne in lignes}
    Territoire.objects.bulk_create(
        [
            Territoire(
                cle=cle, type=identities[cle][0], code=identities[cle][1], **dict(zip(CHAMPS, wanted[cle], strict=True))
            )
            for cle in cles
        ],
        batch_size=TAILLE_LOT,
        update_conflicts=True,
        unique_fields=["cle"],
        update_fields=[champ.removesuffix("_id") for champ in CHAMPS],
    )


def _close_disparus(
    existing: Mapping[str, tuple[Any, ...]], wanted: Mapping[str, tuple[Any, ...]], lignes: Sequence[LigneTerritoire]
) -> int:
    """Mark what the list no longer has, in the worlds that it describes, and lead each commune to its successor."""
    worlds = {is_fictif(ligne.code) for ligne in lignes}
    actif = CHAMPS.index("is_actif")
    gone = [
        cle
        for cle, row in existing.items()
        if row[actif] and cle not in wanted and is_fictif(cle.partition(":")[2]) in worlds
    ]
    in_worlds = sum(1 for cle, row in existing.items() if row[actif] and is_fictif(cle.partition(":")[2]) in worlds)
    if is_tronquee(in_worlds, len(gone)):
        raise ListeRefusee(f"La liste ferait disparaître {len(gone)} territoires sur {in_worlds} : elle est tronquée.")
    for start in range(0, len(gone), TAILLE_LOT):
        Territoire.objects.filter(cle__in=gone[start : start + TAILLE_LOT]).update(is_actif=False)
    _attach_successeurs(lignes)
    return len(gone)


def _attach_successeurs(lignes: Sequence[LigneTerritoire]) -> None:
    """Give each territory that disappeared today's commune as parent; only those that have one are searched."""
    successeurs = {
        get_cle_territoire(TypeTerritoire.COMMUNE, ancien): get_cle_territoire(ligne.type, ligne.code)
        for ligne in lignes
        if ligne.type == TypeTerritoire.COMMUNE
        for ancien in ligne.anciens_codes
    }
    changed = []
    for territoire in Territoire.objects.filter(is_actif=False).select_related("parent"):
        parent_id = successeurs.get(territoire.cle, territoire.parent_id)
        # A parent that disappeared in its turn hands over to its own successor.
        parent_id = successeurs.get(parent_id, parent_id) if parent_id else None
        recherchable = parent_id is not None and territoire.type not in (TypeTerritoire.EPCI, TypeTerritoire.EPT)
        if (parent_id, recherchable) != (territoire.parent_id, territoire.is_recherchable):
            territoire.parent_id, territoire.is_recherchable = parent_id, recherchable
            changed.append(territoire)
    Territoire.objects.bulk_update(changed, ["parent", "is_recherchable"], batch_size=500)


def _update_codes_postaux(lignes: Sequence[LigneTerritoire]) -> int:
    """Replace the postal codes of the territories of the list; return how many the list has."""
    wanted = {
        (code_postal, get_cle_territoire(ligne.type, ligne.code))
        for ligne in lignes
        if ligne.type in TYPES_PERIMETRE_SEUL
        for code_postal in ligne.codes_postaux
    }
    listed = {cle for _, cle in wanted} | {get_cle_territoire(ligne.type, ligne.code) for ligne in lignes}
    existing = {
        (code_postal, cle): identifiant
        for identifiant, code_postal, cle in CodePostal.objects.values_list("pk", "code_postal", "territoire_id")
    }
    gone = [pk for (code_postal, cle), pk in existing.items() if cle in listed and (code_postal, cle) not in wanted]
    for start in range(0, len(gone), TAILLE_LOT):
        CodePostal.objects.filter(pk__in=gone[start : start + TAILLE_LOT]).delete()
    CodePostal.objects.filter(territoire__is_actif=False).delete()
    CodePostal.objects.bulk_create(
        [CodePostal(code_postal=code, territoire_id=cle) for code, cle in sorted(wanted - existing.keys())],
        batch_size=TAILLE_LOT,
    )
    return len(wanted)


def _update_anciens_codes(lignes: Sequence[LigneTerritoire]) -> int:
    """Replace the former codes that come from the list; dated facts kept by hand have their own import."""
    wanted = {
        (ancien, get_cle_territoire(ligne.type, ligne.code))
        for ligne in lignes
        if ligne.type == TypeTerritoire.COMMUNE
        for ancien in ligne.anciens_codes
    }
    listed = {get_cle_territoire(ligne.type, ligne.code) for ligne in lignes}
    existing = {
        (ancien, cle): (pk, source)
        for pk, ancien, cle, source in AncienCode.objects.values_list("pk", "ancien_code", "commune_id", "source")
    }
    gone = [
        pk
        for (ancien, cle), (pk, source) in existing.items()
        if source == SOURCE_LISTE and cle in listed and (ancien, cle) not in wanted
    ]
    for start in range(0, len(gone), TAILLE_LOT):
        AncienCode.objects.filter(pk__in=gone[start : start + TAILLE_LOT]).delete()
    AncienCode.objects.bulk_create(
        [
            AncienCode(ancien_code=ancien, commune_id=cle, nature=NaturePassage.FUSION, source=SOURCE_LISTE)
            for ancien, cle in sorted(wanted - existing.keys())
        ],
        batch_size=TAILLE_LOT,
    )
    # What the former list said of a commune that disappeared is said by today's list, or leads to its successor.
    # Chosen here, deleted by key: on tables just filled, PostgreSQL takes minutes to join and compare so many codes.
    said = {ancien for ancien, _ in wanted}
    orphans = AncienCode.objects.filter(source=SOURCE_LISTE, commune__is_actif=False).values_list("pk", "ancien_code")
    gone = [pk for pk, ancien in orphans if ancien in said]
    for start in range(0, len(gone), TAILLE_LOT):
        AncienCode.objects.filter(pk__in=gone[start : start + TAILLE_LOT]).delete()
    _attach_anciens_codes()
    return len(wanted)


def _attach_anciens_codes() -> None:
    """Lead the former codes of a commune that disappeared to its successor."""
    known = set(AncienCode.objects.values_list("ancien_code", "commune_id"))
    stale = AncienCode.objects.filter(commune__is_actif=False, commune__parent__isnull=False)
    for ancien in stale.annotate(successeur=F("commune__parent_id")):
        pair = (ancien.ancien_code, ancien.successeur)
        if pair in known:
            ancien.delete()
        else:
            ancien.commune_id = ancien.successeur
            ancien.save(update_fields=["commune"])
            known.add(pair)


@transaction.atomic
def import_passages(*, lignes: Iterable[LignePassage]) -> int:
    """Replace the dated facts about former codes; return how many there are. Running it again changes nothing.

    A fact about a pair that the yearly list also has gives it its nature, its date and its source.
    Raise ListeRefusee for an unknown commune or nature.
    """
    lignes = tuple(lignes)
    communes = set(
        Territoire.objects.filter(type=TypeTerritoire.COMMUNE, code__in={ligne.code for ligne in lignes}).values_list(
            "code", flat=True
        )
    )
    if unknown := sorted({ligne.code for ligne in lignes} - communes):
        raise ListeRefusee(f"Communes inconnues dans les passages : {', '.join(unknown[:5])}.")
    if unknown := sorted({ligne.nature for ligne in lignes} - set(NaturePassage)):
        raise ListeRefusee(f"Natures de passage inconnues : {', '.join(unknown[:5])}.")
    if repeated := [pair for pair, n in Counter((x.ancien_code, x.code) for x in lignes).items() if n > 1]:
        raise ListeRefusee(f"Passages répétés : {', '.join(' → '.join(pair) for pair in repeated[:5])}.")
    kept = Q()
    for ligne in lignes:
        kept |= Q(ancien_code=ligne.ancien_code, commune_id=f"{CLE_COMMUNE}{ligne.code}")
    stale = AncienCode.objects.exclude(source=SOURCE_LISTE)
    (stale.exclude(kept) if lignes else stale).delete()
    AncienCode.objects.bulk_create(
        [
            AncienCode(
                ancien_code=ligne.ancien_code,
                commune_id=f"{CLE_COMMUNE}{ligne.code}",
                nature=ligne.nature,
                date_effet=ligne.date_effet,
                source=ligne.source or "passages",
            )
            for ligne in lignes
        ],
        update_conflicts=True,
        unique_fields=["ancien_code", "commune"],
        update_fields=["nature", "date_effet", "source"],
    )
    _update_statistiques()
    return len(lignes)


@transaction.atomic
def create_perimetre(*, codes: Iterable[str], nom: str, date_validite: date) -> CreationPerimetre:
    """Save a périmètre, or find the very same one. Former codes become today's communes, with a warning.

    Raise PerimetreRefuse, with messages that can be shown and suggestions, for unknown codes and broken limits.
    """
    nom = clean_nom_perimetre(nom)
    resolution = get_communes_from_codes(codes)
    refus = [ligne.message for ligne in resolution.refus]
    suggestions = [suggestion for ligne in resolution.refus for suggestion in ligne.suggestions]
    found = [commune.code for commune in resolution.communes]
    if found or not refus:
        refus += get_refus_perimetre(found, nom, date_validite, timezone.localdate())
    if refus:
        raise PerimetreRefuse(refus, suggestions)
    cle = compute_cle_perimetre(found, date_validite, nom)
    perimetre, is_nouveau = Perimetre.objects.get_or_create(
        cle=cle, defaults={"nom": nom, "date_validite": date_validite}
    )
    if is_nouveau:
        cles = [get_cle_territoire(commune.type, commune.code) for commune in resolution.communes]
        perimetre.communes.add(*cles)  # type: ignore[arg-type]  # the primary key of Territoire is a text
    return CreationPerimetre(get_reference_perimetre(cle), is_nouveau, resolution.avertissements)
