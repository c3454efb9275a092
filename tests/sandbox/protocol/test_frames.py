from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.protocol.calls import Matrix, Opaque, Unmasked
from autograder.sandbox.protocol.frames import LARGE, PREFIX, Caps, Live, WireError, pack, receive, unpack

CAPS = Caps(1 << 20, 1 << 16)
ROOMY = Caps(1 << 30, 1 << 16)
PLAIN = (type(None), bool, int, float, complex, str, list, tuple, np.ndarray, Matrix, Unmasked, Opaque)

dtypes = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="="),
    hnp.floating_dtypes(endianness="=", sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(endianness="=", sizes=(64, 128)),
)
arrays = dtypes.flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**200), 2**200),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=20),
    arrays,
    arrays.map(Matrix),
    arrays.map(Unmasked),
    st.text(max_size=80).map(Opaque),
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple), max_leaves=12
)


def reader(frame):
    position = 0

    def read(size):
        nonlocal position
        chunk = frame[position : position + size]
        position += size
        if len(chunk) < size:
            raise EOFError
        return chunk

    return read


def told(value):
    """Write a value down so that equal writing means equal type and bits."""
    if isinstance(value, np.ndarray):
        return ("array", value.dtype.str, value.shape, value.tobytes())
    if isinstance(value, Matrix):
        return ("matrix", told(value.array))
    if isinstance(value, Unmasked):
        return ("unmasked", told(value.array))
    if isinstance(value, list | tuple):
        return (type(value).__name__, *map(told, value))
    return (type(value).__name__, repr(value))


def is_plain(value):
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    if isinstance(value, Matrix | Unmasked):
        return is_plain(value.array)
    if isinstance(value, np.ndarray):
        return type(value) is np.ndarray and value.dtype.kind in "biufc" and value.dtype.itemsize <= 16
    return type(value) in PLAIN


@given(st.lists(values, max_size=3))
def test_values_round_trip(sent):
    _, got = receive(reader(pack({"is": "x"}, sent, CAPS)), CAPS)
    assert [told(value) for value in got] == [told(value) for value in sent]


@given(st.binary(max_size=300), st.binary(max_size=50))
def test_random_bytes_are_values_or_refused(header, body):
    try:
        _, got = unpack(header, body)
    except WireError:
        return
    assert all(map(is_plain, got))


@settings(max_examples=150)
@given(
    st.lists(values, max_size=3), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6), st.data()
)
def test_mutated_frames_are_values_or_refused(sent, changes, data):
    frame = bytearray(pack({"is": "x", "n": 1}, sent, CAPS))
    for position, byte in changes:
        frame[position % len(frame)] = byte
    cut = data.draw(st.integers(0, len(frame)))
    frame = frame[cut:] + frame[:cut] if data.draw(st.booleans()) else frame
    try:
        fields, got = receive(reader(bytes(frame)), CAPS)
    except (WireError, EOFError):
        return
    assert isinstance(fields, dict)
    assert all(map(is_plain, got))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["a", "m", "f", "c", "o", "l", "t", "<f8", "|b1", "nan", "callback"]),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=150)
@given(st.lists(json_values, max_size=4), st.binary(max_size=64))
def test_frames_that_look_right_are_values_or_refused(nodes, body):
    try:
        _, got = unpack(json.dumps([{}, nodes]).encode(), body)
    except WireError:
        return
    assert all(map(is_plain, got))


@pytest.mark.parametrize(
    "node",
    [
        ["a", "<f8", 2],
        ["a", "<f8", 1, 1.0],
        ["a", "<f8", True],
        ["a", "<f8", 0, 1 << 60],
        ["a", "<f8", *[1] * 17],
        ["a", "|O8", 1],
        ["a", "<f16", 0],
        ["a", "<M8[s]", 0],
        ["a", ">f8", 1],
        ["a", "f8,f8", 0],
        ["a", "<f8\n", 0],
        ["o", "x" * 81],
        ["seeded", 1, ""],
        ["c", 1.0],
        ["f", "1"],
        ["pickle", "x"],
        [],
        {},
    ],
)
def test_nodes_that_are_no_values_are_refused(node):
    with pytest.raises(WireError):
        unpack(json.dumps([{}, [node]]).encode(), b"12345678")


def test_bytes_that_no_node_names_are_refused():
    with pytest.raises(WireError):
        unpack(b"[{},[]]", b"1")


@pytest.mark.parametrize("lengths", [(1 << 17, 0), (10, 1 << 21), (0xFFFFFFFF, 0xFFFFFFFF)])
def test_frames_beyond_the_caps_are_refused_before_they_are_read(lengths):
    asked = []

    def read(size):
        asked.append(size)
        return PREFIX.pack(*lengths)

    with pytest.raises(WireError):
        receive(read, CAPS)
    assert asked == [PREFIX.size]


@pytest.mark.parametrize(
    ("value", "fault"),
    [(np.zeros(1 << 18), "large"), ([0.5] * 20_000, "large"), (object(), "malformed"), (1 << 5000, "digits")],
)
def test_what_does_not_cross_is_not_sent(value, fault):
    with pytest.raises(WireError, match=fault):
        pack({}, [value], CAPS)


def test_booleans_are_zero_or_one():
    _, (got,) = unpack(json.dumps([{}, [["a", "|b1", 3]]]).encode(), b"\x00\x07\x01")
    assert got.tobytes() == b"\x00\x01\x01"


def test_live_nodes_come_alive_only_where_they_may():
    frame = pack({}, [[Live("callback", 3, "J"), Live("seeded", 5)]], CAPS)
    _, (got,) = receive(reader(frame), CAPS, lambda live: live.key)
    assert got == [3, 5]
    with pytest.raises(WireError):
        receive(reader(frame), CAPS)


def test_arrays_read_are_writable_and_apart():
    _, (one, other) = receive(reader(pack({}, [np.zeros(2), np.zeros(2)], CAPS)), CAPS)
    one += 1
    assert other.tolist() == [0, 0]


def test_a_large_array_stays_where_it_was_read():
    sent = np.arange(LARGE, dtype=np.float64)
    frame = pack({}, [sent], ROOMY)
    header, body = PREFIX.unpack(frame[: PREFIX.size])
    read = bytearray(frame[-body:])
    _, (found,) = unpack(frame[PREFIX.size : PREFIX.size + header], read)
    assert np.shares_memory(found, np.frombuffer(read, np.uint8))
    assert np.array_equal(found, sent)
    assert found.flags.aligned
    assert found.flags.writeable
    _, (copied,) = unpack(frame[PREFIX.size : PREFIX.size + header], bytes(read))
    assert copied.flags.writeable


def test_a_large_array_whose_numbers_begin_elsewhere_is_copied():
    frame = pack({}, [np.zeros(3, np.int8), np.arange(LARGE, dtype=np.float64)], ROOMY)
    header, body = PREFIX.unpack(frame[: PREFIX.size])
    _, (_, found) = unpack(frame[PREFIX.size : PREFIX.size + header], bytearray(frame[-body:]))
    assert found.flags.aligned
    assert found[-1] == LARGE - 1
