"""A CTG whose plan was decided is not taken away as a mistake; drafts go with it."""

import pytest
from django.utils import timezone

from convive.convention.actions.ctg import delete_ctg
from convive.convention.models import Ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.ctg import get_dossier
from convive.espaces.selectors.membre import get_membre
from convive.plan_action.models import FicheAction

pytestmark = pytest.mark.django_db


def test_decided_actions_keep_their_ctg(espace, chargee, plan):
    dossier = get_dossier(get_membre(chargee, espace.pk), timezone.localdate(), plan.ctg.pk)
    with pytest.raises(ConventionRefusee, match="une fois validée"):
        delete_ctg(by=chargee, dossier=dossier)
    assert FicheAction.objects.count() == 3
    FicheAction.objects.update(statut="a_preparer")
    delete_ctg(by=chargee, dossier=dossier)
    assert not Ctg.objects.exists()
    assert not FicheAction.objects.exists()
