"""Archives of unknown origin, read in memory: nothing is unpacked to disk, and everything is counted.

What an archive says of itself is believed only where it speaks against the archive. Its kind is told by its content.
"""

from __future__ import annotations

import contextlib
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Protocol, TypeAlias, cast

from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.entries import ENCRYPTED, TOO_MANY_NAMES, Entry, Kind, collected
from autograder.submission.submission_model import CapOf, Contents, ReadLimits, Unreadable

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
GZIP_START = b"\x1f\x8b"
UTF_8_FLAG = 0x800
ENCRYPTED_FLAGS = 0x2041  # encrypted, strongly encrypted, encrypted directory
# Headers that only describe the next one. Real ones hold a path and a few attributes; tarfile searches them with an
# expression whose time grows with the square of their length.
DESCRIBING = frozenset({tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, b"L", b"K"})
DESCRIBING_BYTES = 4096
DESCRIBING_PER_ENTRY = 1024
TAR_BLOCKS = 3  # header, description and padding of an entry
CHUNK = 1 << 16

NOT_ARCHIVE = Text(
    en="it is no .zip, .tar, .tar.gz or .tgz archive, whatever its name says, or it is damaged or cut off. Pack it again, and open it once before handing it in.",
    pt="não é um pacote .zip, .tar, .tar.gz ou .tgz, apesar do nome, ou está danificado ou incompleto. Compacte de novo e abra o pacote uma vez antes de entregar.",
)
DIRECTORY = Text(
    en="the archive's list of what is in it is larger than {limit} bytes. Pack the course's files alone.",
    pt="a lista do que há no pacote tem mais de {limit} bytes. Compacte só os arquivos do curso.",
)
STREAM = Text(
    en="the archive holds more than {limit} bytes unpacked, with all that would be passed over. Pack the course's files alone, or as a .zip.",
    pt="o pacote tem mais de {limit} bytes depois de descompactado, com tudo o que não seria lido. Compacte só os arquivos do curso, ou faça um .zip.",
)
DAMAGED = Text(
    en="it is damaged inside the archive, or packed in an unusual way",
    pt="está danificado dentro do pacote, ou compactado de um modo incomum",
)
CUT = Text(
    en="the archive is damaged or cut off behind {last}: what stands after that in it could not be read. Pack it again, and open it once before handing it in.",
    pt="o pacote está danificado ou incompleto depois de {last}: o que vem a seguir nele não pôde ser lido. Compacte de novo e abra o pacote uma vez antes de entregar.",
)
ODD = Text(
    en="the archive's headers are larger than any tool of today writes them. Pack it again with your system's own tool.",
    pt="os cabeçalhos do pacote são maiores do que qualquer ferramenta atual escreve. Compacte de novo com a ferramenta do próprio sistema.",
)


_Collect: TypeAlias = Callable[[Iterable[Entry]], Contents]


def read_archive(
    file: BinaryIO,
    cap_of: CapOf,
    limits: ReadLimits,
    is_other: Callable[[str], bool] = lambda _: False,
    *,
    own: Callable[[str], str | None] | None = None,
) -> Contents:
    """Read the wanted files of an archive; raises Unreadable if it is none, over the caps, or none of it can be read."""

    def collect(entries: Iterable[Entry]) -> Contents:
        return collected(entries, cap_of, limits, is_other, own=own)

    try:
        start = file.read(len(ZIP_STARTS[0]))
        file.seek(0)
        if start in ZIP_STARTS:
            return _read_zip(file, collect, limits)
        return _read_tar(file, collect, limits)
    except Unreadable:
        raise
    except Exception as error:  # a forged header leads zipfile and tarfile into any exception
        raise Unreadable(NOT_ARCHIVE()) from error


class _Guarded(io.RawIOBase):
    """A file of which no more than `cap` bytes are given at a time."""

    def __init__(self, file: BinaryIO, cap: int) -> None:
        super().__init__()
        self._file = file
        self.cap: int | None = cap

    def read(self, size: int = -1, /) -> bytes:
        """Read, or raise Unreadable if too much is asked for."""
        if self.cap is not None and size > self.cap:
            raise Unreadable(DIRECTORY(limit=self.cap))
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go somewhere in the file."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Say where in the file this is."""
        return self._file.tell()

    def seekable(self) -> bool:
        """Say that any place can be gone to."""
        return True


def _read_zip(file: BinaryIO, collect: _Collect, limits: ReadLimits) -> Contents:
    guarded = _Guarded(file, limits.directory_bytes)
    with zipfile.ZipFile(cast("BinaryIO", guarded)) as archive:
        guarded.cap = None
        return collect(_zip_entry(archive, info) for info in archive.infolist())


