"""Change several actions in one gesture: those that cannot are named, one line each in the journal, one way back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.gouvernance.models import PointOrdreDuJour
from convive.journal.models import Journal
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import ChangementStatut, EtapeFiche, EtiquettePlan, FicheAction
from convive.plan_action.rencontres import ordres_du_jour
from convive.plan_action.rules.statuts import Statut
from tests.acteurs.factories import create_fonction_essai, create_organisation_essai
from tests.gouvernance.factories import create_instance_essai, create_seance_essai
from tests.plan_action.factories import create_fiche, create_personne

pytestmark = pytest.mark.django_db


def get_url(plan) -> str:
    return reverse("plan_action:fiches_update", args=[plan.ctg.espace_id, plan.ctg.pk])


def get_liste(plan) -> str:
    return reverse("plan_action:plan_detail", args=[plan.ctg.espace_id, plan.ctg.pk])


def send(client, plan, fiches, geste: str, **champs):
    return client.post(get_url(plan), {"fiche": [fiche.pk for fiche in fiches], "geste": geste, **champs})


def undo(client, plan):
    return client.post(get_url(plan), {"annuler": "1"}, follow=True).content.decode()


def dump(plan) -> list[dict]:
    """All that an undo has to bring back, and nothing that only says when."""
    champs = [
        champ.attname
        for champ in FicheAction._meta.concrete_fields
        if champ.attname not in {"version", "updated_at", "updated_by_id"}
    ]
    rows = FicheAction.objects.filter(ctg=plan.ctg).order_by("pk")
    return [
        row
        | {
            nom: sorted(str(pk) for pk in getattr(fiche, nom).values_list("pk", flat=True))
            for nom in ("pilotes", "thematiques", "etiquettes")
        }
        for row, fiche in zip(rows.values(*champs), rows, strict=True)
    ]


@pytest.fixture
def trio(plan) -> list[FicheAction]:
    """Two that run, one that is done."""
    FicheAction.objects.filter(pk=plan.interne.pk).update(statut=Statut.EN_COURS, date_fin=plan.complete.date_fin)
    update_calculs([plan.interne.pk, plan.complete.pk])
    faite = create_fiche(plan.ctg, "Déjà faite", noeud=plan.axes[1], ordre=9, statut=Statut.REALISEE)
    return [plan.complete, plan.interne, faite]


def test_fiches_update_is_for_the_team(client, connecte, plan, etrangere, lectrice, partenaire):
    assert client.get(get_url(plan)).status_code == 302
    assert connecte(etrangere).get(get_url(plan)).status_code == 404
    assert connecte(lectrice).get(get_url(plan)).status_code == 403
    assert connecte(partenaire).post(get_url(plan)).status_code == 403
    assert "cv-bulk" not in connecte(lectrice).get(get_liste(plan)).content.decode()


def test_fiches_update_asks_for_actions_then_for_a_gesture(connecte, plan, chargee, trio):
    client = connecte(chargee)
    liste = client.get(get_liste(plan)).content.decode()
    assert f'name="fiche" value="{plan.complete.pk}" form="lot"' in liste
    assert "Aucune action cochée" in client.get(get_url(plan)).content.decode()
    page = client.get(get_url(plan), {"fiche": [f.pk for f in trio]}).content.decode()
    assert "3\xa0actions" in page
    assert "Que changer" in page
    page = client.get(get_url(plan), {"fiche": [f.pk for f in trio], "geste": "statut"}).content.decode()
    assert "Mettre en pause" in page
    assert 'method="get"' in page


def test_fiches_update_changes_the_status_of_those_that_may_and_names_the_others(connecte, plan, chargee, trio):
    client, avant = connecte(chargee), dump(plan)
    page = client.get(get_url(plan), {"fiche": [f.pk for f in trio], "geste": "statut", "vers": "en_pause"})
    texte = page.content.decode().replace("\xa0", " ")
    assert "Modifier 2 actions" in texte
    assert "elle est « réalisée »" in texte
    answer = send(client, plan, trio, "statut", vers="en_pause")
    assert "Indiquez pourquoi" in answer.content.decode()
    answer = send(client, plan, trio, "statut", vers="en_pause", motif="Le chantier attend.")
    texte = answer.content.decode().replace("\xa0", " ")
    assert "2 actions sont maintenant « en pause »" in texte
    # What was refused stays ticked, and what was typed is there.
    assert "Le chantier attend." in texte
    assert [fiche.titre for fiche in answer.context["etape"].fiches] == ["Déjà faite"]
    assert set(FicheAction.objects.filter(statut="en_pause").values_list("titre", flat=True)) == {
        "Créer vingt places", "Préparer le budget",
    }  # fmt: skip
    assert Journal.objects.filter(objet_type="fiche_action", geste="modifier").count() == 2
    assert ChangementStatut.objects.count() == 2
    assert "C’est annulé" in undo(client, plan)
    assert dump(plan) == avant
    assert not ChangementStatut.objects.exists()
    assert Journal.objects.filter(objet_type="fiche_action", geste="restaurer").count() == 2
    assert "plus rien à annuler" in undo(client, plan)


def test_fiches_update_validates_those_that_are_complete(connecte, plan, chargee):
    client = connecte(chargee)
    FicheAction.objects.filter(pk=plan.complete.pk).update(statut=Statut.A_PREPARER)
    data = {"fiche": [plan.complete.pk, plan.brouillon.pk], "geste": "statut", "vers": "validee"}
    page = client.get(get_url(plan), data).content.decode()
    assert "une description d’au moins" in page
    seance = {"instance": "Le COPIL", "date_instance": (timezone.localdate() - timedelta(days=2)).isoformat()}
    page = client.post(get_url(plan), data | seance).content.decode()
    assert "une description d’au moins" in page
    plan.complete.refresh_from_db()
    assert plan.complete.statut == Statut.VALIDEE
    client.get(get_url(plan), data | {"vers": "perennisee"})


def test_fiches_update_says_when_none_of_them_may_go_there(connecte, plan, chargee):
    data = {"fiche": [plan.complete.pk], "geste": "statut", "vers": "perennisee"}
    page = connecte(chargee).get(get_url(plan), data).content.decode()
    assert "Aucune d’elles ne peut y aller directement" in page


@pytest.mark.parametrize("mode", ["ajouter", "remplacer", "retirer"])
def test_fiches_update_gives_a_pilote(connecte, plan, chargee, trio, mode):
    client, personne = connecte(chargee), create_personne(plan.ctg.espace, "Relais")
    plan.interne.pilotes.add(personne)
    update_calculs([plan.interne.pk])
    avant, ancien = dump(plan), plan.complete.pilotes.get()
    send(client, plan, trio[:2], "pilote", personne=personne.pk, mode=mode)
    attendus = {"ajouter": {ancien, personne}, "remplacer": {personne}, "retirer": {ancien}}[mode]
    assert set(plan.complete.pilotes.all()) == attendus
    assert set(plan.interne.pilotes.all()) == (set() if mode == "retirer" else {personne})
    undo(client, plan)
    assert dump(plan) == avant


def test_fiches_update_gives_and_takes_away_an_elue(connecte, plan, chargee, trio):
    client, elue, avant = connecte(chargee), create_personne(plan.ctg.espace, "Élue"), dump(plan)
    # Only those who are élu·es today are proposed.
    assert send(client, plan, trio, "elu", personne=elue.pk).status_code != 302
    create_fonction_essai(elue, create_organisation_essai(plan.ctg.espace, "Mairie du Gué"), "Maire", is_elu=True)
    page = send(client, plan, trio, "elu", personne=elue.pk)
    assert page.url == get_liste(plan)
    assert "3\xa0actions ont changé" in client.get(page.url).content.decode()
    assert set(FicheAction.objects.filter(elu_referent=elue)) == set(trio)
    undo(client, plan)
    assert dump(plan) == avant
    assert "c’était déjà ainsi" in client.get(send(client, plan, trio, "elu", personne="").url).content.decode()


def test_fiches_update_writes_thematique_etiquette_priorite_and_visibilite(connecte, plan, chargee, trio):
    client, avant = connecte(chargee), dump(plan)
    theme = plan.ctg.espace.thematiques.exclude(pk=plan.complete.thematiques.get().pk).first()
    send(client, plan, trio, "thematique", thematique=theme.pk, mode="ajouter")
    assert {theme} <= set(plan.complete.thematiques.all())
    undo(client, plan)
    send(client, plan, trio, "etiquette", etiquette=" À  revoir ", mode="ajouter")
    assert EtiquettePlan.objects.get().fiches.count() == 3
    send(client, plan, trio[:1], "etiquette", etiquette="À revoir", mode="retirer")
    assert EtiquettePlan.objects.get().fiches.count() == 2
    send(client, plan, trio[1:], "etiquette", etiquette="À revoir", mode="retirer")
    send(client, plan, trio[1:], "etiquette", etiquette="Inconnue", mode="retirer")
    assert dump(plan) == avant
    send(client, plan, trio, "priorite", valeur="haute")
    assert FicheAction.objects.filter(priorite="haute").count() == 3
    undo(client, plan)
    send(client, plan, trio, "visibilite", valeur="publique")
    assert FicheAction.objects.filter(visibilite="publique").count() == 3
    undo(client, plan)
    assert dump(plan) == avant
    assert "Choisissez une thématique" in send(client, plan, trio, "thematique", mode="ajouter").content.decode()


def test_fiches_update_shifts_the_dates_with_the_open_steps(connecte, plan, chargee, trio):
    client, fiche = connecte(chargee), plan.complete
    FicheAction.objects.filter(pk=fiche.pk).update(date_fin=date(plan.ctg.date_fin.year, 1, 31))
    FicheAction.objects.exclude(pk=fiche.pk).update(date_fin=None)
    ouverte = EtapeFiche.objects.create(fiche=fiche, libelle="À faire", echeance=date(plan.ctg.date_fin.year, 1, 10))
    faite = EtapeFiche.objects.create(
        fiche=fiche, libelle="Faite", echeance=date(2025, 1, 10), faite_le=date(2025, 1, 9)
    )
    update_calculs(FicheAction.objects.values_list("pk", flat=True))
    avant = (dump(plan), list(EtapeFiche.objects.order_by("pk").values("pk", "echeance")))
    page = send(client, plan, trio, "dates", mois="1", with_etapes="on").content.decode()
    assert "Elle n’a pas d’échéance à décaler." in page
    fiche.refresh_from_db()
    ouverte.refresh_from_db()
    faite.refresh_from_db()
    assert (fiche.date_fin.month, fiche.date_fin.day >= 28) == (2, True)
    assert (ouverte.echeance.month, faite.echeance) == (2, date(2025, 1, 10))
    undo(client, plan)
    assert (dump(plan), list(EtapeFiche.objects.order_by("pk").values("pk", "echeance"))) == avant
    assert "Zéro mois" in send(client, plan, trio, "dates", mois="0").content.decode()
    # Out of the CTG: nothing is written.
    page = send(client, plan, [fiche], "dates", mois="59", with_debut="on").content.decode()
    assert "Une action tient dans sa CTG" in page
    assert dump(plan) == avant[0]


def test_fiches_update_moves_actions_and_brings_them_back(connecte, plan, chargee, trio, coordinatrice):
    client = connecte(chargee)
    sous = create_fiche(plan.ctg, "Dessous", noeud=plan.objectif, fiche_parente=plan.complete, ordre=1)
    avant = dump(plan)
    vers = f"noeud:{plan.axes[1].pk}"
    page = send(client, plan, [*trio, sous], "place", vers=vers).content.decode()
    assert "Elle fait partie d’une autre action" in page
    assert set(FicheAction.objects.filter(noeud=plan.axes[1])) == {*trio, sous}
    undo(client, plan)
    assert dump(plan) == avant
    send(client, plan, trio[:1], "place", vers="")
    assert FicheAction.objects.get(pk=plan.complete.pk).noeud is None
    # Whoever writes actions without shaping the tree moves nothing.
    client = connecte(coordinatrice)
    assert send(client, plan, trio, "place", vers=vers).status_code == 403
    assert "Place dans le plan</button>" not in client.get(get_liste(plan)).content.decode()


def test_undo_leaves_what_someone_changed_since(connecte, plan, chargee, trio):
    client = connecte(chargee)
    send(client, plan, trio[:2], "priorite", valeur="haute")
    FicheAction.objects.filter(pk=plan.complete.pk).update(priorite="basse")
    page = undo(client, plan)
    assert "laissé comme c’est" in page
    assert "C’est annulé" in page
    plan.complete.refresh_from_db()
    plan.interne.refresh_from_db()
    assert (plan.complete.priorite, plan.interne.priorite) == ("basse", "")


def test_fiches_update_touches_no_action_of_another_place(connecte, plan, chargee, trio, etrangere):
    client = connecte(chargee)
    page = client.get(get_url(plan), {"fiche": ["x", "00000000-0000-4000-8000-000000000000"], "geste": "statut"})
    assert "Aucune action cochée" in page.content.decode()
    assert send(client, plan, trio, "autre").status_code == 200


def test_fiches_update_asks_as_many_questions_for_many_actions(connecte, plan, chargee, django_assert_max_num_queries):
    client = connecte(chargee)
    fiches = [create_fiche(plan.ctg, f"Action {n}", noeud=plan.objectif, ordre=n) for n in range(30)]
    data = {"fiche": [fiche.pk for fiche in fiches], "geste": "statut", "vers": "validee"}
    client.get(get_url(plan), data)
    with django_assert_max_num_queries(11):
        client.get(get_url(plan), data)


def test_actions_are_put_on_the_agenda_of_a_seance_once(connecte, plan, chargee):
    client, fiches = connecte(chargee), [plan.complete, plan.interne]
    cochees = {"fiche": [fiche.pk for fiche in fiches], "geste": "ordre_du_jour"}
    assert "Aucune séance" in client.get(get_url(plan), cochees).content.decode()
    instance = create_instance_essai(plan.ctg.espace)
    seance = create_seance_essai(instance, 30)
    prochaine = create_seance_essai(instance, 10)
    page = client.get(get_url(plan), cochees).content.decode()
    assert page.index(str(prochaine.pk)) < page.index(str(seance.pk))
    send(client, plan, fiches[:1], "ordre_du_jour", seance=prochaine.pk)
    suite = client.post(get_url(plan), {**cochees, "seance": prochaine.pk}, follow=True)
    assert suite.request["PATH_INFO"] == reverse("gouvernance:seance_detail", args=[plan.ctg.espace_id, prochaine.pk])
    texte = suite.content.decode().replace("\u00a0", " ")
    assert "1 action mise à l’ordre du jour. 1 y était déjà." in texte
    points = PointOrdreDuJour.objects.filter(seance=prochaine, objet_type="fiche_action")
    assert sorted(points.values_list("titre", flat=True)) == sorted(
        f"{fiche.titre} (action\u00a0{fiche.code})" for fiche in fiches
    )
    assert FicheAction.objects.filter(pk=plan.complete.pk, version=plan.complete.version).exists()


def test_who_prepares_no_agenda_puts_nothing_on_it(connecte, plan, coordinatrice, monkeypatch):
    monkeypatch.setattr(ordres_du_jour, "_ordres", None)
    client = connecte(coordinatrice)
    assert "ordre_du_jour" not in client.get(get_liste(plan)).content.decode()
    assert send(client, plan, [plan.complete], "ordre_du_jour").status_code == 403


def test_the_bar_has_the_two_useful_verbs_first(connecte, plan, chargee):
    barre = connecte(chargee).get(get_liste(plan)).content.decode().partition("data-lot-compte")[2]
    verbes = ["Demander leur météo", "Mettre à l’ordre du jour", "Modifier", "Priorité"]
    assert sorted(verbes, key=barre.index) == verbes
