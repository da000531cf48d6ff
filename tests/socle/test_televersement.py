"""A file that is too large is stopped on its way; what was typed before it is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from convive.socle.televersement import (
    Plafonds,
    PlafondUploadHandler,
    get_phrase_plafond,
    get_plafond_depasse,
    plafonds,
)


@pytest.fixture
def petit(settings) -> None:
    settings.FICHIER_MAX_OCTETS = 100_000


def send(taille: int, path: str = "/ailleurs/"):
    fichier = SimpleUploadedFile("a.txt", b"x" * taille)
    return RequestFactory().post(path, {"titre": "Bilan", "fichier": fichier})


def test_file_within_the_limit_goes_through(petit):
    request = send(100_000)
    assert request.FILES["fichier"].size == 100_000
    assert get_plafond_depasse(request) is None


def test_file_past_the_limit_is_dropped_and_the_words_stay(petit):
    request = send(100_001)
    assert request.POST["titre"] == "Bilan"
    assert not request.FILES
    assert get_plafond_depasse(request) == 100_000


def test_what_is_far_too_long_is_not_even_read(petit):
    request = send(900_000)
    assert not request.FILES
    assert get_plafond_depasse(request) == 100_000
    assert request.META["wsgi.input"].read(1)


def test_several_files_share_the_limit(petit):
    fichiers = [SimpleUploadedFile(f"{rang}.txt", b"x" * 60_000) for rang in range(2)]
    request = RequestFactory().post("/", {"fichiers": fichiers})
    assert len(request.FILES.getlist("fichiers")) < 2
    assert get_plafond_depasse(request) == 100_000


def test_page_may_take_larger_files(petit, monkeypatch):
    monkeypatch.setattr(plafonds, "_octets", {"espaces:espace_list": lambda: 200_000})
    assert send(150_000, "/espaces/").FILES["fichier"].size == 150_000
    registre = Plafonds()
    registre.record("espaces:espace_list", lambda: 5)
    assert (registre.get_octets("/espaces/"), registre.get_octets("/nulle/part/")) == (5, 100_000)


def test_phrase_says_the_limit():
    assert get_phrase_plafond(25 * 1024 * 1024).startswith("Ce fichier est trop lourd\u00a0: 25 Mo au plus")


def test_handler_leaves_the_file_to_the_next():
    assert PlafondUploadHandler().file_complete(3) is None
