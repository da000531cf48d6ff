"""Périmètres by reference: a SIREN, an INSEE code, a saved key, or a bundle of codes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Max
from django.utils import timezone

from convive.socle.formats import avec_de, nombre_accorde
from convive.territoires.models import Perimetre, Territoire
from convive.territoires.rules import (
    CLE_PERIMETRE,
    PREFIXE_REFERENCE_PERIMETRE,
    TYPES_GROUPEMENT,
    CommuneResume,
    PerimetreInconnu,
    PerimetreRefuse,
    PerimetreResolu,
    Suggestion,
    TypeTerritoire,
    clean_nom_perimetre,
    compute_cle_perimetre,
    get_cle_territoire,
    get_reference_perimetre,
    get_refus_perimetre,
    is_fictif,
)
from convive.territoires.rules.saisie import CODE
from convive.territoires.selectors.communes import build_commune, get_communes_from_codes
from convive.territoires.selectors.suggestions import suggest_territoires

MAX_LONGUEUR_REFERENCE = 40


def get_perimetre(reference: str) -> PerimetreResolu:
    """The périmètre of a SIREN (EPCI, EPT, or commune), an INSEE code (former ones too) or `p-<cle>`.

    `reference` of the answer is today's one: it differs for a former code. Raise PerimetreInconnu with suggestions.
    """
    reference = reference.strip()[:MAX_LONGUEUR_REFERENCE]
    if reference.startswith(PREFIXE_REFERENCE_PERIMETRE):
        return _get_perimetre_enregistre(reference)
    if not CODE.fullmatch(reference):
        raise PerimetreInconnu(reference, suggest_territoires(reference))
    if len(reference) == 9 and (groupement := _get_groupement(reference)):
        return groupement
    resolution = get_communes_from_codes([reference])
    if resolution.refus:
        refus = resolution.refus[0]
        raise PerimetreInconnu(reference, refus.suggestions, refus.message)
    if len(resolution.communes) != 1:
        successeurs = [Suggestion(c.code, f"{c.nom} ({c.departement_nom})") for c in resolution.communes]
        raise PerimetreInconnu(reference, successeurs, "".join(resolution.avertissements[:1]))
    commune = resolution.communes[0]
    return _build_perimetre(
        commune.code, commune.type, commune.nom, resolution.communes, None, resolution.avertissements
    )


def get_perimetre_from_codes(
    codes: Iterable[str], nom: str | None = None, date_validite: date | None = None
) -> PerimetreResolu:
    """The périmètre of a bundle, without saving it: its reference leads nowhere until `create_perimetre`.

    One code alone gives the périmètre that it names, with the figures published for it.
    Raise PerimetreInconnu for the first unknown code, PerimetreRefuse for an empty or too large bundle.
    """
    codes = [code.strip() for code in codes if code.strip()]
    if len(codes) == 1:
        alone = get_perimetre(codes[0])
        nom = clean_nom_perimetre(nom or "") or alone.nom
        return replace(alone, nom=nom, date_validite=date_validite or alone.date_validite)
    resolution = get_communes_from_codes(codes)
    if resolution.refus:
        refus = resolution.refus[0]
        raise PerimetreInconnu(refus.texte, refus.suggestions, refus.message)
    today = timezone.localdate()
    date_validite = date_validite or today
    found = [commune.code for commune in resolution.communes]
    nom = clean_nom_perimetre(nom or "") or f"Périmètre de {nombre_accorde(len(found), 'commune')}"
    if messages := get_refus_perimetre(found, nom, date_validite, today):
        raise PerimetreRefuse(messages)
    cle = compute_cle_perimetre(found, date_validite, nom)
    return _build_perimetre(cle, "perimetre", nom, resolution.communes, date_validite, resolution.avertissements)


def get_codes_by_epci(epcis: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """INSEE codes of the communes of each EPCI, by SIREN; one query, an unknown SIREN has none."""
    return _get_codes_by(TypeTerritoire.EPCI, epcis)


def get_codes_by_ept(epts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The same for the établissements publics territoriaux of the Grand Paris."""
    return _get_codes_by(TypeTerritoire.EPT, epts)


