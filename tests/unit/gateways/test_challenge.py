from __future__ import annotations

import time

import pytest

from gateways.challenge import challenge_in

CLOUD = """<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><style>body{color:#333}</style></head>
<body><noscript><div>Enable JavaScript and cookies to continue</div></noscript>
<script>window._cf_chl_opt={cvId:'3'};</script></body></html>"""

CHALLENGES = [
    CLOUD,
    "<html><body><h1>Verify you are human</h1><p>qinghe.example needs to review the security of your connection.</p>"
    "<a href=/privacy>Privacy Policy</a> <a href=/terms>Terms</a></body></html>",
    "<title>安全验证</title><p>为了您的账号安全,本次操作需要进行验证</p><div id=captcha></div>",
    "<html><body><p>请按住滑块,拖动到最右边</p></body></html>",
    "<html><body><p>向右滑动验证</p><footer>隐私政策 用户协议</footer></body></html>",
    "<html><head><title>人机验证</title></head><body><div id='nc'></div></body></html>",
    "<p>抱歉,检测到异常流量,请输入图中的字符后继续访问。</p>",
    "<html><body><div class='g-recaptcha' data-sitekey='x'></div></body></html>",
    "<body><script src='https://geo.captcha-delivery.com/captcha/'></script></body>",
    "<title>訪問確認</title><p>請完成安全驗證</p>",
    "<p>Our systems have detected unusual traffic from your computer network.</p>",
    "请完成验证后继续访问",
    "<p>Verify you&#39;re not a robot</p>",
]

_CLAUSE_ZH = (
    "<p>{n}、为保障账号安全,防止恶意注册,您登录时我们可能要求您输入验证码、拖动滑块完成人机验证,"
    "并会为此收集您的设备信息。</p>"
)
_CLAUSE_EN = (
    "<p>{n}. To keep accounts safe we use captcha services; you may be asked to verify you are human "
    "before you sign in, and the provider of that service receives your IP address for the security check.</p>"
)

POLICIES = [
    "<title>青禾隐私政策</title>" + "".join(_CLAUSE_ZH.format(n=n) for n in range(1, 12)),
    "<title>Privacy Policy</title>" + "".join(_CLAUSE_EN.format(n=n) for n in range(1, 12)),
    "<title>Privacy Policy</title><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    + "<p>We keep server logs for 30 days and then erase them.</p>" * 3,
    "<title>青禾用户协议</title><p>一、您可以用手机号和验证码登录。</p>" + "<p>二、我们按照法律规定提供服务。</p>" * 20,
    "<title>Terms</title><div class='g-recaptcha'></div>" + "<p>You may end this contract at any time.</p>" * 20,
    "",
    "<html><body><div id=app></div><noscript>Please enable JavaScript to view this page.</noscript></body></html>",
    "<p>404 Not Found</p>",
]


@pytest.mark.parametrize("page", CHALLENGES)
def test_a_challenge_page_is_recognised(page: str) -> None:
    assert challenge_in(page)


@pytest.mark.parametrize("page", POLICIES)
def test_a_policy_that_speaks_of_captchas_is_no_challenge(page: str) -> None:
    assert challenge_in(page) is None


def test_the_headers_word_counts_whatever_the_page_says() -> None:
    assert challenge_in("<p>anything</p>", mitigated=True)


@pytest.mark.parametrize(
    "hostile", ["<" * 500_000, "<script" * 80_000, "<title" * 80_000, "<a " * 160_000, "&" * 500_000]
)
def test_hostile_markup_is_judged_in_linear_time(hostile: str) -> None:
    hostile *= 500_000 // len(hostile)
    started = time.perf_counter()
    challenge_in(hostile)
    assert time.perf_counter() - started < 6.0
