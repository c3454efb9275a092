import gzip
import io
import random
import struct
import tarfile
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.i18n.language import LANGUAGES, Message
from autograder.submission import archive
from autograder.submission.archive import read_archive
from autograder.submission.submission_model import LIMITS, Contents, Unreadable


def cap_of(name):
    return 10 if name.startswith("want") else None


def large(name):
    return 10**9 if name.startswith("want") else None


def zipped(*entries, method=zipfile.ZIP_DEFLATED):
    """Make a zip of (name or ZipInfo, bytes)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, data in entries:
            info = name if isinstance(name, zipfile.ZipInfo) else named(name)
            made.writestr(info, data, compress_type=method)
    return file.getvalue()


def named(name, attributes=0):
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = name
    info.external_attr = attributes << 16
    return info


def tarred(*entries, **options):
    """Make a tar of (name or TarInfo, bytes)."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", **options) as made:
        for name, data in entries:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
    return file.getvalue()


def gzipped(*entries, **options):
    return gzip.compress(tarred(*entries, **options))


def special(name, kind, target=""):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    return info


PACKERS = pytest.mark.parametrize("pack", [zipped, tarred, gzipped])


def read(data, limits=LIMITS, caps=cap_of):
    return read_archive(io.BytesIO(data), caps, limits)


def english(messages):
    return [message.to("en") for message in messages]


def refusal(data, limits=LIMITS, caps=cap_of):
    with pytest.raises(Unreadable) as raised:
        read(data, limits, caps)
    assert raised.value.reason.to("pt-BR") != raised.value.reason.to("en")
    return raised.value.reason.to("en")


@PACKERS
def test_wanted_files_are_read_down_to_the_third_level(pack):
    names = ["want.py", "a/want.py", "a/b/want.py", "a/b/c/want.py", "other.py", "data.csv", "a/x.ipynb"]
    found = read(pack(*((name, name.encode()[:10]) for name in names)))
    assert found.files == (("a/b/want.py", b"a/b/want.p"), ("a/want.py", b"a/want.py"), ("want.py", b"want.py"))
    assert found.others == ("a/x.ipynb", "other.py")
    assert english(found.notes) == ["Folders more than 3 levels down are not looked into, such as `a/b/c`."]


@PACKERS
def test_one_folder_at_the_top_is_entered(pack):
    found = read(
        pack(("lab/want.py", b"x"), ("lab/a/b/want.py", b"y"), ("__MACOSX/lab/._want.py", b""), (".DS_Store", b""))
    )
    assert found.files == (("a/b/want.py", b"y"), ("want.py", b"x"))
    assert found.notes == ()


@PACKERS
@pytest.mark.parametrize("beside", ["readme.txt", "other/readme.txt"])
def test_a_folder_with_anything_beside_it_is_not_the_top(pack, beside):
    assert read(pack(("lab/want.py", b"x"), (beside, b""))).files == (("lab/want.py", b"x"),)


@PACKERS
def test_dots_in_names_are_no_matter(pack):
    assert read(pack(("./want.py", b"x"), ("./a//./want.py", b"y"))).files == (("a/want.py", b"y"), ("want.py", b"x"))


@PACKERS
def test_caches_hidden_files_and_inner_archives_are_passed_over(pack):
    names = [".venv/want.py", "a/__pycache__/want.py", "__MACOSX/want.py", "._want.py", ".ipynb_checkpoints/want.py"]
    inner = pack(("want.py", b"x"))
    found = read(pack(*((name, b"x") for name in names), ("inner.zip", inner), ("inner.tar", inner)))
    assert found == Contents(packed=("inner.tar", "inner.zip"))


@PACKERS
def test_an_empty_archive_holds_nothing(pack):
    assert read(pack()) == Contents()


@PACKERS
def test_a_chain_of_folders_at_the_top_is_entered(pack):
    found = read(pack(("a/b/c/d/e/want.py", b"x"), ("a/b/c/d/e/f/g/want.py", b"y")))
    assert found.files == (("f/g/want.py", b"y"), ("want.py", b"x"))
    assert found.notes == ()


@PACKERS
def test_backslashes_are_folders(pack):
    assert read(pack(("lab\\want.py", b"x"), ("lab\\a\\want.py", b"y"))).files == (
        ("a/want.py", b"y"),
        ("want.py", b"x"),
    )


LEAD_OUT = [
    "../want.py",
    "a/../../want.py",
    "/want.py",
    "//want.py",
    "C:/want.py",
    "c:want.py",
    "..\\want.py",
    "..",
    "a/..",
]


