"""Templates only use those of their own package, a lower one, or `ui`; none is unused; none holds style or script."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import URLField
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

from tests.architecture.maison import ORDRE, PROJECT_DIR, SOURCE_DIR, find_wrong, list_templates
from tests.architecture.test_names import ROUTES

MAX_LIGNE = 160
PYPROJECT = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8"))
SANS_MISE_EN_FORME = PYPROJECT["tool"]["djangofmt"]["extend-exclude"]
TEMPLATES = list_templates()
INCLUDE = re.compile(r"""{%\s*(?:include|extends)\s+["']([\w/.-]+?)(?:#\w+)?["']""")
URL = re.compile(r"""{%\s*url\s+["'](\w+):""")
COMPONENT = re.compile(r"<c-([a-z][\w-]*)")
# The tags of django-cotton itself.
COTTON = {"vars", "slot", "component"}


def package_of(path: Path) -> str:
    return path.relative_to(SOURCE_DIR).parts[0]


def get_name(path: Path) -> str:
    """The name by which Django loads the template."""
    return str(path).split("/templates/", 1)[1]


def test_templates_reach_only_lower_domains():
    wrong = {}
    for path in TEMPLATES:
        text, package = path.read_text(encoding="utf-8"), package_of(path)
        targets = {name.split("/")[0] for name in INCLUDE.findall(text)} | set(URL.findall(text))
        higher = {t for t in targets if t not in (package, "ui") and ORDRE.get(t, 99) >= ORDRE[package]}
        if higher:
            wrong[get_name(path)] = higher
    assert wrong == {}


def list_inline(text: str) -> list[str]:
    inline = r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)"
    return re.findall(inline, text, re.IGNORECASE)


def test_templates_have_no_inline_style_or_script():
    courriels = [path for path in TEMPLATES if path.parent.name == "courriels"]
    # Mail software loads no style sheets, and no CSP applies there, so e-mails may have inline styles but no script.
    style = re.compile(r"<style>.*?</style>|\sstyle=", re.S)
    assert find_wrong(courriels, lambda text: list_inline(style.sub("", text))) == {}
    assert find_wrong(set(TEMPLATES) - set(courriels), list_inline) == {}


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ('<p style="color: red">', 1),
        ("<style>p {}</style>", 1),
        ("<a onclick='go()'>", 1),
        ('<a href="javascript:go()">', 1),
        ("<script>go()</script>", 1),
        ('<script src="/go.js"></script><c-bouton action="x">', 0),
    ],
)
def test_inline_style_or_script_is_seen(markup: str, count: int):
    assert len(list_inline(markup)) == count


def test_templates_compile():
    wrong = {}
    for path in TEMPLATES:
        try:
            get_template(get_name(path))
        except (TemplateDoesNotExist, TemplateSyntaxError) as error:
            wrong[get_name(path)] = str(error)
    assert wrong == {}


def test_a_long_line_has_no_place_where_it_may_be_cut():
    """djangofmt wraps templates, except long attributes, and tags between which a space would show."""
    tags = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}")
    elements = re.compile(r"\"[^\"]*\"|<[^>]*>")
    long = [
        f"{get_name(path)}:{rank}"
        for path in TEMPLATES
        if path.name not in SANS_MISE_EN_FORME
        for rank, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > MAX_LIGNE and " " in elements.sub("", tags.sub("", line.strip()))
    ]
    assert long == []


def test_no_space_stands_before_a_comma_or_a_full_stop():
    """djangofmt breaks a long line between two conditions: `{# djangofmt:ignore #}` before their element prevents
    « Nom, structure » from becoming « Nom , structure »."""
    parted = re.compile(r"(?:\}\}|\{% end\w+ %\}|[\w»)])\s+(?:\{% (?:if|elif) [^%]*%\})+[,.)\u00a0]")
    wrong = {get_name(p): parted.findall(re.sub(r"\{#.*?#\}", "", p.read_text(encoding="utf-8"))) for p in TEMPLATES}
    assert {nom: found for nom, found in wrong.items() if found} == {}


def test_an_address_that_somebody_typed_goes_through_the_filter():
    """Otherwise « javascript:… », written by something other than a form, would become a link."""
    champs = {f.name for m in apps.get_models() for f in m._meta.fields if isinstance(f, URLField)}
    nu = re.compile(rf"href=\"\{{\{{ *[\w.]+\.(?:{'|'.join(champs | {'visio'})}) *\}}\}}")
    assert champs >= {"site", "lien", "lien_visio"}
    assert [str(path) for path in TEMPLATES if nu.search(path.read_text(encoding="utf-8"))] == []


def test_no_template_is_unused():
    """The templates of pages have the name of their view, so the code does not name them."""
    pages = {f"{namespace}/{route.name}.html" for namespace, route in ROUTES}
    code = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE_DIR.rglob("*.py"))
    markup = "\n".join(p.read_text(encoding="utf-8") for p in TEMPLATES)
    used = pages | set(INCLUDE.findall(markup)) | set(re.findall(r"[\"']([\w/.-]+\.html)(?:#\w+)?[\"']", code))
    components = {name.replace("-", "_") for name in COMPONENT.findall(markup)} - COTTON
    unused = []
    for path in TEMPLATES:
        name = get_name(path)
        is_component = name.startswith("ui/composants/") and path.stem in components
        if name not in used and not is_component:
            unused.append(str(path.relative_to(PROJECT_DIR)))
    assert unused == []
