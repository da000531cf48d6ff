"""What follows the conventions of the demonstration: the other plans, and a CTG in preparation, half of whose choices
are made."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.convention.models import Ctg, Jalon, LienPlan, OrientationPlan, PlanExterne, RepriseChoix, TypeJalon
from convive.convention.rules.plans import parse_orientations
from convive.convention.selectors.registre_reprises import reprises
from convive.espaces.models import Espace
from convive.socle.recit import Recit

HEURE = time(10, 30)


def create_suite_demo(espace: Espace, recit: Recit) -> None:
    """Everything in the file; the conventions and the organisations are those that have just been made."""
    create_plans_externes(espace, recit)
    ctgs = {ctg.nom: ctg for ctg in Ctg.objects.filter(espace=espace)}
    _create_ctg(espace, recit, ctgs)


def create_plans_externes(espace: Espace, recit: Recit) -> None:
    """The other plans and schemes of the territory."""
    noms = _get_noms(recit)
    organisations = {organisation.nom: organisation for organisation in Organisation.objects.filter(espace=espace)}
    ctgs = {ctg.nom: ctg for ctg in Ctg.objects.filter(espace=espace)}
    for ligne in recit.read("suite")["plans"]:
        _create_plan(espace, ligne, organisations[noms[ligne["pilote"]]], ctgs)


def _get_noms(recit: Recit) -> Mapping[str, str]:
    return {ligne["cle"]: ligne["nom"] for ligne in recit.read("acteurs")["organisations"]}


def _create_plan(espace: Espace, ligne: Mapping[str, Any], pilote: Organisation, ctgs: Mapping[str, Ctg]) -> None:
    plan = PlanExterne.objects.create(
        espace=espace,
        type=ligne["type"],
        type_libre=ligne.get("type_libre", ""),
        nom=ligne["nom"],
        pilote=pilote,
        date_debut=ligne["debut"],
        date_fin=ligne["fin"],
        articulation=ligne["articulation"].strip(),
        orientations=ligne["orientations"].strip(),
        archive_le=timezone.now() if ligne.get("archive") else None,
    )
    OrientationPlan.objects.bulk_create(
        OrientationPlan(plan=plan, numero=row.numero, texte=row.texte, ordre=ordre)
        for ordre, row in enumerate(parse_orientations(plan.orientations), start=1)
    )
    LienPlan.objects.bulk_create(LienPlan(ctg=ctgs[nom], plan=plan) for nom in ligne["ctgs"])


def _create_ctg(espace: Espace, recit: Recit, ctgs: Mapping[str, Ctg]) -> None:
    ligne = recit.read("suite")["ctg"]
    precedente = ctgs[ligne["suit"]]
    ctg = Ctg.objects.create(
        espace=espace, nom=ligne["nom"], ctg_precedente=precedente, date_debut=ligne["debut"], date_fin=ligne["fin"]
    )
    types = {(t.phase, t.libelle): t for t in TypeJalon.objects.filter(espace=espace)}
    jalons = {}
    for row in ligne["jalons"]:
        jalons[row["libelle"]] = Jalon.objects.create(
            ctg=ctg,
            phase=row["phase"],
            type=types.get((row["phase"], row["libelle"])),
            libelle=row["libelle"],
            date_prevue=row.get("prevu"),
            date_reelle=row.get("fait"),
            commentaire=row.get("commentaire", ""),
        )
    for row in ligne["choix"]:
        _create_choix(ctg, precedente, row, recit)
    for row in ligne["nouveaux"]:
        RepriseChoix.objects.create(
            ctg=ctg,
            objet_type="jalon",
            objet_uuid=jalons[row["libelle"]].pk,
            choix="nouveau",
            motif=row["motif"],
            par_id=recit.comptes[row["par"]],
            le=_at(row["le"]),
        )


def _create_choix(ctg: Ctg, precedente: Ctg, ligne: Mapping[str, Any], recit: Recit) -> None:
    reprise = next(reprise for reprise in reprises.get_all() if reprise.cle == ligne["famille"])
    nom = _get_noms(recit).get(ligne["element"], ligne["element"])
    found = []
    for row in reprise.list_rows([precedente.pk]):
        row.ctg = precedente
        if reprise.present(row, ctg).libelle == nom:
            found.append(row)
    (row,) = found
    compte = Compte.objects.get(pk=recit.comptes[ligne["par"]])
    RepriseChoix.objects.create(
        ctg=ctg,
        objet_type=reprise.cle,
        objet_uuid=row.pk,
        choix=ligne["choix"],
        motif=ligne.get("motif", ""),
        par=compte,
        le=_at(ligne["le"]),
        cible_uuid=reprise.carry(compte, row, ctg).pk if ligne.get("entre") else None,
    )


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, HEURE))
