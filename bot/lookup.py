"""From what was recorded of an answer to what the library has of it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.journal.records import RecordedAnswer
from bot.permalinks import Permalinks, Target
from bot.views import Mark, Spot

if TYPE_CHECKING:
    from bot.library import Library


class Lookup:
    """Finds passages in the edition that serves now. Safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._links: tuple[str, Permalinks] | None = None  # of which edition

    def target(self, link: str) -> Target | None:
        """Where a permalink leads now."""
        return self._permalinks().find(link)

    def spot(self, link: str, marks: tuple[Mark, ...] = ()) -> Spot:
        """The passage of a permalink; without marks if its text has changed."""
        target = self.target(link)
        if target is None:
            return Spot(link, None, None)
        if target.passage is None:
            return Spot(link, target.article.info, None)
        return Spot(link, target.article.info, target.passage, marks)

    def spots(self, recorded: RecordedAnswer) -> tuple[Spot, ...]:
        """The passages of an answer, in the order they were shown in."""
        marks: dict[str, list[Mark]] = {}
        for place in recorded.places:
            mark = Mark(place.start, place.end, place.confidence)
            marks.setdefault(place.permalink, []).append(mark)
        return tuple(
            self.spot(link, tuple(made) if recorded.answered else ())
            for link, made in marks.items()
        )

    def _permalinks(self) -> Permalinks:
        """Made when first needed, and again for every edition."""
        edition = self._library.answerer.edition
        links = self._links
        if links is None or links[0] != edition.id:
            links = edition.id, Permalinks(edition.articles, edition.passages)
            self._links = links
        return links[1]
