"""Tags of the components; builtins of the template engine, so no page loads them."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_django
from django.template.loader import get_template
from django.utils.html import conditional_escape

from convive.socle.adresses import get_adresse, is_simple
from convive.socle.courriel import is_courriel_envoye
from convive.socle.formats import nombre
from convive.ui.glossaire import Sigle, get_sigle, list_sigles
from convive.ui.rules import STATUTS, AffichageStatut, ComposantIncomplet, get_affichage

register = template.Library()


@register.simple_tag
def courriel_envoye() -> bool:
    """Whether e-mail leaves this installation."""
    return is_courriel_envoye()


class AdresseNode(URLNode):
    """`{% url %}`, which a long page draws two hundred times: an address made of identifiers is searched once."""

    def render(self, context: Context) -> str:
        arguments = [argument.resolve(context) for argument in self.args]
        page = self.view_name.resolve(context)
        if self.asvar or self.kwargs or not is_simple(arguments):
            return str(super().render(context))
        adresse = get_adresse(page, *arguments)
        return str(conditional_escape(adresse)) if context.autoescape else adresse


@register.tag
def url(parser: Parser, token: Token) -> AdresseNode:
    """The tag of Django, with our node."""
    node = url_django(parser, token)
    return AdresseNode(node.view_name, node.args, node.kwargs, node.asvar)


class SiglesNode(template.Node):
    """What a page says, then its acronyms: the script explains each where it stands first (front/sigles.js)."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        page = self.nodelist.render(context)
        found = list_sigles(page)
        return page + get_template("ui/_sigles.html").render({"sigles": found}) if found else page


@register.tag
def sigles(parser: Parser, _token: Token) -> SiglesNode:
    """`{% sigles %}…{% endsigles %}` around what a page says."""
    nodelist = parser.parse(("endsigles",))
    parser.delete_first_token()
    return SiglesNode(nodelist)


@register.simple_tag(takes_context=True)
def requis(context: Context, *noms: str) -> str:
    """Refuse to render a component without these variables or slots.

    Cotton renders a missing variable as nothing, and a variable of the calling page may hide that it was forgotten:
    only what was given to this very component counts.
    """
    composant = context["cotton_data"]["stack"][-1]
    attrs, slots = composant["attrs"].dict, composant["slots"]
    given = (context["slot"].strip() if nom == "slot" else slots.get(nom, attrs.get(nom)) for nom in noms)
    # An attribute without a value is True; the number 1 equals it, and is a value.
    manquants = [nom for nom, valeur in zip(noms, given, strict=True) if valeur in (None, "") or valeur is True]
    if manquants:
        raise ComposantIncomplet(f"<c-{composant['key']}> : il manque {', '.join(manquants)}.")
    return ""


@register.filter
def affichage_statut(cle: str) -> AffichageStatut:
    return get_affichage(cle)


@register.simple_tag
def get_affichages(cles: Any = "") -> list[AffichageStatut]:
    """The statuses to explain under a table: the ones given, or all but the plain value."""
    chosen = cles or [cle for cle in STATUTS if cle != "valeur"]
    return [get_affichage(cle) for cle in chosen]


@register.filter
def valeur_affichee(valeur: Any, decimales: int | str = "") -> str:
    """A number in French; a text that a page has already formatted stays as it is."""
    if isinstance(valeur, str):
        return valeur
    return nombre(valeur, None if decimales == "" else int(decimales))


@register.filter
def sigle(texte: str) -> Sigle:
    return get_sigle(texte)
