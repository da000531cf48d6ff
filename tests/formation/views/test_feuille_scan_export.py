"""The sheet signed by hand: kept with its half-day, replaced, given back to those who run the training."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convive.formation.actions.presence import close_feuille, validate_tous
from convive.formation.models import FeuilleEmargement
from convive.journal.models import Journal
from tests.documents.fichiers import build_pdf
from tests.formation.presence_essai import at, create_session_du_jour, get_matin

pytestmark = pytest.mark.django_db


def test_a_scan_is_kept_even_once_the_sheet_is_closed_and_a_new_one_replaces_it(
    client, chargee, django_capture_on_commit_callbacks
):
    session = create_session_du_jour(chargee)
    matin = get_matin(session)
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    args = [session.espace_id, session.pk, matin.pk]
    url, scan = reverse("formation:presence_update", args=args), reverse("formation:feuille_scan_export", args=args)
    assert client.get(scan).headers["Location"] == url
    refus = client.post(url, {"scan": "1", "fichier": SimpleUploadedFile("f.exe", b"MZ rien")})
    assert refus.status_code == 422
    assert "est un programme" in refus.content.decode()
    validate_tous(by=chargee, demi_journee=matin, now=at(matin))
    close_feuille(by=chargee, demi_journee=matin, now=at(matin))
    noms = []
    for nom in ("feuille.pdf", "feuille-relue.pdf"):
        with django_capture_on_commit_callbacks(execute=True):
            assert (
                client.post(url, {"scan": "1", "fichier": SimpleUploadedFile(nom, build_pdf("Signée"))}).status_code
                == 302
            )
        noms.append(FeuilleEmargement.objects.get().scan.name)
    assert [default_storage.exists(nom) for nom in noms] == [False, True]
    assert "feuille-relue.pdf" in client.get(url).content.decode()
    answer = client.get(scan)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert Journal.objects.filter(geste="rattacher", objet_uuid=session.pk).count() == 2
    default_storage.delete(noms[1])
    assert client.get(scan).status_code == 404
