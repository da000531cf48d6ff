"""The contents of the documents of a session, ready to print: read once for the session, then for each person."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from convive.formation.models import (
    DemiJournee,
    DossierIntervenant,
    Inscription,
    OrganismeFormation,
    PublicationProgramme,
    SessionFormation,
)
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.formation import ModeSession, Moment, format_minutes
from convive.formation.rules.presence import Presence
from convive.formation.rules.references import Reference
from convive.formation.selectors.observation import evaluate_objectifs
from convive.formation.selectors.presence import LigneSession, TableauPresences, build_appel, build_tableau
from convive.formation.selectors.references import list_references
from convive.socle.formats import date_longue, nombre_accorde, periode

type Contenu = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DossierSession:
    """What all the documents of a session share; six queries. `publication`: the version of the programme that was
    public on that day, None before the first one."""

    session: SessionFormation
    organisme: OrganismeFormation
    objectifs: Sequence[str]
    intervenants: Sequence[str]
    tableau: TableauPresences
    references: dict[str, Reference]
    jour: date
    publication: PublicationProgramme | None = None

    @property
    def minutes(self) -> int:
        return sum(demi.minutes for demi in self.tableau.demi_journees)

    @property
    def effectif_max(self) -> int | None:
        """How many people the group holds: a contract says it, or is void (code du travail, L. 6353-4)."""
        return self.session.programme.effectif_max or self.session.places

    @property
    def is_passee(self) -> bool:
        demis = self.tableau.demi_journees
        return bool(demis) and max(demi.date for demi in demis) <= self.jour

    def get_ligne(self, inscription: Inscription) -> LigneSession | None:
        return next((ligne for ligne in self.tableau.lignes if ligne.inscription.pk == inscription.pk), None)


def read_dossier(session: SessionFormation, jour: date) -> DossierSession:
    organisme = OrganismeFormation.objects.filter(espace=session.espace_id).first()
    return DossierSession(
        session,
        organisme or OrganismeFormation(espace=session.espace, raison_sociale=session.espace.nom),
        [f"{row.verbe} {row.texte}" for row in session.programme.objectifs.all()],
        [f"{row.nom}, {row.role}" if row.role else row.nom for row in session.intervenants.all()],
        build_tableau(session),
        {row.cle: row for row in list_references(session.espace, jour)},
        jour,
        PublicationProgramme.objects.filter(programme=session.programme_id, date__lte=jour).order_by("-numero").first(),
    )


def build_commun(dossier: DossierSession) -> Contenu:
    """The issuer, the programme, the dates and the place."""
    organisme, session, programme = dossier.organisme, dossier.session, dossier.session.programme
    demis = dossier.tableau.demi_journees
    return {
        "organisme": {
            champ: getattr(organisme, champ)
            for champ in (
                "raison_sociale",
                "numero_declaration",
                "region",
                "siret",
                "adresse",
                "ville",
                "representant",
                "qualite_representant",
                "contact_nom",
                "contact_email",
                "contact_telephone",
                "modalites_reglement",
            )
        }
        | {"contact_handicap": session.contact_handicap or organisme.contact_handicap},
        "session": {
            "numero": session.numero,
            "titre": session.titre,
            "nature": programme.nature,
            "duree": format_minutes(dossier.minutes),
            "dates": _say_dates(demis),
            "mode": ModeSession(session.mode).libelle,
            "lieu": ", ".join(part for part in (session.lieu, session.adresse) if part),
            "intervenants": list(dossier.intervenants),
            "demi_journees": [_write_demi_journee(demi) for demi in demis],
            "is_distance": any(demi.is_distance for demi in demis) or session.mode != ModeSession.PRESENCE,
        },
        "objectifs": list(dossier.objectifs),
        "fait_le": date_longue(dossier.jour),
    }


def build_personne(dossier: DossierSession, inscription: Inscription) -> Contenu:
    """The attendance of a stagiaire: planned hours, hours actually attended, demi-journées missed."""
    ligne = dossier.get_ligne(inscription)
    assiduite = ligne.assiduite if ligne else None
    absences = [
        _write_demi_journee(row.demi_journee)["jour"]
        for row in (ligne.emargements if ligne else ())
        if row.presence == Presence.ABSENT
    ]
    return build_commun(dossier) | {
        "stagiaire": {"nom": inscription.nom, "fonction": inscription.fonction, "employeur": inscription.employeur},
        "heures_suivies": format_minutes(assiduite.suivies) if assiduite else "",
        "is_complete": bool(assiduite and assiduite.is_complete),
        "absences": absences,
    }


def build_attestation(dossier: DossierSession, inscription: Inscription) -> Contenu:
    reference = dossier.references["attestation"]
    # A reference without a source must not be printed as a rule.
    contenu = build_personne(dossier, inscription)
    contenu["reference"] = "" if reference.is_a_verifier else reference.texte
    if acquis := evaluate_objectifs(inscription):
        contenu["acquis"] = [asdict(row) for row in acquis]
    return contenu


def build_certificat(dossier: DossierSession, inscription: Inscription) -> Contenu:
    reference, garde = dossier.references["certificat_realisation"], dossier.references["conservation_preuves_ans"]
    return build_personne(dossier, inscription) | {
        "reference": "" if reference.is_a_verifier else reference.texte,
        "conservation": f"{garde.valeur}\u00a0{garde.unite}",
    }


def build_convocation(dossier: DossierSession, inscription: Inscription) -> Contenu:
    session = dossier.session
    return build_commun(dossier) | {
        "stagiaire": {"nom": inscription.nom, "fonction": inscription.fonction, "employeur": inscription.employeur},
        "acces": session.acces,
        "visio": session.visio,
        "assistance": session.assistance_distance,
        "prerequis": session.programme.prerequis,
        "programme": _write_programme(dossier),
    }


def _write_programme(dossier: DossierSession) -> dict[str, str]:
    """The published programme; empty if there is none: the convocation then lacks it, and the audit says so."""
    publication = dossier.publication
    if publication is None:
        return {}
    args = [publication.espace_id, publication.programme_id, publication.numero]
    adresse = reverse("formation:formation_publique_detail", args=args)
    return {
        "version": str(publication.numero),
        "date": date_longue(publication.date),
        "adresse": f"{settings.URL_PUBLIQUE}{adresse}",
    }


def build_convention(dossier: DossierSession, employeur: str, inscriptions: Sequence[Inscription]) -> Contenu:
    programme = dossier.session.programme
    return build_commun(dossier) | {
        "employeur": employeur,
        "stagiaires": [{"nom": row.nom, "fonction": row.fonction} for row in inscriptions],
        "financeurs": sorted({row.financeur for row in inscriptions if row.financeur}),
        "public": programme.public,
        "methodes": programme.methodes,
        "evaluation": programme.evaluation,
        "tarif": programme.tarif,
        "equipement": dossier.session.equipement,
        "part_distance": _compute_part_distance(dossier),
        "programme": _write_programme(dossier),
    }


def _compute_part_distance(dossier: DossierSession) -> str:
    """The share of the hours taught at a distance, in percent: a convention states it, 0 included (code du travail,
    D. 6353-1, since 1 July 2025). Empty while no demi-journée is set."""
    distance = sum(demi.minutes for demi in dossier.tableau.demi_journees if demi.is_distance)
    return str(round(100 * distance / dossier.minutes)) if dossier.minutes else ""


def build_contrat(dossier: DossierSession, inscription: Inscription) -> Contenu:
    """The contract of a person who pays for herself. Nothing is due until she can no longer withdraw; then a first
    part, then instalments."""
    programme, references = dossier.session.programme, dossier.references
    reference, jours = references["contrat_individuel"], len({demi.date for demi in dossier.tableau.demi_journees})
    acompte = references["contrat_acompte_pourcent"].valeur
    return build_commun(dossier) | {
        "stagiaire": {"nom": inscription.nom, "fonction": inscription.fonction},
        "reference": "" if reference.is_a_verifier else reference.texte,
        "prerequis": programme.prerequis,
        "effectif_max": dossier.effectif_max,
        "methodes": programme.methodes,
        "evaluation": programme.evaluation,
        "equipement": dossier.session.equipement,
        "tarif": programme.tarif,
        "programme": _write_programme(dossier),
        "titres": _list_titres(dossier),
        "assistance": dossier.session.assistance_distance,
        "retractation_distance_jours": references["contrat_retractation_distance_jours"].valeur,
        "retractation_jours": references["contrat_retractation_jours"].valeur,
        "acompte_pourcent": acompte,
        "solde_pourcent": 100 - acompte,
        "versements": nombre_accorde(jours, "versement égal", "versements égaux"),
        "reglement": dossier.organisme.reglement_interieur.strip() != "",
    }


def _list_titres(dossier: DossierSession) -> list[list[str]]:
    """Each person who teaches, with the diplomas and references of her file: the code du travail (L. 6353-4) wants them
    in the contract. Lists rather than tuples, as they are once kept."""
    fichiers = DossierIntervenant.objects.filter(espace=dossier.session.espace_id)
    titres = {row.nom.casefold(): "\u00a0; ".join(row.competences.split("\n")) for row in fichiers}
    rows = dossier.session.intervenants.all()
    return [[dit, titres.get(row.nom.casefold(), "")] for dit, row in zip(dossier.intervenants, rows, strict=True)]


def build_reglement(dossier: DossierSession) -> Contenu:
    paragraphes = [part.strip() for part in dossier.organisme.reglement_interieur.split("\n\n") if part.strip()]
    return build_commun(dossier) | {"paragraphes": paragraphes}


def build_feuille(dossier: DossierSession, demi_journee: DemiJournee) -> Contenu:
    """The current feuille: with signatures once it is closed, before that to be signed by hand."""
    appel = build_appel(demi_journee)
    lignes = [
        {
            "nom": ligne.nom,
            "precision": ligne.precision,
            "is_intervenant": ligne.emargement.intervenant_id is not None,
            "trace": ligne.emargement.trace,
            "texte": ligne.emargement.signature_texte,
            "mot": _say_presence(ligne.emargement),
        }
        for ligne in appel.lignes
    ]
    return build_commun(dossier) | {"demi_journee": _write_demi_journee(demi_journee), "lignes": lignes}


def build_contenu(
    sorte: SorteDocument, dossier: DossierSession, *, inscription: Inscription | None, cible: Any
) -> Contenu:
    """The content of a document. `cible` is the employeur with its people, or the demi-journée, for kinds that have
    one."""
    if inscription is not None:
        build = {
            SorteDocument.ATTESTATION: build_attestation,
            SorteDocument.CERTIFICAT: build_certificat,
            SorteDocument.CONTRAT: build_contrat,
            SorteDocument.CONVOCATION: build_convocation,
        }[sorte]
        return build(dossier, inscription)
    if sorte is SorteDocument.FEUILLE:
        return build_feuille(dossier, cible)
    if sorte is SorteDocument.CONVENTION:
        return build_convention(dossier, *cible)
    return build_reglement(dossier)


def _say_dates(demis: Sequence[DemiJournee]) -> str:
    jours = sorted({demi.date for demi in demis})
    if not jours:
        return ""
    return f"le {date_longue(jours[0])}" if len(jours) == 1 else periode(jours[0], jours[-1])


def _write_demi_journee(demi: DemiJournee) -> dict[str, str]:
    debut, fin = (f"{heure.hour}\u00a0h\u00a0{heure.minute:02}" for heure in (demi.debut, demi.fin))
    return {
        "jour": f"{date_longue(demi.date)}, {Moment(demi.moment).libelle.lower()}",
        "heures": f"de {debut} à {fin}",
        "titre": demi.titre,
        "lieu": "à distance" if demi.is_distance else "",
    }


def _say_presence(emargement: Any) -> str:
    if emargement.presence == Presence.ABSENT:
        return f"Absent·e ({emargement.motif})" if emargement.motif else "Absent·e"
    mots = []
    if emargement.signe_le is not None and emargement.moyen == "papier":
        mots.append("a signé la feuille")
    elif emargement.signe_le is None and emargement.presence == Presence.PRESENT:
        mots.append("présent·e, sans signature")
    if emargement.retard_minutes:
        mots.append(f"retard de {format_minutes(emargement.retard_minutes)}")
    if emargement.depart_minutes:
        mots.append(f"départ {format_minutes(emargement.depart_minutes)} avant la fin")
    return ", ".join(mots)