@PACKERS
@pytest.mark.parametrize("name", [*LEAD_OUT, "../data.csv", "__MACOSX/../../x"])
def test_a_name_that_leads_out_costs_itself_and_is_named(pack, name):
    found = read(pack(("want.py", b"x"), (name, b"y")))
    assert found.files == (("want.py", b"x"),)
    (note,) = english(found.notes)
    assert note.startswith(f"`{name}` is not read: its name leads out")
    assert "leads out" in refusal(pack((name, b"y"), ("readme.txt", b"")))


def test_a_null_in_a_name_costs_itself():
    data = zipped(("wantX.py", b"x"), ("want.py", b"y")).replace(b"wantX.py", b"want\0.py")
    assert read(data).files == (("want.py", b"y"),)


@PACKERS
@pytest.mark.filterwarnings("ignore:Duplicate name")  # zipfile's own, at making such a zip
def test_the_last_of_equal_names_counts(pack):
    data = pack(("want.py", b"first"), ("want.py", b"last"), ("./want.py", b"very last"))
    found = read(data)
    assert found.files == (("want.py", b"very last"),)
    assert len(found.notes) == 2
    assert "`want.py` is in the archive more than once" in english(found.notes)[0]


@PACKERS
def test_a_file_over_its_cap_is_a_note_and_the_others_go_on(pack):
    found = read(pack(("want_a.py", b"x" * 10), ("want_b.py", b"x" * 11)))
    assert found.files == (("want_a.py", b"x" * 10),)
    assert "`want_b.py` is not read: it is larger than 10 bytes" in english(found.notes)[0]


@PACKERS
def test_too_many_entries_make_it_unreadable(pack):
    data = pack(*((f"want_{number}.py", b"") for number in range(6)))
    assert len(read(data, replace(LIMITS, read_entries=6)).files) == 6
    assert "more than 5 entries" in refusal(data, replace(LIMITS, read_entries=5))


@PACKERS
def test_what_would_not_be_read_counts_for_nothing(pack):
    names = [
        ".git/objects/{}",
        "node_modules/want_{}.py",
        "__pycache__/want_{}.py",
        "env/want_{}.py",
        "picture{}.png",
        "a{}.csv",
    ]
    entries = [(name.format(number), bytes(50)) for name in names for number in range(9)]
    data = pack(("env/pyvenv.cfg", b""), *entries, ("want.py", b"x"))
    limits = replace(LIMITS, read_entries=1, read_bytes=1)
    found = read(data, limits, lambda name: 100 if name.startswith("want") else None)
    assert found.files == (("want.py", b"x"),)
    assert found.notes == ()


@PACKERS
def test_all_names_together_are_limited_far_above(pack):
    data = pack(*((f"{number}.txt", b"") for number in range(6)))
    assert "more than 5 files and folders" in refusal(data, replace(LIMITS, seen_entries=5))


def test_a_zip_with_a_huge_directory_is_not_taken_in(monkeypatch):
    data = zipped(*((f"{number}.txt", b"") for number in range(200)))
    monkeypatch.delattr(archive, "collected")  # it is refused before there are entries to collect
    assert "larger than 2000 bytes" in refusal(data, replace(LIMITS, directory_bytes=2000))


@PACKERS
def test_a_huge_file_costs_itself(pack):
    found = read(pack(("want_a.py", bytes(60_000_000)), ("zeros.bin", bytes(60_000_000)), ("want_b.py", b"x")))
    assert found.files == (("want_b.py", b"x"),)
    assert "`want_a.py` is not read: it is larger than 10 bytes" in english(found.notes)[0]


@PACKERS
def test_a_bomb_with_nothing_beside_it_is_unreadable(pack):
    data = pack(("want.py", bytes(60_000_000)), ("readme.txt", b""))
    assert "more than 50000000 bytes unpacked" in refusal(data)


@PACKERS
def test_many_small_files_are_a_bomb_too(pack):
    data = pack(*((f"want_{number}.py", bytes(10)) for number in range(5)))
    assert len(read(data, replace(LIMITS, read_bytes=50)).files) == 5
    assert "more than 49 bytes unpacked" in refusal(data, replace(LIMITS, read_bytes=49))


