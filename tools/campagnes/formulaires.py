"""Every form, filled with hostile values: it must accept or refuse them, but never fail."""

import re
from collections.abc import Iterator
from html import unescape

from tools.campagnes.commun import Bilan, Decor, ask, find_pages

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
CHAMP = re.compile(r"<(input|select|textarea|button)\b([^>]*)>", re.DOTALL)
ATTRIBUT = re.compile(r'([\w-]+)(?:="([^"]*)")?')
HOSTILES = (
    *("", "\0", "a" * 70_000, "-1", "99999999999999999999", "1e400", "NaN", "0x10", "٣", "31/02/2026", "0000-00-00"),
    *("9999-12-31", "<script>alert(1)</script>", "{{7*7}}{% debug %}", "' OR 1=1 --", "😀" * 300),
    *(
        "../../etc/passwd",
        "=HYPERLINK(1)",
        "javascript:alert(1)",
        "00000000-0000-4000-8000-000000000000",
        "\u202e\ufeff",
    ),
    *("[]", '{"a":', "a@b", "on", "None", "%s%n", "é" * 300),
)
# The crawl continues with the same people, so nothing that would log one of them out is submitted.
EVITES = ("logout", "/compte/demo/", "/recherche/")


def list_formulaires(page: str, url: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The URL to which each form is submitted, and its current values."""
    for attributs, contenu in FORM.findall(page):
        lus = dict(ATTRIBUT.findall(attributs))
        if lus.get("method", "get").lower() != "post" or "multipart" in lus.get("enctype", ""):
            continue
        champs: dict[str, str] = {}
        for _, brut in CHAMP.findall(contenu):
            champ = dict(ATTRIBUT.findall(brut))
            if nom := champ.get("name", ""):
                champs.setdefault(nom, unescape(champ.get("value", "")))
        yield unescape(lus.get("action", "") or url), champs


def run(decor: Decor, *, par_vue: int = 1, maximum: int = 600, max_envois: int = 4_000, qui: str = "chargee") -> Bilan:
    """Give each field of each form in turn a hostile value, then all of them at once."""
    bilan = Bilan("formulaires")
    client, vus, envois = decor.clients[qui], set(), 0
    rang = 0
    for url in find_pages(bilan, decor, par_vue=par_vue, maximum=maximum).urls:
        page = ask(bilan, client, url, qui=qui)
        if page.statut != 200 or "text/html" not in page.type:
            continue
        for action, champs in list_formulaires(page.texte, url):
            signature = (re.sub(r"[0-9a-f-]{36}", "…", action), tuple(sorted(champs)))
            if signature in vus or any(mot in action for mot in EVITES) or not action.startswith("/"):
                continue
            vus.add(signature)
            libres = [nom for nom in champs if nom not in ("csrfmiddlewaretoken", "geste")][:12]
            essais = [{}, *({nom: HOSTILES[(rang + k) % len(HOSTILES)]} for k, nom in enumerate(libres * 2))]
            essais += [dict.fromkeys(libres, HOSTILES[(rang + k) % len(HOSTILES)]) for k in range(3)]
            essais.append(dict.fromkeys((*libres, "geste"), "x"))
            rang += len(libres) + 3
            for essai in essais:
                if envois >= max_envois:
                    return bilan
                envois += 1
                ask(bilan, client, action, qui=qui, data=champs | essai)
    return bilan
