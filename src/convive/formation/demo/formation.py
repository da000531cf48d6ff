"""An organisme that has run one session of eight people and is preparing the next, with its documents and registers."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace
from convive.formation.actions.document import create_documents
from convive.formation.actions.programme import create_programme_cours, create_publication
from convive.formation.actions.session import list_jours_chomes
from convive.formation.demo.pairs import create_pairs_demo
from convive.formation.demo.questionnaires import create_questionnaires_demo
from convive.formation.models import (
    ActionAmelioration,
    ActionCompetence,
    DemiJournee,
    DossierIntervenant,
    Emargement,
    EnvoiFormation,
    FeuilleEmargement,
    Inscription,
    Intervenant,
    NouvelleVeille,
    OrganismeFormation,
    PartenaireHandicap,
    PreuveQualiopi,
    Programme,
    Reclamation,
    SessionFormation,
)
from convive.formation.rules.document import SorteDocument
from convive.formation.rules.envois import SorteEnvoi
from convive.formation.rules.formation import EtatSession, Moment
from convive.formation.rules.presence import MoyenSignature, Presence
from convive.formation.rules.session import list_jours_ouvres
from convive.formation.selectors.convocation import write_annonce
from convive.formation.selectors.cours import get_cours
from convive.formation.selectors.session_lue import read_session
from convive.gouvernance.rules.convocations import EtatEnvoi
from convive.socle.recit import Recit

HEURES = {Moment.MATIN: (time(9), time(12, 30)), Moment.APRES_MIDI: (time(13, 30), time(17))}
TRACE = "M40 120L70 60L90 130L120 70L150 125L190 80L240 110L300 90L360 115L430 95"
"""A signature as a finger would draw it: an SVG path."""
JOURS_CONVOCATION = 21
"""How many days before the first one convocations are sent."""
JOURS = frozenset(
    {"recue_le", "accusee_le", "repondue_le", "echeance", "date", "exploitee_le", "verifie_le", "realisee_le"}
)


def create_formation_demo(espace: Espace, recit: Recit) -> None:
    """Create everything in the espace of the organisme. Sessions have past dates, so rows are written without
    actions."""
    contenu, today = recit.read("formation"), timezone.localdate()
    formatrice = Compte.objects.get(pk=recit.comptes["formatrice"])
    OrganismeFormation.objects.create(espace=espace, **contenu["organisme"])
    finie, a_venir = contenu["session_finie"], contenu["session_a_venir"]
    programme = _create_programme(espace, formatrice, contenu["fiche"], today + timedelta(finie["premier_jour"] - 40))
    session = _create_session(programme, recit, finie, EtatSession.TERMINEE)
    inscriptions = _create_inscriptions(session, recit, contenu["stagiaires"], is_convoquee=True)
    _create_papiers_avant(session, formatrice)
    _create_emargements(session, inscriptions, contenu["stagiaires"])
    _create_papiers_apres(session, formatrice)
    create_questionnaires_demo(session, inscriptions)
    create_pairs_demo(espace, recit, inscriptions)
    suivante = _create_session(programme, recit, a_venir, EtatSession.OUVERTE)
    _create_inscriptions(suivante, recit, contenu["a_venir"], is_convoquee=False)
    for ligne in contenu["preuves"]:
        jour = today + timedelta(finie["premier_jour"] + ligne["jour"])
        PreuveQualiopi.objects.create(espace=espace, session=session, **(ligne | {"jour": jour}))
    _create_registres(session, inscriptions, contenu["registres"], today)


def _create_programme(espace: Espace, by: Compte, fiche: Mapping[str, Any], jour: date) -> Programme:
    programme = create_programme_cours(by=by, espace=espace, cours=get_cours("ctg_deux_jours"))
    for champ, valeur in fiche.items():
        setattr(programme, champ, valeur)
    programme.save()
    create_publication(by=by, programme=programme, today=jour)
    programme.refresh_from_db()
    return programme


def _create_session(
    programme: Programme, recit: Recit, ligne: Mapping[str, Any], etat: EtatSession
) -> SessionFormation:
    debut = _move_to_semaine(timezone.localdate() + timedelta(ligne["premier_jour"]))
    valeurs = {champ: valeur for champ, valeur in ligne.items() if champ != "premier_jour"}
    session = SessionFormation.objects.create(
        espace=programme.espace,
        programme=programme,
        titre=programme.titre,
        etat=etat.value,
        date_debut=debut,
        date_fin=debut + timedelta(1),
        **valeurs,
    )
    cles: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in programme.sequences.all():
        cles[(row.jour, row.moment)].append(row.cle)
    for rang in (1, 2):
        for moment, (de, a) in HEURES.items():
            sequences = cles[(rang, moment.value)]
            jour = debut + timedelta(rang - 1)
            DemiJournee.objects.create(
                session=session, date=jour, moment=moment.value, debut=de, fin=a, sequences=sequences
            )
    for ordre, personne in enumerate(recit.read("formation")["intervenants"], start=1):
        compte = recit.comptes[personne["persona"]] if "persona" in personne else None
        champs = {champ: valeur for champ, valeur in personne.items() if champ != "persona"}
        Intervenant.objects.create(session=session, compte_id=compte, ordre=ordre, **champs)
    return session


def _move_to_semaine(jour: date) -> date:
    """The latest day, up to this one, such that it and the next day are both working days (no weekend or holiday)."""
    chomes = list_jours_chomes(jour)
    while list_jours_ouvres(jour, 2, chomes) != [jour, jour + timedelta(1)]:
        jour -= timedelta(1)
    return jour


def _create_inscriptions(
    session: SessionFormation, recit: Recit, lignes: list[dict[str, Any]], *, is_convoquee: bool
) -> list[Inscription]:
    convoquee_le = _get_jour(session, -JOURS_CONVOCATION) + timedelta(minutes=5)
    found = []
    for ligne in lignes:
        champs = {c: v for c, v in ligne.items() if c not in ("persona", "absences", "motif", "retard")}
        if "persona" in ligne:
            compte = Compte.objects.get(pk=recit.comptes[ligne["persona"]])
            champs |= {"compte_id": compte.pk, "email": compte.email}
        row = Inscription(espace=session.espace, session=session, **champs)
        row.convoquee_le = convoquee_le if is_convoquee else None
        row.save()
        found.append(row)
    return found


def _create_emargements(
    session: SessionFormation, inscriptions: list[Inscription], lignes: list[dict[str, Any]]
) -> None:
    rows: list[Emargement] = []
    for rang, demi in enumerate(session.demi_journees.all(), start=1):
        signe_le = timezone.make_aware(datetime.combine(demi.date, demi.debut)) + timedelta(minutes=4)
        signer = partial(Emargement, demi_journee=demi, presence=Presence.PRESENT.value, trace=TRACE)
        for inscription, ligne in zip(inscriptions, lignes, strict=True):
            if rang in ligne.get("absences", ()):
                motif = ligne["motif"]
                rows.append(
                    Emargement(demi_journee=demi, inscription=inscription, presence=Presence.ABSENT.value, motif=motif)
                )
                continue
            retard = ligne.get("retard", 0) if rang == 1 else 0
            moment = signe_le + timedelta(minutes=retard)
            moyen = MoyenSignature.TABLETTE.value
            rows.append(
                signer(inscription=inscription, retard_minutes=retard, moyen=moyen, signe_le=moment, recu_le=moment)
            )
        rows += [
            signer(intervenant=row, moyen=MoyenSignature.TABLETTE.value, signe_le=signe_le, recu_le=signe_le)
            for row in session.intervenants.all()
            if not row.sequences or set(row.sequences) & set(demi.sequences)
        ]
    Emargement.objects.bulk_create(rows)


def _create_papiers_avant(session: SessionFormation, formatrice: Compte) -> None:
    """Issue the conventions a month before, and three weeks before, what each person receives, with its message."""
    convention, convocation = _get_jour(session, -30), _get_jour(session, -JOURS_CONVOCATION)
    create_documents(by=formatrice, session=session, sorte=SorteDocument.CONVENTION, now=convention)
    for sorte in (SorteDocument.REGLEMENT, SorteDocument.CONVOCATION):
        create_documents(by=formatrice, session=session, sorte=sorte, now=convocation)
    _send(session, SorteDocument.CONVOCATION, convocation)
    annonce = write_annonce(read_session(session, convocation.date()))
    EnvoiFormation.objects.bulk_create(
        EnvoiFormation(
            inscription=row,
            sorte=SorteEnvoi.CONVOCATION.value,
            annonce=annonce,
            etat=EtatEnvoi.PARTI.value,
            essais=1,
            tente_le=convocation,
            parti_le=convocation,
        )
        for row in session.inscriptions.all()
    )


def _create_papiers_apres(session: SessionFormation, formatrice: Compte) -> None:
    """Close the feuilles at the end of each demi-journée, and issue the attestations the day after the last one."""
    demis = list(session.demi_journees.all())
    FeuilleEmargement.objects.bulk_create(
        FeuilleEmargement(demi_journee=demi, arretee_le=_at(demi.date, demi.fin), arretee_par=str(formatrice))
        for demi in demis
    )
    soir, lendemain = _at(demis[-1].date, time(17, 45)), _at(demis[-1].date + timedelta(1), time(10))
    create_documents(by=formatrice, session=session, sorte=SorteDocument.FEUILLE, now=soir)
    for sorte in (SorteDocument.ATTESTATION, SorteDocument.CERTIFICAT):
        create_documents(by=formatrice, session=session, sorte=sorte, now=lendemain)
        _send(session, sorte, lendemain)


def _send(session: SessionFormation, sorte: SorteDocument, moment: datetime) -> None:
    """Mark the documents as sent a few minutes after they were issued."""
    parti_le = moment + timedelta(minutes=5)
    session.documents.filter(sorte=sorte.value).update(envoi_le=moment, envoye_le=parti_le)


def _get_jour(session: SessionFormation, ecart: int) -> datetime:
    """Ten in the morning, `ecart` days after the first one."""
    return _at((session.date_debut or timezone.localdate()) + timedelta(ecart), time(10))


def _at(jour: date, heure: time) -> datetime:
    return timezone.make_aware(datetime.combine(jour, heure))


def _create_registres(
    session: SessionFormation, inscriptions: list[Inscription], registres: Mapping[str, Any], today: date
) -> None:
    espace, noms = session.espace, {row.nom: row for row in inscriptions}

    def read(ligne: Mapping[str, Any]) -> dict[str, Any]:
        return {champ: today + timedelta(valeur) if champ in JOURS else valeur for champ, valeur in ligne.items()}

    reclamation = None
    for rang, ligne in enumerate(registres["reclamations"], start=1):
        champs = read(ligne)
        inscription = noms[champs.pop("stagiaire")]
        numero = f"R{champs['recue_le'].year}-{rang:02d}"
        reclamation = Reclamation.objects.create(
            espace=espace, session=session, inscription=inscription, numero=numero, **champs
        )
    for ligne in registres["amelioration"]:
        champs = read(ligne)
        lien = reclamation if champs["origine"] == "reclamation" else None
        ActionAmelioration.objects.create(espace=espace, session=session, reclamation=lien, **champs)
    for ligne in registres["veille"]:
        NouvelleVeille.objects.create(espace=espace, **read(ligne))
    dossiers = {}
    for ligne in registres["intervenants"]:
        dossiers[ligne["nom"]] = DossierIntervenant.objects.create(espace=espace, **read(ligne))
    annees = {row.date_debut.year for row in espace.sessions.all() if row.date_debut}
    for ligne in registres["competences"]:
        champs = read(ligne)
        dossier = dossiers.get(champs.pop("dossier", ""))
        for annee in sorted(annees):
            ActionCompetence.objects.create(espace=espace, dossier=dossier, **(champs | {"annee": annee}))
    for ligne in registres["handicap"]:
        PartenaireHandicap.objects.create(espace=espace, **read(ligne))
