"""Alerts by e-mail: ``ports.Sender`` over SMTP.

``Message.payload`` is a JSON object with ``subject``, ``text`` and ``html``. The Message-ID is made from the outbox's
``msg_id``, so a mail that had to be sent again is recognisable as the same one.
"""

from __future__ import annotations

import json
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from clauselog.errors import DeliveryError
from clauselog.model import Channel, Message, Text
from clauselog.ports import Clock
from clauselog.settings import Settings
from clauselog.text import sha256_hex
from gateways.addresses import Exempt

_TIMEOUT_S = 30.0
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DOCTOR = Text(
    zh="请检查 CLAUSELOG_SMTP_* 设置并运行 clauselog doctor；提醒已保留，稍后会再发送",
    en="Check the CLAUSELOG_SMTP_* settings and run clauselog doctor; the alert is kept and will be tried again",
)
_KEPT = Text(
    zh="提醒已保留，稍后会再发送",
    en="The alert is kept and will be tried again",
)


class MailSender:
    """Hands mails to the SMTP server of the settings, one connection for each."""

    channel = Channel.EMAIL

    def __init__(self, settings: Settings, clock: Clock, *, timeout_s: float = _TIMEOUT_S) -> None:
        self._settings, self._clock, self._timeout_s = settings, clock, timeout_s

    def send(self, message: Message) -> None:
        """See ``ports.Sender``. A rejected recipient or mail is refused for good; a server in trouble is not.

        Nor is a wrong password or sender: that is ours to mend, and no alert may be lost by it.
        """
        mail = compose(message, sender=self._settings.mail_from, clock=self._clock)
        tried = _tried(message)
        with self._told(tried), self._connected(tried) as server:
            server.send_message(mail)

    def check(self) -> None:
        """Connect, encrypt and log in as for a mail, and send nothing. Raises DeliveryError."""
        s = self._settings
        where = f"{s.smtp_host}:{s.smtp_port}" if s.smtp_host else "SMTP"
        tried = Text(zh=f"检查邮件服务器 {where}", en=f"Checking the mail server {where}")
        with self._told(tried), self._connected(tried) as server:
            server.noop()

    @contextmanager
    def _connected(self, tried: Text) -> Iterator[smtplib.SMTP]:
        server = self._connect(tried)
        try:
            yield server
        finally:
            # The mail is accepted or refused by now: trouble on leaving must not make it be sent again.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _connect(self, tried: Text) -> smtplib.SMTP:
        s = self._settings
        if not s.smtp_host:
            raise DeliveryError(
                tried,
                Text(zh="没有设置邮件服务器", en="no mail server is set"),
                Text(
                    zh="请设置 CLAUSELOG_SMTP_HOST；提醒已保留",
                    en="Set CLAUSELOG_SMTP_HOST; the alert is kept",
                ),
            )
        hello = _domain_of(s.mail_from)
        server: smtplib.SMTP
        if s.smtp_tls == "tls":
            server = smtplib.SMTP_SSL(s.smtp_host, s.smtp_port, hello, timeout=self._timeout_s, context=self._context())
        else:
            server = smtplib.SMTP(s.smtp_host, s.smtp_port, hello, timeout=self._timeout_s)
        try:
            if s.smtp_tls == "starttls":
                server.starttls(context=self._context())
            if s.smtp_user and s.smtp_password:
                self._login(server, s.smtp_host, s.smtp_user, s.smtp_password, tried)
        except BaseException:
            server.close()
            raise
        return server

    def _login(self, server: smtplib.SMTP, host: str, user: str, password: str, tried: Text) -> None:
        in_clear = self._settings.smtp_tls == "none"
        if in_clear and host not in _LOOPBACK and not Exempt(self._settings.allow_hosts).covers_host(host):
            raise DeliveryError(
                tried,
                Text(
                    zh="未加密的连接上不会发送密码",
                    en="a password is never sent over a connection in the clear",
                ),
                Text(
                    zh="请把 CLAUSELOG_SMTP_TLS 设为 starttls 或 tls",
                    en="Set CLAUSELOG_SMTP_TLS to starttls or tls",
                ),
            )
        server.login(user, password)

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._settings.smtp_ca_file)

    @contextmanager
    def _told(self, tried: Text) -> Iterator[None]:
        try:
            yield
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise self._rejected(tried, code, said, "收件人", "the recipient") from None
        except smtplib.SMTPSenderRefused as error:
            raise self._trouble(
                tried,
                f"服务器不接受发件人地址（{error.smtp_code}）",
                f"the server does not accept the sender's address ({error.smtp_code})",
                _DOCTOR,
            ) from None
        except smtplib.SMTPDataError as error:
            raise self._rejected(tried, error.smtp_code, error.smtp_error, "邮件", "the mail") from None
        except smtplib.SMTPAuthenticationError as error:  # its text may repeat what was sent: not shown
            raise self._trouble(
                tried,
                f"用户名或密码不被接受（{error.smtp_code}）",
                f"user name or password was not accepted ({error.smtp_code})",
                _DOCTOR,
            ) from None
        except smtplib.SMTPNotSupportedError:
            raise self._trouble(
                tried,
                "服务器不支持所设的加密或登录方式",
                "the server does not offer the encryption or login that is set",
                _DOCTOR,
            ) from None
        except ssl.SSLError:
            raise self._trouble(
                tried,
                "TLS 握手失败，证书无效或端口不对",
                "the TLS handshake failed: a bad certificate or the wrong port",
                _DOCTOR,
            ) from None
        except (smtplib.SMTPException, OSError) as error:
            if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
                raise self._trouble(
                    tried,
                    f"{self._timeout_s:g} 秒内没有回答",
                    f"no answer within {self._timeout_s:g} s",
                    _KEPT,
                ) from None
            raise self._trouble(
                tried,
                "连接不上邮件服务器，或连接中断",
                "the mail server could not be reached, or hung up",
                _DOCTOR,
            ) from None

    def _rejected(self, tried: Text, code: int, said: bytes | str, zh: str, en: str) -> DeliveryError:
        words = self._harmless(said)
        for_good = code >= 500
        return DeliveryError(
            tried,
            Text(
                zh=f"服务器{'拒收' if for_good else '暂不接收'}{zh}（{code} {words}）",
                en=f"the server {'refused' if for_good else 'put off'} {en} ({code} {words})",
            ),
            Text(zh="请核对订阅的地址后重新订阅", en="Check the address and subscribe again") if for_good else _KEPT,
            transient=not for_good,
        )

    def _trouble(self, tried: Text, zh: str, en: str, todo: Text) -> DeliveryError:
        server = f"{self._settings.smtp_host}:{self._settings.smtp_port}"
        return DeliveryError(tried, Text(zh=f"{server} {zh}", en=f"{server}: {en}"), todo)

    def _harmless(self, said: bytes | str) -> str:
        """What a server said, on one short line and without our password, should it repeat it."""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        if self._settings.smtp_password:
            text = text.replace(self._settings.smtp_password, "***")
        return _one_line(text)[:200]


