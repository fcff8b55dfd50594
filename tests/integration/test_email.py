"""Mail over a real SMTP server on loopback."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from clauselog.errors import DeliveryError
from clauselog.model import Channel, Message
from clauselog.settings import Settings
from gateways.email import MailSender, message_id
from tests.builders import NOON, StoppedClock
from tests.servers import Authority, mail_server

SUBJECT = "【重大】青禾隐私政策:新增人脸信息"
PAYLOAD = json.dumps(
    {"subject": SUBJECT, "text": "新增:人脸信息\n为何重要……", "html": "<p>新增:<b>人脸信息</b></p>"},
    ensure_ascii=False,
)


def message(target: str = "legal@example.org", payload: str = PAYLOAD, msg_id: str = "msg_0123abcd") -> Message:
    return Message(msg_id, Channel.EMAIL, target, payload)


def sender(port: int, **more: Any) -> MailSender:
    settings: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", **more}
    settings.setdefault("mail_from", "Clauselog <alerts@clauselog.example>")
    return MailSender(Settings(**settings), StoppedClock(NOON), timeout_s=5.0)


def failure(mail: MailSender, given: Message) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        mail.send(given)
    return caught.value


def test_a_mail_arrives_as_text_and_html_with_its_chinese_subject() -> None:
    with mail_server() as (inbox, port):
        sender(port).send(message())
    (mail,) = inbox.mails
    assert inbox.recipients == ["legal@example.org"]
    assert mail["Subject"] == SUBJECT
    assert mail["From"] == "Clauselog <alerts@clauselog.example>"
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == ["新增:人脸信息", "为何重要……"]
    assert html.get_content().strip() == "<p>新增:<b>人脸信息</b></p>"


def test_every_attempt_of_one_delivery_carries_the_same_message_id() -> None:
    with mail_server() as (inbox, port):
        sender(port).send(message())
        sender(port).send(message())
        sender(port).send(message(msg_id="msg_other"))
    ids = [mail["Message-ID"] for mail in inbox.mails]
    assert ids[0] == ids[1] == "<msg_0123abcd@clauselog.example>"
    assert ids[2] != ids[0]


def test_starttls_with_login_works_and_the_certificate_is_checked(tmp_path: Path) -> None:
    authority, stranger = Authority(), Authority()
    login = {"smtp_user": "clauselog", "smtp_password": "s3cret"}
    with mail_server(tls=authority.server(), user="clauselog", password="s3cret") as (inbox, port):
        ca_file = authority.write_to(tmp_path / "ca.pem")
        sender(port, smtp_tls="starttls", smtp_ca_file=ca_file, **login).send(message())
        assert len(inbox.mails) == 1
        other = stranger.write_to(tmp_path / "other.pem")
        error = failure(sender(port, smtp_tls="starttls", smtp_ca_file=other, **login), message())
    assert error.transient
    assert "TLS 握手失败" in error.message("zh")
    assert "the TLS handshake failed" in error.message("en")
    assert len(inbox.mails) == 1


def test_tls_from_the_start_works(tmp_path: Path) -> None:
    authority = Authority()
    with mail_server(tls=authority.server(), implicit_tls=True) as (inbox, port):
        sender(port, smtp_tls="tls", smtp_ca_file=authority.write_to(tmp_path / "ca.pem")).send(message())
    assert len(inbox.mails) == 1


def test_a_wrong_password_keeps_the_alert_and_is_never_repeated(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    authority = Authority()
    with mail_server(tls=authority.server(), user="clauselog", password="right") as (inbox, port):
        ca_file = authority.write_to(tmp_path / "ca.pem")
        login = {"smtp_user": "clauselog", "smtp_password": "wr0ng-pass"}
        mail = sender(port, smtp_tls="starttls", smtp_ca_file=ca_file, **login)
        error = failure(mail, message())
    assert inbox.mails == []
    assert error.transient, "ours to mend: no alert is lost by it"
    assert "用户名或密码不被接受" in error.message("zh")
    assert "user name or password was not accepted" in error.message("en")
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("mail.")]  # the test server logs its own
    assert "wr0ng-pass" not in error.message("zh") + error.message("en") + repr(error) + "".join(ours)


def test_a_password_is_not_sent_in_the_clear_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server(user="u", password="p") as (inbox, port):
        mail = sender(port, smtp_host="mail.example", smtp_user="u", smtp_password="p")
        monkeypatch.setattr(socket, "getaddrinfo", _always_loopback(port))
        error = failure(mail, message())
    assert "未加密的连接上不会发送密码" in error.message("zh")
    assert "never sent over a connection in the clear" in error.message("en")
    assert inbox.mails == []


def _always_loopback(port: int) -> Any:
    return lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]


@pytest.mark.parametrize(
    ("behaviour", "for_good"),
    [
        ({"rcpt_reply": "550 no such user"}, True),
        ({"rcpt_reply": "450 mailbox busy"}, False),
        ({"data_reply": "554 looks like spam"}, True),
        ({"data_reply": "452 disk full"}, False),
    ],
)
def test_what_is_refused_for_good_and_what_only_for_now(behaviour: dict[str, str], for_good: bool) -> None:
    with mail_server(**behaviour) as (_, port):
        error = failure(sender(port), message())
    assert error.transient is not for_good
    said = next(iter(behaviour.values()))
    assert said in error.message("zh")
    assert said in error.message("en")
    assert ("拒收" if for_good else "暂不接收") in error.message("zh")
    assert "legal@example.org" in error.message("en")


def test_an_accepted_mail_stays_accepted_whatever_happens_on_leaving() -> None:
    with mail_server(hang_up_after_data=True) as (inbox, port):
        sender(port).send(message())
    assert len(inbox.mails) == 1


def test_no_server_a_dead_server_and_a_silent_server_keep_the_alert() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        dead = failure(sender(silent.getsockname()[1]), message())
        silent.listen()
        settings = Settings(smtp_host="127.0.0.1", smtp_port=silent.getsockname()[1], smtp_tls="none")
        mute = failure(MailSender(settings, StoppedClock(), timeout_s=0.2), message())
    unset = failure(MailSender(Settings(), StoppedClock()), message())
    assert all(error.transient for error in (dead, mute, unset))
    assert "连接不上邮件服务器" in dead.message("zh")
    assert "could not be reached" in dead.message("en")
    assert "0.2 秒内没有回答" in mute.message("zh")
    assert "no answer within 0.2 s" in mute.message("en")
    assert (
        unset.message("zh")
        == "向 legal@example.org 发送邮件：没有设置邮件服务器。请设置 CLAUSELOG_SMTP_HOST；提醒已保留。"
    )
    assert "Set CLAUSELOG_SMTP_HOST" in unset.message("en")


def test_a_subject_cannot_smuggle_headers() -> None:
    payload = json.dumps({"subject": "hi\r\nBcc: victim@example.org\u2028x", "text": "t", "html": "h"})
    with mail_server() as (inbox, port):
        sender(port).send(message(payload=payload))
    (mail,) = inbox.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "hi Bcc: victim@example.org x"
    assert inbox.recipients == ["legal@example.org"]


@pytest.mark.parametrize(
    "target",
    [
        "a@b.example\r\nRCPT TO:<v@example.org>",
        "a@b.example, v@example.org",
        "nobody",
        "@b.example",
        "a@",
        "<a@b.c> x",
        "",
    ],
)
def test_what_is_no_address_is_refused_before_any_server_is_asked(target: str) -> None:
    error = failure(MailSender(Settings(), StoppedClock()), message(target=target))
    assert not error.transient
    assert "这不是有效的邮件地址" in error.message("zh")
    assert "this is not an e-mail address" in error.message("en")
    assert "\n" not in error.message("en")


@pytest.mark.parametrize("payload", ["", "[]", '{"subject": "x"}', "{"])
def test_a_damaged_payload_is_given_up_with_a_clear_word(payload: str) -> None:
    error = failure(MailSender(Settings(), StoppedClock()), message(payload=payload))
    assert not error.transient
    assert "已损坏" in error.message("zh")
    assert "damaged" in error.message("en")


def test_an_odd_id_still_makes_a_proper_message_id() -> None:
    made = message_id("a>b\r\nc", "alerts@clauselog.example")
    assert made == message_id("a>b\r\nc", "alerts@clauselog.example")
    assert made.endswith("@clauselog.example>")
    assert made.count(">") == 1


def test_the_server_can_be_checked_without_sending_anything() -> None:
    with mail_server(user="u", password="right") as (inbox, port):
        sender(port, smtp_user="u", smtp_password="right").check()
        with pytest.raises(DeliveryError) as caught:
            sender(port, smtp_user="u", smtp_password="wr0ng").check()
    assert inbox.mails == []
    assert f"检查邮件服务器 127.0.0.1:{port}" in caught.value.message("zh")
    assert "wr0ng" not in caught.value.message("en")
