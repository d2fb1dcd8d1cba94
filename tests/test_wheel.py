"""The built wheel, installed elsewhere, has everything it needs to answer."""

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
QUESTION = "Ai là Bí thư Đảng ủy Khối các cơ quan tỉnh?"

pytestmark = pytest.mark.slow


def run(*command, **options):
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout, built with what is installed here."""
    directory = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    run(sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", directory, ROOT)
    [made] = directory.glob("hoibao-*.whl")
    return made


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """A fresh environment with the wheel; dependencies are lent by the running one.

    The lent directory is added by a .pth file, and .pth files inside it are not followed: an
    editable installation of this checkout stays out of sight.
    """
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    made = home / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", made, "install", "--no-deps", "--no-index", wheel)
    site = run(made, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(site, "lent.pth").write_text("\n".join(lent), encoding="utf-8")
    return made


def test_the_wheel_holds_what_the_code_reads(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for package in ("bot", "embeddings"):
        for path in (ROOT / package).rglob("*"):
            if path.suffix in {".py", ".ftl", ".typed"}:
                assert path.relative_to(ROOT).as_posix() in names
    for folder in ("articles", "models", "questions"):
        for path in (ROOT / "data" / folder).rglob("*"):
            if path.is_file():
                assert f"embeddings/{path.relative_to(ROOT).as_posix()}" in names


def test_the_installed_wheel_answers_in_an_empty_directory(python, models_directory, tmp_path):
    hoibao = python.parent / "hoibao"
    environment = {"PATH": "/usr/bin:/bin", "HOIBAO_MODELS": str(models_directory)}
    where = run(python, "-c", "import bot; print(bot.__file__)", cwd=tmp_path, env=environment)
    assert Path(where.strip()).is_relative_to(python.parent.parent)
    found = json.loads(run(hoibao, "ask", "--json", QUESTION, cwd=tmp_path, env=environment))
    assert "Nguyễn Thúy Hà" in found["answer"]
    assert found["article"]["source"] == "dang-bo-khoi-hoc-va-lam-theo-guong-bac.txt"
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_the_installed_wheel_can_make_a_journal(python, tmp_path):
    script = (
        "from pathlib import Path; from bot.journal.journal import Journal\n"
        "with Journal.open(Path('journal.sqlite')) as journal: print(journal.about(1).questions)"
    )
    assert run(python, "-c", script, cwd=tmp_path, env={"PATH": "/usr/bin:/bin"}).strip() == "0"
