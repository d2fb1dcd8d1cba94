"""What several test modules share: a real library on the shipped article, and the real command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings as hypothesis_settings

from bot.settings import PREFIX, Settings
from embeddings import resources

if TYPE_CHECKING:
    from bot.library import Library

# Nothing heavy is imported up here: most test modules need no library.
# The developer's own settings must not decide what the tests see.
for _name in [name for name in os.environ if name.startswith(PREFIX)]:
    if not _name.startswith(f"{PREFIX}TEST_"):
        del os.environ[_name]
Settings.model_config["env_file"] = None
os.environ["HF_HUB_OFFLINE"] = "1"
# How long an example takes depends on what else the machine does.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


class Run(Protocol):
    """Runs ``hoibao`` as a process of its own."""

    def __call__(
        self,
        *arguments: str,
        stdin: str | bytes = "",
        cwd: Path | None = None,
        **environment: str | Path,
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture(scope="session")
def models_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled model, converted once a session; HOIBAO_TEST_MODELS names one to use again."""
    given = os.environ.get("HOIBAO_TEST_MODELS")
    directory = Path(given) if given else tmp_path_factory.mktemp("models")
    from embeddings.bundled_model import bundled_model

    bundled_model(directory)
    return directory


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, models_directory: Path) -> Settings:
    """Settings of an installation that answers on the articles that ship."""
    return Settings(
        home=tmp_path_factory.mktemp("home"),
        articles=resources.data_directory() / "articles",
        models=models_directory,
    )


@pytest.fixture(scope="session")
def library(settings: Settings) -> Library:
    """The open library of the articles that ship; tests only ask it."""
    from bot.library import Library

    return Library.open(settings)


@pytest.fixture(scope="session")
def environment(settings: Settings, library: Library) -> Mapping[str, str]:
    """Environment of a process on the session's library (which must not be changed)."""
    return os.environ | {
        "HOIBAO_HOME": str(settings.home),
        "HOIBAO_ARTICLES": str(settings.articles),
        "HOIBAO_MODELS": str(settings.models),
        "PYTHONIOENCODING": "utf-8",
    }


@pytest.fixture
def hoibao(environment: Mapping[str, str], tmp_path: Path) -> Run:
    """Run ``hoibao`` in an empty directory, on the session's library unless told otherwise."""

    def run(
        *arguments: str,
        stdin: str | bytes = "",
        cwd: Path | None = None,
        **changes: str | Path,
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            cwd=cwd or tmp_path,
            env={**environment, **{name: str(value) for name, value in changes.items()}},
            capture_output=True,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run
