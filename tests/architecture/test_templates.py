"""A template reaches its own domain, a lower one, or `ui`; none is unused; none holds style or script."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import URLField
from django.template.loader import get_template

from tests.architecture.maison import ORDRE, PROJECT_DIR, SOURCE_DIR, list_templates

TEMPLATES = list_templates()
INCLUDE = re.compile(r"""{%\s*(?:include|extends)\s+["']([\w/.-]+?)(?:#\w+)?["']""")
URL = re.compile(r"""{%\s*url\s+["'](\w+):""")
COMPONENT = re.compile(r"<c-([a-z][\w-]*)")
# Written by django-cotton itself.
COTTON = {"vars", "slot", "component"}


def package_of(path: Path) -> str:
    return path.relative_to(SOURCE_DIR).parts[0]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE_DIR)))
def test_template_reaches_only_lower_domains(path: Path):
    text = path.read_text(encoding="utf-8")
    package = package_of(path)
    targets = {name.split("/")[0] for name in INCLUDE.findall(text)} | set(URL.findall(text))
    wrong = {t for t in targets if t not in (package, "ui") and ORDRE.get(t, 99) >= ORDRE[package]}
    assert not wrong


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE_DIR)))
def test_template_has_no_inline_style_or_script(path: Path):
    text = path.read_text(encoding="utf-8")
    if path.parent.name == "courriels":
        # Mail software reads no style sheet, and no page has its policy: only script stays out.
        text = re.sub(r"<style>.*?</style>|\sstyle=", "", text, flags=re.S)
    assert not re.search(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:", text, re.IGNORECASE)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE_DIR)))
def test_template_compiles(path: Path):
    name = str(path).split("/templates/", 1)[1]
    assert get_template(name) is not None


def test_an_address_that_somebody_typed_goes_through_the_filter():
    """Otherwise « javascript:… », written by something else than a form, would be a link."""
    champs = {f.name for m in apps.get_models() for f in m._meta.fields if isinstance(f, URLField)}
    nu = re.compile(rf"href=\"\{{\{{ *[\w.]+\.(?:{'|'.join(champs | {'visio'})}) *\}}\}}")
    assert champs >= {"site", "lien", "lien_visio"}
    assert [str(path) for path in TEMPLATES if nu.search(path.read_text(encoding="utf-8"))] == []


def test_no_template_is_unused():
    code = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE_DIR.rglob("*.py"))
    markup = "\n".join(p.read_text(encoding="utf-8") for p in TEMPLATES)
    used = set(INCLUDE.findall(markup)) | set(re.findall(r"[\"']([\w/.-]+\.html)(?:#\w+)?[\"']", code))
    components = {name.replace("-", "_") for name in COMPONENT.findall(markup)} - COTTON
    unused = []
    for path in TEMPLATES:
        name = str(path).split("/templates/", 1)[1]
        is_component = name.startswith("ui/composants/") and path.stem in components
        if name not in used and not is_component:
            unused.append(str(path.relative_to(PROJECT_DIR)))
    assert unused == []
