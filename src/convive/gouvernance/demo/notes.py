"""The notes of the demonstration that help to decide: one that the steering committee settled, one that waits."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from convive.documents.actions.gel import build_gel
from convive.documents.gels import gels
from convive.espaces.models import Espace, Membre
from convive.gouvernance.models import (
    ArbitrageNote,
    AvisPartenaire,
    CibleDecision,
    Decision,
    Instance,
    NoteDecision,
    PointOrdreDuJour,
    ScenarioDecision,
    Seance,
    SourceNote,
)
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.rules.notes import Chiffre, dump_chiffres, dump_couts
from convive.gouvernance.rules.seances import DUREES_USUELLES, EtatPoint, NaturePoint, StatutSeance
from convive.plan_action.demo.plan_decor import DecorPlan, build_decor_plan
from convive.plan_action.models import FicheAction
from convive.socle.formats import date_longue
from convive.socle.objets import Reference, objets
from convive.socle.recit import Recit

CTG = "CTG 2024-2028"


def create_notes_demo(espace: Espace, recit: Recit) -> None:
    """Dated from their days, so not written by the actions, which date everything from now."""
    decor = build_decor_plan(espace, recit)
    place = Membre.objects.select_related("compte", "espace").get(espace=espace, compte=recit.auteur)
    for ligne in recit.read("notes"):
        _create_note(decor, place, ligne)


def _create_note(decor: DecorPlan, place: Membre, ligne: Mapping[str, Any]) -> None:
    note = NoteDecision.objects.create(
        espace=decor.espace,
        instance=Instance.objects.get(espace=decor.espace, nom=ligne["instance"]),
        question=ligne["question"],
        pourquoi_maintenant=ligne["pourquoi"],
        contexte=ligne["contexte"],
        chiffres=dump_chiffres(Chiffre(*(str(part) for part in row)) for row in ligne["chiffres"]),
        attendue_le=ligne["attendue"],
        recommandation=ligne["technique"],
        avis_de=ligne["technique_de"],
        created_by=place.compte,
    )
    for reference in _list_sources(decor, ligne["sources"]):
        SourceNote.objects.create(note=note, objet_type=reference.objet_type, objet_uuid=reference.objet_uuid)
    scenarios = [_create_scenario(note, rang, row) for rang, row in enumerate(ligne["scenarios"])]
    note.scenario_conseille = scenarios[ligne["conseille"]]
    note.save()
    for row in ligne["avis"]:
        organisation = decor.organisations[row["pour"]]
        AvisPartenaire.objects.create(
            note=note,
            organisation=organisation,
            nom=organisation.nom,
            position=row["position"],
            phrase=row["phrase"],
            date=row["date"],
            recueilli_par=row["par"],
        )
    for instance, jour in ligne["seances"]:
        # Another espace may hold a copy of this very story.
        seances = Seance.objects.select_related("instance").filter(instance__espace=note.espace_id)
        _create_point(note, seances.get(instance__nom=instance, date=jour))
    if "arbitrage" in ligne:
        _create_arbitrage(note, place, scenarios, ligne["arbitrage"])


def _list_sources(decor: DecorPlan, ligne: Mapping[str, Any]) -> Iterator[Reference]:
    fiches = {fiche.code: fiche for fiche in FicheAction.objects.filter(ctg=decor.ctgs[CTG])}
    yield from (Reference("fiche_action", fiches[code].pk) for code in ligne.get("actions", ()))
    yield from (Reference("enjeu", decor.get_enjeu(debut).pk) for debut in ligne.get("enjeux", ()))
    yield from (Reference("constat", decor.constats[cle].pk) for cle in ligne.get("constats", ()))


def _create_scenario(note: NoteDecision, rang: int, ligne: Mapping[str, Any]) -> ScenarioDecision:
    textes = ("effets", "gagnants", "perdants", "risques", "parades", "delais")
    return ScenarioDecision.objects.create(
        note=note,
        ordre=rang,
        titre=ligne["titre"],
        is_sans_changement=ligne.get("rien", False),
        **{nom: ligne.get(nom, "") for nom in textes},
        couts=dump_couts(ligne.get("couts", {})),
        cout_source=ligne.get("de", ""),
        cout_date=ligne.get("le"),
    )


def _create_point(note: NoteDecision, seance: Seance) -> None:
    is_close, is_sienne = seance.statut == StatutSeance.CLOSE, seance.instance_id == note.instance_id
    nature = NaturePoint.DECISION if is_sienne else NaturePoint.AVIS
    PointOrdreDuJour.objects.create(
        instance=seance.instance,
        seance=seance,
        ordre=PointOrdreDuJour.objects.filter(seance=seance).count() + 1,
        titre=note.question,
        nature=nature.value,
        duree_minutes=DUREES_USUELLES[nature],
        objet_type=TYPE_NOTE,
        objet_uuid=note.pk,
        etat=(EtatPoint.TRAITE if is_close else EtatPoint.PREVU).value,
    )


def _create_arbitrage(
    note: NoteDecision, place: Membre, scenarios: list[ScenarioDecision], ligne: Mapping[str, Any]
) -> None:
    gelable = gels.get(TYPE_NOTE)
    assert gelable is not None  # noqa: S101 - declared by gouvernance
    gel = build_gel(
        espace=note.espace,
        reference=objets.get_reference(note),
        contenu=gelable.build_contenu(place, note),
        motif=f"Telle que présentée le {date_longue(ligne['date'])}",
        date=timezone.make_aware(datetime.combine(ligne["date"], time(17))),
        by=place.compte,
        fonction=str(place.get_role_display()),
    )
    gel.save()
    decision = Decision.objects.get(espace=note.espace, libelle__startswith=ligne["decision"])
    CibleDecision.objects.create(decision=decision, objet_type=TYPE_NOTE, objet_uuid=note.pk)
    decision.point = PointOrdreDuJour.objects.get(seance=decision.seance, objet_uuid=note.pk)
    decision.save()
    ArbitrageNote.objects.create(
        note=note,
        issue=ligne["issue"],
        scenario=scenarios[ligne["scenario"]],
        pourquoi=ligne["pourquoi"],
        date=ligne["date"],
        decision=decision,
        gel=gel,
        note_par=place.compte,
    )
