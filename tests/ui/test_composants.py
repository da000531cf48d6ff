import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from convive.ui.icones import draw_icone
from convive.ui.onglets import GroupeOnglets, OngletPage
from convive.ui.templatetags.ui import ComposantIncomplet
from tests.pages_lues import lis

CHIFFRE = 'libelle="Naissances" unite="enfants" millesime="2024" source="Insee"'


def render(gabarit: str, **context: object) -> str:
    request = RequestFactory().get("/")
    request.resolver_match = None
    return lis(engines["django"].from_string(CottonCompiler().process(gabarit)).render(context, request))


@pytest.mark.parametrize("valeur", [1, 1.0, 0, "1"])
def test_one_and_zero_are_values(valeur: object) -> None:
    assert str(valeur)[0] in render('<c-valeur :valeur="valeur" />', valeur=valeur)
    with pytest.raises(ComposantIncomplet):
        render("<c-valeur valeur />")


@pytest.mark.parametrize("missing", ["libelle", "unite", "millesime", "source"])
def test_chiffre_is_never_shown_without_its_pedigree(missing: str) -> None:
    attributes = re.sub(rf'{missing}="[^"]*"', "", CHIFFRE)
    # The calling page has a variable of that name: it must not stand in for the forgotten attribute.
    with pytest.raises(ComposantIncomplet, match=rf"<c-chiffre> : il manque {missing}\."):
        render(f"<c-chiffre {attributes} :valeur='n' />", n=12, **{missing: "de la page"})


@pytest.mark.parametrize("value", ["", None])
def test_chiffre_without_value_is_refused(value: object) -> None:
    with pytest.raises(ComposantIncomplet, match="<c-valeur> : il manque valeur"):
        render(f"<c-chiffre {CHIFFRE} :valeur='n' />", n=value)


def test_chiffre_with_an_undefined_value_is_refused() -> None:
    with pytest.raises(ComposantIncomplet, match="<c-valeur> : il manque valeur"):
        render(f"<c-chiffre {CHIFFRE} :valeur='ligne.valeur' />", ligne=SimpleNamespace())


def test_chiffre_writes_zero_as_a_number() -> None:
    html = render(f"<c-chiffre {CHIFFRE} :valeur='n' />", n=0)
    assert '<p class="cv-figure__value">0 <small>enfants</small></p>' in html
    assert "Insee, 2024" in html
    assert "cv-figure__vs" not in html


def test_unit_comes_right_after_the_number_then_the_state_in_words() -> None:
    html = render(f"<c-chiffre {CHIFFRE} :valeur='n' statut='partiel' />", n=12)
    assert ">, partiel</span></small></p>" in html
    assert '<p class="cv-figure__value">12 <small>enfants<span' in html


def test_chiffre_secret_needs_no_value() -> None:
    html = render(f'<c-chiffre {CHIFFRE} statut="secret" />')
    assert "s – secret statistique" in html
    assert "trop petit pour être publié" in html


def test_chiffre_with_an_unknown_state_is_refused() -> None:
    with pytest.raises(KeyError):
        render(f'<c-chiffre {CHIFFRE} statut="inconnu" />')


@pytest.mark.parametrize(
    ("value", "attributes", "expected"),
    [
        (26641.0, "", "26\u202f641"),
        (12.25, "", "12,3"),
        (12.25, 'decimales="2"', "12,25"),
        (12.0, 'decimales="1"', "12,0"),
        ("environ 12", "", "environ 12"),
        ("<b>", "", "&lt;b&gt;"),
    ],
)
def test_valeur_is_written_in_french(value: object, attributes: str, expected: str) -> None:
    assert render(f"<c-valeur :valeur='n' {attributes} />", n=value) == expected


def test_valeur_says_its_state_in_words() -> None:
    html = render("<c-valeur :valeur='n' statut='partiel' />", n=6120)
    assert html.startswith("6\u202f120<span")
    assert '<span class="cv-hide">partiel</span>' in html
    assert '<span aria-hidden="true">nd</span>' in render("<c-valeur statut='non_disponible' />")


def test_bouton_is_a_link_when_it_has_an_address() -> None:
    assert render('<c-bouton href="/x/" variante="primaire">Aller</c-bouton>').startswith(
        '<a class="cv-btn cv-btn--primary" href="/x/"'
    )
    button = render('<c-bouton name="choix" value="1">Choisir</c-bouton>')
    assert button.startswith('<button class="cv-btn" type="submit"')
    assert 'name="choix" value="1"' in button


