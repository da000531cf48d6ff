"""Read the CTG of an espace, with its phases and its ribbon."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models.functions import Coalesce

from convive.acteurs.models import TypeOrganisation
from convive.comptes.models import Compte
from convive.convention.models import COLLECTIVITES, Avenant, Ctg, Jalon, Signataire, TypeJalon
from convive.convention.reunions import Reunion, list_reunions
from convive.convention.rules.ctg import (
    Periode,
    StatutCtg,
    choose_actuelle,
    count_mois_restants,
    is_engagee,
    list_avertissements,
)
from convive.convention.rules.phases import (
    AVANT_SIGNATURE,
    Avancement,
    EtatPhase,
    FaitsCtg,
    JalonDate,
    Parametres,
    Phase,
    TypeAttendu,
    compute_avancement,
    date_jalons,
)
from convive.convention.rules.ruban import Evenement, Ruban, Voisine, build_ruban
from convive.convention.selectors.catalogue import get_parametres
from convive.convention.selectors.reprise import count_a_decider, list_filiations
from convive.convention.selectors.signataire import TableauActe, build_tableau, list_signataires
from convive.espaces.models import Espace, Membre, read_once
from convive.socle.formats import nombre, nombre_accorde


@dataclass(frozen=True)
class DossierCtg:
    """A CTG with all that tells where it stands. `tableaux` are its acts: the convention, then its avenants.

    What is left to choose for the next one is counted as `lecteur` sees it; a document, which has none, says none.

    Milestones are read when a page asks for them: three queries that the pages of acts do without.
    """

    ctg: Ctg
    ctgs: tuple[Ctg, ...]
    signataires: tuple[Signataire, ...]
    avenants: tuple[Avenant, ...]
    tableaux: tuple[TableauActe, ...]
    parametres: Parametres
    faits: FaitsCtg
    today: date
    lecteur: Compte | None = None

    @cached_property
    def types(self) -> tuple[TypeJalon, ...]:
        return tuple(TypeJalon.objects.filter(espace=self.ctg.espace_id))

    @cached_property
    def jalons(self) -> tuple[Jalon, ...]:
        return tuple(Jalon.objects.filter(ctg=self.ctg))

    @cached_property
    def reunions(self) -> tuple[Reunion, ...]:
        """Those that date a yearly milestone."""
        return tuple(list_reunions(self.ctg, self.types, self.lecteur))

    @cached_property
    def jalons_dates(self) -> list[JalonDate]:
        """Milestones, and the meetings that date them, as the rules read them."""
        types = {kind.pk: kind for kind in self.types}
        tenues = [_read_reunion(row, types[row.type_jalon]) for row in self.reunions]
        return date_jalons(list_jalons_dates(self.jalons), tenues)

    @cached_property
    def avancement(self) -> Avancement:
        actifs = [t for t in self.types if t.date_archivage is None]
        attendus = [TypeAttendu(t.pk, Phase(t.phase), t.libelle, t.is_attendu, t.is_annuel) for t in actifs]
        faits = self.faits
        if self.couple_reprise is not None:
            faits = replace(
                faits,
                a_choisir=self.a_choisir,
                reprise_vers=self.couple_reprise[0].nom,
                is_celle_qui_reprend=self.couple_reprise[0].pk == self.ctg.pk,
            )
        return compute_avancement(faits, attendus, self.jalons_dates, self.parametres, self.today)

    @property
    def precedente(self) -> Ctg | None:
        return next((ctg for ctg in self.ctgs if ctg.pk == self.ctg.ctg_precedente_id), None)

    @property
    def couple_reprise(self) -> tuple[Ctg, Ctg] | None:
        """The CTG that is prepared and the one that it takes from: this one and its elder, or the next one and this."""
        suivante = self.suivante
        is_preparee = self.ctg.date_signature is None and not is_engagee(self.ctg.date_debut, self.today)
        if is_preparee and self.precedente is not None:
            return self.ctg, self.precedente
        if suivante is not None and suivante.ctg_precedente_id == self.ctg.pk and suivante.date_signature is None:
            return suivante, self.ctg
        return None

    def list_filiations(self, cle: str) -> Mapping[UUID, str]:
        """What the rows of this kind come from and became, in a few words."""
        suivante = self.suivante
        is_suite = suivante is not None and suivante.ctg_precedente_id == self.ctg.pk
        return list_filiations(self.ctg, self.precedente, suivante if is_suite else None, cle)

    @cached_property
    def a_choisir(self) -> int:
        """What is left to decide for the CTG that is prepared; one query when there is one."""
        return count_a_decider(*self.couple_reprise, self.lecteur) if self.couple_reprise and self.lecteur else 0

    @property
    def suivante(self) -> Ctg | None:
        return get_suivante(self.ctg, self.ctgs)

    @property
    def autres(self) -> tuple[Ctg, ...]:
        return tuple(ctg for ctg in reversed(self.ctgs) if ctg.pk != self.ctg.pk)

    @property
    def presents(self) -> tuple[Signataire, ...]:
        """Signatories of today; those that an avenant which is not signed would bring are not."""
        return tuple(s for s in self.signataires if not s.is_parti and not is_en_projet(s))

    @property
    def explain_signataires(self) -> str:
        """« 9 organisations signataires, dont 1 par avenant »: those of today, as `presents`."""
        entres = sum(s.avenant_entree_id is not None for s in self.presents)
        dont = f", dont {nombre(entres)} par avenant" if entres else ""
        return f"{nombre_accorde(len(self.presents), 'organisation signataire', 'organisations signataires')}{dont}"

    @property
    def mois_restants(self) -> int:
        return count_mois_restants(self.ctg.date_fin, self.today)

    @property
    def is_terminee(self) -> bool:
        return self.ctg.get_statut(self.today) is StatutCtg.TERMINEE

    @property
    def attendus(self) -> int:
        """Délibérations and signatures that are awaited, for every act."""
        return sum(len(tableau.attendus) for tableau in self.tableaux)

    @property
    def a_completer(self) -> int:
        """Lines that are done and whose trace is incomplete: signed, and no délibération noted."""
        return sum(len(tableau.a_completer) for tableau in self.tableaux)

    @property
    def avertissements(self) -> list[str]:
        ctg = self.ctg
        return list_avertissements(
            date_debut=ctg.date_debut,
            date_fin=ctg.date_fin,
            date_signature=ctg.date_signature,
            annees_usuelles=self.parametres.annees_usuelles,
            debut_suivante=self.suivante.date_debut if self.suivante else None,
        )


def set_filiations(dossier: DossierCtg) -> None:
    """Say of each signatory what it comes from and became; two queries at most."""
    filiations = dossier.list_filiations("signataire")
    for signataire in dossier.signataires:
        signataire.filiation = filiations.get(signataire.pk, "")


def is_en_projet(signataire: Signataire) -> bool:
    entree = signataire.avenant_entree
    return entree is not None and entree.date_signature is None


def list_ctgs(membre: Membre) -> list[Ctg]:
    """Those of the espace, the oldest first; one query for a page."""

    def read() -> list[Ctg]:
        rows = Ctg.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
        return list(rows.order_by("date_debut", "pk"))

    return list(read_once(membre, "ctgs", read))


def list_ctgs_espace(espace: Espace) -> list[Ctg]:
    """The same for an action, which the permission already let in."""
    return list(Ctg.objects.filter(espace=espace).order_by("date_debut", "pk"))


def choose_ctg(ctgs: Iterable[Ctg], uuid: UUID | None, today: date) -> Ctg | None:
    """The one of this identifier; without one, that which people mean by « la CTG »."""
    by_pk = {ctg.pk: ctg for ctg in ctgs}
    if uuid is not None:
        return by_pk.get(uuid)
    chosen = choose_actuelle((Periode(ctg.pk, ctg.date_debut, ctg.date_fin) for ctg in by_pk.values()), today)
    return by_pk[chosen.cle] if chosen else None  # type: ignore[index]  # a key that was given above


def get_ctg_actuelle(membre: Membre, jour: date) -> Ctg | None:
    """The one that people mean on that day; one query."""
    return choose_ctg(list_ctgs(membre), None, jour)


def get_ctg(membre: Membre, uuid: UUID) -> Ctg | None:
    ctg = Ctg.objects.visible_to(membre.compte).filter(espace=membre.espace_id, pk=uuid).first()
    if ctg is not None:
        ctg.espace = membre.espace
    return ctg


def get_suivante(ctg: Ctg, ctgs: Iterable[Ctg]) -> Ctg | None:
    """The CTG that says it follows this one, or that begins after it."""
    others = [other for other in ctgs if other.pk != ctg.pk]
    said = [other for other in others if other.ctg_precedente_id == ctg.pk]
    after = sorted((other for other in others if other.date_debut > ctg.date_debut), key=lambda other: other.date_debut)
    following = said or after
    return following[0] if following else None


def get_dossier(membre: Membre, today: date, uuid: UUID | None = None) -> DossierCtg | None:
    """The CTG of this identifier, or the current one, where it stands; seven queries at most, milestones included."""
    ctgs = list_ctgs(membre)
    ctg = choose_ctg(ctgs, uuid, today)
    if ctg is None:
        return None
    ctg.espace = membre.espace
    return build_dossier(ctg, ctgs, today, membre.compte)


def get_dossier_sans_actes(membre: Membre, today: date, uuid: UUID) -> DossierCtg | None:
    """A CTG among the others, for a page that says nothing of its signatories nor of its avenants; one query."""
    ctgs = list_ctgs(membre)
    ctg = choose_ctg(ctgs, uuid, today)
    if ctg is None:
        return None
    ctg.espace = membre.espace
    tableau = build_tableau((), None)
    return DossierCtg(
        ctg,
        tuple(ctgs),
        (),
        (),
        (tableau,),
        get_parametres(today),
        _build_faits(ctg, ctgs, (), tableau),
        today,
        membre.compte,
    )


def get_dossier_actuel(membre: Membre, today: date) -> DossierCtg | None:
    """The current one, read once for a page: its panel and its things to do both ask for it, with the same place."""
    return read_once(membre, "dossier_ctg", lambda: get_dossier(membre, today))


def build_dossier(ctg: Ctg, ctgs: Sequence[Ctg], today: date, lecteur: Compte | None = None) -> DossierCtg:
    ctg.signataires_lus = signataires = tuple(list_signataires(ctg))
    avenants = tuple(Avenant.objects.filter(ctg=ctg))
    tableaux = tuple(build_tableau(signataires, acte) for acte in (None, *avenants))
    parametres = get_parametres(today)
    faits = _build_faits(ctg, ctgs, signataires, tableaux[0])
    return DossierCtg(ctg, tuple(ctgs), signataires, avenants, tableaux, parametres, faits, today, lecteur)


def list_jalons_dates(jalons: Iterable[Jalon]) -> list[JalonDate]:
    """Rows as the rules read them."""
    return [
        JalonDate(j.pk, j.type_id, Phase(j.phase), j.libelle, j.date_prevue, j.date_reelle, j.is_sans_objet)
        for j in jalons
    ]


def _read_reunion(reunion: Reunion, kind: TypeJalon) -> JalonDate:
    tenue = reunion.jour if reunion.is_tenue else None
    return JalonDate(None, kind.pk, Phase(kind.phase), kind.libelle, reunion.jour, tenue, url=reunion.url)


def _build_faits(ctg: Ctg, ctgs: Sequence[Ctg], signataires: Iterable[Signataire], tableau: TableauActe) -> FaitsCtg:
    suivante = get_suivante(ctg, ctgs)
    types = [s.organisation.type for s in signataires if not is_en_projet(s) and not s.is_parti]
    return FaitsCtg(
        date_debut=ctg.date_debut,
        date_fin=ctg.date_fin,
        date_signature=ctg.date_signature,
        nombre_signataires=len(types),
        has_caf=TypeOrganisation.CAF.value in types,
        has_collectivite=bool(COLLECTIVITES.intersection(types)),
        a_deliberer=sum(1 for ligne in tableau.lignes if ligne.is_a_deliberer),
        a_signer=len(tableau.attendus),
        dates_actes=tuple(day for ligne in tableau.lignes if ligne.deliberation for day in ligne.deliberation.dates),
        has_suivante=suivante is not None,
        is_suivante_signee=suivante is not None and suivante.date_signature is not None,
    )


def build_ruban_ctg(dossier: DossierCtg) -> Ruban:
    ctg = dossier.ctg
    actes = [
        Evenement(a.libelle, a.date_effet, a.date_signature is not None, a.libelle.lower()) for a in dossier.avenants
    ]
    if ctg.date_signature:
        actes.append(Evenement("Signature de la convention", ctg.date_signature, True, "signature"))
    actes.append(Evenement("Fin de la convention", ctg.date_fin, ctg.date_fin < dossier.today, "fin"))
    return build_ruban(
        dossier.avancement,
        dossier.jalons_dates,
        actes,
        date_debut=ctg.date_debut,
        date_fin=ctg.date_fin,
        today=dossier.today,
        voisines=_list_voisines(dossier),
    )


def _list_voisines(dossier: DossierCtg) -> list[Voisine]:
    """The CTG before and the one after, with the time that each takes to prepare; one query when there is one."""
    voisines = [ctg for ctg in (dossier.precedente, dossier.suivante) if ctg is not None]
    avant = [phase.value for phase in (*AVANT_SIGNATURE, Phase.SIGNATURE)]
    days = Jalon.objects.filter(ctg__in=voisines, phase__in=avant, is_sans_objet=False).values_list(
        "ctg_id", Coalesce("date_reelle", "date_prevue")
    )
    first: dict[UUID, date] = {}
    for pk, day in days if voisines else ():
        if day is not None:
            first[pk] = min(day, first.get(pk, day))
    found = []
    for ctg in voisines:
        signee = (ctg.date_signature or ctg.date_debut) - timedelta(days=1)
        if (debut := first.get(ctg.pk)) is not None and debut < signee:
            is_faite = ctg.date_signature is not None
            etat = EtatPhase.FAITE if is_faite else _get_etat(debut, signee, dossier.today)
            found.append(Voisine(f"{ctg} : préparation", etat, debut, signee))
        etat = _get_etat(ctg.date_debut, ctg.date_fin, dossier.today)
        found.append(Voisine(ctg.nom, etat, ctg.date_debut, ctg.date_fin))
    return found


def _get_etat(debut: date, fin: date, today: date) -> EtatPhase:
    if today > fin:
        return EtatPhase.FAITE
    return EtatPhase.EN_COURS if debut <= today else EtatPhase.A_VENIR
