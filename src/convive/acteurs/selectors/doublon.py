"""Read the cards that look alike, and what was decided of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from convive.acteurs.models import Decision, Organisation, Personne, Position, Rapprochement
from convive.acteurs.rules.doublons import Fiche, get_raison, list_ressemblances
from convive.acteurs.rules.noms import fold_personne
from convive.acteurs.selectors.organisation import get_noms_communes, get_organisations
from convive.acteurs.selectors.personne import get_personnes
from convive.espaces.models import Membre
from convive.socle.formats import date_longue
from convive.socle.noms import fold_nom

MAX_PAIRES = 50
# Fields of which one value is kept; texts, thématiques and communes are put together.
CHAMPS_ORGANISATION = (
    *("nom", "sigle", "type", "siret", "rna", "adresse", "code_commune", "telephone", "email", "site", "position"),
    "source",
)
CHAMPS_PERSONNE = ("civilite", "prenom", "nom", "email", "telephone", "source", "date_collecte")
MAX_DECISIONS = 20


@dataclass(frozen=True, slots=True)
class Paire:
    """Two cards to look at, of one type (« organisation », « personne »), and why."""

    type: str
    gauche: Any
    droite: Any
    raison: str


@dataclass(frozen=True, slots=True)
class DecisionLue:
    """A decision that can be undone, with the two cards as they are today."""

    rapprochement: Rapprochement
    gardee: Any
    autre: Any

    @property
    def is_fusion(self) -> bool:
        return self.rapprochement.decision == Decision.FUSION


def list_paires(membre: Membre) -> list[Paire]:
    """Pairs among the cards that this place sees and that are not archived, MAX_PAIRES at most; three queries."""
    ecartees = list_ecartees(membre)
    organisations = list(get_organisations(membre).filter(archivee_le__isnull=True).order_by("nom_compare", "pk"))
    personnes = list(get_personnes(membre).filter(archivee_le__isnull=True).order_by("nom", "prenom", "pk"))
    paires = [
        *_build_paires("organisation", organisations, list(map(_read_organisation, organisations)), ecartees),
        *_build_paires("personne", personnes, list(map(_read_personne, personnes)), ecartees),
    ]
    return paires[:MAX_PAIRES]


def count_memes_noms(membre: Membre) -> int:
    """How many of these pairs bear one name: found by the database, for a page that cannot compare everything. Two
    queries, one more for the pairs that were told apart."""
    ecartees: list[frozenset[UUID]] | None = None
    found = 0
    for modele, get_rows, read, champs in (
        (Organisation, get_organisations, _read_organisation, ("type", "email", "siret", "rna")),
        (Personne, get_personnes, _read_personne, ("email",)),
    ):
        cartes: Any = modele._default_manager.filter(
            espace=membre.espace_id, fusionnee_dans__isnull=True, archivee_le__isnull=True
        )
        repeated = cartes.order_by().values("nom_compare").annotate(nombre=Count("pk")).filter(nombre__gt=1)
        seen: Any = get_rows(membre).filter(archivee_le__isnull=True, nom_compare__in=repeated.values("nom_compare"))
        if fiches := list(map(read, seen.order_by().only("nom_compare", *champs))):
            ecartees = list_ecartees(membre) if ecartees is None else ecartees
            found += len(list_ressemblances(fiches, ecartees))
    return found


def list_ecartees(membre: Membre) -> list[frozenset[UUID]]:
    """The pairs that someone said distinct; one query."""
    decisions = Rapprochement.objects.filter(
        espace=membre.espace_id, decision=Decision.DISTINCTES, annule_le__isnull=True
    )
    return [frozenset(pair) for pair in decisions.order_by().values_list("gardee_uuid", "autre_uuid")]


def _read_organisation(organisation: Organisation) -> Fiche:
    numeros = (organisation.siret, organisation.rna)
    return Fiche(organisation.pk, organisation.nom_compare, organisation.type, organisation.email.casefold(), numeros)


def _read_personne(personne: Personne) -> Fiche:
    return Fiche(personne.pk, personne.nom_compare, email=personne.email.casefold())


def _build_paires(
    cle: str, rows: Sequence[Any], fiches: Sequence[Fiche], ecartees: list[frozenset[UUID]]
) -> list[Paire]:
    """The card that says more comes first: it is the one that is proposed to stay."""
    by_uuid = {row.pk: row for row in rows}
    paires = []
    for pair in list_ressemblances(fiches, ecartees):
        gauche, droite = sorted((by_uuid[pair.gauche], by_uuid[pair.droite]), key=_get_richesse, reverse=True)
        paires.append(Paire(cle, gauche, droite, pair.raison))
    return paires


def _get_richesse(fiche: Any) -> tuple[int, int, bool]:
    """What it says, then how well its name is written: accents, and not only capitals."""
    champs = CHAMPS_ORGANISATION if isinstance(fiche, Organisation) else CHAMPS_PERSONNE
    filled = sum(1 for champ in champs if _read_valeur(fiche, champ, {}))
    return filled, sum(not letter.isascii() for letter in fiche.nom), not fiche.nom.isupper()


def list_decisions(membre: Membre) -> list[DecisionLue]:
    """The last decisions that can be undone, of cards that this place sees; three queries."""
    rows = Rapprochement.objects.filter(espace=membre.espace_id, annule_le__isnull=True).select_related("created_by")
    decisions = list(rows.order_by("-created_at", "pk")[:MAX_DECISIONS])
    uuids = {uuid for row in decisions for uuid in (row.gardee_uuid, row.autre_uuid)}
    seen: dict[UUID, Any] = {}
    for modele, visibles in ((Organisation, get_organisations(membre)), (Personne, get_personnes(membre))):
        seen |= {fiche.pk: fiche for fiche in visibles.filter(pk__in=uuids)}
        # The hidden card of a merge is seen by whoever sees the one that took its place.
        rows_absorbees: Any = modele._default_manager.filter(pk__in=uuids, fusionnee_dans__in=list(seen))
        seen |= {fiche.pk: fiche for fiche in rows_absorbees}
    return [
        DecisionLue(row, seen[row.gardee_uuid], seen[row.autre_uuid])
        for row in decisions
        if row.gardee_uuid in seen and row.autre_uuid in seen
    ]


def get_decision(membre: Membre, uuid: UUID) -> Rapprochement | None:
    """One of those that this place may undo."""
    for decision in list_decisions(membre):
        if decision.rapprochement.pk == uuid:
            decision.rapprochement.espace = membre.espace
            return decision.rapprochement
    return None


def get_fiche(membre: Membre, cle: str, uuid: UUID) -> Any | None:
    """A card of this type that this place sees, by an address that someone may have typed."""
    visibles: Any = {"organisation": get_organisations, "personne": get_personnes}.get(cle)
    fiche = visibles(membre).filter(pk=uuid).first() if visibles else None
    if fiche is not None:
        fiche.espace = membre.espace
    return fiche


def list_organisations_proches(membre: Membre, valeurs: Mapping[str, str]) -> list[Organisation]:
    """Organisations that this place sees and that what was typed may describe; archived ones too: one brings them
    back. One query."""
    typed = _read_organisation(
        Organisation(
            nom_compare=fold_nom(valeurs["nom"]),
            **{champ: valeurs[champ] for champ in ("type", "siret", "rna", "email")},
        )
    )
    rows = get_organisations(membre).order_by("nom_compare", "pk")
    return [row for row in rows if get_raison(typed, _read_organisation(row))]


def list_personnes_proches(membre: Membre, valeurs: Mapping[str, str]) -> list[Personne]:
    """The same for people; one query."""
    typed = _read_personne(
        Personne(nom_compare=fold_personne(valeurs["prenom"], valeurs["nom"]), email=valeurs["email"])
    )
    rows = get_personnes(membre).order_by("nom", "prenom", "pk")
    return [row for row in rows if get_raison(typed, _read_personne(row))]


@dataclass(frozen=True, slots=True)
class LigneComparaison:
    """A field of two cards, as it reads. `is_choix`: both say something, and not the same thing."""

    champ: str
    libelle: str
    gardee: str
    autre: str
    is_choix: bool


def build_comparaison(gardee: Any, autre: Any) -> list[LigneComparaison]:
    """The fields that at least one card fills, in the order of the form; one query for names of communes."""
    codes = [code for fiche in (gardee, autre) if (code := getattr(fiche, "code_commune", ""))]
    communes = get_noms_communes(codes, {})
    lignes = []
    for champ in CHAMPS_ORGANISATION if isinstance(gardee, Organisation) else CHAMPS_PERSONNE:
        left, right = (_read_valeur(fiche, champ, communes) for fiche in (gardee, autre))
        if left or right:
            libelle = str(gardee._meta.get_field(champ).verbose_name)
            is_choix = bool(left and right and left != right)
            lignes.append(LigneComparaison(champ, libelle[:1].upper() + libelle[1:], left, right, is_choix))
    return lignes


def _read_valeur(fiche: Any, champ: str, communes: Mapping[str, str]) -> str:
    valeur = getattr(fiche, champ)
    if champ == "code_commune":
        return communes.get(valeur, valeur)
    if isinstance(valeur, date):
        return date_longue(valeur)
    lu = str(getattr(fiche, f"get_{champ}_display", lambda: valeur or "")())
    return "" if champ == "position" and valeur == Position.INCONNUE else lu