def compose(message: Message, *, sender: str, clock: Clock) -> EmailMessage:
    """The mail as it goes out: plain text with an HTML alternative. Raises DeliveryError for what can be no mail."""
    try:
        payload = json.loads(message.payload)
        subject, text, html = (str(payload[part]) for part in ("subject", "text", "html"))
    except (ValueError, TypeError, KeyError):
        raise DeliveryError(
            _tried(message),
            Text(zh="待发的内容已损坏", en="what is to be sent is damaged"),
            Text(
                zh="请用 clauselog findings 查看变更，并报告此问题",
                en="See the change by clauselog findings, and report this",
            ),
            transient=False,
        ) from None
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _one_line(subject)
    mail["From"] = sender
    mail["To"] = _recipient(message)
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = message_id(message.msg_id, sender)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: keeps holiday replies away
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    return mail


def message_id(msg_id: str, sender: str) -> str:
    """The Message-ID of every attempt to send one outbox row."""
    safe = msg_id if re.fullmatch(r"[A-Za-z0-9_-]{1,100}", msg_id) else sha256_hex(msg_id)[:32]
    return f"<{safe}@{_domain_of(sender)}>"


def _recipient(message: Message) -> Address:
    target = message.target.strip()
    local, _, domain = target.rpartition("@")
    try:
        if not local or not domain or _CONTROLS.search(target) or any(c in target for c in " ,;<>\"'()[]\\"):
            raise ValueError
        return Address(username=local, domain=domain.encode("idna").decode("ascii"))
    except (ValueError, IndexError):
        raise DeliveryError(
            _tried(message),
            Text(zh="这不是有效的邮件地址", en="this is not an e-mail address"),
            Text(zh="请取消该订阅并用正确的地址重新订阅", en="Unsubscribe it and subscribe with the right address"),
            transient=False,
        ) from None


def _domain_of(sender: str) -> str:
    domain = sender.rpartition("@")[2].strip(" >\t")
    return domain if re.fullmatch(r"[A-Za-z0-9.-]+", domain) else "localhost"


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())


def _tried(message: Message) -> Text:
    to = _one_line(message.target)[:100]
    return Text(zh=f"向 {to} 发送邮件", en=f"Sending a mail to {to}")
