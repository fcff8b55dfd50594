"""What a user is told when a source does not give its policy: tried, seen, what to do; in Chinese and English."""

from __future__ import annotations

from clauselog.errors import BotChallenge, DeclarationError, SourceGone, SourceRefused, SourceUnreachable
from clauselog.model import Text

_LATER = Text(
    zh="通常稍后会恢复；已存的版本不受影响",
    en="This usually passes; try again later. Nothing stored is affected",
)
_ALLOW = Text(
    zh="如果这是您自己的主机，请把它加入 CLAUSELOG_ALLOW_HOSTS",
    en="If this machine is yours, add it to CLAUSELOG_ALLOW_HOSTS",
)


def tried(shown: str) -> Text:
    return Text(zh=f"获取 {shown}", en=f"Fetching {shown}")


def malformed(shown: str) -> DeclarationError:
    return DeclarationError(
        tried(shown),
        Text(zh="这不是有效的网址", en="this is not a valid URL"),
        Text(
            zh="请写成 https://主机/路径，或写本地文件的路径",
            en="Write it as https://host/path, or give the path of a local file",
        ),
    )


def wrong_scheme(shown: str, scheme: str) -> DeclarationError:
    return DeclarationError(
        tried(shown),
        Text(zh=f"不支持 {scheme}: 网址", en=f"{scheme}: URLs are not supported"),
        Text(
            zh="请使用 http、https 或本地文件的路径",
            en="Use http, https or the path of a local file",
        ),
    )


def unknown_host(shown: str, host: str) -> SourceUnreachable:
    return SourceUnreachable(
        tried(shown),
        Text(zh=f"找不到主机 {host}", en=f"there is no host called {host}"),
        Text(
            zh="请检查网址的拼写和本机的网络、DNS 设置",
            en="Check the spelling of the URL and this machine's network and DNS",
        ),
    )


def refused_connection(shown: str) -> SourceUnreachable:
    return SourceUnreachable(
        tried(shown),
        Text(zh="对方拒绝连接或连接不上", en="the connection was refused or could not be made"),
        Text(
            zh="请检查网址中的主机和端口；若无误，稍后重试",
            en="Check host and port of the URL; if they are right, try again later",
        ),
    )


def timed_out(shown: str, after_s: float) -> SourceUnreachable:
    return SourceUnreachable(
        tried(shown),
        Text(zh=f"{after_s:g} 秒内没有得到完整的回答", en=f"no complete answer within {after_s:g} s"),
        Text(
            zh="请稍后重试，或调大 CLAUSELOG_FETCH_TIMEOUT_S",
            en="Try again later, or raise CLAUSELOG_FETCH_TIMEOUT_S",
        ),
    )


def untrusted(shown: str) -> SourceUnreachable:
    return SourceUnreachable(
        tried(shown),
        Text(
            zh="TLS 握手失败：证书无效、已过期或不属于该主机",
            en="the TLS handshake failed: the certificate is invalid, expired or another host's",
        ),
        Text(
            zh="请用浏览器打开该网址核对证书；私有证书可用 SSL_CERT_FILE 指定",
            en="Open the URL in a browser and look at its certificate; name private authorities in SSL_CERT_FILE",
        ),
    )


def broken_answer(shown: str) -> SourceUnreachable:
    return SourceUnreachable(
        tried(shown),
        Text(zh="回答不完整或不符合 HTTP 规范", en="the answer broke off or is not proper HTTP"),
        _LATER,
    )


def forbidden_address(shown: str, address: str) -> SourceRefused:
    return SourceRefused(
        tried(shown),
        Text(
            zh=f"该主机指向内部或保留地址 {address}，为安全起见没有连接",
            en=f"the host is at {address}, an internal or reserved address, so it was not contacted",
        ),
        _ALLOW,
    )


def gone(shown: str, status: int) -> SourceGone:
    return SourceGone(
        tried(shown),
        Text(zh=f"服务器回答 {status}，页面不存在", en=f"the server answered {status}: there is no such page"),
        Text(
            zh="政策可能已迁移：请在网站上找到新地址并更新声明",
            en="The policy may have moved: find its new address on the site and update the declaration",
        ),
    )


