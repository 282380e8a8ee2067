"""Embeds the open project and chooses its pairs, and says when that is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from real_desktop.core.counted import counted
from real_desktop.core.pace import in_words
from real_desktop.core.pause import Pause
from real_desktop.gui.jobs import JobRunner
from real_desktop.gui.notifier import Notifier
from real_desktop.gui.opening import Opening
from real_desktop.gui.preferences import Preferences
from real_desktop.gui.wording import sentence
from real_desktop.session.embedding import EmbedOptions, EmbedReport

if TYPE_CHECKING:
    from real_desktop.session.preparing import Prepared
    from real_desktop.session.selecting import SelectReport


class Preparing(QObject):
    """One job from texts to pairs, which can be paused.

    `prepared` comes when there are pairs to judge, which may be long before the rest is embedded;
    then `grown` says that there are more. `embedded` comes instead where the person wants to
    see first what would be asked.
    """

    prepared = Signal(object)
    grown = Signal()
    embedded = Signal()

    def __init__(
        self, window: QWidget, preferences: Preferences, opening: Opening, jobs: JobRunner
    ) -> None:
        super().__init__(window)
        self._preferences, self._opening, self._jobs = preferences, opening, jobs
        self._notifier = Notifier(window, preferences)
        self._is_under_way = False
        self._early: SelectReport | None = None
        jobs.failed.connect(self._tell_failed)
        jobs.ended.connect(self._end)

    @property
    def embed_options(self) -> EmbedOptions:
        """How the settings want a model to be loaded."""
        settings = self._preferences.settings
        return EmbedOptions(settings.device, settings.precision, settings.long_text)

    def start(self) -> None:
        """Embed what lacks a vector and choose pairs where there are none."""
        # A window starts without the strategies.
        from real_desktop.session.preparing import prepare_unless_asked
        from real_desktop.session.select_options import SelectOptions

        session = self._opening.session
        if session is None:
            return
        settings = self._preferences.settings
        control = settings.control_percent / 100
        options = SelectOptions(seed=settings.seed, control=control, skips_asked=True)
        pause = Pause()
        job = prepare_unless_asked(
            session, self.embed_options, options, self._tell_ready, pause,
            asks=settings.asks_for_pairs,
        )  # fmt: skip
        self._early, self._is_under_way = None, True
        self._jobs.start(job, self._tell_prepared, pause)

    def _tell_ready(self, report: SelectReport) -> None:
        """On the thread of the job: there are pairs to judge while the rest is embedded."""
        self._early = report
        self.prepared.emit(report)

    def _tell_prepared(self, report: Prepared) -> None:
        if report.asks:
            self.embedded.emit()
        elif self._early:
            self.grown.emit()
        else:
            self.prepared.emit(report)
        pairs = sum(one.pairs for one in (self._early, report.selected) if one)
        words = done_in_words(report.embedded, None if report.asks else pairs)
        self._notifier.tell(self._titled("embedding is done"), words)

    def _tell_failed(self, error: BaseException) -> None:
        if self._is_under_way:
            self._notifier.tell(self._titled("embedding has stopped"), sentence(str(error)))

    def _end(self) -> None:
        self._is_under_way = False

    def _titled(self, what: str) -> str:
        session = self._opening.session
        return f"{session.path.stem}: {what}" if session else what.capitalize()


def done_in_words(embedded: EmbedReport, pairs: int | None) -> str:
    """What a run did: how many texts in which time, and that there are pairs to judge.

    Without a number of pairs they are still to be chosen.
    """
    parts = ["every text had its vector already"]
    if embedded.embedded:
        seconds = in_words(embedded.load_seconds + embedded.seconds)
        parts = [f"{counted(embedded.embedded, 'text')} embedded in {seconds}"]
    if embedded.failed:
        parts.append(f"{counted(embedded.failed, 'text')} without a usable vector")
    if pairs is None:
        return sentence(f"{', '.join(parts)}; the pairs can be chosen")
    verb = "is" if pairs == 1 else "are"
    ready = f"{counted(pairs, 'pair')} {verb}" if pairs else "the pairs are"
    return sentence(f"{', '.join(parts)}; {ready} ready to judge")
