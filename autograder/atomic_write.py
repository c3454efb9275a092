"""Files are replaced as a whole or not at all: whoever reads one sees the old bytes or the new ones."""

from __future__ import annotations

import os
from pathlib import Path

NAME_KEPT = 40  # characters of a name that its stand-in keeps; names may be as long as file systems allow


def replace_file(path: Path, content: bytes, mode: int | None = None, *, durable: bool = True) -> None:
    """Write `content` beside `path`, then put it in its place in one step; its folder must be there.

    `mode` are the permissions it gets, by default those of any new file. What is not `durable` may be lost with the
    power: pages, by the thousand, that can be made again. Raises OSError, and leaves `path` as it was.
    """
    from secrets import token_hex  # with OpenSSL, which only those wait for who write

    beside = path.with_name(f".{path.name[:NAME_KEPT]}.{token_hex(8)}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
