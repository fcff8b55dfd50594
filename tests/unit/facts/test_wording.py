"""What a text says on top of another, and which type of fact a piece of text speaks of."""

import pytest

from clauselog.facts.wording import about, grown, listed_more


@pytest.mark.parametrize(
    ("short", "long", "items"),
    [
        ("您不得上传盗版电子书。", "您不得上传盗版电子书、含有他人隐私的照片。", ("含有他人隐私的照片",)),
        ("You may not copy the maps.", "You may not copy the maps, the tide tables or the photographs.", ("the tide tables or the photographs",)),
    ],
)  # fmt: skip
def test_items_that_join_a_list_are_found(short: str, long: str, items: tuple[str, ...]) -> None:
    assert listed_more(short, long) == items


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("您不得出租、出借年卡。", "您不得出借、出租年卡。"),
        ("您不得转卖年卡。", "您不得以任何方式转卖年卡。"),
        ("您不得转卖年卡。", "您不得转卖年卡，例如赠与、拍卖或者交换。"),
        ("You may not resell tickets.", "You may not resell or lend tickets."),
        ("You may not resell tickets.", "Guests are welcome to bring food, drinks and a blanket."),
    ],
)
def test_another_order_an_aside_or_another_text_adds_no_items(short: str, long: str) -> None:
    assert listed_more(short, long) == ()


def test_what_a_list_gained_elsewhere_in_a_reworded_sentence_is_no_growth_of_the_whole() -> None:
    old = "您不得利用剪辑工具制作虚假视频。"
    new = "请了解标识要求，您不得利用合成工具制作虚假、侮辱、诽谤他人的视频。"
    assert grown(old, new) is None
    assert listed_more(old, new) == ("侮辱、诽谤他人的",)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("由仲裁委员会裁决", "dispute_forum"),
        ("within thirty days of termination", "termination"),
        ("未成年人", "age_threshold"),
        ("赔偿责任", None),
        ("每周一更新菜单", None),
    ],
)
def test_a_piece_of_text_speaks_of_one_type_or_of_none(text: str, type: str | None) -> None:
    assert about(text) == type