def refused(shown: str, status: int, retry_after_s: float | None = None) -> SourceRefused:
    if status == 429:
        wait_zh = f"请在 {retry_after_s:g} 秒后重试" if retry_after_s else "请稍后重试"
        wait_en = f"Try again in {retry_after_s:g} s" if retry_after_s else "Try again later"
        error = SourceRefused(
            tried(shown),
            Text(zh="服务器回答 429，请求过于频繁", en="the server answered 429: too many requests"),
            Text(zh=wait_zh, en=wait_en),
            transient=True,
        )
    elif status >= 500:
        error = SourceRefused(
            tried(shown),
            Text(zh=f"服务器出错，回答 {status}", en=f"the server failed with status {status}"),
            _LATER,
            transient=True,
        )
    else:
        error = SourceRefused(
            tried(shown),
            Text(zh=f"服务器拒绝，回答 {status}", en=f"the server refused with status {status}"),
            Text(
                zh="请用浏览器打开该网址，看是否需要登录或换用其他地址",
                en="Open the URL in a browser: it may need a login, or the policy may stand elsewhere",
            ),
        )
    error.retry_after_s = retry_after_s
    return error


def no_text(shown: str, status: int) -> SourceRefused:
    return SourceRefused(
        tried(shown),
        Text(zh=f"服务器回答 {status}，没有给出页面", en=f"the server answered {status} and gave no page"),
        _LATER,
        transient=True,
    )


def robots_forbid(shown: str) -> SourceRefused:
    return SourceRefused(
        tried(shown),
        Text(zh="网站的 robots.txt 不允许", en="the site's robots.txt forbids it"),
        Text(
            zh="请征得网站同意；已获许可时可设 CLAUSELOG_RESPECT_ROBOTS=no",
            en="Ask the site; where you have permission, set CLAUSELOG_RESPECT_ROBOTS=no",
        ),
    )


def robots_unknown(shown: str, status: int) -> SourceRefused:
    return SourceRefused(
        tried(shown),
        Text(
            zh=f"网站的 robots.txt 出错（{status}），无法得知是否允许",
            en=f"the site's robots.txt failed with status {status}, so whether we may is unknown",
        ),
        _LATER,
        transient=True,
    )


def too_large(shown: str, limit_bytes: int) -> SourceRefused:
    return SourceRefused(
        tried(shown),
        Text(
            zh=f"内容超过上限 {limit_bytes:,} 字节（解压后计）",
            en=f"it is larger than the limit of {limit_bytes:,} bytes (counted after decompression)",
        ),
        Text(
            zh="请确认这是政策页面；确实需要时调大 CLAUSELOG_MAX_BYTES",
            en="Make sure that this is the policy; if it is, raise CLAUSELOG_MAX_BYTES",
        ),
    )


def too_many_redirects(shown: str, limit: int) -> SourceRefused:
    return SourceRefused(
        tried(shown),
        Text(zh=f"重定向超过 {limit} 次", en=f"it redirected more than {limit} times"),
        Text(
            zh="请用浏览器打开该网址，把最终地址写进声明",
            en="Open the URL in a browser and declare the address it ends at",
        ),
    )


def bad_redirect(shown: str) -> SourceRefused:
    return SourceRefused(
        tried(shown),
        Text(
            zh="它重定向到一个无效或不支持的地址",
            en="it redirected to an address that is invalid or not http(s)",
        ),
        Text(
            zh="请用浏览器打开该网址，把最终地址写进声明",
            en="Open the URL in a browser and declare the address it ends at",
        ),
    )


def challenged(shown: str, words: str) -> BotChallenge:
    return BotChallenge(
        tried(shown),
        Text(
            zh=f"得到的是人机验证页面（“{words}”），不是政策",
            en=f"a page that asks to verify one is human came in place of the policy ('{words}')",
        ),
        Text(
            zh="已存的版本不受影响；请降低频率，或改用网站提供的其他地址",
            en="Nothing stored is affected; check less often, or declare another address of the same text",
        ),
    )


def missing_file(shown: str) -> SourceGone:
    return SourceGone(
        Text(zh=f"读取文件 {shown}", en=f"Reading the file {shown}"),
        Text(zh="文件不存在", en="there is no such file"),
        Text(
            zh="请检查路径；相对路径从当前目录算起",
            en="Check the path; a relative one starts at the working directory",
        ),
    )


def unreadable_file(shown: str, zh: str, en: str) -> SourceRefused:
    return SourceRefused(
        Text(zh=f"读取文件 {shown}", en=f"Reading the file {shown}"),
        Text(zh=zh, en=en),
        Text(zh="请指定一个可读的普通文件", en="Name an ordinary file that can be read"),
    )


def large_file(shown: str, limit_bytes: int) -> SourceRefused:
    return SourceRefused(
        Text(zh=f"读取文件 {shown}", en=f"Reading the file {shown}"),
        Text(zh=f"文件超过上限 {limit_bytes:,} 字节", en=f"it is larger than the limit of {limit_bytes:,} bytes"),
        Text(
            zh="请确认这是政策；确实需要时调大 CLAUSELOG_MAX_BYTES",
            en="Make sure that this is the policy; if it is, raise CLAUSELOG_MAX_BYTES",
        ),
    )
