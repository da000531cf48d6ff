from convive.socle.uuids import parse_uuid, parse_uuids


def test_parse_uuid_refuses_what_is_not_one():
    assert parse_uuid("n’importe quoi") is None
    assert str(parse_uuid("0b0e7a43-5d16-4a3e-9f3b-0d5f8a3c1e11")).startswith("0b0e7a43")


def test_parse_uuids_keeps_those_that_are():
    found = parse_uuids(["", "tous", "0b0e7a43-5d16-4a3e-9f3b-0d5f8a3c1e11"])
    assert [str(identifier)[:8] for identifier in found] == ["0b0e7a43"]
