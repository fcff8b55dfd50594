"""Who else gets the data: sharing, sale, mergers, SDKs, processors; and promises not to share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, statements
from clauselog.model import Fact, Text

TYPE = "third_party"

_ZH_WHO = Pattern(
    r"第三方|合作(?:伙伴|方|机构|商)|关联(?:公司|方|企业|产品)|服务(?:提供)?商|供应商|广告(?:主|商|联盟|平台|合作)|受托(?:方|人)|代理|承包商|权威机构|制造商|其他(?:用户|公司|机构|组织|个人信息处理者|产品)"
    r"|催收|律师事务所|会计师事务所|招聘(?:方|企业|单位)|用人单位|学校|医院|医疗机构|总部|承运人|卖家|商家|骑手|司机|配送员|房东|物流|快递|酒店|航空公司|保险|媒体|研究(?:机构|院)|高校|母公司|境外[^。;,]{0,6}公司|(?:该|相关|有关|合作|专业|外部|评估|审计|检测|鉴定|担保|支付|科研|教育|金融|医疗|数据|咨询)(?:的)?(?:机构|企业|单位|公司)|银行|征信|贷款机构|金融机构|保险公司|支付机构|投诉方|权利人|发证机关|(?:行政|司法|执法|监管|有关|主管)(?:机关|部门|机构)|接收方|受让方|继受|母公司|子公司|集团"
)
_EN_WHO = Pattern(
    r"\bthird[- ]part(?:y|ies)\b|\b(?:affiliates?|partners?|service providers?|vendors?|(?:sub)?processors?|contractors?|advertisers?|ad networks?|subsidiar(?:y|ies)"
    r"|data brokers?|collaborators?|related compan\w{1,3}|authorities|law enforcement|other (?:users|companies|parties|organi[sz]ations)|acquir\w{1,3}|successor|government|agencies|resellers?|publishers?|researchers?|police|insurers?|insurance compan\w{1,3}|employers?|lenders?|banks?|(?:advertising|ad) (?:networks|exchanges)|advertising technology|credit (?:bureaus?|reference)|brokers|universit\w{1,3}|schools?|sponsors?|social (?:media|networks?)|dealers?|manufacturers?|(?:members|companies|entities) (?:of|in|within) (?:our|the) (?:[a-z]+ )?(?:group|family)|group companies|corporate group|(?:research )?institut(?:es|ions)|shops|merchants|hospitals|landlords|(?:data|marketing|media) (?:companies|firms)|other (?:businesses|firms))\b"
)
_ZH_DATA = Pattern(
    r"报告|简历|病历|录音|录像|轨迹|成绩|档案|联系方式|号码|信息|数据|资料|内容|记录|标识|日志|画像|照片|cookie|文本|音频"
)
_EN_DATA = Pattern(
    r"\b(?:data|information|details|content|identifiers?|cookies?|usage|activit\w{1,3}|profiles?|records?|messages?|it|them|e-?mail|address\w{0,2}|device)\b"
)
_ZH_SHARE = Pattern(
    r"共享|分享|披露(?!情况)|(?<!有偿)转让|转移给|传输(?:给|至)|发送(?:给|至)|提供给|同步(?:给|至)|推送给|转交(?:给)?|交由|转给|移交(?:给)?|抄送|展示给|开放给|报送(?:给|至)?|透露给|互通|委托(?=[^。;]{0,40}(?:处理|收集|存储))"
    r"|向(?=[^。;,]{0,24}(?:卖家|商家|骑手|司机|雇主|学校|医院|招聘|催收|集团|子公司|其他用户|第三方|合作|关联|服务商|供应商|广告|机构|机关|部门|银行|征信|公司|投诉方|权利人|伙伴))(?=[^。;]{0,40}(?:提供|披露|共享|发送|传输|展示|开放|透露|推送|同步|公开|查询|核验|报送))|由(?=[^。;,]{0,12}(?:第三方|合作)[^。;,]{0,12}(?:收集|处理|存储|使用))"
)
_EN_SHARE = Pattern(
    r"\b(?:share[sd]?|sharing|disclos(?:e|es|ed|ing|ure)|transfer(?:s|red|ring)?|provid(?:e|es|ed|ing)(?! (?:you|our services|the services?|services|support|access to (?:the|our)|feedback|a copy|notice)\b)|transmit(?:s|ted)?|sen[dt]s?|(?:mak(?:e|es|ing)|made)(?: [a-z]+){0,5} available|forward(?:s|ed)?|pass(?:es|ed)? (?:[a-z]+ ){1,6}on|let (?:[a-z]+ ){1,3}(?:see|have)|pass(?:es|ed)? on|passing on|hand(?:s|ed)? (?:over|on)|supply|supplies|supplied|report(?:s|ed)?|releas(?:e|es|ed)|exchange[sd]?|enable access|giv(?:e|es|en))\b"
)
_ZH_SELL = Pattern(r"出售|售卖|贩卖|出租")
_EN_SELL = Pattern(r"\b(?:sell|sells|sold|selling|rent|rents|sale of)\b")
_MERGER = Pattern(
    r"合并|收购|兼并|重组|分立|破产|资产(?:转让|出售)|\b(?:merger|acquisition|acquired|bankruptcy|reorgani[sz]ation|sale of (?:all|assets|some|our|substantially)|corporate transaction|insolvency|divestiture)\b"
)
_MERGER_ZH = Pattern(
    r"(?:信息|数据)[^。;]{0,120}(?:合并|收购|兼并|重组|分立|破产|资产转让|此类交易)|(?:合并|收购|兼并|重组|分立|破产|资产转让|此类交易)[^。;]{0,120}(?:信息|数据)"
)
_NOT_OURS = Pattern(
    r"授予|义务[^。;,]{0,24}(?:披露|提供|共享)|第三方(?:网站|链接)|您(?:自行|主动|选择)?(?:公开|分享|发布|转发)|\blicen[sc]e\b|\b(?:links? to|linked) (?:other|third)|\byou (?:may |can |choose to |might )?(?:share|post|publish|disclose)\b"
)

# share … with partners, is disclosed to authorities; vendors may receive
_EN_SHARE_TO = Pattern(
    _EN_SHARE.source,
    r"[^.;]{0,120}?\b(?:with|to|by|across|among)\b[^.;]{0,80}?(?:",
    _EN_WHO.source,
    r")|(?:",
    _EN_WHO.source,
    r")[^.;]{0,40}\b(?:may|can|will|might)? ?(?:receive|collect|obtain|access)s?\b",
    r"|\bshar(?:e|es|ed|ing)\b[^.;]{0,60}\bfor\b[^.;]{0,40}\badvertis",
)

# 向卖家展示买家的号码, 将报告同步给保险人: whoever it is, unless the user or ourselves
_ZH_TO_ANYBODY = Pattern(
    r"(?<![面偏不勿])(?<!不得)向(?!您|你|用户|其|本人|我们|平台|本|客服|所有|公众|前|后|上|下|法院|人民法院|仲裁|境外|海外|中国境外)[^。;,向]{2,20}?(?:提供|披露|共享|发送|传输|展示|开放|推送|同步|报送|公开|出示|透露|移交)(?=[^。;,]{0,20}(?:信息|数据|资料|号码|记录|报告|轨迹|地址|简历|录音|录像|画像|档案))"
    r"|(?:信息|数据|资料|号码|记录|报告|轨迹|简历|录音|录像|档案|将其|将该等?|将上述|将这些|将前述)[^。;,]{0,16}(?:提供|披露|共享|发送|传输|展示|开放|推送|同步|报送|透露|移交|转交)(?:给|至)(?!您|你|用户|我们|平台|本|客服|云端|服务器|其本人)[^。;,]{2,20}"
)

KINDS = (
    Kind("no-sale", Text("承诺不出售信息", "the promise not to sell data"), True, _ZH_SELL, _EN_SELL, _ZH_DATA, _EN_DATA, polarity="denied"),
    Kind("sale", Text("出售信息", "selling data"), False, _ZH_SELL, _EN_SELL, _ZH_DATA, Pattern(r"\b(?:personal|your|user) (?:data|information)\b"), but_not=_MERGER),
    Kind("merger", Text("合并、收购时转移信息", "data passed on in a merger or sale"), False,
         Pattern(r"转移|转让|披露|提供|继受|继续"), _EN_SHARE, _MERGER_ZH, _MERGER, polarity="either"),
    Kind("no-sharing", Text("承诺不向第三方提供信息", "the promise not to share data"), True, _ZH_SHARE, _EN_SHARE,
         _ZH_WHO, _EN_WHO, polarity="denied", but_not=Pattern(r"(?:不|未)(?:能|可)?(?:控制|保证|负责)|\bnot (?:responsible|control|limited)\b|此处|义务[^。;,]{0,24}(?:披露|提供|共享)")),
    Kind("sdk", Text("接入第三方 SDK", "third-party SDKs"), False, Pattern(r"sdk"), Pattern(r"\bsdks?\b"),
         Pattern(r"接入|集成|嵌入|使用|收集|获取|上报|生成|初始化"), Pattern(r"\b(?:integrat|embed|us(?:e|es|ing)|collect|includ|contain|provid)\w{0,4}\b"), polarity="stated", by=None),
    Kind("advertising", Text("为广告向第三方提供信息", "sharing for advertising"), False, _ZH_SHARE, _EN_SHARE_TO,
         Pattern(r"(?:广告|营销|推广)[^。;]{0,80}(?:信息|数据|画像|标识)|(?:信息|数据|画像|标识)[^。;]{0,80}(?:广告|营销|推广)"),
         Pattern(r"\b(?:data|information|identifiers?)\b.{0,120}\b(?:advertis|marketing)|\b(?:advertis|marketing).{0,120}\b(?:data|information|identifiers?)\b"), but_not=_NOT_OURS),
    Kind("sharing", Text("向第三方提供信息", "sharing with third parties"), False, _ZH_SHARE, _EN_SHARE_TO,
         Pattern(r"(?:信息|数据|资料|记录|内容|报告|简历|病历|录音|录像|轨迹|成绩|档案|联系方式|号码|画像|照片)[^。;]{0,160}(?:" + _ZH_WHO.source + r")|(?:" + _ZH_WHO.source + r")[^。;]{0,160}(?:信息|数据|资料|记录|清单|共享您|共享你|提供您|提供你)"),
         Pattern(r"\b(?:data|information|details|content|identifiers?|activity|it|them)\b.{0,160}(?:" + _EN_WHO.source + r")|(?:" + _EN_WHO.source + r").{0,160}\b(?:data|information|details)\b"),
         but_not=_NOT_OURS),
    Kind("sharing", Text("向他人提供信息", "passing data on to others"), False, _ZH_TO_ANYBODY, None, _ZH_DATA, None, but_not=_NOT_OURS),
)  # fmt: skip
# 友盟统计sdk: the name right before it, in the same list item
_SDK_NAME = Pattern(
    r"(?:^|[,、:;(。 \n]|接入|集成|嵌入|使用|包括|了)(?P<name>[^\s,、:;(。]{2,16}?) ?sdk(?![a-z])(?!目录|列表|清单|名称|类)"
)
_MOST_SDKS = 60

SOURCES = (
    Kind("controllers", Text("第三方自行决定处理", "others who decide on the data themselves"), False,
         Pattern(r"(?:第三方|合作(?:伙伴|方)|广告主|关联公司)[^。;]{0,24}(?:独立|单独|共同|自行)[^。;,]{0,8}(?:处理者|控制者)"),
         Pattern(r"\b(?:third part|advertiser|partner|vendor|provider|affiliate)\w{1,4}\b[^.;]{0,60}\b(?:are|is|be|act\w{0,3} as|become)\b[^.;]{0,24}\bcontrollers?\b")),
    Kind("from-others", Text("从第三方取得信息", "data received from others"), False,
         Pattern(r"从[^。;,]{0,24}(?:第三方|合作|关联|征信|数据(?:提供|服务)商|公开渠道)[^。;,]{0,24}(?:获取|获得|收集|取得|接收|查询)|(?:第三方|合作(?:伙伴|方)|关联公司)[^。;,]{0,12}(?:会|可能|将)?向我们(?:提供|共享|发送|传输)"),
         Pattern(r"\bwe (?:may |also |can |will |might )*(?:receive|obtain|collect|get|acquire|gather|purchase|buy|source)\b[^.;]{0,120}\bfrom\b[^.;]{0,80}(?:", _EN_WHO.source, r"|\bother (?:sources|businesses)\b|\bpublic(?:ly)? (?:available )?(?:sources|records|databases)\b)|\b(?:third parties|partners|affiliates|vendors|advertisers|service providers|employers?|sellers|merchants) (?:may |can |will |also )*(?:provide|give|send|share|supply|disclose) us\b|\bwe (?:may |also |can |will |might )*(?:receive|obtain|get|acquire)\b[^.;]{0,40}\b(?:data|information)\b[^.;]{0,20}\bfrom (?!you\b|your\b|our\b|us\b|the (?:device|app|site|service)\b)[^.;]{1,40}\babout your?\b"),
         _ZH_DATA, _EN_DATA),
)  # fmt: skip
# "Our subprocessors: Halden Cloud (hosting), Postino (email)": names of companies that get data
_LISTS = Pattern(
    r"\b(?:sub-?processors?|service providers|vendors|third[- ]party (?:providers|services)|recipients)\b[^.:;]{0,40}(?::|\b(?:are|include[sd]?|is)\b)"
)
_SUBPROCESSOR = Pattern(r"\bsub-?processors?\b")
_COMPANY = Pattern(
    r"(?:^|[,;:]|\band|\bare|\binclude) ?(?P<name>[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,4})(?= ?(?:\(|,|;|\.?$|and\b))"
)


def _names(context: ClauseContext) -> Iterator[Fact]:
    """``name:halden cloud``: the companies that a list of processors names."""
    for sentence in context.sentences:
        if not sentence.lead and ":" not in sentence.low and "processor" not in sentence.low:
            continue
        listing = _LISTS.search(sentence.low)
        at = listing.end() - 1 if listing else 0
        if listing is None and not (sentence.lead and _SUBPROCESSOR.search(sentence.lead)):
            continue
        for match in _COMPANY.finditer(sentence.text, at):
            name = match["name"]
            start, end = sentence.start + match.start("name"), sentence.start + match.end("name")
            yield context.fact(TYPE, f"name:{name.lower()}", start, end, good="no", zh=name, en=name)


BOUNDS = (
    Kind("bound", Text("对接收方的约束", "duties laid on those who receive data"), True,
         Pattern(r"(?:要求(?:其|第三方|该|他们|合作|受托|接收|此类|上述)|约束|督促|签(?:署|订)|确保|监督)[^。;]{0,60}(?:遵守|履行|保密|协议|不得|义务|安全)|(?:再次|重新)(?:征求|征得|取得)[^。;]{0,12}同意"),
         Pattern(r"\b(?:require[sd]?|bound|oblige[sd]?|sign(?:ed|ing)|agreed to|ensure)\b[^.;]{0,80}\b(?:confidential\w{0,4}|privacy|data protection|agreements?|safeguards|obligations|protect|instructions)\b"),
         _ZH_WHO, _EN_WHO, by=None),
    Kind("told-first", Text("披露前告知用户", "telling users before data are passed on"), True,
         Pattern(r"(?:事先|提前|在[^。;]{0,16}前)[^。;]{0,16}(?:通知|告知)[^。;]{0,40}(?:共享|转让|披露|接收方)|(?:告知|通知)[^。;]{0,12}接收方"),
         Pattern(r"\bnotify (?:you|users?|affected)\b[^.;]{0,80}\b(?:disclosure|transfer|request|merger|sale)|\bnotify (?:you|users)\b[^.;]{0,40}\bbefore\b"), by=None),
)  # fmt: skip
RECIPIENTS = (
    ("affiliates", Text("关联公司", "affiliates"), Pattern(r"关联(?:公司|方|企业)|子公司|母公司|\b(?:affiliates?|subsidiar\w{1,3}|related compan\w{1,3})\b")),
    ("advertisers", Text("广告方", "advertisers"), Pattern(r"广告(?:主|商|联盟|平台|合作)|\b(?:advertisers?|ad(?:vertising)? (?:networks?|exchanges?|partners?)|marketing partners?)\b")),
    ("brokers", Text("数据经纪商", "data brokers"), Pattern(r"数据(?:经纪|交易)商?|\b(?:data|information) brokers?\b")),
    ("credit", Text("征信与金融机构", "credit and financial institutions"), Pattern(r"征信|金融机构|银行|\b(?:credit (?:bureaus?|(?:reference |reporting )?agencies)|financial institutions?|banks?|lenders?)\b")),
    ("authorities", Text("政府与执法机关", "authorities"), Pattern(r"(?:司法|执法|行政|监管|政府|公安)[^。;,]{0,4}(?:机关|部门|机构)|\b(?:law enforcement|authorities|government|police|regulators?)\b")),
    ("researchers", Text("研究机构", "researchers"), Pattern(r"研究机构|高校|\b(?:researchers?|academic institutions?|universit\w{1,3})\b")),
    ("collaborators", Text("第三方合作者", "third-party collaborators"), Pattern(r"第三方合作|\b(?:collaborators?|business partners?)\b")),
    ("insurers", Text("保险公司", "insurers"), Pattern(r"保险(?:公司|机构)|\b(?:insurers?|insurance (?:compan\w{1,3}|partners?))\b")),
    ("employers", Text("用人单位", "employers"), Pattern(r"用人单位|雇主|招聘(?:方|企业|单位)|\b(?:your |their )?employers?\b")),
    ("users", Text("其他用户", "other users"), Pattern(r"其他用户|\bother users\b")),
    ("collectors", Text("催收机构与律师", "debt collectors and lawyers"), Pattern(r"催收|律师事务所|\b(?:debt collect\w{1,4}|collection agenc\w{1,3}|law firms?)\b")),
    ("medical", Text("医疗机构", "medical institutions"), Pattern(r"医院|医疗机构|\b(?:hospitals?|medical institutions?)\b")),
    ("schools", Text("学校", "schools"), Pattern(r"学校|\bschools?\b")),
    ("makers", Text("设备厂商", "device makers"), Pattern(r"(?:手机|设备|终端)[^。;,]{0,4}(?:厂商|制造商)|\b(?:device|phone) (?:makers?|manufacturers?)\b")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``, and ``to:advertisers`` … for whom the data go to.

    ``good`` in the detail tells promises from sharing.
    """
    told = tuple(statements(context, TYPE, KINDS))
    yield from told
    yield from statements(context, TYPE, BOUNDS)
    if context.lang == "zh" or " from " in context.low or " us " in context.low or "controller" in context.low:
        yield from statements(context, TYPE, SOURCES)
    if context.lang == "en":
        yield from _names(context)
    for fact in told:
        if fact.value == "sdk":
            for named in islice(_SDK_NAME.finditer(context.low, fact.start, fact.end), _MOST_SDKS):
                name = context.raw[named.start("name") : named.end("name")].strip()
                yield context.fact(
                    TYPE,
                    f"to:{name.lower()} sdk",
                    named.start(),
                    named.end(),
                    good="no",
                    zh=f"{name} SDK",
                    en=f"{name} SDK",
                )
        if fact.value not in ("sharing", "advertising"):
            continue
        low = context.low[fact.start : fact.end]
        for id, recipient, pattern in RECIPIENTS:
            if pattern.search(low):
                yield context.fact(TYPE, f"to:{id}", fact.start, fact.end, good="no", zh=recipient.zh, en=recipient.en)


READER = Reader(
    TYPE,
    ("共享", "分享", "披露", "转让", "同步", "推送给", "转交", "交由", "转给", "移交", "抄送", "展示", "开放", "推送", "报送", "出示", "透露", "转移", "传输", "发送", "提供", "互通", "委托", "出售", "出租", "sdk", "由第三方", "继受", "报送", "核验", "要求", "约束", "签署", "签订", "确保", "再次", "重新", "告知", "通知", "require", "bound", "oblige", "sign", "agreed", "ensure", "notify",
     "share", "sharing", "disclos", "transfer", "provid", "transmit", "send", "sent", "available", "sell", "sold", "sale", "give", "exchange", "access", "hand", "pass", "suppl", "report", "receive", "rent", "obtain", "collect", "acquire", "purchase", "processor", "controller", "控制者", "处理者", "service providers", "vendors", "从", "向我们"),
    read,
    by_sentence=True,
)  # fmt: skip
