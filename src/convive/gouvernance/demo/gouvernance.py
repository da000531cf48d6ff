"""The bodies of the demonstration: who sits in them, two years of séances, what they decided of the plan."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.espaces.models import Espace
from convive.espaces.rules import get_date_fin
from convive.gouvernance.models import (
    CibleDecision,
    Decision,
    EnvoiSeance,
    Instance,
    LigneSeance,
    MembreInstance,
    ParticipantSeance,
    PointOrdreDuJour,
    Seance,
    VoixDecision,
)
from convive.gouvernance.rules.convocations import EtatEnvoi, SorteEnvoi
from convive.gouvernance.rules.decisions import ModeDecision, StatutDecision, TypeDecision
from convive.gouvernance.rules.instances import USAGES, Siege, TypeInstance, Voix
from convive.gouvernance.rules.seances import EtatPoint, Presence, StatutSeance
from convive.gouvernance.rules.voix import SensVoix
from convive.plan_action.demo.plan_decor import DecorPlan, build_decor_plan
from convive.plan_action.models import ChangementStatut, FicheAction
from convive.plan_action.rules.statuts import Statut
from convive.socle.objets import Reference
from convive.socle.recit import Recit

DELAI_CONVOCATION = timedelta(days=21)
VERBES = {
    Statut.REPORTEE: ("Reporter", TypeDecision.REPORT),
    Statut.ABANDONNEE: ("Abandonner", TypeDecision.ARBITRAGE),
    Statut.PERENNISEE: ("Pérenniser", TypeDecision.VALIDATION),
}
MODELES = (
    Instance,
    MembreInstance,
    Seance,
    PointOrdreDuJour,
    ParticipantSeance,
    EnvoiSeance,
    Decision,
    LigneSeance,
    CibleDecision,
    VoixDecision,
)


@dataclass(slots=True)
class Ecriture:
    """What is written together, in the order of the models: a row points at one that exists."""

    decor: DecorPlan
    fiches: Mapping[str, FicheAction]
    auteur: UUID
    rows: dict[Any, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Any) -> Any:
        self.rows[type(row)].append(row)
        return row


def create_gouvernance_demo(espace: Espace, recit: Recit) -> None:
    """Everything in the file, written by the chargée de coopération; the decisions on actions come from the plan."""
    contenu, decor = recit.read("gouvernance"), build_decor_plan(espace, recit)
    fiches = FicheAction.objects.filter(ctg=decor.ctgs[contenu["ctg"]])
    ecriture = Ecriture(decor, {fiche.code: fiche for fiche in fiches}, recit.auteur)
    for ligne in contenu["instances"]:
        _build_instance(ecriture, ligne)
    _set_numeros(ecriture.rows[Decision])
    for modele in MODELES:
        modele._default_manager.bulk_create(ecriture.rows[modele])
    _date_decisions(ecriture.rows[Decision])
    _date_lignes(ecriture.rows[LigneSeance])
    for instance, noms in ecriture.rows["thematiques"]:
        instance.thematiques.set(decor.thematiques[nom] for nom in noms)


def _date_decisions(decisions: list[Any]) -> None:
    """They were noted while their séance lasted: its closed minutes hold them."""
    held = [decision for decision in decisions if decision.seance and decision.seance.close_le]
    for decision in held:
        decision.created_at = decision.seance.close_le
    Decision._default_manager.bulk_update(held, ["created_at"])


def _date_lignes(lignes: list[Any]) -> None:
    """They were written one after the other while their séance lasted: the minutes show the hour of each."""
    by_seance: dict[Any, list[Any]] = defaultdict(list)
    for ligne in lignes:
        by_seance[ligne.seance].append(ligne)
    for seance, siennes in by_seance.items():
        debut, fin = (datetime.combine(seance.date, heure) for heure in (seance.heure_debut, seance.heure_fin))
        pas = (fin - debut) / (len(siennes) + 1)
        for rang, ligne in enumerate(siennes, start=1):
            ligne.created_at = timezone.make_aware((debut + rang * pas).replace(second=0, microsecond=0))
    LigneSeance._default_manager.bulk_update(lignes, ["created_at"])


def _build_instance(ecriture: Ecriture, ligne: Mapping[str, Any]) -> None:
    decor, usage = ecriture.decor, USAGES[TypeInstance(ligne["type"])]
    instance = ecriture.add(
        Instance(
            espace=decor.espace,
            type=ligne["type"],
            nom=ligne["nom"],
            role=usage.role,
            presidence=decor.personnes.get(ligne.get("presidence", "")),
            seances_par_an=ligne["rythme"],
            duree_minutes=ligne.get("duree", usage.duree_minutes),
            jour_semaine=ligne["jour"],
            heure_debut=time.fromisoformat(ligne["heure"]),
            lieu=ligne["lieu"],
            quorum_part=ligne.get("quorum"),
            is_ouverte_partenaires=ligne.get("ouverte", True),
        )
    )
    ecriture.rows["thematiques"].append((instance, ligne.get("thematiques", ())))
    sieges = _build_sieges(ecriture, instance, ligne["membres"])
    for rang, point in enumerate(ligne.get("attente", ()), start=1):
        _build_point(ecriture, instance, None, point, rang)
    numeros = iter(range(1, 100))
    for seance in ligne["seances"]:
        _build_seance(ecriture, instance, sieges, seance, numeros)
    for decision in ligne.get("entre_seances", ()):
        _build_consultation(ecriture, instance, sieges, decision)


def _build_consultation(
    ecriture: Ecriture, instance: Instance, sieges: Mapping[str, MembreInstance], ligne: Mapping[str, Any]
) -> None:
    """A decision on which the members are asked, or were. Days are dated, or counted from today so that one is open."""
    today = timezone.localdate()
    jour = ligne.get("date") or today - timedelta(days=ligne["il_y_a"])
    fin = ligne.get("jusqu_au") or today + timedelta(days=ligne["dans"])
    decision = _build_decision(ecriture, None, {**ligne, "date": jour}, instance)
    decision.consultation_fin, decision.consultation_close_le = fin, ligne.get("arretee")
    reponses = ligne["reponses"]
    if decision.mode == ModeDecision.VOTE and decision.consultation_close_le:
        for sens in SensVoix:
            setattr(decision, f"voix_{sens.value}", sum(reponse["dit"] == sens for reponse in reponses))
    for rang, reponse in enumerate(reponses):
        ecriture.add(
            VoixDecision(
                decision=decision,
                siege=sieges[reponse["qui"]],
                sens=reponse["dit"],
                phrase=reponse.get("phrase", ""),
                date=min(jour + timedelta(days=1 + rang // 2), today),
                auteur_libelle=reponse["qui"],
            )
        )


def _build_sieges(ecriture: Ecriture, instance: Instance, lignes: list[Mapping[str, Any]]) -> dict[str, MembreInstance]:
    """By the name of who sits; the titulaires first, whom a suppléant·e may replace."""
    decor = ecriture.decor
    sieges: dict[str, MembreInstance] = {}
    for ligne in sorted(lignes, key=lambda ligne: "supplee" in ligne):
        fin = ligne.get("dernier_jour")
        siege = MembreInstance(
            instance=instance,
            personne=decor.personnes[ligne["qui"]] if "qui" in ligne else None,
            organisation=decor.organisations[ligne["pour"]] if "pour" in ligne else None,
            nom=ligne.get("nom", ""),
            qualite=ligne.get("qualite", ""),
            siege=Siege.SUPPLEANT if "supplee" in ligne else Siege.TITULAIRE,
            supplee=sieges.get(ligne.get("supplee", "")),
            voix=ligne.get("voix", Voix.DELIBERATIVE.value),
            is_elu=ligne.get("elu", False),
            date_debut=ligne["depuis"],
            date_fin=get_date_fin(fin) if fin else None,
        )
        sieges[str(siege)] = ecriture.add(siege)
    return sieges


def _build_seance(
    ecriture: Ecriture,
    instance: Instance,
    sieges: Mapping[str, MembreInstance],
    ligne: Mapping[str, Any],
    numeros: Iterator[int],
) -> None:
    statut, jour, debut = ligne.get("statut", StatutSeance.CLOSE.value), ligne["date"], instance.heure_debut
    is_close = statut == StatutSeance.CLOSE
    fin = (datetime.combine(jour, debut or time(14)) + timedelta(minutes=instance.duree_minutes)).time()
    seance = ecriture.add(
        Seance(
            espace=instance.espace,
            instance=instance,
            numero=None if statut == StatutSeance.BROUILLON else next(numeros),
            titre=ligne.get("objet", ""),
            date=jour,
            heure_debut=debut,
            heure_fin=fin,
            lieu=instance.lieu,
            statut=statut,
            motif=ligne.get("motif", ""),
            convoquee_le=None if statut == StatutSeance.BROUILLON else _at(jour - DELAI_CONVOCATION),
            close_le=_at(jour, 18) if is_close else None,
            close_par_id=ecriture.auteur if is_close else None,
        )
    )
    points = [
        _build_point(ecriture, instance, seance, point, rang) for rang, point in enumerate(ligne["points"], start=1)
    ]
    if statut != StatutSeance.BROUILLON:
        _build_presences(ecriture, seance, sieges, ligne)
    for rang, texte in enumerate(ligne.get("lignes", ()), start=1):
        point = points[min(rang, len(points) - 1)]
        responsable = ecriture.decor.personnes[texte["par"]] if "par" in texte else None
        ecriture.add(
            LigneSeance(
                seance=seance,
                point=point,
                ordre=rang,
                auteur_id=ecriture.auteur,
                sorte=texte["sorte"],
                texte=texte["texte"],
                responsable=responsable,
                echeance=texte.get("avant"),
            )
        )
    for decision in ligne.get("decisions", ()):
        _build_decision(ecriture, seance, decision)
    if is_close and instance.type == TypeInstance.COPIL:
        _build_decisions_du_plan(ecriture, seance)


def _build_point(
    ecriture: Ecriture, instance: Instance, seance: Seance | None, ligne: Mapping[str, Any], rang: int
) -> PointOrdreDuJour:
    is_close = seance is not None and seance.statut == StatutSeance.CLOSE
    fiche = ecriture.fiches[ligne["action"]] if "action" in ligne else None
    point: PointOrdreDuJour = ecriture.add(
        PointOrdreDuJour(
            instance=instance,
            seance=seance,
            ordre=rang,
            titre=ligne["titre"],
            nature=ligne["nature"],
            duree_minutes=ligne["duree"],
            rapporteur=ecriture.decor.personnes[ligne["par"]] if "par" in ligne else None,
            objet_type="fiche_action" if fiche else "",
            objet_uuid=fiche.pk if fiche else None,
            raison=ligne.get("raison", ""),
            etat=ligne.get("etat", EtatPoint.TRAITE.value if is_close else EtatPoint.PREVU.value),
        )
    )
    if seance is not None and point.etat == EtatPoint.REPORTE:
        suite = _build_point(ecriture, instance, None, {**ligne, "etat": EtatPoint.PREVU.value}, rang)
        suite.reporte_de, suite.raison = point, f"Reporté de la séance du {seance.date:%d/%m/%Y}"
    return point


def _build_presences(
    ecriture: Ecriture, seance: Seance, sieges: Mapping[str, MembreInstance], ligne: Mapping[str, Any]
) -> None:
    """The titulaires of the day, and the suppléant·es who came in their place; whoever has an address was convened by
    e-mail."""
    representes, excuses = ligne.get("representes", {}), ligne.get("excuses", ())
    is_close, is_convoquee = seance.statut == StatutSeance.CLOSE, seance.statut == StatutSeance.CONVOQUEE
    for nom, siege in sieges.items():
        fini = siege.date_fin is not None and siege.date_fin <= ligne["date"]
        if siege.date_debut > ligne["date"] or fini:
            continue
        if siege.siege == Siege.SUPPLEANT and nom not in representes.values():
            continue
        presence = Presence.INCONNUE
        if is_close:
            presence = Presence.EXCUSE if nom in excuses else Presence.PRESENT
            presence = Presence.REPRESENTE if nom in representes else presence
        email = siege.personne.email if is_convoquee and siege.personne else ""
        participant = ecriture.add(
            ParticipantSeance(
                seance=seance,
                membre=siege,
                personne=siege.personne,
                organisation=siege.organisation,
                nom=nom,
                qualite=siege.qualite,
                email=email,
                reponse=presence.value if is_close else "en_attente",
                represente_par=representes.get(nom, ""),
                presence=presence.value,
                moyen="liste" if is_close else "",
            )
        )
        if email:
            partie = {"etat": EtatEnvoi.PARTI.value, "parti_le": seance.convoquee_le}
            ecriture.add(EnvoiSeance(participant=participant, sorte=SorteEnvoi.CONVOCATION.value, **partie))


def _build_decision(
    ecriture: Ecriture, seance: Seance | None, ligne: Mapping[str, Any], instance: Instance | None = None, **champs: Any
) -> Decision:
    """Of a séance; of `instance` on the day of the line, between two of them."""
    jour = (seance.date or date.min) if seance is not None else ligne["date"]
    porteuse: Instance = seance.instance if seance is not None else instance  # type: ignore[assignment]  # one of them
    pour, contre, abstention = ligne.get("voix", (None, None, None))
    decision: Decision = ecriture.add(
        Decision(
            espace=ecriture.decor.espace,
            instance=porteuse,
            seance=seance,
            annee=jour.year,
            date=jour,
            libelle=ligne["libelle"],
            type=ligne["type"],
            mode=ligne.get("mode", ModeDecision.CONSENSUS.value),
            voix_pour=pour,
            voix_contre=contre,
            voix_abstention=abstention,
            responsable=ecriture.decor.personnes[ligne["par"]] if "par" in ligne else None,
            organisation_responsable=ecriture.decor.organisations[ligne["pour"]] if "pour" in ligne else None,
            echeance=ligne.get("echeance"),
            statut=ligne["statut"],
            executee_le=ligne.get("fait"),
            motif=ligne.get("motif", ""),
            created_by_id=ecriture.auteur,
            **champs,
        )
    )
    for code in ligne.get("actions", ()):
        reference = Reference("fiche_action", ecriture.fiches[code].pk)
        ecriture.add(CibleDecision(decision=decision, objet_type=reference.objet_type, objet_uuid=reference.objet_uuid))
    return decision


def _build_decisions_du_plan(ecriture: Ecriture, seance: Seance) -> None:
    """What the plan says that this séance decided: the actions that it validated together, then each of the others."""
    codes = {fiche.pk: code for code, fiche in ecriture.fiches.items()}
    rows = ChangementStatut.objects.filter(fiche__in=codes, date_instance=seance.date).exclude(instance_libelle="")
    changements = sorted(rows, key=lambda row: codes[row.fiche_id])
    jour = seance.date or date.min
    faite = {"statut": StatutDecision.FAITE.value, "fait": jour, "echeance": jour, "pour": "epci"}
    if validees := [codes[row.fiche_id] for row in changements if row.vers == Statut.VALIDEE]:
        libelle = f"Valider les actions {', '.join(validees)}."
        _build_decision(
            ecriture, seance, {**faite, "libelle": libelle, "type": TypeDecision.VALIDATION.value, "actions": validees}
        )
    for row in changements:
        if Statut(row.vers) not in VERBES:
            continue
        verbe, kind = VERBES[Statut(row.vers)]
        code = codes[row.fiche_id]
        titre = ecriture.fiches[code].titre
        ligne = {
            **faite,
            "libelle": f"{verbe} l’action {code} «\u00a0{titre}\u00a0».",
            "type": kind.value,
            "motif": row.motif,
            "actions": [code],
        }
        _build_decision(ecriture, seance, ligne, changement_statut=row)


def _set_numeros(decisions: list[Decision]) -> None:
    """In the order of the séances of each year."""
    counts: Counter[int] = Counter()
    for decision in sorted(decisions, key=lambda row: row.date):
        counts[decision.annee] += 1
        decision.numero = counts[decision.annee]


def _at(jour: date, heure: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(jour, time(heure)))
