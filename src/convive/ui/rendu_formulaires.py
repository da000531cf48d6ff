"""The controls of forms, written without a template: those of Django include three of them for each option of a list.

What is written is, character for character, what the templates of Django would; a test compares them. Any other control
keeps its template. This is the FORM_RENDERER of the settings.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape

type Controle = Mapping[str, Any]
DOSSIER = "django/forms/widgets/"
SAISIES = (
    *("checkbox", "color", "date", "datetime", "email", "file", "hidden", "number", "password", "search", "tel"),
    *("text", "time", "url"),
)


class RenduFormulaires(DjangoTemplates):
    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        write = CONTROLES.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return write(context["widget"]).strip()


def _write_attrs(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(nom)}"
        if valeur is True
        else f' {conditional_escape(nom)}="{conditional_escape(valeur)}"'
        for nom, valeur in attrs.items()
        if valeur is not False
    )


def _write_saisie(widget: Controle) -> str:
    valeur = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    debut = f'<input type="{conditional_escape(widget["type"])}" name="{conditional_escape(widget["name"])}"'
    return f"{debut}{valeur}{_write_attrs(widget['attrs'])}>"


def _write_case(widget: Controle) -> str:
    """A box or a radio button of a list; without a line feed, where the template has one at its end."""
    if not widget.get("wrap_label"):
        return _write_saisie(widget)
    identifiant = widget["attrs"].get("id")
    lie = f' for="{conditional_escape(identifiant)}"' if identifiant else ""
    return f"<label{lie}>{_write_saisie(widget)}\n {_write_libelle(widget)}</label>"


def _write_libelle(widget: Controle) -> str:
    return conditional_escape(localize(widget["label"]))


def _write_texte(widget: Controle) -> str:
    valeur = conditional_escape(localize(widget["value"])) if widget["value"] else ""
    nom, attrs = conditional_escape(widget["name"]), _write_attrs(widget["attrs"])
    return f'<textarea name="{nom}"{attrs}>\n{valeur}</textarea>'


def _write_liste(widget: Controle) -> str:
    pieces = "".join(_list_options(widget))
    return f'<select name="{conditional_escape(widget["name"])}"{_write_attrs(widget["attrs"])}>{pieces}\n</select>'


def _list_options(widget: Controle) -> Iterator[str]:
    for groupe, options, _ in widget["optgroups"]:
        if groupe:
            yield f'\n  <optgroup label="{conditional_escape(localize(groupe))}">'
        for option in options:
            valeur, attrs = conditional_escape(option["value"]), _write_attrs(option["attrs"])
            yield f'\n  <option value="{valeur}"{attrs}>{_write_libelle(option)}</option>\n'
        if groupe:
            yield "\n  </optgroup>"


CONTROLES: dict[str, Callable[[Controle], str]] = {
    **{f"{DOSSIER}{nom}.html": _write_saisie for nom in SAISIES},
    **{f"{DOSSIER}{nom}.html": _write_case for nom in ("radio_option", "checkbox_option")},
    f"{DOSSIER}textarea.html": _write_texte,
    f"{DOSSIER}select.html": _write_liste,
}
