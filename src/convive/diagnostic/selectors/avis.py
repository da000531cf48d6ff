"""Who has said what of the constats, and who is awaited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from convive.acteurs.models import Fonction, Organisation
from convive.diagnostic.models import AvisConstat, Constat, SensAvis
from convive.diagnostic.rules.constats import build_phrase_avis, compute_accord
from convive.diagnostic.rules.elements import DONNER_AVIS
from convive.diagnostic.selectors.constat import get_constats
from convive.diagnostic.selectors.demande import list_attendus_demandes
from convive.espaces.models import Espace, LienMagique, Membre


@dataclass(frozen=True, slots=True)
class LigneTableau:
    """A constat, who answered what, and the names of those whose link has not served. `is_a_moi`: the reader has not
    answered."""

    constat: Constat
    accords: tuple[AvisConstat, ...]
    desaccords: tuple[AvisConstat, ...]
    a_verifier: tuple[AvisConstat, ...]
    attendus: tuple[str, ...]
    is_a_moi: bool

    @property
    def avis(self) -> tuple[AvisConstat, ...]:
        return (*self.accords, *self.desaccords, *self.a_verifier)

    @property
    def libelle(self) -> str:
        return compute_accord(row.sens for row in self.avis).libelle


@dataclass(frozen=True, slots=True)
class LignePartenaire:
    """A partner, how it answered, and when it last did."""

    nom: str
    phrase: str
    nombre: int
    dernier: date


@dataclass(frozen=True, slots=True)
class TableauAvis:
    lignes: tuple[LigneTableau, ...]
    partenaires: tuple[LignePartenaire, ...]

    @property
    def a_moi(self) -> list[LigneTableau]:
        return [ligne for ligne in self.lignes if ligne.is_a_moi]


def get_organisation_email(espace: Espace, email: str) -> Organisation | None:
    """The organisation of whoever has this address in the directory, or whose own address it is."""
    presentes = Organisation.objects.filter(espace=espace, archivee_le__isnull=True, fusionnee_dans__isnull=True)
    fonctions = Fonction.objects.en_cours().filter(personne__email__iexact=email, organisation__in=presentes)
    fonction = fonctions.select_related("organisation").order_by("-is_contact_principal", "created_at").first()
    return fonction.organisation if fonction else presentes.filter(email__iexact=email).order_by("nom").first()


def list_organisations_compte(membre: Membre) -> list[Organisation]:
    """Those in which this person has a function today, by the address that her invitation proved; one query."""
    fonctions = Fonction.objects.en_cours().filter(personne__email__iexact=membre.compte.email)
    rows = Organisation.objects.visible_to(membre.compte).filter(espace=membre.espace_id, archivee_le__isnull=True)
    return list(rows.filter(fonctions__in=fonctions).distinct().order_by("nom_compare", "pk"))


def list_avis_compte(membre: Membre, constat: Constat) -> list[AvisConstat]:
    """What this person said of it already; no query when the avis of the constat were prefetched."""
    return [avis for avis in constat.avis.all() if avis.auteur_id == membre.compte_id]


def get_tableau(membre: Membre, *, with_attendus: bool) -> TableauAvis:
    """The shared constats that this place sees, in the order of thématiques; three queries, one more for the links."""
    rows = get_constats(membre).filter(date_partage__isnull=False).order_by("date_partage", "created_at", "pk")
    constats = list(rows)
    avis_rows = AvisConstat.objects.filter(constat__in=rows.order_by().values("pk")).select_related("organisation")
    by_constat: dict[UUID, list[AvisConstat]] = {constat.pk: [] for constat in constats}
    for avis in avis_rows.order_by("date", "created_at"):
        by_constat[avis.constat_id].append(avis)
    attendus = _list_attendus(membre, by_constat) if with_attendus else {}
    lignes = [_build_ligne(membre, c, by_constat[c.pk], attendus.get(c.pk, ())) for c in constats]
    return TableauAvis(tuple(lignes), tuple(_list_partenaires(a for rows in by_constat.values() for a in rows)))


def _list_attendus(membre: Membre, avis: Mapping[UUID, Sequence[AvisConstat]]) -> dict[UUID, list[str]]:
    """By constat, the names of those who hold a link that still serves, for it or for a list, and have not answered."""
    liens = LienMagique.objects.utilisables(timezone.now()).filter(
        Q(usages=0), espace=membre.espace_id, objet_type="constat", geste=DONNER_AVIS
    )
    by_constat: dict[UUID, list[str]] = {}
    for uuid, nom in liens.order_by("nom").values_list("objet_uuid", "nom"):
        by_constat.setdefault(uuid, []).append(nom)
    for uuid, destinataires in list_attendus_demandes(membre).items():
        answered = {row.auteur_email for row in avis.get(uuid, ())}
        by_constat.setdefault(uuid, []).extend(nom for nom, email in destinataires if email not in answered)
    return {uuid: list(dict.fromkeys(noms)) for uuid, noms in by_constat.items()}


def list_a_repondre(membre: Membre) -> list[UUID]:
    """The shared constats that this place sees and of which she has said nothing, in the order in which one answers;
    one query."""
    siens = AvisConstat.objects.filter(constat=OuterRef("pk"), auteur=membre.compte_id)
    rows = get_constats(membre).filter(~Exists(siens), date_partage__isnull=False)
    return list(rows.order_by("date_partage", "created_at", "pk").values_list("pk", flat=True))


def _build_ligne(
    membre: Membre, constat: Constat, avis: Sequence[AvisConstat], attendus: Iterable[str]
) -> LigneTableau:
    def keep(sens: SensAvis) -> tuple[AvisConstat, ...]:
        return tuple(row for row in avis if row.sens == sens)

    is_a_moi = all(row.auteur_id != membre.compte_id for row in avis)
    return LigneTableau(
        constat,
        keep(SensAvis.ACCORD),
        keep(SensAvis.DESACCORD),
        keep(SensAvis.A_VERIFIER),
        tuple(attendus),
        is_a_moi,
    )


def _list_partenaires(avis: Iterable[AvisConstat]) -> list[LignePartenaire]:
    by_nom: dict[str, list[AvisConstat]] = {}
    for row in avis:
        by_nom.setdefault(row.partenaire, []).append(row)
    lignes = [
        LignePartenaire(nom, build_phrase_avis([r.sens for r in rows]), len(rows), max(r.date for r in rows))
        for nom, rows in by_nom.items()
    ]
    return sorted(lignes, key=lambda ligne: (-ligne.nombre, ligne.nom))
