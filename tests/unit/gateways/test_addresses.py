from __future__ import annotations

from ipaddress import ip_address

import pytest

from gateways.addresses import Exempt, ForbiddenAddress, UnknownHost, checked_addresses, is_public


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "168.63.129.16",
        "169.254.169.254", "169.254.0.23", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1",
        "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255",
        "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
        "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::", "3fff::1",
        "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "5f00::1",
    ],
)  # fmt: skip
def test_internal_and_reserved_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "223.5.5.5",
     "169.253.255.255", "2400:3200::1", "2606:4700::1111", "2a00:1450::1"],
)  # fmt: skip
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_one_internal_answer_among_good_ones_spoils_the_name() -> None:
    with pytest.raises(ForbiddenAddress) as caught:
        checked_addresses("mixed.example", 443, Exempt(), lambda host, port: ["8.8.8.8", "10.0.0.7"])
    assert caught.value.address == "10.0.0.7"


def test_all_answers_of_a_good_name_may_be_dialled_in_their_order() -> None:
    answers = ["2606:4700::1111", "1.1.1.1"]
    assert checked_addresses("good.example", 443, Exempt(), lambda host, port: answers) == answers


@pytest.mark.parametrize("entry", ["intranet.example", "10.0.0.7", "10.0.0.0/8"])
def test_a_host_that_the_user_allows_may_be_internal(entry: str) -> None:
    assert checked_addresses("Intranet.example.", 80, Exempt((entry,)), lambda host, port: ["10.0.0.7"]) == ["10.0.0.7"]


def test_allowing_one_internal_host_allows_no_other() -> None:
    with pytest.raises(ForbiddenAddress):
        checked_addresses("evil.example", 80, Exempt(("intranet.example", "10.0.0.8")), lambda host, port: ["10.0.0.7"])


@pytest.mark.parametrize("written", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "127.0.0.1", "::1"])
def test_other_ways_to_write_loopback_are_seen_through(written: str) -> None:
    # The system's resolver reads these forms without asking anybody.
    with pytest.raises((ForbiddenAddress, UnknownHost)):
        checked_addresses(written, 80, Exempt())


@pytest.mark.parametrize("trouble", [OSError("no such name"), UnicodeError("label too long")])
def test_a_name_that_leads_nowhere_is_an_unknown_host(trouble: Exception) -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise trouble

    with pytest.raises(UnknownHost):
        checked_addresses("nowhere.invalid", 80, Exempt(), resolver)


def test_no_answer_at_all_is_an_unknown_host() -> None:
    with pytest.raises(UnknownHost):
        checked_addresses("nowhere.invalid", 80, Exempt(), lambda host, port: [])