def _zip_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    def read(cap: int) -> bytes | Message:
        if info.flag_bits & ENCRYPTED_FLAGS:
            return ENCRYPTED()
        # Other methods ask for memory as the archive pleases.
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            return DAMAGED()
        try:
            with archive.open(info) as file:
                return file.read(cap + 1)
        except Exception:  # noqa: BLE001 -- as in read_archive, but this file alone is lost
            return DAMAGED()

    return Entry(_zip_name(info), _zip_kind(info), info.file_size, read)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Give the name of an entry; where it is not marked as UTF-8 it often is all the same, else of a Western system."""
    name = info.orig_filename
    if info.flag_bits & UTF_8_FLAG or name.isascii():
        return name
    try:
        written = name.encode("cp437")  # as zipfile takes it
    except UnicodeEncodeError:
        return name
    try:
        return written.decode()
    except UnicodeDecodeError:
        return written.decode("cp850")


def _zip_kind(info: zipfile.ZipInfo) -> Kind:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "link"
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "special"
    return "folder" if info.is_dir() else "file"


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes:
        """Give at most so many bytes."""


class _Gunzipped:
    """The unpacked bytes of a gzip stream, piece by piece; where it is `damaged` or cut off, it ends."""

    def __init__(self, file: BinaryIO) -> None:
        self._engine = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)  # 16: with gzip's header and checksum
        self._file = file
        self._left = b""  # what could be unpacked before the damage, and was not asked for yet
        self.damaged = False

    def read(self, size: int, /) -> bytes:
        pieces: list[bytes] = []
        while size > 0 and not self._engine.eof and not self.damaged:
            feed = self._engine.unconsumed_tail or self._file.read(CHUNK)
            before = self._engine.copy()
            try:
                piece = self._engine.decompress(feed, size)
            except zlib.error:
                self._left, self.damaged = _up_to_damage(before, feed), True
                break
            self.damaged = not feed and not piece and not self._engine.eof
            pieces.append(piece)
            size -= len(piece)
        pieces.append(self._left[:size])
        self._left = self._left[size:]
        return b"".join(pieces)


def _up_to_damage(engine: zlib._Decompress, feed: bytes) -> bytes:
    """Unpack byte by byte what can be unpacked."""
    pieces: list[bytes] = []
    with contextlib.suppress(zlib.error):
        pieces.extend(engine.decompress(feed[at : at + 1]) for at in range(len(feed)))
    return b"".join(pieces)


class _Counted(io.RawIOBase):
    """A stream of which at most `cap` bytes are read."""

    def __init__(self, stream: _Readable, cap: int, reason: Message) -> None:
        super().__init__()
        self._stream = stream
        self._left = cap
        self._reason = reason

    def read(self, size: int = CHUNK, /) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(self._reason)
        return data


def _read_tar(file: BinaryIO, collect: _Collect, limits: ReadLimits) -> Contents:
    packed = file.read(len(GZIP_START)) == GZIP_START
    file.seek(0)
    unpacked = _Gunzipped(file) if packed else None
    stream = _Counted(unpacked or file, limits.stream_bytes, STREAM(limit=limits.stream_bytes))
    damage = _Damage()
    # As a stream ("r|") it can only be read onwards: no header leads back into a circle.
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_guarded_members(limits, damage)) as archive:
        try:
            contents = collect(_tar_entries(archive, damage))
        except Unreadable as refused:
            raise (Unreadable(NOT_ARCHIVE()) if damage.found else refused) from refused
    while stream.read(CHUNK):  # to the end, where gzip has its checksum
        pass
    if not damage.found and (unpacked is None or not unpacked.damaged):
        return contents
    if not contents.files:
        raise Unreadable(NOT_ARCHIVE())
    return replace(contents, notes=(CUT(last=one_line(damage.last, 100)), *contents.notes))


@dataclass(slots=True)
class _Damage:
    """How far an archive could be read: the last name that was, and whether something wrong came after it."""

    last: str = ""
    found: bool = False


def _guarded_members(limits: ReadLimits, damage: _Damage) -> type[tarfile.TarInfo]:
    """Make a kind of header that refuses to be read once there are too many, or too large, of those that describe.

    tarfile ends in silence at a header that is none, or at no header at all: that is noted.
    """
    headers = described = 0

    class Member(tarfile.TarInfo):
        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Member:
            nonlocal headers, described
            try:
                member = super().frombuf(buf, encoding, errors)
            except tarfile.HeaderError as error:
                damage.found |= type(error) is not tarfile.EOFHeaderError  # type: ignore[attr-defined]  # an end as it should be
                raise
            headers += 1
            if headers > TAR_BLOCKS * limits.seen_entries:
                raise Unreadable(TOO_MANY_NAMES(limit=limits.seen_entries))
            if member.size < 0:
                raise Unreadable(NOT_ARCHIVE())
            if member.size > limits.stream_bytes:  # tarfile would look for its end for ever
                raise Unreadable(STREAM(limit=limits.stream_bytes))
            if member.type in DESCRIBING:
                described += member.size
                if member.size > DESCRIBING_BYTES or described > limits.seen_entries * DESCRIBING_PER_ENTRY:
                    raise Unreadable(ODD())
            return member

    return Member


def _tar_entries(archive: tarfile.TarFile, damage: _Damage) -> Iterator[Entry]:
    members = iter(archive)
    while True:
        try:
            member = next(members, None)
        except Unreadable:
            raise
        except Exception:  # noqa: BLE001 -- as in read_archive; what came before is read
            damage.found = True
            return
        if member is None:
            return
        yield Entry(member.name, _tar_kind(member), member.size, _tar_reader(archive, member))
        damage.last = member.name


def _tar_reader(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[int], bytes | Message]:
    def read(cap: int) -> bytes | Message:
        try:
            file = archive.extractfile(member)
            return DAMAGED() if file is None else file.read(cap + 1)
        except Unreadable:
            raise
        except Exception:  # noqa: BLE001 -- as in read_archive, but this file alone is lost
            return DAMAGED()

    return read


def _tar_kind(member: tarfile.TarInfo) -> Kind:
    if member.issym() or member.islnk():
        return "link"
    if member.isdir():
        return "folder"
    return "file" if member.isreg() and not member.issparse() else "special"