@pytest.mark.parametrize("nombre", [0, 1, 2])
def test_a_row_of_tabs_needs_two_of_them(nombre: int) -> None:
    onglets = [OngletPage(f"Page {rang}", "#", "", False) for rang in range(nombre)]
    seuls = render('<c-onglets libelle="Pages" :onglets="onglets" />', onglets=onglets)
    assert ("<nav" in seuls) is (nombre > 1)
    balise = '<c-onglets-groupes libelle="Pages" :onglets="onglets" :groupes="groupes" />'
    assert ("<nav" in render(balise, onglets=onglets, groupes=[])) is (nombre > 1)
    assert "<nav" in render(balise, onglets=onglets, groupes=[GroupeOnglets("Plus", "clock", tuple(onglets))])


def test_bouton_without_words_is_refused() -> None:
    with pytest.raises(ComposantIncomplet, match="il manque slot"):
        render("<c-bouton> </c-bouton>")


def test_graphique_without_table_is_refused() -> None:
    with pytest.raises(ComposantIncomplet, match="il manque tableau"):
        render('<c-graphique titre="T" source="S"><svg></svg></c-graphique>')


def test_legende_explains_only_the_given_states() -> None:
    html = render("<c-legende-statuts :statuts='statuts' />", statuts=["secret"])
    assert html.count("<li>") == 2
    assert "Secret statistique." in html


def test_erreurs_resume_is_silent_when_nothing_is_wrong() -> None:
    from convive.ui.forms import ExempleForm

    assert render("<c-erreurs-resume :formulaire='f' />", f=ExempleForm()).strip() == ""
    valid = ExempleForm({"nom": "Nord", "comparaison": "france", "communes": "79329"})
    assert render("<c-erreurs-resume :formulaire='f' />", f=valid).strip() == ""


def test_abreviation_holds_its_words_and_no_space_after() -> None:
    html = render('<c-abreviation sigle="CTG" />, puis')
    assert "Convention territoriale globale" in html
    assert html.endswith("</button>, puis")


def test_abreviation_without_definition_is_refused() -> None:
    with pytest.raises(KeyError):
        render('<c-abreviation sigle="XYZ" />')


def test_text_given_to_a_component_is_escaped_once() -> None:
    for attribute in (":libelle='nom'", 'libelle="{{ nom }}"'):
        html = render(f'<c-chiffre {attribute} unite="u" millesime="2024" source="S" valeur="1" />', nom="A & <b> : c")
        assert '<h3 class="cv-figure__name">A &amp; &lt;b&gt;\u00a0: c</h3>' in html


def test_graphique_may_have_a_second_drawing_for_a_phone() -> None:
    chart = '<c-graphique titre="T" source="S"><svg></svg>{}<c-slot name="tableau">t</c-slot></c-graphique>'
    assert "cv-chart__narrow" not in render(chart.format(""))
    assert "cv-chart__narrow" in render(chart.format('<c-slot name="etroit"><svg></svg></c-slot>'))


def test_pagination_keeps_the_choices_and_leads_nowhere_else() -> None:
    from django.core.paginator import Paginator
    from django.http import QueryDict

    from convive.ui.pagination import build_parametres

    pages = Paginator(range(5), 2)
    balise = "<c-pagination :page='page' libelle='Pages' mot='note' :parametres='parametres' />"
    parametres = build_parametres(QueryDict("tri=titre&page=9&q=a%26b"))
    premiere = render(balise, page=pages.get_page(1), parametres=parametres)
    assert 'href="?tri=titre&amp;q=a%26b&amp;page=2"' in premiere
    assert "Page précédente" not in premiere
    assert "5 notes, page 1 sur 3" in premiere
    assert "Page suivante" not in render(balise, page=pages.get_page(3), parametres="")
    seule = render(balise, page=Paginator(range(1), 2).get_page(1), parametres=build_parametres(QueryDict("page=1")))
    assert "<nav" not in seule
    assert "1 note</p>" in seule


def test_an_icon_is_drawn_by_code_as_its_component_says() -> None:
    assert draw_icone("bell") == render('<c-icone nom="bell" />')


@pytest.mark.parametrize("nom", ["", 'nom=""', ':nom="rien"', 'nom="{{ rien }}"'])
def test_an_icon_without_a_name_is_refused(nom: str) -> None:
    with pytest.raises(ComposantIncomplet, match="<c-icone> : il manque nom"):
        render(f"<c-icone {nom} />", rien="")


def test_the_address_of_icons_follows_the_settings(settings: Any) -> None:
    before = render('<c-icone nom="bell" />')
    settings.STATIC_URL = "/ailleurs/"
    assert "/ailleurs/" in render('<c-icone nom="bell" />') != before
