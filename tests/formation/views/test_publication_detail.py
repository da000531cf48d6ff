"""A published version stays as it was."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.actions.programme import create_publication

pytestmark = pytest.mark.django_db


def test_a_version_is_read_as_it_was_that_day(connecte, chargee, programme):
    create_publication(by=chargee, programme=programme, today=timezone.localdate())
    type(programme).objects.filter(pk=programme.pk).update(titre="Tout autre chose")
    client = connecte(chargee)
    args = [programme.espace_id, programme.pk]
    page = client.get(reverse("formation:publication_detail", args=[*args, 1])).content.decode()
    assert "Piloter une CTG" in page
    assert "Version 1, publiée le" in page
    # What is said in the room is not for the public.
    assert "Lire, puis écrire." not in page
    assert client.get(reverse("formation:publication_detail", args=[*args, 2])).status_code == 404
