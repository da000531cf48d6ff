import stat
import subprocess
import sys
from pathlib import Path

from convive.socle.cle_secrete import get_cle_secrete


def test_key_is_created_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "cle_secrete"
    key = get_cle_secrete(path)
    assert len(key) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert get_cle_secrete(path) == key


def test_key_leaves_no_other_file(tmp_path: Path) -> None:
    get_cle_secrete(tmp_path / "cle_secrete")
    assert [file.name for file in tmp_path.iterdir()] == ["cle_secrete"]


def test_key_of_another_process_that_came_first_is_kept(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "cle_secrete"

    def write_meanwhile(size: int) -> str:
        path.write_text("cle-du-premier")
        return "cle-du-second"

    monkeypatch.setattr("convive.socle.cle_secrete.secrets.token_urlsafe", write_meanwhile)
    assert get_cle_secrete(path) == "cle-du-premier"
    assert [file.name for file in tmp_path.iterdir()] == ["cle_secrete"]


def test_processes_that_start_together_get_the_same_key(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from convive.socle.cle_secrete import get_cle_secrete;"
        "sys.stdin.readline(); print(get_cle_secrete(Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "cle_secrete")]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    keys = {process.communicate()[0].strip() for process in processes}
    assert len(keys) == 1
    assert keys != {""}
