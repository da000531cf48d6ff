from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from convive.espaces.models import Espace

pytestmark = pytest.mark.django_db


def run_purge(**options: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("espace_purge", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_espace_purge_erases_what_was_deleted_long_ago(espace, etrangere):
    assert run_purge() == ("", "0\xa0espace effacé.\n")
    Espace.objects.filter(pk=espace.pk).update(date_suppression=timezone.now() - timedelta(days=31))
    assert run_purge(dry_run=True) == (f"{espace.nom}\n", "1\xa0espace à effacer.\n")
    assert run_purge() == (f"{espace.nom}\n", "1\xa0espace effacé.\n")
    assert not Espace.objects.filter(pk=espace.pk).exists()
    assert Espace.objects.count() == 1
