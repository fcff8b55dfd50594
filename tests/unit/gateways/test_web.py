from __future__ import annotations

import contextlib
import gzip
import zlib

import brotli
import httpx
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from gateways.web import BadEncoding, TooLarge, decompress, retry_after_s, without_credentials
from tests.builders import NOON, StoppedClock

PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@given(st.binary(max_size=5000), st.sampled_from(sorted(PACK)), st.sampled_from(sorted(PACK)))
def test_what_was_packed_once_or_twice_comes_out_whole(body: bytes, first: str, second: str) -> None:
    assert decompress(PACK[first](body), [first], 10_000) == body
    assert decompress(PACK[second](PACK[first](body)), [first, second], 10_000) == body


@pytest.mark.parametrize("name", sorted(PACK))
def test_a_small_bomb_is_refused_before_it_goes_off(name: str) -> None:
    bomb = PACK[name](b"\0" * 50_000_000)
    with pytest.raises(TooLarge):
        decompress(bomb, [name], 1_000_000)
    assert len(decompress(bomb, [name], 1000, whole=False)) == 1000


@pytest.mark.parametrize("name", sorted(PACK))
@given(data=st.data())
def test_a_body_that_breaks_off_is_never_taken_for_whole(name: str, data: st.DataObject) -> None:
    packed = PACK[name](data.draw(st.binary(min_size=50, max_size=400)))
    cut = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(BadEncoding):
        decompress(packed[:cut], [name], 10_000)


@pytest.mark.parametrize("name", sorted(PACK))
@given(noise=st.binary(min_size=1, max_size=300))
def test_noise_is_a_bad_encoding_and_never_a_crash(name: str, noise: bytes) -> None:
    with contextlib.suppress(BadEncoding, TooLarge):
        decompress(noise, [name], 10_000)


def test_unknown_or_endless_encodings_are_refused() -> None:
    for names in (["rot13"], ["gzip"] * 9):
        with pytest.raises(BadEncoding):
            decompress(gzip.compress(b"x"), names, 100)


def test_gzip_members_may_follow_each_other_and_padding_is_ignored() -> None:
    assert decompress(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0\0", ["gzip"], 100) == b"one two"


def test_raw_deflate_is_understood_as_browsers_do() -> None:
    assert decompress(zlib.compress(b"terms")[2:-4], ["deflate"], 100) == b"terms"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("٣", None),
        ("-5", None),
        ("9" * 40, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(value: str, seconds: float | None) -> None:
    assert retry_after_s(httpx.Headers({"retry-after": value.encode()}), StoppedClock(NOON)) == seconds


def test_credentials_are_cut_out_of_urls_that_are_shown() -> None:
    assert str(without_credentials(httpx.URL("https://bob:s3cret@a.example/x?y"))) == "https://a.example/x?y"
