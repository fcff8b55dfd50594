"""Who else gets the data: sharing, sale, mergers, SDKs, processors, publication; and promises not to share.

A sentence states kinds (``sharing``, ``no-sale``, ``combined`` …), whom the data go to (``to:advertisers``, ``name:stripe``), what those
do with them (``for:partners>advertising``), in which form they get them (``as:anonymous``) and how a promise is hedged
(``only:non-affiliated``). Lists and tables of recipients are read in ``facts.sharing_lists``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import islice

import ahocorasick

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import actor, defines, negated
from clauselog.facts.lexicon import data_lexicon
from clauselog.facts.patterns import Pattern
from clauselog.facts.recipients import ANY, Recipient, recipients
from clauselog.facts.sharing_lists import COMBINE, MARKS, OWN, TYPE, companies, named_in, read_item, read_row, toolkits
from clauselog.facts.statements import Kind, quotable, statements
from clauselog.model import ClauseKind, Fact, Text

_ZH_WHO = Pattern(
    r"第三方|合作(?:伙伴|方|机构|商)|关联(?:公司|方|企业|产品)|服务(?:提供)?商|供应商|广告(?:主|商|联盟|平台|合作)|受托(?:方|人)|代理|承包商|权威机构|制造商|其他(?:用户|公司|机构|组织|个人信息处理者|产品|方)|任何(?:公司|组织|机构|方)|(?:公司|组织|机构)(?:、|和|或)[^。;,]{0,4}个人"
    r"|催收|律师事务所|会计师事务所|招聘(?:方|企业|单位)|用人单位|学校|医院|医疗机构|总部|承运人|卖家|商家|商户|门店|骑手|司机|配送员|房东|物流|快递|酒店|航空公司|保险|媒体|研究(?:机构|院)|高校|母公司|境外[^。;,]{0,6}公司|(?:该|相关|有关|合作|专业|外部|评估|审计|检测|鉴定|担保|支付|科研|教育|金融|医疗|数据|咨询)(?:的)?(?:机构|企业|单位|公司)|银行|(?<!特)征信|贷款机构|金融机构|保险公司|支付机构|投诉方|权利人|发证机关|(?:行政|司法|执法|监管|有关|主管)(?:机关|部门|机构)|接收方|受让方|继受|母公司|子公司|集团|运营商|厂商|(?:提供|经营|销售)者|通信公司|平台方"
)
_EN_WHO = Pattern(
    r"\bthird[- ]part(?:y|ies)\b|\b(?:affiliates?|partners?|service providers?|vendors?|(?:sub-?)?processors?|contractors?|advertisers?|ad networks?|subsidiar(?:y|ies)"
    r"|data brokers?|collaborators?|related compan\w{1,3}|authorities|law enforcement|other (?:users|companies|parties|organi[sz]ations|members|people)|acquir\w{1,3}|successor|government|agencies|resellers?|publishers?|researchers?|police|insurers?|insurance compan\w{1,3}|employers?|lenders?|banks?|(?:advertising|ad) (?:networks|exchanges)|advertising technology|credit (?:bureaus?|reference)|brokers|universit\w{1,3}|schools?|sponsors?|social (?:media|networks?)|dealers?|manufacturers?|(?:members|companies|entities) (?:of|in|within) (?:our|the) (?:[a-z]+ )?(?:group|family)|group companies|corporate group|(?:research )?institut(?:es|ions)|shops|merchants|hospitals|landlords|(?:data|marketing|media) (?:companies|firms)|other (?:businesses|firms)|couriers?|carriers?|advis[eo]rs|auditors|lawyers|suppliers?|providers|agents|sellers|developers)\b"
)
_ZH_DATA = Pattern(
    r"报告|简历|病历|录音|录像|轨迹|成绩|档案|联系方式|号码|信息|数据|资料|内容|记录|标识|日志|画像|照片|cookie|文本|音频|姓名|地址|日期|订单|账[号户]|头像|昵称|病史|摘要|病例|欠款|评分|额度|位置|里程|作品|语音|人脸"
)
_EN_DATA = Pattern(
    r"\b(?:data|information|details|content|identifiers?|cookies?|usage|activit\w{1,3}|profiles?|records?|messages?|it|them|e-?mail|address\w{0,2}|device|numbers?|names?|documents?|photos?|history|location|cookies?|recordings?|files?|answers?|images?|audio|transcripts?|reports?|mailing lists?)\b"
)
_ZH_SHARE = Pattern(
    r"共享|分享|披露(?!情况)|流向|提交(?:给|至)|传(?:递)?给|交付给|推送至|(?<!有偿)转让|转移给|传输(?:给|至)|发送(?:给|至)|提供给|同步(?:给|至)|推送给|转交(?:给)?|交由|转给|移交(?:给)?|抄送|展示给|开放给|报送(?:给|至)?|透露给|互通|委托(?=[^。;]{0,40}(?:处理|收集|存储))"
    r"|向(?!您|你)(?=[^。;,]{0,24}(?:卖家|商家|商户|酒店|骑手|司机|雇主|学校|医院|招聘|催收|集团|子公司|其他用户|第三方|合作|关联|服务商|供应商|广告|机构|机关|部门|银行|征信|公司|投诉方|权利人|伙伴|厂商|运营商))(?=[^。;]{0,40}(?:提供|披露|共享|发送|传输|展示|开放|透露|推送|同步|公开|查询|核验|报送))|由(?=[^。;,]{0,12}(?:第三方|合作)[^。;,]{0,12}(?:收集|处理|存储|使用))"
)
_EN_SHARE = Pattern(
    r"\b(?:share[sd]?|sharing|disclos(?:e|es|ed|ing|ure)|transfer(?:s|red|ring)?|provid(?:e|es|ed|ing)(?! (?:by|you|our services|the services?|services|support|access to (?:the|our)|feedback|a copy|notice)\b)|transmit(?:s|ted)?|sen[dt]s?|(?:mak(?:e|es|ing)|made)(?: [a-z]+){0,5} available|forward(?:s|ed)?|pass(?:es|ed)? (?:[a-z]+ ){1,6}on|let (?:[a-z]+ ){1,3}(?:see|have)|pass(?:es|ed)? on|passing on|hand(?:s|ed)? (?:over|on)|supply|supplies|supplied|report(?:s|ed)?|releas(?:e|es|ed)|exchange[sd]?|enable access|giv(?:e|es|en))\b"
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
    r"\b(?:compan\w{1,3}|part(?:y|ies)|entities|partners|vendors|providers|anyone) with (?:whom|which) we (?:may )?share\b|授予|与之共享|特指|是指|系指|对我们(?:委托|与之)|如(?:若)?涉及[^。;]{0,60}的情[形况]|委托处理(?:的|协议)|义务[^。;,]{0,24}(?:披露|提供|共享)|第三方(?:网站|链接)|您(?:自行|主动|选择)?(?:公开|分享|发布|转发)|\blicen[sc]e\b|\b(?:links? to|linked) (?:other|third)|\byou (?:may |can |choose to |might )?(?:share|post|publish|disclose)\b"
    r"|\b(?:right|request|ask us|require us) to (?:know|that we|disclose|access|obtain|receive)\b|\bcategories of third parties with whom\b[^.;]{0,40}$|(?:您|你)(?:给|给予|告诉)我们|\b(?:give|send|tell|provide) us\b|\bplease (?:\w+ )?(?:send|provide|share|contact|forward|report)\b|\b(?:if|when|before|where) you (?:\w+ )?(?:provide|send|submit|give|share)\b"
    r"|(?:您|你|用户)(?:也|还)?(?:可以?|能够?|选择)[^。;,]{0,24}(?:分享|转发|发送|发布|公开|共享)|\b(?:describes?|explains?|sets? out|tells? you|outlines?|learn)\b[^.;]{0,40}\b(?:how|why|when|what|with whom|to whom)\b|如何[^。;,]{0,30}(?:共享|转让|披露|提供)|请(?:您|你)?(?:妥善|谨慎|勿|不要)|委托处理[^。;,]{0,8}的?(?:场景|情形|主体|公司|第三方)|\bopt(?:ing)?[- ]?out\b|\bdo not sell or share\b"
)

# share … with partners, is disclosed to authorities; vendors may receive
_EN_SHARE_TO = Pattern(
    _EN_SHARE.source,
    r"[^.;]{0,120}?\b(?:with|to|across|among)\b[^.;]{0,80}?(?:",
    _EN_WHO.source,
    r")|(?:",
    _EN_WHO.source,
    r")[^.;]{0,40}\b(?:may|can|will|might)? ?(?:receive|collect|obtain|access)s?\b",
    r"|\bshar(?:e|es|ed|ing)\b[^.;]{0,60}\bfor\b[^.;]{0,40}\badvertis",
)

# 向卖家展示买家的号码, 将报告同步给保险人: whoever it is, unless the user or ourselves
_ZH_TO_ANYBODY = Pattern(
    r"(?<![面偏不勿])(?<!不得)向(?!您|你|用户|其|本人|我们|平台|本|客服|所有|公众|前|后|上|下|法院|人民法院|仲裁|境外|海外|中国境外)[^。;,向]{2,20}?(?:提供|披露|共享|发送|传输|展示|开放|推送|同步|报送|公开|出示|透露|移交)(?=[^。;,]{0,20}(?:信息|数据|资料|号码|记录|报告|轨迹|地址|简历|录音|录像|画像|档案))"
    r"|(?:信息|数据|资料|号码|手机号|姓名|头像|昵称|位置|记录|报告|轨迹|简历|录音|录像|档案|日期|将其|将该等?|将上述|将这些|将前述)[^。;,]{0,16}(?:提供|披露|共享|发送|传输|展示|开放|推送|同步|报送|透露|移交|转交)(?:给|至)(?!您|你|用户|我们|平台|本|客服|云端|服务器|其本人|境外|海外|国外)[^。;,]{2,20}"
)

# 对所有用户公开可见, 其他用户可以查看; visible to other users, publicly available, anyone can see
_ZH_PUBLIC = Pattern(
    r"公开(?:可见|展示|显示)|对[^。;,]{0,8}(?:用户|人|公众|会员|成员|好友)[^。;,]{0,6}(?:可见|公开|展示)|(?:被|供|由)(?:其他|所有|任何)[^。;,]{0,6}(?:用户|人|会员)?[^。;,]{0,8}(?:查看|看到|浏览|检索|搜索|使用)"
    r"|(?:其他|所有|任何)(?:用户|人|会员)[^。;,]{0,24}(?:可以?|能够?|还可|可能|将)[^。;,]{0,10}(?:查看|看到|看见|浏览|检索|搜到|使用)|(?:会|将|可能|亦)(?![^。;,]{0,8}(?:向|为|给)(?:您|你))[^。;,]{0,10}展示(?:您|你|在|于)"
    r"|商[户家][^。;,]{0,16}(?:可以?|能够?)(?:查看|看到)"
)
_EN_PUBLIC = Pattern(
    r"\b(?:visible|available|accessible|displayed|shown|viewable|searchable)\b[^.;]{0,40}\b(?:to|by)\b[^.;]{0,24}\b(?:other (?:\w+ )?(?:users|members|people|players|customers|participants|visitors)|users|the public|everyone|anyone|others|search engines)\b"
    r"|\bpublicly (?:visible|viewable|accessible|display\w{0,3})\b|\b(?:is|are|be|made|become|remain)s? (?:\w+ )?publicly available|\bindexed by\b|\b(?:read|seen|viewed|accessed|found) by (?:anyone|everyone|others|other users|the public)\b"
    r"|\b(?:other (?:users|members|people|players|customers|participants)|anyone|everyone|the public|your (?:employer|administrator|organi[sz]ation))\b[^.;]{0,50}\b(?:can|may|will|could)\b(?: also| then| even)? (?:see|view|access|find|read|export|monitor)\b"
)
_ZH_OF_USER = Pattern(
    r"(?:您|你|用户)(?:的|所|在|发布|创建|保存|上传|填写|提交)|头像|昵称|主页|评论|作品|动态|照片|收藏|信息"
)
_EN_OF_USER = Pattern(
    r"\b(?:your|user|users') (?:\w+ ){0,3}?\w+|\b(?:profiles?|usernames?|avatars?|posts?|comments?|reviews?|photos?|content)\b"
)
# 集团统一账号, 在各产品间同步; across our family of companies, one account for
_ZH_GROUP = Pattern(
    r"(?:统一|同一|一个|通用)(?:的)?[^。;,]{0,6}账[号户][^。;]{0,80}(?:其他|关联|旗下|集团|各产品|所有产品|多个产品|同步|互通|共用|通用)|账[号户](?:体系|互通|打通|通用)|通行(?:账[号户]|证)"
    r"|(?:信息|数据|资料|记录|昵称|头像|关系)[^。;]{0,40}(?:关联|旗下|集团|各|不同|其他)[^。;,]{0,10}(?:产品|公司|服务|平台|业务)[^。;,]{0,6}(?:同步|互通|共享|共用|打通|流转|合并)"
)
_EN_GROUP = Pattern(
    r"\b(?:shar|disclos|combin|sync|link|merg|transfer|access)\w{0,9}\b[^.;]{0,80}\b(?:across|among|between|within|throughout)\b[^.;]{0,40}\b(?:our (?:\w+ )?(?:group|famil\w{1,3}|companies|affiliates|subsidiaries|brands)|affiliates|subsidiaries|group companies|(?:corporate )?(?:group|family))\b"
    r"|\b(?:single|one|same|unified|shared) account\b[^.;]{0,60}\b(?:across|for all|other)\b"
)
_ZH_ACCOUNT = Pattern(r"账[号户]|信息|数据|资料|记录")
# third parties that serve ads may place cookies; we allow partners to collect
_ZH_TRACK = Pattern(
    r"(?:第三方(?!网站|链接)|合作(?:伙伴|方)|广告(?:主|商|平台|网络|合作)|服务商|提供商|事务所|(?:审计|评估|检测|外部)机构)[^。;]{0,60}(?:可能会?|会|将|可以|可)[^。;]{0,40}(?:存储|读取|放置|设置|使用|写入|收集|获取|采集|接触|知悉|处理)[^。;]{0,24}(?:cookie|信标|像素|标识|识别符|信息|数据|记录|内容)"
)
_EN_TRACK = Pattern(
    r"(?:\bthird[- ]part(?:y|ies)\b|\b(?:partners|advertisers|(?:ad|advertising) networks|vendors|providers|publishers|social (?:media|networks))\b)[^.;]{0,80}\b(?:may|can|will|might|to)\b[^.;]{0,30}\b(?:collect|obtain|gather|place|set|use|receive|access)\b[^.;]{0,60}\b(?:cookies?|beacons?|pixels?|tags|information|data|identifiers?)\b"
    r"|(?:\bthird[- ]part(?:y|ies)\b|\b(?:partners|advertisers|networks|vendors|providers)\b)[^.;]{0,60}\b(?:use|place|set|collect)s?\b[^.;]{0,24}\b(?:cookies?|beacons?|pixels?)\b"
    r"|\bcookies?\b[^.;]{0,60}\b(?:set|placed|provided|used|served|managed)\b[^.;]{0,30}\bby\b[^.;]{0,60}(?:\bthird[- ]part(?:y|ies)\b|\b(?:partners|advertisers|networks|vendors|providers)\b)"
)
# we use a captcha provider, 我们接入百度地图
_ZH_USE = Pattern(
    r"(?:我们|本(?:应用|产品|软件|平台|服务|网站)|app)[^。;,]{0,16}(?:使用|采用|接入|集成|引入|选用|委托|借助)(?:了)?(?P<what>[^。;]{2,40})"
)
_EN_USE = Pattern(
    r"\b(?:we|(?:our|this|the) (?:service|site|website|app|platform|application)s?) (?:also |may |currently |sometimes |have |will )*(?:uses?|utili[sz]es|integrates|relies on|engage|engaged|employ|rely on|work with|partner with|partnered with|integrate(?: with)?|contract with|utili[sz]e|outsource)\b(?P<what>[^.;]{2,80})"
)
# 第三方向我们查询您的信息
_ZH_ASKED = Pattern(
    r"(?:第三方|机构|银行|公司|征信|合作(?:方|伙伴))[^。;,]{0,12}向(?:我们|本公司|平台|我方)[^。;,]{0,12}(?:查询|采集|获取|调取|索取|收集|核实|核验)"
)
_NOT_ON_NETWORK = Pattern(
    r"(?:不|未)(?:能|可)?(?:控制|保证|负责)|\bnot (?:responsible|control|limited)\b|此处|义务[^。;,]{0,24}(?:披露|提供|共享)"
)
_ABOUT_ADS_ZH = Pattern(
    r"(?:广告|营销|推广)[^。;]{0,80}(?:信息|数据|画像|标识)|(?:信息|数据|画像|标识)[^。;]{0,80}(?:广告|营销|推广)"
)
_ABOUT_ADS_EN = Pattern(
    r"\b(?:data|information|identifiers?)\b.{0,120}\b(?:advertis|marketing)|\b(?:advertis|marketing).{0,120}\b(?:data|information|identifiers?)\b"
)

# what others may ask for, or the law says of anybody: opt out of the sale of data, a business that sells
_CHOICE = Pattern(
    r"不要|选择退出|有权(?:要求|拒绝)|\bopt(?:s|ed|ing)?[- ]?out\b|\bright to\b|\bdo not sell or share\b|\b(?:a|any) business (?:that|which)\b|\byou (?:may|can) (?:ask|request|direct)\b"
)
_SOLD = Pattern(
    r"(?:出售|售卖|贩卖|出租)[^。;]{0,16}(?:信息(?!网络)|数据|资料)|(?:信息(?!网络)|数据|资料)[^。;,]{0,16}(?:出售|售卖|贩卖|出租)"
)
# you may not: what follows is forbidden to the user
_BANS = Pattern(
    r"(?:您|你|用户|会员|开发者|商家)[^。;:]{0,24}(?:不得|不应|不可|不能|不会|禁止)|禁止|\byou (?:may|must|shall|will|agree|can)[^.;:]{0,24}\bnot\b|\bprohibited\b|\bnot (?:to|permitted|allowed)\b|\b(?:you|customers?|users?|members?|subscribers?) (?:shall|must|agrees?|represents?|warrants?)\b"
)
# kinds that need nobody to be named
SALES = (
    Kind("no-sale", Text("承诺不出售信息", "the promise not to sell data"), True, _ZH_SELL, _EN_SELL, _ZH_DATA, _EN_DATA, polarity="denied", but_not=_CHOICE),
    Kind("sale", Text("出售信息", "selling data"), False, _ZH_SELL, _EN_SELL, _SOLD, Pattern(r"\b(?:personal|your|user) (?:data|information)\b"),
         but_not=Pattern(_MERGER.source + "|" + _CHOICE.source)),
    Kind("sale", Text("可能构成出售信息", "passing data on in a way that counts as a sale"), False, None,
         Pattern(r"\b(?:considered|deemed|constitute|treated as|count as|be)\b[^.;]{0,20}\b(?:a )?[\"'“]?(?:sales?|selling|sharing)\b"), None, Pattern(r"\b(?:disclosures?|use|data|information|cookies|sharing)\b"), by=None, but_not=_CHOICE),
)  # fmt: skip
MERGERS = (
    Kind("merger", Text("合并、收购时转移信息", "data passed on in a merger or sale"), False,
         Pattern(r"转移|转让|披露|提供|继受|继续"), _EN_SHARE, _MERGER_ZH, _MERGER, polarity="either",
         but_not=Pattern(r"\bassign\b|\b(?:transfer|assign) (?:this|the) agreement\b|\bneither party\b")),
)  # fmt: skip
KINDS = (
    Kind("no-sharing", Text("承诺不向第三方提供信息", "the promise not to share data"), True, _ZH_SHARE, _EN_SHARE,
         _ZH_WHO, _EN_WHO, polarity="denied", but_not=_NOT_ON_NETWORK),
    Kind("sdk", Text("接入第三方 SDK", "third-party SDKs"), False, Pattern(r"(?<!供第三方使用的)sdk"), Pattern(r"\bsdks?\b"),
         Pattern(r"接入|集成|嵌入|使用|收集|获取|上报|生成|初始化"), Pattern(r"\b(?:integrat|embed|us(?:e|es|ing)|collect|includ|contain|provid)\w{0,4}\b"), polarity="stated", by=None, but_not=Pattern(r"适用于|供第三方|应用程序编程接口")),
    Kind("combined", Text("接收方将信息与其他数据合并", "recipients combining data with other data"), False, COMBINE, COMBINE, by=None, but_not=Pattern(r"难以|无法|不能|不会|不得|\b(?:cannot|not|never)\b")),
    Kind("own-purposes", Text("接收方用于自身目的", "recipients using data for purposes of their own"), False, OWN, OWN, by=None),
    Kind("group", Text("信息在集团各产品间互通", "data shared throughout a group"), False, _ZH_GROUP, _EN_GROUP, _ZH_ACCOUNT, _EN_DATA, by=None),
    Kind("asked", Text("第三方向我们查询信息", "others asking us for data"), False, _ZH_ASKED, None, by=None),
    Kind("advertising", Text("为广告向第三方提供信息", "sharing for advertising"), False, _ZH_SHARE, _EN_SHARE_TO, _ABOUT_ADS_ZH, _ABOUT_ADS_EN, but_not=_NOT_OURS),
    Kind("sharing", Text("向第三方提供信息", "sharing with third parties"), False, _ZH_SHARE, _EN_SHARE_TO,
         Pattern(r"(?:信息|数据|资料|记录|内容|报告|简历|病历|录音|录像|轨迹|成绩|档案|联系方式|号码|画像|照片|清单|订单)[^。;]{0,160}(?:" + _ZH_WHO.source + r")|(?:" + _ZH_WHO.source + r")[^。;]{0,160}(?:信息|数据|资料|记录|清单|共享您|共享你|提供您|提供你)"),
         Pattern(r"\b(?:data|information|details|content|identifiers?|activity|it|them)\b.{0,160}(?:" + _EN_WHO.source + r")|(?:" + _EN_WHO.source + r").{0,160}\b(?:data|information|details)\b"),
         but_not=_NOT_OURS),
    Kind("tracking", Text("第三方直接收集信息", "third parties collecting data themselves"), False, _ZH_TRACK, _EN_TRACK, by=None,
         but_not=Pattern(r"代表我们|\bon our behalf\b|\byou (?:may|can) \b|您可以?|\bnot (?:responsible|control)\b|不(?:负责|承担)|" + _NOT_OURS.source)),
)  # fmt: skip
FREE = (
    Kind("sharing", Text("向他人提供信息", "passing data on to others"), False, _ZH_TO_ANYBODY, None, _ZH_DATA, None, but_not=_NOT_OURS),
    Kind("no-sharing", Text("承诺不披露信息", "the promise not to disclose data"), True, None,
         Pattern(r"\b(?:disclose|share|release)\b[^.;]{0,24}\b(?:personal|sensitive|your)\b[^.;]{0,12}\b(?:data|information|details|records)\b"), polarity="denied", but_not=_NOT_OURS),
    Kind("sharing", Text("向他人披露信息", "disclosing data"), False,
         Pattern(r"(?:与|和)[^。;]{2,40}合作[^。;]{0,60}(?:传输|提供|发送|共享|同步)(?:您|你|用户)"),
         Pattern(r"\b(?:may|will|can|might|required to|have to|obliged to)\b[^.;]{0,24}\b(?:disclose|release)\b[^.;]{0,24}\b(?:your|personal|user|such|this|that)\b[^.;]{0,16}\b(?:data|information|details)\b"), but_not=_NOT_OURS),
    Kind("sharing", Text("向第三方提供信息", "sharing with third parties"), False, None,
         Pattern(r"\b(?:to|with) (?:whom|which) we (?:may |also |will |then )?(?:send|provide|give|disclose|transfer|pass|forward)\b|,? (?:which|who) (?:may |will |then |also )?(?:receives?|gets?|sees?)\b[^.;]{0,30}\byour\b"), None, None, by=None, but_not=_NOT_OURS),
    Kind("sharing", Text("提供汇总或去标识化信息", "sharing aggregated or de-identified data"), False,
         Pattern(r"(?:共享|提供|披露|分享)[^。;,]{0,16}(?:汇总|聚合|去标识|匿名|统计)"), Pattern(r"\b(?:share|disclose|provide|publish|sell)\b[^.;]{0,40}\b(?:aggregated?|anonymi[sz]ed|anonymous|de-?identified|pseudonymi[sz]ed|statistical)\b"), _ZH_DATA, _EN_DATA, but_not=_NOT_OURS, light=True),
    Kind("advertising", Text("为广告提供信息", "sharing for advertising"), False, None,
         Pattern(r"[\"'“]?\bshar(?:e|es|ed|ing)\b[^.;]{0,80}\b(?:for|to)\b[^.;]{0,40}\b(?:advertis|marketing)"), None, _EN_DATA, but_not=_NOT_OURS),
    Kind("public", Text("信息向其他用户或公众公开", "data shown to other users or the public"), False, _ZH_PUBLIC, _EN_PUBLIC, _ZH_OF_USER, _EN_OF_USER, by=None,
         but_not=Pattern(r"(?:请|应|建议)[^。;,]{0,8}(?:谨慎|注意)|不要|设置是否|隐私设置|您可以?(?:选择|设置|自行)|授予|\byou (?:may|can|choose|could)\b|\bmeans\b|\blicen[sc]e\b|\bonly to you\b|仅(?:您|你)?自己|\bsources\b")),
)  # fmt: skip

SOURCES = (
    Kind("controllers", Text("第三方自行决定处理", "others who decide on the data themselves"), False,
         Pattern(r"(?:第三方|合作(?:伙伴|方)|广告主|关联公司)[^。;]{0,24}(?:独立|单独|共同|自行)[^。;,]{0,8}(?:处理者|控制者)"),
         Pattern(r"\b(?:third part|advertiser|partner|vendor|provider|affiliate)\w{1,4}\b[^.;]{0,60}\b(?:are|is|be|act\w{0,3} as|become)\b[^.;]{0,24}\bcontrollers?\b")),
    Kind("from-others", Text("从第三方取得信息", "data received from others"), False,
         Pattern(r"从[^。;,]{0,24}(?:第三方|合作|关联|征信|数据(?:提供|服务)商|公开渠道)[^。;,]{0,24}(?:获取|获得|收集|取得|接收|查询)|(?:第三方|合作(?:伙伴|方)|关联公司)[^。;,]{0,12}(?:会|可能|将)?向我们(?:提供|共享|发送|传输)"),
         Pattern(r"\bwe (?:may |also |can |will |might )*(?:receive|obtain|collect|get|acquire|gather|purchase|buy|source)\b[^.;]{0,120}\bfrom\b[^.;]{0,80}(?:", _EN_WHO.source, r"|\bother (?:sources|businesses)\b|\bpublic(?:ly)? (?:available )?(?:sources|records|databases)\b)|\b(?:third parties|partners|affiliates|vendors|advertisers|service providers|employers?|sellers|merchants) (?:may |can |will |also )*(?:provide|give|send|share|supply|disclose) us\b|\bwe (?:may |also |can |will |might )*(?:receive|obtain|get|acquire)\b[^.;]{0,40}\b(?:data|information)\b[^.;]{0,20}\bfrom (?!you\b|your\b|our\b|us\b|the (?:device|app|site|service)\b)[^.;]{1,40}\babout your?\b"),
         _ZH_DATA, _EN_DATA),
    Kind("not-from-others", Text("承诺不从第三方取得信息", "the promise not to get data from others"), True,
         Pattern(r"从[^。;,]{0,12}第三方[^。;,]{0,12}(?:获取|获得|收集|取得)"),
         Pattern(r"\b(?:receive|obtain|collect|purchase|buy)\b[^.;]{0,80}\bfrom\b[^.;]{0,30}\b(?:third[- ]parties|brokers)\b"), _ZH_DATA, _EN_DATA, polarity="denied"),
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
         Pattern(r"确保[^。;]{0,20}(?:服务商|供应商|合作|第三方|接收方|受托)[^。;]{0,30}(?:符合|达到)[^。;,]{0,16}(?:标准|要求|水平)|(?:要求(?:其|第三方|该|他们|合作|受托|接收|此类|上述|酒店|商家|对方)|约束(?!力)|督促|签(?:署|订)|确保|监督)[^。;]{0,60}(?:遵守|履行|保密|协议|协定|不得|义务|安全)|(?:再次|重新)(?:征求|征得|取得)[^。;]{0,12}同意|(?:无权|不得|不能|不可)[^。;]{0,30}用于[^。;,]{0,8}(?:其他|其它|任何|本政策)[^。;,]{0,8}(?:目的|用途)"),
         Pattern(r"\b(?:require[sd]?|bound|oblige[sd]?|sign(?:ed|ing)|agreed to|ensure)\b[^.;]{0,80}\b(?:confidential\w{0,4}|privacy|data protection|agreements?|safeguards|obligations|protect|instructions|security)\b"
                 r"|\b(?:may|can|will|are|is|must)\b[^.;]{0,16}\b(?:only|not|never|prohibited)\b[^.;]{0,40}\b(?:use|using|used|process|disclose|access)\w{0,3}\b[^.;]{0,60}\b(?:other purposes?|any other|as (?:necessary|instructed|needed)|our instructions|on our behalf)\b|\buse\b[^.;]{0,30}\bonly (?:as necessary|for the purposes?|to)\b"),
         Pattern(_ZH_WHO.source + r"|受托|要求其|约束其"), Pattern(_EN_WHO.source + r"|\bthey\b|\b(?:these|such|those) (?:parties|companies|persons|recipients)\b"), by=None, polarity="either",
         but_not=Pattern(r"\b(?:we (?:are|may be|will|must|have) (?:\w+ )?|when |as |if |where |is )(?:required|bound|obliged)|\b(?:you|user|customer)s? (?:must|shall|agree|may not|are)\b|\b(?:sellers|merchants|developers|members)\b|(?:您|你)[^。;,]{0,6}(?:应|须|需|不得)|确保(?:您|你|用户|服务)")),
    Kind("bound", Text("对接收方的约束", "duties laid on those who receive data"), True, None,
         Pattern(r"\b(?:part(?:y|ies)|compan(?:y|ies)|vendors?|providers?|partners?|recipients?|processors?|contractors?|they)\b[^.;]{0,60}\b(?:are|is|must be|have)\b[^.;]{0,20}\b(?:obligated|obliged|bound|required|authori[sz]ed|permitted|committed)\b[^.;]{0,40}\b(?:handle|use|maintain|keep|protect|treat|process|confidential\w{0,4}|only)\b"),
         None, None, by=None, polarity="either", but_not=Pattern(r"\b(?:you|we|users?|customers?) (?:are|is|may be|will be)\b|\beither party\b|\bthe part(?:y|ies)\b")),
    Kind("told-first", Text("披露前告知用户", "telling users before data are passed on"), True,
         Pattern(r"(?:事先|提前|在[^。;]{0,16}前)[^。;]{0,16}(?:通知|告知)[^。;]{0,40}(?:共享|转让|披露|接收方)|(?:告知|通知)[^。;]{0,12}接收方"),
         Pattern(r"\bnotify (?:you|users?|affected)\b[^.;]{0,80}\b(?:disclosure|transfer|request|merger|sale)|\bnotify (?:you|users)\b[^.;]{0,40}\bbefore\b"), by=None),
    Kind("masked", Text("仅以匿名、去标识或加密形式提供", "data passed on in a masked form only"), True,
         Pattern(r"(?:只|仅)(?:会)?[^。;]{0,40}(?:匿名|去标识|脱敏|加密|汇总|聚合|统计|无法识别)[^。;]{0,40}(?:共享|提供|披露|分享)|(?:共享|提供|披露|转让)[^。;]{0,30}(?:均|都|仅|是|为)[^。;,]{0,6}(?:匿名|去标识|脱敏|加密)|(?:只|仅)(?:会)?[^。;]{0,24}(?:共享|提供|披露|分享)[^。;]{0,24}(?:匿名|去标识|脱敏|加密|汇总|聚合|无法识别)"),
         Pattern(r"\bonly\b[^.;]{0,60}\b(?:anonymi[sz]ed|anonymous|aggregated?|de-?identified|hashed|encrypted|pseudonymi[sz]ed)\b|\b(?:share|disclose|provide)d?\b[^.;]{0,40}\bonly\b[^.;]{0,30}\b(?:anonymi[sz]ed|anonymous|aggregated?|de-?identified|hashed|encrypted|pseudonymi[sz]ed)\b"),
         Pattern(r"共享|提供|披露|分享|转让"), Pattern(r"\b(?:share|disclose|provide|transfer|send)\w{0,2}\b"), by=None, polarity="either"),
)  # fmt: skip

HEDGES = (
    ("non-affiliated", Text("仅限非关联方", "only for others than affiliates"), Pattern(r"非关联|无关联|\b(?:non-?affiliated?s?|unaffiliated)\b")),
    ("money", Text("仅限换取金钱", "only for money"), Pattern(r"以金钱|金钱对价|换取(?:金钱|经济利益)|\b(?:for|in exchange for) (?:money|monetary|cash|payment)\b")),
    ("as-defined", Text("仅限法律定义的范围", "only as a law defines it"), Pattern(r"法(?:律|案)?所(?:定义|界定)的|\bas (?:that term is |those terms are |such term is )?defined (?:by|in|under)\b[^.;]{0,80}\b(?:laws?|act|ccpa|cpra|statutes?|code)\b")),
    ("knowingly", Text("仅限明知的情形", "only if done knowingly"), Pattern(r"故意|明知|\b(?:knowingly|intentionally|wilfully|willfully)\b")),
    ("identifying", Text("仅限能识别身份的信息", "only for data that identify somebody"), Pattern(r"(?:可|能)(?:够)?(?:以)?(?:单独|直接)?识别[^。;,]{0,8}(?:身份|个人)|\bpersonally identif\w{1,6}|\bthat (?:directly |personally )?identif(?:y|ies)\b")),
    ("their-marketing", Text("仅限对方自行营销", "only for marketing by others"), Pattern(r"用于(?:其|他们)[^。;,]{0,6}营销|\bfor (?:their|third parties') (?:own )?(?:direct )?marketing\b")),
    ("for-now", Text("仅限目前", "only for now"), Pattern(r"目前|暂时?不|现阶段|\bcurrently\b|\bat (?:this|present) time\b|\bat present\b")),
)  # fmt: skip
"""How a promise not to share or sell is hedged: id, name, words."""
FORMS = (
    ("anonymous", Pattern(r"匿名|\banonym\w{2,6}\b")),
    ("aggregated", Pattern(r"汇总|聚合|统计(?:数据|信息|结果)|\baggregated?\b")),
    ("de-identified", Pattern(r"去标识|脱敏|假名|\b(?:de-?identif\w{1,6}|pseudonymi\w{1,6}|hashed)\b")),
)
"""In which form data are passed on, from what protects most to what protects least."""


# words of which one stands in every clause that states the kind: they keep patterns off most clauses
GATES = {
    "no-sale": ("出售", "售卖", "贩卖", "出租", "sell", "sold", "rent", "sale of"),
    "sale": ("出售", "售卖", "贩卖", "出租", "sell", "sold", "rent", "sale"),
    "merger": ("合并", "收购", "兼并", "重组", "分立", "破产", "资产", "此类交易", "merger", "acqui", "bankrupt", "reorgani", "sale of", "transaction", "insolven", "divest"),
    "combined": MARKS["combining"],
    "own-purposes": MARKS["own"],
    "group": ("账号", "账户", "通行", "同步", "互通", "共享", "共用", "打通", "流转", "across", "among", "between", "within", "throughout", " account"),
    "asked": ("向我们", "向本公司", "向平台", "向我方"),
    "sdk": ("sdk",),
    "advertising": ("广告", "营销", "推广", "advertis", "marketing"),
    "tracking": ("第三方", "合作", "广告", "服务商", "提供商", "事务所", "机构", "third", "partner", "network", "vendor", "provider", "publisher", "social", "advertiser"),
    "public": ("公开", "可见", "展示", "查看", "看到", "看见", "浏览", "检索", "搜", "使用", "visible", "available", "accessible", "display", "shown", "viewable", "searchable", "indexed", "public", "anyone", "everyone", "others", "other ", "your employer", "your administrator", "your organi"),
    "masked": ("匿名", "去标识", "脱敏", "加密", "汇总", "聚合", "统计", "无法识别", "anonym", "aggreg", "identified", "hashed", "encrypt", "pseudonym"),
    "told-first": ("告知", "通知", "notify"),
    "controllers": ("处理者", "控制者", "controller"),
    "from-others": ("从", "向我们", " from ", " us"),
    "not-from-others": ("从", " from "),
}  # fmt: skip


@cache
def _gates() -> ahocorasick.Automaton:
    kinds_of: dict[str, list[str]] = {}
    for id, words in GATES.items():
        for word in words:
            kinds_of.setdefault(word, []).append(id)
    automaton = ahocorasick.Automaton()
    for word, ids in kinds_of.items():
        automaton.add_word(word, tuple(ids))
    automaton.make_automaton()
    return automaton


def _stated(context: ClauseContext, kinds: tuple[Kind, ...], open_to: set[str]) -> Iterator[Fact]:
    """``statements`` of those kinds whose words stand in the clause; ``open_to`` holds their ids."""
    if not context.sentences:
        return
    possible = tuple(k for k in kinds if k.id in open_to or k.id not in GATES)
    if possible:
        yield from statements(context, TYPE, possible)


# 雪松统计 SDK(com.cedar.count): the line above what it takes and what for
_TITLE = Pattern(r"[ \d.、()•·-]{0,8}[^,。;:!?|]{2,24}? ?sdk ?(?:\([a-z][\w.-]{3,60}\))? ?:?$")


def read(context: ClauseContext) -> Iterator[Fact]:
    """See the module. ``good`` in the detail tells promises from sharing; ``sentence`` which facts stand together."""
    if context.lead and _BANS.search(context.lead):
        return
    if "|" in context.low and (context.kind is ClauseKind.ROW or context.low.count(" | ") > 1):
        yield from read_row(context)
    if "sdk" in context.low and (title := _TITLE.match(context.low)):
        yield from toolkits(context, 0, title.end(), 0)
    zh = context.lang == "zh"
    open_to = {id for _, ids in _gates().iter(context.low) for id in ids}
    alone: dict[Sentence, tuple[Recipient, ...]] = {}
    for sentence in context.sentences:
        alone[Sentence(sentence.text, sentence.low, sentence.start)] = tuple(recipients(sentence.low))
    everything = context.only(tuple(alone))
    merging = list(_stated(everything, MERGERS, open_to))
    merged = {_sentence_of(everything, fact).start for fact in merging}
    naming = context.only(
        tuple(s for s, found in alone.items() if s.start not in merged and (found or "sdk" in s.low or "公司" in s.low))
    )
    told = [
        *_stated(everything, SALES, open_to),
        *merging,
        *_stated(naming, KINDS, open_to),
    ]
    starts = {_sentence_of(everything, fact).start for fact in told if fact.value != "no-sale"}
    told += _stated(context.only(tuple(s for s in alone if s.start not in starts)), FREE, open_to)
    starts |= {_sentence_of(everything, fact).start for fact in told if fact.value != "no-sale"}
    told += _passed(context.only(tuple(s for s in naming.sentences if s.start not in starts)), alone)
    told += _used(naming)
    for fact in told:
        sentence = _sentence_of(everything, fact)
        shows = tuple(_shown(context, sentence)) if fact.value == "public" else ()
        yield from shows
        detail = {**dict(fact.detail), "sentence": str(sentence.start)} | ({"grave": "light"} if shows else {})
        yield replace(fact, detail=tuple(sorted(detail.items())))
        if fact.get("good") == "yes":
            yield from _hedged(context, sentence, fact)
            if fact.value == "no-sharing":
                yield from _forms(context, sentence, "mask")
    for fact in _stated(everything if zh else naming, BOUNDS, open_to):
        yield fact
        if fact.value == "masked":
            yield from _forms(context, _sentence_of(everything, fact), "mask")
    if zh or " from " in context.low or " us " in context.low or "controller" in context.low:
        for fact in _stated(everything, SOURCES, open_to):
            yield from _sourced(context, fact, alone[_sentence_of(everything, fact)])
    if not zh:
        yield from _names(context)
    passing = {_sentence_of(everything, f) for f in told if f.get("good") == "no" and f.value not in ("merger", "sale")}
    shown = {_sentence_of(everything, f) for f in told if f.value == "public"}
    for sentence in sorted(passing | set(_roles(naming)), key=lambda s: s.start):
        seen = _reached(sentence, alone[sentence])
        yield from named_in(context, sentence, tuple(r for r in seen if sentence not in shown or r.id in _SHOWN_TO))
        if "sdk" in sentence.low:
            yield from toolkits(context, sentence.start, sentence.end, sentence.start)
        if zh:
            yield from companies(context, sentence)
        yield from _forms(context, sentence, "as")


def _sentence_of(context: ClauseContext, fact: Fact) -> Sentence:
    return next(s for s in reversed(context.sentences) if s.start <= fact.start)


def _shown(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    """``shown:nickname``: each kind of data that other users or the public get to see."""
    lexicon = context.lexicon or data_lexicon()
    for id in islice({hit.id: hit for hit in lexicon.find(sentence.low) if not hit.weak}, _MOST_SHOWN):
        name = lexicon.categories[id].name
        start, end = quotable(sentence, 0, len(sentence.text))
        yield context.fact(
            TYPE, f"shown:{id}", sentence.start + start, sentence.start + end,
            good="no", zh=name.zh, en=name.en, sentence=str(sentence.start),
        )  # fmt: skip


_MOST_SHOWN = 12
_SHOWN_TO = ("users", "public", "employers", "sellers", "social", "schools")
_EN_TO = Pattern(r"\b(?:with|to|by|among|across|from|use|engage|employ|on)\b")


def _reached(sentence: Sentence, found: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
    """Those named behind the verb and its preposition: in "we share the device manufacturer with banks" the banks alone."""
    if not sentence.low.isascii():
        return found
    verb = _EN_SHARE.search(sentence.low)
    to = _EN_TO.search(sentence.low, verb.end()) if verb else None
    behind = tuple(r for r in found if to and r.start >= to.end())
    return behind or found


def _sourced(context: ClauseContext, fact: Fact, found: tuple[Recipient, ...]) -> Iterator[Fact]:
    """Where data come from others, ``from:`` each of them; the statement itself weighs little then."""
    named = {r.id: r for r in found if r.id != ANY} if fact.value == "from-others" else {}
    weight = "light" if named else fact.get("grave") or "no"
    detail = {**dict(fact.detail), "grave": weight, "sentence": f"from {fact.start}"}
    yield replace(fact, detail=tuple(sorted(detail.items())))
    for recipient in named.values():
        yield context.fact(
            TYPE, f"from:{recipient.id}", fact.start, fact.end,
            good="no", zh=recipient.name.zh, en=recipient.name.en, sentence=f"from {fact.start}",
        )  # fmt: skip


def _hedged(context: ClauseContext, sentence: Sentence, fact: Fact) -> Iterator[Fact]:
    for id, name, pattern in HEDGES:
        if pattern.search(sentence.low):
            yield context.fact(
                TYPE,
                f"only:{id}",
                fact.start,
                fact.end,
                good="no",
                zh=name.zh,
                en=name.en,
                sentence=str(sentence.start),
            )


def _forms(context: ClauseContext, sentence: Sentence, kind: str) -> Iterator[Fact]:
    """``as:anonymous`` where such data are passed on, ``mask:anonymous`` where none but such are promised to be."""
    for id, pattern in FORMS:
        if hit := pattern.search(sentence.low):
            start, end = quotable(sentence, *hit.span())
            yield context.fact(
                TYPE,
                f"{kind}:{id}",
                sentence.start + start,
                sentence.start + end,
                good="yes",
                sentence=str(sentence.start),
            )
            return


def _passed(context: ClauseContext, alone: Mapping[Sentence, tuple[Recipient, ...]]) -> Iterator[Fact]:
    """``sharing`` with those that only the word lists know: "payment data are shared with" a company named."""
    zh = context.lang == "zh"
    for sentence in context.sentences:
        named = [r for r in alone[sentence] if r.id != ANY]
        if not named or defines(sentence):
            continue
        for verb in islice((_ZH_SHARE if zh else _EN_SHARE).finditer(sentence.low), 4):
            to = verb if zh else _EN_TO.search(sentence.low, verb.end(), min(len(sentence.low), verb.end() + 120))
            near = to and any(0 <= r.start - to.end() <= 60 or (zh and 0 <= verb.start() - r.end <= 40) for r in named)
            of_data = near and (
                verb.group().startswith("report") or (_ZH_DATA if zh else _EN_DATA).search(sentence.low)
            )
            if (
                of_data
                and not negated(sentence, verb.start())
                and actor(sentence, verb.start()) == "provider"
                and not _NOT_OURS.search(sentence.low)
            ):
                start, end = quotable(sentence, *verb.span())
                yield context.fact(
                    TYPE, "sharing", sentence.start + start, sentence.start + end,
                    good="no", zh="向第三方提供信息", en="sharing with third parties",
                )  # fmt: skip
                break


def _used(context: ClauseContext) -> Iterator[Fact]:
    """``sharing`` with those whose services the provider says it uses: "we use a captcha provider"."""
    pattern = _ZH_USE if context.lang == "zh" else _EN_USE
    for sentence in context.sentences:
        for match in islice(pattern.finditer(sentence.low), 4):
            named = [r for r in recipients(match["what"]) if r.id not in (ANY, "public", "users", "authorities")]
            if named and not (
                defines(sentence) or negated(sentence, match.start("what")) or _NOT_OURS.search(sentence.low)
            ):
                start, end = quotable(sentence, *match.span())
                yield context.fact(
                    TYPE, "sharing", sentence.start + start, sentence.start + end,
                    good="no", grave="light", zh="使用他人的服务", en="using the services of others",
                )  # fmt: skip
                break


_ZH_ROLE = Pattern(r"(?:服务商|供应商|合作(?:伙伴|方)|受托(?:方|人))[^。;]{0,24}(?:提供|负责|从事|开展|协助|帮助|进行)")
_EN_ROLE = Pattern(
    r"\b(?:providers|vendors|partners|processors|contractors|suppliers|affiliates|third parties)\b[^.;]{0,24}\b(?:perform|provide|assist|help|support|carry out|handle|process|offer)s?\b"
)


def _roles(context: ClauseContext) -> Iterator[Sentence]:
    """Sentences that say what recipients do for the provider."""
    pattern = _ZH_ROLE if context.lang == "zh" else _EN_ROLE
    for sentence in context.sentences:
        hit = pattern.search(sentence.low)
        if (
            hit
            and not defines(sentence)
            and not negated(sentence, hit.end() - 1)
            and not _NOT_OURS.search(sentence.low)
        ):
            yield sentence


READER = Reader(
    TYPE,
    ("共享", "分享", "披露", "转让", "同步", "推送给", "转交", "交由", "转给", "移交", "抄送", "展示", "开放", "推送", "报送", "出示", "透露", "转移", "传输", "发送", "提供", "互通", "委托", "出售", "出租", "sdk", "第三方", "合作", "广告", "继受", "报送", "核验", "查询", "要求", "约束", "签署", "签订", "确保", "再次", "重新", "告知", "通知", "公开", "可见", "查看", "看到", "账号", "账户", "接入", "集成", "会使用", "可能使用", "采用", "analytics", "接触", "无权", "用途", "其他用户", "require", "bound", "oblige", "sign", "agreed", "ensure", "notify",
     "share", "sharing", "disclos", "transfer", "provid", "transmit", "send", "sent", "available", "sell", "sold", "sale", "give", "exchange", "access", "hand", "pass", "suppl", "report", "receive", "rent", "obtain", "collect", "acquire", "purchase", "processor", "controller", "控制者", "处理者", "service providers", "vendors", "从", "向我们",
     "visible", "public", "anyone", "everyone", "whom we", "which we", "receives", "combine", "own purposes", "own marketing", "we use", "we also use", "uses", "utili", "disclose", "release", "cookie", "relies on", "obligat", "authori", "流向", "提交", "交付", "传给", "传递", "rely on", "work with", "partner", "engage", "integrat", "across", "third part", "third-part", "others", "other users", "indexed", " | "),
    read,
    by_sentence=True,
    read_item=read_item,
)  # fmt: skip
