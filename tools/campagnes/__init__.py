"""Attack campaigns: the product as attacked by an outsider, or by a membre with few rights.

    .venv/bin/python -m tools.campagnes                # all of them, on a demonstration made for it, under ten minutes
    .venv/bin/python -m tools.campagnes fuites --var /tmp/campagne    # one of them; the installation is kept there

They request the pages of the demonstration in this same process, through Django's test client: no network, no port, and
no use of this machine's installation. Every request is timed. What they tolerate is listed in their code, with the
reason. The test suite runs a short version of each (`tests/config/test_campagnes.py`).
"""
