"""A photo keeps its points and its orientation; it loses where, when and with what it was taken."""

import io

import pytest
from PIL import Image, ImageCms

from convive.documents.inspection import images
from convive.documents.inspection.images import inspect_image
from convive.documents.refus import DocumentRefuse
from tests.documents.fichiers import build_photo


def read(contenu: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(contenu))
    image.load()
    return image


@pytest.mark.parametrize(("nom", "options"), [("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {})])
def test_place_date_and_phone_are_removed_and_points_are_not_touched(nom, options):
    avant = build_photo(nom, **options)
    assert read(avant).getexif().get_ifd(0x8825)
    _, apres = inspect_image(avant)
    assert read(apres).tobytes() == read(avant).tobytes()
    exif = read(apres).getexif()
    assert not exif.get_ifd(0x8825)
    assert set(exif) <= {0x0112}
    assert "Téléphone".encode() not in apres
    assert b"2026:03:12" not in apres


def test_photo_on_its_side_stays_on_its_side():
    assert read(inspect_image(build_photo(orientation=6))[1]).getexif()[0x0112] == 6
    assert not read(inspect_image(build_photo(orientation=1))[1]).getexif()


def test_colours_stay_as_they_are():
    profil = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for nom in ("JPEG", "PNG", "WEBP"):
        assert read(inspect_image(build_photo(nom, icc_profile=profil))[1]).info["icc_profile"] == profil


def test_second_picture_and_film_hidden_after_the_end_are_removed():
    photo = build_photo()
    _, apres = inspect_image(photo + build_photo() + b"film")
    assert len(apres) < len(photo)
    assert apres.endswith(b"\xff\xd9")


def test_comments_of_a_drawing_program_are_removed():
    _, apres = inspect_image(build_photo("JPEG", comment="Fait par Camille"))
    assert b"Camille" not in apres


def test_picture_of_too_many_points_is_refused_unread(monkeypatch):
    monkeypatch.setattr(images, "MAX_PIXELS", 40 * 20 - 1)
    with pytest.raises(DocumentRefuse, match="trop de points"):
        inspect_image(build_photo())


def test_gif_is_kept_as_it_is():
    buffer = io.BytesIO()
    Image.new("P", (4, 4)).save(buffer, "GIF")
    assert inspect_image(buffer.getvalue()) == ("gif", buffer.getvalue())


@pytest.mark.parametrize("fin", [b"\xff\xc4\x00\x02\xff\xff\xff", b"\xff\xfe\x00\x04ab\xff"])
def test_photo_whose_end_is_made_up_is_refused_with_a_sentence(fin):
    with pytest.raises(DocumentRefuse, match="abîmée"):
        inspect_image(build_photo().removesuffix(b"\xff\xd9") + fin)