def _get_codes_by(groupement: TypeTerritoire, sirens: Sequence[str]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, list[str]] = defaultdict(list)
    cles = [get_cle_territoire(groupement, siren) for siren in sirens]
    members = Territoire.objects.active().filter(type=TypeTerritoire.COMMUNE, **{f"{groupement}__in": cles})
    for siren, code in members.order_by("code").values_list(f"{groupement}__code", "code"):
        codes[siren].append(code)
    return {siren: tuple(codes[siren]) for siren in sirens}


def _get_groupement(siren: str) -> PerimetreResolu | None:
    groupement = Territoire.objects.active().filter(code=siren, type__in=TYPES_GROUPEMENT).first()
    if groupement is None:
        return None
    members = Territoire.objects.with_voisinage().for_perimetre().filter(type=TypeTerritoire.COMMUNE)
    communes = tuple(build_commune(t) for t in members.filter(**{groupement.type: groupement}))
    if not communes:
        return None
    return _build_perimetre(siren, groupement.type, groupement.nom, communes, date(groupement.millesime, 1, 1), ())


def _get_perimetre_enregistre(reference: str) -> PerimetreResolu:
    cle = reference.removeprefix(PREFIXE_REFERENCE_PERIMETRE)
    perimetre = Perimetre.objects.filter(cle=cle).first() if CLE_PERIMETRE.fullmatch(cle) else None
    if perimetre is None:
        raise PerimetreInconnu(reference, message="Ce périmètre n’existe pas, ou son adresse est incomplète.")
    return build_perimetre(perimetre)


def build_perimetre(perimetre: Perimetre) -> PerimetreResolu:
    """A saved périmètre; a commune that disappeared since is replaced by its successor, and this is said. Few have a
    parent: those are read again with it."""
    members = perimetre.communes.select_related("departement", "region").order_by("code")
    rattachees = [territoire.pk for territoire in members if territoire.parent_id]
    avec_parent = Territoire.objects.select_related(
        *("departement", "region", "parent__departement", "parent__region", "parent__parent")
    )
    completes = avec_parent.in_bulk(rattachees) if rattachees else {}
    communes: dict[str, CommuneResume] = {}
    avertissements = []
    for membre in members:
        territoire = completes.get(membre.pk, membre)
        if territoire.is_actif:
            communes[territoire.cle] = build_commune(territoire)
        elif territoire.parent and territoire.parent.is_actif:
            communes[territoire.parent.cle] = build_commune(territoire.parent)
            avertissements.append(f"{territoire.nom} fait aujourd’hui partie {avec_de(territoire.parent.nom)}.")
        else:
            avertissements.append(f"{territoire.nom} n’est plus une commune et n’a pas de successeur connu.")
    ordered = tuple(sorted(communes.values(), key=lambda commune: commune.code))
    return _build_perimetre(
        perimetre.cle,
        "perimetre",
        clean_nom_perimetre(perimetre.nom),
        ordered,
        perimetre.date_validite,
        tuple(avertissements),
    )


def _build_perimetre(
    code: str,
    type_perimetre: str,
    nom: str,
    communes: tuple[CommuneResume, ...],
    date_validite: date | None,
    avertissements: tuple[str, ...],
) -> PerimetreResolu:
    """Without a date, the périmètre is that of the last code list."""
    if date_validite is None:
        date_validite = date(Territoire.objects.aggregate(last=Max("millesime"))["last"], 1, 1)
    return PerimetreResolu(
        reference=get_reference_perimetre(code) if type_perimetre == "perimetre" else code,
        type=str(type_perimetre),
        code=code,
        nom=nom,
        date_validite=date_validite,
        communes=communes,
        fictif=any(is_fictif(commune.code) for commune in communes),
        avertissements=avertissements,
    )
