"""Building, publishing, listing and rolling back editions.

<home>/editions/<id>/       published editions; never changed afterwards
       editions/building-*  an edition under construction, or what a killed build left
       editions/CURRENT     the id of the edition that serves; replaced in one step
       publish.lock         held while publishing
       vectors.sqlite       vectors by content
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

from filelock import FileLock, Timeout

from embeddings.articles import Article, Passage
from embeddings.edition import (
    Edition,
    Manifest,
    article_digest,
    open_edition,
    read_manifest,
    sync,
    verify,
    write_edition,
)
from embeddings.encoder import Encoder, Progress
from embeddings.errors import (
    ArticleFormatError,
    CorruptEditionError,
    HomeError,
    NoEditionError,
    PublishBusyError,
)
from embeddings.indexing import dense_text
from embeddings.passages import passages
from embeddings.vectors import VectorCache

_BUILDING = "building-"


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did. Articles are given by id, against the edition that served before."""

    edition: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    skipped: tuple[ArticleFormatError, ...]
    passages: int
    encoded: int  # passages whose vectors were not in the cache
    seconds: float


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """An edition in a list."""

    manifest: Manifest
    current: bool


class EditionStore:
    """The editions of one installation, under its home directory."""

    def __init__(self, home: Path, keep: int = 5) -> None:
        self._home = home
        self._keep = keep
        self._editions = home / "editions"
        self._current = self._editions / "CURRENT"

    def current_id(self) -> str | None:
        """The id of the edition that serves, or None before the first publication."""
        try:
            # What is no text is no edition's id either: another edition is then looked for.
            return self._current.read_text(encoding="utf-8", errors="replace").strip() or None
        except (FileNotFoundError, NotADirectoryError):
            return None

    def ids(self) -> list[str]:
        """All published editions, oldest first."""
        if not self._editions.is_dir():
            return []
        found = (path.name for path in self._editions.iterdir() if path.is_dir())
        return sorted(name for name in found if not name.startswith(_BUILDING))

    def list(self) -> list[EditionSummary]:
        """All readable editions, newest first."""
        current, summaries = self.current_id(), []
        for name in reversed(self.ids()):
            try:
                manifest = read_manifest(self._editions / name)
            except CorruptEditionError:
                continue
            summaries.append(EditionSummary(manifest, name == current))
        return summaries

    def open(self, edition_id: str, encoder: Encoder) -> Edition:
        """Open and check one edition.

        Raises:
            CorruptEditionError, EditionMismatchError: see ``open_edition``.
        """
        return open_edition(self._editions / edition_id, encoder)

    def previous_id(self) -> str:
        """The edition before the current one.

        Raises:
            NoEditionError: there is none.
        """
        current = self.current_id()
        earlier = [name for name in self.ids() if current is not None and name < current]
        if not earlier:
            raise NoEditionError("there is no earlier edition", path=str(self._editions))
        return earlier[-1]

    def switch(self, edition_id: str) -> None:
        """Make an edition the current one, in one step.

        Raises:
            HomeError: the switch cannot be written.
        """
        try:
            self._switch(edition_id)
        except OSError as error:
            raise self._unwritable(error) from error

    def publish(
        self,
        articles: Sequence[Article],
        skipped: Sequence[ArticleFormatError],
        encoder: Encoder,
        progress: Progress = lambda stage, done, total: None,
    ) -> Published:
        """Build an edition of ``articles`` apart, check it, and switch to it in one step.

        Whatever goes wrong before the switch, also the death of the process, leaves the edition
        that served before in place.

        Raises:
            PublishBusyError: another process is publishing.
            VerificationError: the new edition failed its checks.
            EncoderError, HomeError: encoding failed; the disk is full or cannot be written.
        """
        started = perf_counter()
        try:
            self._editions.mkdir(parents=True, exist_ok=True)
            with FileLock(self._home / "publish.lock", timeout=0):
                return self._publish(articles, skipped, encoder, progress, started)
        except Timeout as error:
            raise PublishBusyError("another process is publishing") from error
        # FAISS raises RuntimeError when it cannot write; encoder errors are mapped at their source.
        except (OSError, RuntimeError) as error:
            raise self._unwritable(error) from error

    def _publish(
        self,
        articles: Sequence[Article],
        skipped: Sequence[ArticleFormatError],
        encoder: Encoder,
        progress: Progress,
        started: float,
    ) -> Published:
        for leftover in self._editions.glob(_BUILDING + "*"):  # of a killed build; we hold the lock
            shutil.rmtree(leftover, ignore_errors=True)
        cut: list[Passage] = [passage for article in articles for passage in passages(article)]
        cache = VectorCache(self._home / "vectors.sqlite")
        texts = [dense_text(passage) for passage in cut]
        vectors, encoded = cache.embed(encoder, texts, progress)
        progress("index", 0, 1)
        created_at = datetime.now(UTC)
        edition_id = self._new_id(created_at)
        building = Path(mkdtemp(prefix=_BUILDING, dir=self._editions))
        try:
            write_edition(
                building, edition_id, created_at, articles, cut, vectors, encoder.id, len(skipped)
            )
            progress("verify", 0, 1)
            verify(open_edition(building, encoder))
            building.chmod(0o755)
            before = self._digests(self.current_id())
            building.rename(self._editions / edition_id)
            sync(self._editions)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        self._switch(edition_id)
        self._prune()
        now = {article.id: article_digest(article) for article in articles}
        same = sum(before.get(name) == digest for name, digest in now.items())
        changed = [name for name in now if name in before and before[name] != now[name]]
        return Published(
            edition=edition_id,
            added=tuple(name for name in now if name not in before),
            changed=tuple(changed),
            removed=tuple(name for name in before if name not in now),
            unchanged=same,
            skipped=tuple(skipped),
            passages=len(cut),
            encoded=encoded,
            seconds=perf_counter() - started,
        )

    def _new_id(self, created_at: datetime) -> str:
        """The time to the millisecond: unique under the lock, and sorts by age."""
        name = created_at.strftime("%Y%m%dT%H%M%S%f")[:-3]
        newest = max(self.ids(), default="")
        # A clock that was set back must not put the new edition behind the old ones.
        return name if name > newest else f"{newest}+"

    def _digests(self, edition_id: str | None) -> dict[str, str]:
        if edition_id is None:
            return {}
        try:
            return dict(read_manifest(self._editions / edition_id).articles)
        except CorruptEditionError:
            return {}

    def _switch(self, edition_id: str) -> None:
        pending = self._current.with_suffix(".new")
        pending.write_text(edition_id + "\n", encoding="utf-8")
        sync(pending)
        pending.replace(self._current)
        sync(self._editions)

    def _prune(self) -> None:
        """Delete the oldest editions beyond ``keep``; never the current one."""
        current = self.current_id()
        for name in self.ids()[: -self._keep]:
            if name != current:
                shutil.rmtree(self._editions / name, ignore_errors=True)

    def _unwritable(self, error: Exception) -> HomeError:
        reason = getattr(error, "strerror", None) or str(error).split("\n")[0]
        return HomeError(
            f"cannot write to {self._home}: {error}", path=str(self._home), reason=reason
        )