def test_a_zip_that_lies_about_its_sizes_gives_no_more_than_it_says():
    data = zipped(("want_a.py", bytes(5_000_000)), ("want_b.py", b"x"))
    found = read(data.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 5)), caps=large)
    assert found.files == (("want_b.py", b"x"),)
    assert "`want_a.py` is not read: it is damaged" in english(found.notes)[0]


def test_a_gzip_stream_that_goes_on_for_ever_is_stopped():
    data = gzip.compress(tarred(("want.py", b"x")) + bytes(8_000_000))
    assert "more than 5000000 bytes unpacked" in refusal(data, replace(LIMITS, stream_bytes=5_000_000))


def test_a_tar_that_lies_about_its_sizes_is_refused():
    header = tarfile.TarInfo("want.py")
    header.size = 10**15
    assert "more than 500000000 bytes" in refusal(header.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    header.size = 4 * 10**8
    assert "cut off" in refusal(header.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    header.size = 1000
    assert "cut off" in refusal(header.tobuf() + b"x" * 100, caps=large)


def test_a_tar_with_a_negative_size_is_refused():
    header = bytearray(tarfile.TarInfo("want.py").tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 12
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    assert "damaged" in refusal(bytes(header) + bytes(1024))


def test_tar_headers_that_only_describe_are_limited():
    digits = special("x", tarfile.XHDTYPE)
    assert "headers are larger" in refusal(tarred((digits, b"1" * 5000), ("want.py", b"x")))
    many = [(special("x", tarfile.XGLTYPE), b"11 a=bcdef\n")] * 40
    assert "files and folders" in refusal(tarred(*many), replace(LIMITS, seen_entries=10))
    record = b"4000 a=" + b"b" * 3992 + b"\n"  # digits alone are an error to some releases of tarfile
    long = [(special("x", tarfile.XGLTYPE), record)] * 4
    assert "headers are larger" in refusal(tarred(*long), replace(LIMITS, seen_entries=10))


def test_long_names_in_tars_are_read():
    name = "a" * 150 + "/" + "b" * 200 + "/want.py"
    for kind in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        assert read(tarred((name, b"x"), ("c.txt", b""), format=kind)).files == ((name, b"x"),)


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o020644, 0o060644, 0o140644])
def test_links_and_devices_in_a_zip_are_not_read(mode):
    found = read(zipped((named("want_a.py", mode), b"/etc/hosts"), ("want_b.py", b"x"), (named("link", mode), b"/etc")))
    assert found.files == (("want_b.py", b"x"),)
    assert len(found.notes) == (2 if mode == 0o120777 else 1)
    why = "it is a link" if mode == 0o120777 else "it is no regular file"
    assert english(found.notes)[-1].startswith(f"`want_a.py` is not read: {why}")


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_links_and_devices_in_a_tar_are_not_read(kind):
    data = tarred(("target.py", b"secret"), (special("want_a.py", kind, "target.py"), b""), ("want_b.py", b"x"))
    found = read(data)
    assert found.files == (("want_b.py", b"x"),)
    why = "it is a link" if kind in {tarfile.SYMTYPE, tarfile.LNKTYPE} else "it is no regular file"
    assert english(found.notes)[0].startswith(f"`want_a.py` is not read: {why}")


def test_a_sparse_file_in_a_tar_is_not_read():
    data = tarred((special("want_a.py", tarfile.GNUTYPE_SPARSE), b""), ("want_b.py", b"x"))
    assert read(data).files == (("want_b.py", b"x"),)


def locked(data):
    """Mark the last entry of a zip as protected by a password."""
    made = bytearray(data)
    made[made.rindex(b"PK\x03\x04") + 6] |= 1
    made[made.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def test_a_file_with_a_password_costs_itself():
    found = read(locked(zipped(("want_a.py", b"x"), ("want_b.py", b"y"))))
    assert found.files == (("want_a.py", b"x"),)
    assert "`want_b.py` is not read: it is protected by a password" in english(found.notes)[0]
    assert found.unread[0][0] == "want_b.py"


def test_an_archive_of_which_all_has_a_password_is_unreadable():
    assert "`want.py`: it is protected by a password" in refusal(locked(zipped(("a.txt", b""), ("want.py", b"x"))))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_compression_is_a_note(method):
    found = read(zipped(("want.py", b"x"), method=method))
    assert found.files == ()
    assert "packed in an unusual way" in english(found.notes)[0]


def test_a_file_damaged_inside_a_zip_is_a_note():
    data = zipped(("want_a.py", b"abcdefgh"), ("want_b.py", b"x"), method=zipfile.ZIP_STORED).replace(
        b"abcdefgh", b"abcdefgX", 1
    )
    found = read(data)
    assert found.files == (("want_b.py", b"x"),)
    assert "damaged inside" in english(found.notes)[0]


@pytest.mark.parametrize(
    "data", [b"", b"x = 1\n", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\x1f\x8b" + b"x" * 99, b"x" * 10_000]
)
def test_what_is_no_archive_is_unreadable(data):
    assert "it is no .zip" in refusal(data)


@PACKERS
def test_an_archive_cut_off_is_unreadable_or_holds_less(pack):
    whole = pack(("want_a.py", b"0123456789"), ("want_b.py", b"y"))
    complete = set(read(whole).files)
    assert len(complete) == 2
    for end in range(0, len(whole), 37):
        found = contents_or_reason(whole[:end])
        assert "cut off" in found.to("en") if isinstance(found, Message) else set(found.files) <= complete


def test_a_gzip_with_a_wrong_checksum_is_read_and_said_to_be_damaged():
    data = bytearray(gzipped(("want.py", b"x")))
    data[-8] ^= 1
    found = read(bytes(data))
    assert found.files == (("want.py", b"x"),)
    assert "damaged or cut off behind want.py" in found.notes[0].to("en")


@pytest.mark.parametrize("pack", [tarred, gzipped])
def test_a_damaged_tar_costs_what_stands_after_the_damage_alone(pack):
    noise = random.Random(1).randbytes(6_000)  # so that it does not shrink, and the damage is behind the first file
    files = ("want_a.py", b"0123456789"), ("x.png", noise), ("want_b.py", b"y")
    whole = pack(*files)
    for damaged in (whole[: len(whole) * 2 // 3], whole[: len(whole) // 2] + b"\xff" * 3_000):
        found = read(damaged)
        assert found.files == (("want_a.py", b"0123456789"),)
        assert "damaged or cut off behind" in found.notes[0].to("en")
        assert "danificado ou incompleto" in found.notes[0].to("pt-BR")


def test_a_tar_that_ends_in_a_header_that_is_none_does_not_end_in_silence():
    data = bytearray(tarred(("want_a.py", b"1"), ("want_b.py", b"2")))
    data[1024 + 150] ^= 1  # the checksum of the second header
    found = read(bytes(data))
    assert found.files == (("want_a.py", b"1"),)
    assert "behind want_a.py" in found.notes[0].to("en")


def contents_or_reason(data, limits=LIMITS):
    try:
        return read(data, limits)
    except Unreadable as error:
        return error.reason


def check(data):
    found = contents_or_reason(
        data, replace(LIMITS, read_entries=20, read_bytes=10_000, stream_bytes=100_000, directory_bytes=20_000)
    )
    if isinstance(found, Message):
        assert all(found.to(lang) for lang in LANGUAGES)
        return
    assert sum(len(data) for _, data in found.files) <= 10_000
    assert all(len(data) <= 10 and ".." not in name.split("/") for name, data in found.files)
    for note in found.notes:
        assert all(note.to(lang) for lang in LANGUAGES)


SEEDS = (
    zipped(("want.py", b"x"), ("a/want.py", b"0123456789"), (named("want_l.py", 0o120777), b"want.py")),
    tarred(("want.py", b"x"), ("a" * 120 + "/want.py", b"y"), (special("want_l.py", tarfile.SYMTYPE, "want.py"), b"")),
    tarred(("want.py", b"x"), ("a" * 120 + "/want.py", b"y"), format=tarfile.GNU_FORMAT),
    gzipped(("want.py", b"x")),
)


@given(st.sampled_from(SEEDS), st.data())
def test_an_archive_damaged_anywhere_is_read_without_a_crash(seed, data):
    changed = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(changed)[: data.draw(st.integers(len(changed) // 2, len(changed)))])


@given(st.binary(), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00", bytes(512)]))
def test_any_bytes_are_read_without_a_crash(data, start):
    check(start + data)


@given(st.sampled_from(SEEDS[1:3]), st.integers(0, 2), st.integers(0, 511), st.integers(0, 255))
def test_a_tar_header_with_a_right_checksum_may_say_anything(seed, block, where, byte):
    changed = bytearray(seed)
    start = block * 512
    changed[start + where] = byte
    changed[start + 148 : start + 156] = b" " * 8
    changed[start + 148 : start + 156] = b"%06o\0 " % sum(changed[start : start + 512])
    check(bytes(changed))
