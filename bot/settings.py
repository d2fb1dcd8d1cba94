"""All settings of an installation, from the environment and an optional ``.env`` file.

Every variable starts with ``HOIBAO_``; README lists them. ``load`` reads them and says in plain
words what is wrong with which variable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.messages import Language
from embeddings import resources
from embeddings.errors import HoiBaoError
from embeddings.resources import BUNDLED, SENTENCES

PREFIX = "HOIBAO_"
Access = Literal["open", "listed", "invited"]  # who is answered
Groups = Literal["open", "listed"]  # which groups are answered in
_MODELS = {"model": (BUNDLED,), "reader": (BUNDLED, SENTENCES)}
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram accepts
Ids = Annotated[frozenset[int], NoDecode]


class Settings(BaseSettings):
    """One installation's settings; frozen once read."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
    )

    home: Path = Field(
        default=Path("var"), description="Where all state lives: editions, vectors, model."
    )
    articles: Path = Field(
        default_factory=resources.articles_directory,
        description="Where the articles are read from.",
    )
    model: str = Field(default=BUNDLED, description="Encoder: `bundled`, or a hub name or a path.")
    reader: str = Field(
        default=BUNDLED,
        description="How answers are pointed at: `bundled` for exact words, `sentences`, or the "
        "hub name or path of a question-answering model.",
    )
    models: Path | None = Field(
        default=None,
        description="Where the converted bundled model is kept. Default: `models` in the home.",
    )
    language: Language = Field(
        default="vi", description="Language of the commands and the console."
    )
    threads: int = Field(
        default=0, ge=0, description="CPU threads of the encoder; 0 leaves it to torch."
    )
    min_confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Answers below it are refused. Default: the reader's own.",
    )
    keep_editions: int = Field(
        default=5, ge=2, description="How many editions publishing leaves on disk."
    )
    telegram_token: SecretStr | None = Field(
        default=None, description="The bot's token from @BotFather."
    )
    telegram_api: str = Field(
        default="https://api.telegram.org", description="Base URL of the Bot API server."
    )
    admins: Ids = Field(
        default=frozenset(), description="Telegram user ids of the admins, comma-separated."
    )
    workers: int = Field(default=2, ge=1, description="Questions answered at the same time.")
    queue: int = Field(
        default=100, ge=1, description="Questions that may wait for that; more are asked to return."
    )
    person_rate: int = Field(
        default=20, ge=1, description="Questions a person may ask the bot in a minute."
    )
    group_rate: int = Field(
        default=20, ge=1, description="Questions a group may ask the bot in a minute."
    )
    access: Access = Field(
        default="open",
        description="Who is answered: `open` everybody, `listed` those in `HOIBAO_PEOPLE`, "
        "`invited` also who has an invitation code.",
    )
    people: Ids = Field(
        default=frozenset(),
        description="Telegram user ids of who is answered besides the admins, comma-separated.",
    )
    groups: Groups = Field(
        default="open",
        description="Groups answered in: `open` all, `listed` those an admin has opened.",
    )
    journal: SecretStr | None = Field(
        default=None,
        description="Database URL of the journal. Default: `journal.sqlite` in the home.",
    )
    retention: int = Field(
        default=180, ge=0, description="Days that questions are kept; 0 keeps them for good."
    )
    webhook_url: str | None = Field(
        default=None,
        description="Public address Telegram sends to. Default: the bot fetches its messages.",
    )
    webhook_listen: str = Field(
        default="127.0.0.1", description="Address the webhook server listens on."
    )
    webhook_port: int = Field(
        default=8443, ge=0, le=65535, description="Port it listens on; 0 takes any free one."
    )
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="Secret that proves requests to be Telegram's. Default: a new one each start.",
    )

    @field_validator("admins", "people", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = value.replace(",", " ").split()
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise PydanticCustomError("ids", "must be numeric ids, comma-separated")
        return frozenset(int(part) for part in parts)

    @field_validator("telegram_api", "webhook_url")
    @classmethod
    def _trim_url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not value.startswith(("http://", "https://")) or not urlsplit(value).hostname:
            raise PydanticCustomError("url", "must start with http:// or https://")
        return value.rstrip("/")

    @field_validator("model", "reader")
    @classmethod
    def _check_model(cls, value: str, info: ValidationInfo) -> str:
        """A name of ours, however it is written; a path that is there; a hub name, "owner/name"."""
        ours = _MODELS[str(info.field_name)]
        if value.lower() in ours:
            return value.lower()
        if "/" not in value and not Path(value).exists():
            raise PydanticCustomError("model", "unknown", {"ours": ", ".join(ours)})
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _check_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise PydanticCustomError("secret", "must be letters, digits, - and _")
        return value

    @field_validator("home", "articles", "models")
    @classmethod
    def _expand(cls, value: Path | None) -> Path | None:
        return value.expanduser() if value is not None else None

    @property
    def models_directory(self) -> Path:
        """Where the converted bundled model is kept."""
        return self.models or self.home / "models"

    @property
    def journal_address(self) -> str | Path:
        """Where the journal is: a database URL, or a file in the home."""
        if self.journal is not None:
            return self.journal.get_secret_value()
        return self.home / "journal.sqlite"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one variable: ``setting-<kind>`` in the message files, with its details.

    ``details`` has ``variable``, ``value`` (empty where it must stay secret) and ``expected``.
    """

    kind: str
    details: Mapping[str, str] = field(default_factory=dict)


class SettingsError(HoiBaoError):
    """Settings that cannot be used; ``problems`` says which and why, never showing a secret.

    Details: ``variables``, the names of all of them.
    """

    code: ClassVar[str] = "settings"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        names = ", ".join(problem.details["variable"] for problem in self.problems)
        super().__init__(f"invalid settings: {names}", variables=names)


def load() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a variable has a value that cannot be used, or ``.env`` is not UTF-8.
    """
    try:
        return Settings()
    except ValidationError as error:
        # `from None`: pydantic's own text repeats the offending input, a token included.
        raise SettingsError(_problem(detail) for detail in error.errors()) from None
    except UnicodeDecodeError:
        details = {"variable": ".env", "value": "", "expected": ""}
        raise SettingsError([Problem("encoding", details)]) from None


def variables() -> dict[str, str]:
    """Every environment variable that is read, with what it is for."""
    return {
        PREFIX + name.upper(): info.description or ""
        for name, info in Settings.model_fields.items()
    }


def unknown_variables(environment: Iterable[str]) -> list[str]:
    """Names that look like ours but are not read: most likely misspelt."""
    known = variables()
    return sorted(
        name
        for name in environment
        if name.startswith(PREFIX) and not name.startswith(f"{PREFIX}TEST_") and name not in known
    )


# What pydantic calls the error -> (what our messages call it, where pydantic keeps the limit)
_KINDS = {
    "literal_error": ("choice", "expected"),
    "int_parsing": ("integer", ""),
    "float_parsing": ("number", ""),
    "finite_number": ("number", ""),
    "greater_than_equal": ("minimum", "ge"),
    "less_than_equal": ("maximum", "le"),
    "ids": ("ids", ""),
    "url": ("url", ""),
    "model": ("model", "ours"),
    "secret": ("secret", ""),
}


def _problem(detail: ErrorDetails) -> Problem:
    name = str(detail["loc"][0])
    kind, limit = _KINDS.get(detail["type"], ("other", ""))
    secret = Settings.model_fields[name].annotation == SecretStr | None
    return Problem(
        kind,
        {
            "variable": PREFIX + name.upper(),
            "value": "" if secret else str(detail["input"])[:80],
            "expected": str(detail.get("ctx", {}).get(limit, ""))
            .replace("'", "")
            .replace(" or ", ", ")
            .removesuffix(".0"),
        },
    )
