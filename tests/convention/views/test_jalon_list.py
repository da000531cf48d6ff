import pytest

from convive.convention.models import Jalon, TypeJalon

pytestmark = pytest.mark.django_db


def test_jalon_list_shows_phases_with_what_is_dated_and_what_is_not(
    connecte, espace, ctg, chargee, elue, django_assert_max_num_queries
):
    url = f"/espaces/{espace.pk}/ctg/{ctg.pk}/jalons/"
    copil = TypeJalon.objects.get(libelle="Comité de pilotage de l’année")
    jalon = Jalon.objects.create(
        ctg=ctg, phase="pilotage", libelle="Comité d’été", type=copil, date_prevue=ctg.date_fin
    )
    Jalon.objects.create(ctg=ctg, phase="diagnostic", libelle="Un café avec les familles", is_sans_objet=True)
    Jalon.objects.create(
        ctg=ctg, phase="pilotage", libelle="Cadre", type=TypeJalon.objects.get(libelle__startswith="Cadre"),
        date_reelle=ctg.date_debut, commentaire="Enfin.",
    )  # fmt: skip
    client = connecte(chargee)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    for mots in ("Comité d’été", "prévu le", "sans objet ici", "atteint le", "Enfin.", "chaque année", "facultatif"):
        assert mots in page
    assert f'href="{url}{jalon.pk}/"' in page
    assert f'href="{url}ajouter/?type={copil.pk}"' in page
    assert "ajouter/" not in connecte(elue).get(url).content.decode()
