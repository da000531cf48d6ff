"""Answer as one goes, finish, share, take back; erased with age."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from convive.comptes.conservation import get_regle, purges
from convive.journal.models import Journal
from convive.prise_poste.actions.evaluation import (
    close_evaluation,
    create_evaluation,
    delete_evaluation,
    reopen_evaluation,
    update_partage_evaluation,
    update_reponses,
)
from convive.prise_poste.models import AutoEvaluation, NoteCompetence, PrisePoste
from convive.prise_poste.refus import PosteRefuse
from tests.prise_poste.factories import create_evaluation_essai, create_prise_essai

pytestmark = pytest.mark.django_db


def get_niveaux(evaluation) -> dict[str, int | None]:
    return dict(NoteCompetence.objects.filter(evaluation=evaluation).values_list("item", "niveau"))


def test_there_is_one_draft_and_answers_add_up(espace, chargee):
    draft = create_evaluation(by=chargee, espace=espace)
    assert create_evaluation(by=chargee, espace=espace) == draft
    update_reponses(by=chargee, evaluation=draft, reponses={"S1": (2, ""), "S2": (None, "Un mot")})
    update_reponses(by=chargee, evaluation=draft, reponses={"S1": (3, ""), "INCONNUE": (4, "")})
    assert get_niveaux(draft) == {"S1": 3, "S2": None}
    update_reponses(by=chargee, evaluation=draft, reponses={"S1": (3, "")})
    rows = Journal.objects.filter(objet_type="auto_evaluation")
    assert list(rows.order_by("at").values_list("geste", flat=True)) == ["creer", "modifier", "modifier"]
    assert not rows.filter(espace_uuid__isnull=False).exists()
    # The journal says how many lines, never a level.
    assert [row.detail for row in rows.filter(geste="modifier").order_by("at")] == [{"lignes": 2}, {"lignes": 1}]


def test_finished_it_does_not_change_but_for_a_slip_of_the_day(espace, chargee):
    draft = create_evaluation(by=chargee, espace=espace)
    with pytest.raises(PosteRefuse, match="une ligne au moins"):
        close_evaluation(by=chargee, evaluation=draft)
    update_reponses(by=chargee, evaluation=draft, reponses={"S1": (2, "")})
    for _ in range(2):
        close_evaluation(by=chargee, evaluation=draft)
    with pytest.raises(PosteRefuse, match="terminée"):
        update_reponses(by=chargee, evaluation=draft, reponses={"S1": (4, "")})
    update_partage_evaluation(by=chargee, evaluation=draft, is_partage=True)
    reopened = reopen_evaluation(by=chargee, evaluation=draft)
    # What is being mended is not shown meanwhile.
    assert (reopened.terminee_le, reopened.partage_le) == (None, None)


def test_a_slip_is_not_mended_later_nor_beside_a_draft(espace, chargee):
    old = create_evaluation_essai(espace, chargee, jours=1)
    with pytest.raises(PosteRefuse, match="un autre jour"):
        reopen_evaluation(by=chargee, evaluation=old)
    today = create_evaluation_essai(espace, chargee)
    create_evaluation(by=chargee, espace=espace)
    with pytest.raises(PosteRefuse, match="déjà commencée"):
        reopen_evaluation(by=chargee, evaluation=today)


def test_it_is_hers_alone_until_she_shares_it(espace, chargee, directeur, coordinatrice):
    evaluation = create_evaluation_essai(espace, chargee)
    assert not AutoEvaluation.objects.visible_to(directeur).exists()
    for _ in range(2):
        update_partage_evaluation(by=chargee, evaluation=evaluation, is_partage=True)
    assert AutoEvaluation.objects.visible_to(directeur).get() == evaluation
    assert not AutoEvaluation.objects.visible_to(coordinatrice).exists()
    for action in (reopen_evaluation, delete_evaluation, close_evaluation):
        with pytest.raises(PermissionDenied):
            action(by=directeur, evaluation=evaluation)
    update_partage_evaluation(by=chargee, evaluation=evaluation, is_partage=False)
    assert not AutoEvaluation.objects.visible_to(directeur).exists()
    gestes = Journal.objects.filter(espace_uuid=espace.pk, objet_type="auto_evaluation").order_by("at")
    assert list(gestes.values_list("geste", flat=True)) == ["notifier", "revoquer"]


def test_a_draft_is_not_shared_and_what_is_gone_is_said(espace, chargee):
    draft = create_evaluation(by=chargee, espace=espace)
    with pytest.raises(PosteRefuse, match="brouillon"):
        update_partage_evaluation(by=chargee, evaluation=draft, is_partage=True)
    delete_evaluation(by=chargee, evaluation=draft)
    with pytest.raises(PosteRefuse, match="supprimée"):
        delete_evaluation(by=chargee, evaluation=draft)


def test_what_is_too_old_is_forgotten(espace, chargee, directeur):
    limite = get_regle("prise_poste").get_limite(timezone.now())
    jours = (timezone.now() - limite) // timedelta(days=1)
    create_prise_essai(espace, directeur, jour=jours + 3)
    kept = create_prise_essai(espace, chargee, jour=jours - 3)
    create_evaluation_essai(espace, chargee, jours=jours + 2)
    create_evaluation_essai(espace, chargee, jours=jours - 2)
    assert purges.get_all()["prise_poste"](limite) == 2
    assert PrisePoste.objects.get() == kept
    assert AutoEvaluation.objects.count() == 1
