"""What reaches the renderer of charts."""

import json
from typing import Any

import pytest

from convive.documents.graphiques import render_svg, svg


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x1b", "\ufffe", "\uffff", "\ud800"])
def test_text_that_xml_cannot_hold_never_reaches_the_renderer(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The renderer would end the whole process, and the test with it: the spec is looked at before."""
    seen: list[str] = []
    render = svg.vl_convert.vegalite_to_svg

    def render_seen(spec: dict[str, Any], **options: Any) -> str:
        seen.append(json.dumps(spec, ensure_ascii=False))
        assert sign not in seen[-1]
        assert "\\u" not in seen[-1]
        return render(spec, **options)

    monkeypatch.setattr(svg.vl_convert, "vegalite_to_svg", render_seen)
    spec = {
        "title": f"Bassin{sign}",
        "data": {"values": [{f"nom{sign}": f"Civ{sign}ray", "valeur": 3}]},
        "mark": "bar",
        "encoding": {"y": {"field": "nom", "type": "nominal"}, "x": {"field": "valeur", "type": "quantitative"}},
    }
    image = render_svg(spec)
    assert ">Bassin<" in image
    assert ">Civray<" in image
    assert render_svg(json.loads(json.dumps(spec).replace(json.dumps(sign)[1:-1], ""))) == image
    assert len(seen) == 1
    assert sign not in svg.label_svg(image, f"Titre{sign}", f"Description{sign}")
