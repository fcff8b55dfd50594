"""What a policy says of itself agrees with gold: of five real policies, and of invented heads and feet full of traps.

Gold of the real policies holds places in their files and days, and none of their words.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from clauselog.model import Document
from parsers import read_bytes

HERE = Path(__file__).parent / "stated"
POLICIES = Path(__file__).parents[3] / "shared" / "policies"
REAL = json.loads((HERE / "real.json").read_text(encoding="utf-8"))
HEADS = yaml.safe_load((HERE / "heads.yaml").read_text(encoding="utf-8"))
BODY = """
1. 总则

本平台依照法律规定处理您在使用服务期间提交或者产生的信息，并采取相称的安全措施。您应当妥善保管账号，不得将账号出借给他人使用。

2. 其他

您可以随时联系客服。双方因本文件发生争议的，应当友好协商；协商不成的，提交有管辖权的人民法院解决。
"""
BODY_EN = """
1. General

The information that you give is processed in line with the law and kept as long as the account stands, in keeping with its purpose.

2. Other

You may write to the desk at any time. Disputes are settled by talks first, and by the courts of the place where you live.
"""


def read_case(case: dict) -> Document:
    english = case["text"].isascii() or not any("\u4e00" <= c <= "\u9fff" for c in case["text"])
    body = BODY_EN if english else BODY
    if case.get("html"):
        body = "".join(f"<p>{line}</p>" for line in body.split("\n") if line)
        page = f"<html><body><main>{case['text'].replace('…', body)}</main></body></html>"
        return read_bytes(page.encode(), name="page.html")[0]
    return read_bytes(case["text"].replace("…", body).encode(), name="page.txt")[0]


def spans_hold(document: Document) -> bool:
    stated = document.stated
    named = all(document.text[p.start : p.end] == p.name for p in stated.providers)
    return named and all(v.label in document.text[v.start : v.end] for v in stated.former_versions)


@pytest.mark.parametrize("case", HEADS, ids=lambda case: case["name"])
def test_an_invented_head_says_of_itself_what_a_careful_person_reads(case):
    document = read_case(case)
    stated = document.stated
    wanted = [p if isinstance(p, dict) else {"name": p} for p in case["providers"]]
    assert [(p.name, p.legal) for p in stated.providers] == [(p["name"], not p.get("brand")) for p in wanted]
    if "also" in case:
        assert set(case["also"]) <= set(stated.providers[0].also)
    dates = {"published": stated.published_on, "updated": stated.updated_on, "effective": stated.effective_on}
    assert {name: day for name, day in dates.items() if day} == {name: case[name] for name in dates if name in case}
    if "label" in case or not case.get("former"):
        assert stated.version_label == case.get("label")
    former = [(v.label, v.on, v.link) for v in stated.former_versions]
    assert former == [(label, on, *(link or [None])) for label, on, *link in case.get("former", [])]
    assert spans_hold(document)


@pytest.mark.parametrize("name", sorted(REAL))
def test_a_real_policy_says_of_itself_what_a_careful_person_reads(name):
    path = POLICIES / f"{name}.txt"
    if not path.exists():
        pytest.skip("the real policies (../shared/policies) are not here")
    raw = path.read_text(encoding="utf-8")
    documents = read_bytes(path.read_bytes(), name=path.name)
    assert len(documents) == len(REAL[name])
    for document, gold in zip(documents, REAL[name], strict=True):
        stated = document.stated
        assert [p.name for p in stated.providers] == [raw[a:b] for a, b in gold["providers"]]
        assert [p.legal for p in stated.providers] == [gold["legal"]] * len(gold["providers"])
        days = [stated.published_on, stated.updated_on, stated.effective_on]
        assert [day and day.isoformat() for day in days] == gold["days"]
        assert stated.version_label == (raw[slice(*gold["label"])] if gold["label"] else None)
        former = [(v.label, v.on) for v in stated.former_versions]
        assert former == [(raw[a:b], on and date.fromisoformat(on)) for a, b, on in gold["former"]]
        assert spans_hold(document)
