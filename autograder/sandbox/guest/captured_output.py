"""Where prints of learners' code go: the beginning is kept, the rest is counted."""

from __future__ import annotations

import io
from collections.abc import Callable


class Sink(io.TextIOBase):
    """Stands in for sys.stdout and sys.stderr."""

    def __init__(
        self,
        keep: int,
        most: int | None = None,
        over: Callable[[], None] | None = None,
        line: Callable[[], None] | None = None,
    ) -> None:
        """Keep `keep` characters; call `line` when a line of them is there, `over` beyond `most` in all."""
        super().__init__()
        self._room = keep
        self._left = most
        self._over = over
        self._line = line
        self._kept: list[str] = []

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a plain attribute in TextIOBase
        """What print() may ask for."""
        return "utf-8"

    def writable(self) -> bool:
        """Whether it can be written to: yes."""
        return True

    def write(self, text: str) -> int:
        """Take a text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._room:
            kept = str.__getitem__(text, slice(self._room))
            self._room -= len(kept)
            self._kept.append(kept)
            if self._line is not None and "\n" in kept:
                self._line()
        if self._left is not None:
            self._left -= len(text)
            if self._left < 0 and self._over is not None:
                self._over()
        return len(text)

    def taken(self) -> str:
        """Give what was kept since the last time."""
        text = "".join(self._kept)
        self._kept.clear()
        return text
