"""Which personal data the provider collects: a category is a fact where a sentence says that it is taken or asked for.

A category that is merely named (a definition, a right, a protection) is none. A fact's value is the lexicon's
canonical id, or ``unknown:<term>`` for a term that stands between known ones in a list. ``negated`` facts are
promises not to collect. Detail: ``group``, ``sensitive`` (the laws, separated by ";"), ``term`` (as published), ``use``: what
sets the sentence apart from a bare list (``must``, ``derived``, ``others``, ``occasion``), "" where nothing does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import attrgetter

from clauselog.facts import guards
from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.lexicon import DataLexicon, Hit, data_lexicon
from clauselog.facts.patterns import Pattern, one_of, words
from clauselog.model import Actor, ClauseKind, Fact, Modality
from clauselog.text import CJK

TYPE = "data_category"
_MOST_SCOPES = 60
"""Verbs looked at in one sentence: no sentence of a policy has more, a hostile one may."""
_MOST_SCOPES_OF_CLAUSE = 240
"""The same for a whole clause."""
_PHRASE_CHARS = 300
"""How far before its verb a subject may stand."""
_SCOPE_CHARS = 2_000
"""How far behind its verb a list may reach."""

# ------------------------------------------------------------------------------------------ the verbs

# 收集您的…, 读取…; not 收集目的, 获取方式, 记录 as in 浏览记录
_ZH_TAKE = Pattern(
    r"(?:收集|采集|搜集|获取|获得|获悉|取得|读取|接收|提取|索取|上报|抓取|记录(?<![览索话天单易作听放读看询]记录)(?=并|您|你|用户|下|以下|了|如下|的信息|有关|相关|该)|追踪|跟踪|扫描|识别(?=您|你|用户|出)"
    r"|回传|录制|拍摄|抓拍|进行(?=(?:人脸|面部|指纹|声纹|虹膜|掌纹|步态)[^,;。]{0,4}(?:比对|识别|核验|验证|检测|分析))|调取|调阅|登记(?=您|你|用户|旅客|客户|乘客|入住)|需要(?=(?:您|你)的)|(?<=[会将动可])记录(?!的|下来)|向我们(?:发送|传输|传送|反馈|共享|披露))(?!方|者|人|目的|范围|场景|规则|途径|渠道|频率|依据|清单|的?相关功能|的?功能|的目的|的范围|的方式|的场景|的规则|(?:和|、|与|及)使用的?(?:目的|规则|情况|范围)|您?个人信息的?(?:目的|规则|情况|范围|方式)|您的同意|您的授权|您的许可|授权|同意)"
)
# 处理、存储、使用 say it too where the object follows at once: 我们会处理您的…
_ZH_HANDLE = Pattern(
    r"(?:使用|处理|分析|存储|保存|留存|访问|查询|调用|核验|验证|比对|上传|检测|监测|推断|评估)(?:(?:并|或|和|及|、)[^,;]{1,6}?)?(?:到)?(?=(?:您|你|用户|孩子)(?:的|在))"
)
# (您)需提供…, 填写…, 上传…
_ZH_GIVE = Pattern(
    r"(?:提供|填写|输入|提交|上传|录入|填报|登记|绑定|补充|出示|完善|告知|申报|上载|录制|拍摄|授权获取)(?!方|者|商|服务|技术|支持|帮助|更|的服务|的产品|(?:您|你|用户)(?!的))"
)
# 对…进行分析, 将…上传: the object stands before the verb
_ZH_BEFORE = Pattern(
    r"(?:将|把|对)(?!通过)(?P<what>[^,;。]{2,90}?)(?:进行|予以|加以|做)?(?:必要的?|自动|实时|本地|简单|智能|特征|安全|匿名化?){0,2}(?:的)?"
    r"(?:收集|采集|分析|计算|识别|提取|检测|上传|回传|上报|记录|读取|存储|处理|总结|转写|转录|录音|录像|录屏|保存|留存|备份|同步(?=[^,;。]{0,4}[至到给])|传输(?=[^,;。]{0,4}[至到给])|传送(?=[^,;。]{0,4}[至到给])|发送(?=[^,;。]{0,4}[至到](?!您))|发送(?=给我们))(?!的|到|所|方式|规则|目的|情况)"
)
# 您的…会被上传
_ZH_PASSIVE = Pattern(r"被(?:自动|我们|本应用|系统)?(?:收集|采集|上传|记录|获取|读取|存储|录制|回传)(?!的)")
_ZH_PURPOSE = (
    r"用于|用以|用作|用来|以便|以期|从而|进而|为了|目的(?:是|为)|以(?=向|为|实现|保障|确保|提供|完成|验证|帮助|便|识别|防|优化|改善|改进|提升|提高|满足|方便|支持|更|核|进行|判断|了解|使)"
    r"|来(?=实现|为|提供|完成|保障|帮助|识别|验证|判断|确)|(?:以)?(?:便于|方便)(?=您|我们|向|为)|进行(?!中)|向您(?:提供|推荐|发送|推送|展示)|为您(?:提供|推荐|展示)"
    r"|不(?:属于|包括|包含|含)|涉及|侵犯|违反|后(?:方可|才能|即可|可)|(?:才能|方可|即可)"
)
# what may follow a comma and still be the list of objects: 包括…, 例如…, 以及…
_ZH_ON = Pattern(
    r" {0,2}(?:包括|包含|例如|比如|譬如|诸如|其中|具体|即|以及|及|和|或|还有|还包括|如:|如(?=[^果需您])|含)"
)
_ZH_OFF = Pattern(
    r" {0,2}(?:用于|以便|从而|进而|为|以|否则|但|若|当|如果|如您|如需|您|你|我们|该|此|上述|这些|前述|并|且|则|同时|未|因此|因而|此外|另外|在|通过|根据|经|请|仅|只"
    r"|系统|便于|帮助|方便|目的|不|无|可|才|方|是|使|让|由|依|按|将|对|从|向|与|除)"
)

_EN_TAKE = Pattern(
    r"\b(?:collect(?:s|ed|ing|ion of)?|gather(?:s|ed|ing)?|obtain(?:s|ed|ing)?|receiv(?:e|es|ed|ing)|captur(?:e|es|ed|ing)|acquir(?:e|es|ed|ing)|ask(?:s|ed|ing)? (?:you )?(?:for|to provide)|sends? (?:to )?us|imports?|(?:records?|files?|profile|details|data|information) (?:that )?(?:we (?:hold|keep|have|store) )?(?:about|on|of) you (?:contains?|includes?|comprises?|consists? of)|(?:details|data|information|records) (?:that )?we (?:hold|keep|have|store) (?:about you )?(?:contains?|includes?|comprises?|consists? of|are|is)|tells? us|(?:transmits?|uploads?|reports?|relays?|streams?)(?=[^.;]{0,240}\bto us\b)|(?:provide|give|supply|disclose|share)s? us(?: with)?|automatically (?:shares?|sends?|provides?|transmits?)|infer(?:s|red)?|derive[sd]?"
    r"|(?:we|us|and|may|will|also|or|automatically|to) (?:log|record|request|require|track|get|gain access to|have access to)s?(?: that you provide| you to provide)?|(?:site|servers?|services?|apps?|systems?|website|software|devices?|vehicles?|cars?|cameras?|sensors?|watch|trackers?|doorbells?|speakers?|toys?|terminals?) (?:automatically |may |will |can |also ){0,2}(?:logs?|records?|tracks?|stores?|measures?)|(?:our|the|this) (?!users?\b|customers?\b|law\b|agreement\b|other\b)[a-z]+ (?:automatically |also )?(?:logs|records|stores|tracks|measures|saves)(?= your\b)|asked (?:for|to provide)|required to provide)\b"
)
_EN_HANDLE = Pattern(
    r"\b(?:process|store|use|access|analy[sz]e|evaluate|hold|keep|retain|maintain|scan|monitor|read|need|import)(?:s|es)?(?= (?:your|the following|various|information|data|certain|personal)| the (?:contacts|photos|files|images|messages|camera roll|calendar))"
)
_EN_GIVE = Pattern(
    r"\b(?:provid(?:e|es|ed|ing)|submit(?:s|ted|ting)?|enter(?:s|ed|ing)?|upload(?:s|ed|ing)?|shar(?:e|ed|ing)|suppl(?:y|ied)|give|post|disclose|furnish|input)\b"
)
_EN_PASSIVE = Pattern(
    r"\b(?:is|are|be|been|being)(?: \w+ly)? (?:(?:provided|given|sent|supplied|disclosed) to us\b|shared with us\b|(?:collected|gathered|recorded|logged|captured|obtained|received)\b|(?:stored|saved|processed|transmitted|sent)(?= (?:on|by|in|to) (?:us\b|our\b)))"
)
_EN_PURPOSE = (
    r"\bin order to\b|\bso that\b|\bso we\b|\bfor (?:the )?(?:purposes?|following)\b"
    r"|(?<!\buse )(?<!\bused )\bto (?:\w+ly |better |also |further |then )?(?:provid|improv|send|verif|help|process|creat|communicat|respond|personali|deliver|operat|maintain|protect|detect|prevent|comply|enabl|allow|identif"
    r"|understand|analy|offer|show|serve|contact|authenticat|fulfil|complet|set|make|use|ensur|manag|monitor|determin|develop|enhanc|measur|facilitat|administer|market|notif|tailor|customi|support"
    r"|train|conduct|give|perform|recogni|remember|enforc|investigat|answer|resolv|check|track|bill|charge|keep|display|recommend|tell|let|run|troubleshoot|diagnos|receiv|be|do|get|access|sign"
    r"|log|regist|purchas|participat|apply|collect|carry|establish|confirm|secur|optimi|assess|evaluat|promot|advertis|target|inform|updat|learn|calculat|estimat|fix|test|share|link|match|stor"
    r"|sav|review|combat|address|satisf|meet|avoid|limit|reduc|ship|suggest|invit|connect|join|find|see|view|play|book|pay|buy|order|open|subscrib|obtain|infer|predict|combin|generat)\w{0,5}\b"
    r"|\bfor (?!example|instance|each|you\b|your\b|any\b|all\b)(?=[a-z])|\bbut\b|\bhowever\b|\bunless\b|\bexcept\b|\brather than\b|\bother than\b"
)
_EN_PAUSE = r"\b(?:when|if|where|while|whenever|once|because|as you|by|through|via|(?<!footage )(?<!images )(?<!video )(?<!readings )(?<!audio )from|in connection with|in accordance|upon|after|before|during|on)\b"
_EN_ON = Pattern(
    r" {0,2}(?:(?:and|or|as well as|along with|together with|including|such as|for example|like|e\.g\.?|i\.e\.?|namely|which (?:may )?includes?|that (?:may )?includes?|this (?:may )?includes?"
    r"|the|your|any|other|also|not limited to|but not limited to)\b[ ,:]{0,2}){1,4}"
)
_EN_OFF = Pattern(
    r" {0,2}(?:and |or )?(?:we|you|it|they|this|these|that|which|who|to|for|in|as|when|if|where|so|but|our|by|with|unless|please|because|while|will|may)\b(?! (?:includes?|may include))"
)

# ------------------------------------------------------------------------------------- what states nothing

_DEFINES = Pattern(
    r"是指|指的是|系指|指以|:指|指(?:您|我们|用户|任何|由)|\b(?:means|shall mean|refers to|is defined as)\b"
)
_ZH_MENTION = Pattern(
    r"更正|修改|删除|注销|查阅|查询|复制|转移|导出|撤回|关闭|拒绝|不同意|不提供|取消|加密|掩码|脱敏|遮蔽|打码|屏蔽|保管|泄露|泄漏|丢失|盗用|如何"
)
# 我们不会将获取的…用于…: what is denied is the use, not the taking
_ZH_DISPOSES = Pattern(r"不[会得再]?[^,]{0,8}(?:将|把|向|用|根据|基于|依据|强制)")
# 您上传的…: says that it is given only where the sentence says what becomes of it
_ZH_GIVEN = Pattern(r"(?:或|和|、|及|并)?(?:发布|提交|填写|上传|创作|分享)?的")
_ZH_BASED = Pattern(r"(?:基于|根据|依据|按照)[^,]{0,12}$")
_ZH_KEPT = Pattern(r"收集|获取|处理|使用|存储|保存|分析|记录|用于|识别|核验|验证")
_ZH_WARRANTS = Pattern(r"声明|保证|承诺|确保|负责")
_ZH_FORBIDS = Pattern(r"不得|禁止|请勿|切勿|严禁|不应|不允许|避免|不要|勿")
_EN_FORBIDS = Pattern(
    r"\b(?:you|users?|customers?|licensee|subscriber) (?:agree (?:that you will |to )?not|(?:may|must|shall|will|should|can) not|cannot|are (?:not|prohibited))\b"
    r"|\b(?:do not|don't|please avoid|never|should not|must not|may not|shall not) (?:\w+ )?(?:provide|submit|upload|enter|share|post|disclose|collect|include|input|send|e-?mail)\b"
)
_FORBIDDING_HEAD = Pattern(
    r"禁止|不得|行为规范|使用规范|使用限制|服务限制|\bprohibit|\bacceptable use\b|\brestrictions?\b|\byou (?:agree not|may not|must not|shall not|will not)\b"
)
_EN_MENTION = Pattern(
    r"\b(?:correct|update|delete|access|change|edit|remove|withdraw|object to|how|why|whether|want|wish|copy of|request deletion of|refuse to|choose not to|decline to|not to|protect|safeguard|encrypt)\b"
)
# a hit that goes on into a name of something else: 位置服务, 人脸识别技术, 手机号登录
_NOT_DATA_ZH = Pattern(
    r" ?(?:等)?(?:的步骤|的流程|的操作|服务|功能|权限|技术|算法|系统|管理|保护|政策|登录|登陆|注册|页|界面|按钮|模块|插件|sdk|接口|组件|选项|开关|推荐|导航|搜索|客服|平台|产品|应用|软件|市场|安全|助手|工具|业务|提供方|提供商|权(?!限)|运营商|服务商|验证(?!码|信息)|认证(?!信息|资料)|的?方式|授权|快捷)"
)
_NOT_DATA_EN = Pattern(
    r" (?:services?|features?|permissions?|policy|policies|technolog(?:y|ies)|platforms?|providers?|settings page|functionality|tools?|controls|laws?|regulations?|processors?|apps?|software|partners?|networks?(?! information))\b"
)

# --------------------------------------------------------------------------------------------- parties

_ZH_PROVIDER = one_of(
    "我们",
    "我方",
    "我行",
    "本行",
    "我院",
    "本院",
    "本公司",
    "我司",
    "本平台",
    "平台",
    "公司",
    "甲方",
    "本应用",
    "本软件",
    "本网站",
    "app",
    "系统",
    "本产品",
    "客户端",
)
_ZH_USER = one_of(
    "您",
    "你",
    "用户",
    "客户",
    "乙方",
    "会员",
    "使用者",
    "申请人",
    "监护人",
    "儿童",
    "家长",
    "求职者",
    "商家",
    "乘客",
    "旅客",
)
_ZH_US = Pattern(_ZH_PROVIDER)
_ZH_PARTY = Pattern(rf"(?P<provider>{_ZH_PROVIDER})|(?P<user>{_ZH_USER})(?!的)")
# the party that a phrase begins with: …,我们将…; 如果您…
_ZH_SUBJECT = Pattern(
    rf"(?:^|[,:;。(] ?)(?:(?:如果?|若|当|在|则|同时|此外|另外|因此|为此|但|并且|而|届时|例如|比如|除此之外|针对|请|须|需|应当|可由|由) ?)?(?:(?P<provider>{_ZH_PROVIDER})|(?P<user>{_ZH_USER})(?!的))"
)
_ZH_OTHER = Pattern(r"第三方|合作方|合作伙伴|sdk|服务商|供应商|运营商|关联公司|其他公司|广告主|接收方")
_ZH_FROM = Pattern(r"从|通过|经由?|由|向|与|自(?!动)|利用|使用|借助")
_ZH_NEED = Pattern(r"需|须|请|要求|必须|应当?|可以?(?:选择)?|可能|主动|自愿|自行|选择|引导|邀请|授权")
_ZH_TO_YOU = Pattern(
    r"(?:为|向|给|对)(?:您|你|用户|客户|第三方|合作|关联|他们|其他|商家|司法|行政|监管|政府|有关)[^,;]{0,14}$"
)
_ZH_TO_US = Pattern(r"(?:向|给)(?:我们|我司|本公司|平台|公司|甲方|本平台|客服)[^,;]{0,8}$")
_EN_OTHER = Pattern(
    r"\b(?:third[- ]part(?:y|ies)(?: \w+){0,3}|(?:(?:our|these|such|the|advertising|analytics|payment) ){0,2}(?:partners?|vendors?|advertisers?|providers?|processors?)(?: and \w+)?) (?:may |will |can |might )?(?:also )?(?:automatically )?$"
)
_EN_WE = Pattern(rf"{words('we', 'us', 'our', 'company', 'the company', 'automatically')}")
# in "the widget evaluates certain information" a thing of the provider's acts
_EN_ACTS = Pattern(r"\b(?:we|us|servers?|service|software|tools?|system|website|site|apps?) (?:\w+ ){0,4}\w+$")
_EN_OURSELVES = Pattern(r"\b(?:we|us)\b")
_EN_YOU = Pattern(
    rf"{words('you', 'user', 'users', 'customer', 'customers', 'visitor', 'visitors', 'members', 'child', 'children', 'parent', 'parents', 'they')}"
)

# -------------------------------------------------------------------------------------- where lists stand

_COLLECTING_HEAD = Pattern(
    r"(?:收集|采集|获取|提供|使用|处理)的?(?:个人)?(?:信息|数据|资料)|(?:信息|数据|资料)(?:的)?(?:收集|采集|类型|种类|类别|字段|清单|范围)|必[需要]信息|\binformation (?:that )?(?:we|you|that)\b"
    r"|\b(?:handling|processing|use|collection) of (?:your )?personal (?:information|data)\b|\bdata (?:that )?we\b|\b(?:collect|provide)\b|\bcategories of (?:personal )?(?:information|data)\b|\bpersonal (?:information|data) (?:types|collected)\b"
)
_OTHER_HEAD = Pattern(
    r"共享|第三方|sdk|合作|委托|对外|权限|权利|保护|安全|定义|释义|披露|转让|cookie|\bshar|\bdisclos|\bthird[- ]part|\brights?\b|\bdefinition|\bpermission|\bsecurity\b|\bchoices\b|\bnot collect|不会?收集"
)
_CONTACT_LEAD = Pattern(r"联系我们|与我们联系|联络我们|\bcontact us\b|\breach us\b|\bcontact our\b")
# this information may include such things as: what the line before it says is collected
_CONTENTS_LEAD = Pattern(
    r"\b(?:this|that|such|the|collected|these) (?:[a-z]+ )?(?:information|data|details) (?:may |can |will |might )?(?:also )?(?:includes?|consists? of|comprises?)\b[^.;:]{0,50}:?$"
    r"|^(?:这些|上述|该等|此类|前述|具体)(?:个人)?(?:信息|数据)(?:可能)?(?:还)?(?:包括|包含|如下)[^。;:]{0,8}:?$"
)
_PURPOSE_LEAD = Pattern(
    r"用途|目的|用于|\bpurposes?\b|\bused? (?:it |them |this )?(?:for|to)\b|\bus(?:e|es|ing)\b[^.;:]{0,60}\b(?:for|to)\b\W*$|权利|\brights?\b"
)
_ZH_FOLLOWING = Pattern(r"(?:以下|下列|如下|下述)[^,;]{0,12}(?:信息|数据|资料|内容)|如下:|(?:以下|下列):")
_HOW_HEAD = Pattern(r"如何|怎样|\bhow\b")
_EXAMPLES = Pattern(r"包括|包含|例如|比如|\b(?:such as|including|includes?|e\.g\.)")
_ZH_LISTY = Pattern(r"包括|包含|例如|比如|如|:|、|等")
# "This includes …" goes on with what the sentence before began
_GOES_ON = Pattern(
    r" {0,2}(?:(?:这些|该等|上述|前述|此类|该类)(?:信息|数据)?(?:可能)?(?:还)?(?:包括|包含)|(?:具体)?包括|(?:this|these|it|such (?:information|data)|the information|this (?:information|data)) (?:may |can |also )?includes?\b|examples? (?:include|of))"
)
# a field of an entry on a third party: 涉及个人信息：…
_FIELD = Pattern(
    r"[ •·\-*]{0,4}(?:涉及|共享|所需|传输)的?(?:用户)?(?:个人)?(?:信息|数据)(?:类型|种类|字段|名称|范围|内容)?:"
)
_SEPARATOR = Pattern(
    r"(?:信息|数据|资料|等|的)?[ *_`]{0,4}(?:[、,/()|;\t\n·+]| ?(?:和|及|或|与|以及|或者|和/或|and/or|and|or|your|other|as well as|including|such as|the|any|包括|如|例如|您的|你的)(?= ?)){1,3}[ *_`]{0,4}(?:and |or |your |the |any |other |an? |和|及|或|与|以及|您的|你的|其他){0,2}"
)
_OWNER_BEFORE = Pattern(
    r"(?:(?:您|你|用户|本人|孩子|儿童|联系人|申请人|来访者|访客|乘客|旅客|患者|学生|员工|求职者|候选人|收件人|寄件人|他人|个人)(?:本人|个人|所在|使用|真实|有效){0,2}的|真实|有效|\b(?:your|their|user's|child's))[ *]{0,3}$"
)

_TERM_CUT = Pattern(r"[、,/()|;]|和|及|以及|或者?|与|等")
_TERM = Pattern(rf"[{CJK}a-z0-9]{{2,8}}")
_TERM_STOP = Pattern(
    r"选填|必填|其中|分别|主要|[您你我他它的了将会可能需是否为在以用于被进行]|信息|数据|服务|功能|内容|包括|例如|提供|收集|获取|其他|相关|必要|资料|情况|方式|目的|时间|产品|公司|平台"
)
_TERM_EN = Pattern(r"[a-z][a-z-]{2,20}(?: [a-z-]{2,20}){0,2}")
_TERM_EN_STOP = Pattern(
    r"\b(?:we|you|your|our|they|it|this|that|which|other|information|data|details|services?|discussed|described|defined|above|below|further|set|out|and|or|to|for|when|if|may|will|is|are|be|with|from|by|in|on|as|not|any|such|including|etc|content|products?|similar|about|use|used|us)\b"
)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where the objects of one verb stand in a sentence, and how the verb is meant."""

    spans: tuple[tuple[int, int], ...]
    verb: int
    actor: Actor = "provider"
    negated: bool = False
    modality: Modality = "does"


def read(context: ClauseContext) -> Iterator[Fact]:
    """The categories that the clause says are collected, each at its first place."""
    lexicon = context.lexicon or data_lexicon()
    named = lexicon.find(context.low)
    if not named or _forbids(context):
        return
    starts = [hit.start for hit in named]
    seen: set[tuple[str, bool, Actor]] = set()
    left = _MOST_SCOPES_OF_CLAUSE
    for number, sentence in enumerate(context.sentences):
        hits = _of(sentence, named, starts)
        if not hits or (_DEFINES.search(sentence.low) and not _is_heading_of_list(context, sentence, hits)):
            continue
        scopes = list(islice(_scopes(context, sentence, hits), min(_MOST_SCOPES, left)))
        left -= len(scopes)
        goes_on = not scopes and number > 0 and _GOES_ON.match(sentence.low)
        if goes_on and _says_taken(context, context.sentences[number - 1]):
            scopes = [_Scope(((0, len(sentence.low)),), 0)]
        naming = _naming(sentence.low, hits) if scopes else []
        use = _use_of(sentence, context.lead) if naming else ""
        for scope in scopes:
            for start, end, value in _objects(lexicon, sentence.low, scope, naming, hits):
                at = (value, scope.negated, scope.actor)
                if at not in seen:
                    seen.add(at)
                    yield _fact(context, sentence, lexicon, scope, start, end, value, use)


def _is_heading_of_list(context: ClauseContext, sentence: Sentence, hits: Sequence[Hit]) -> bool:
    """Whether a definition is an item of what is collected: 位置信息：指您使用导航时的GPS位置."""
    low = sentence.low
    named = hits[0].start <= 8 and low[hits[0].end : hits[0].end + 3].lstrip(" :").startswith("指")
    if not named and not low.lstrip(" :").startswith("指"):
        return False
    return bool(context.lead and _collects(context, context.lead)) or any(
        _COLLECTING_HEAD.search(head) and not _OTHER_HEAD.search(head) for head in context.headings[:4]
    )


def _of(sentence: Sentence, named: Sequence[Hit], starts: Sequence[int]) -> list[Hit]:
    """The clause's hits that stand in the sentence, relative to it."""
    start, end = sentence.start, sentence.end
    within = named[bisect_left(starts, start) : bisect_left(starts, end)]
    return [Hit(hit.start - start, hit.end - start, hit.id, hit.weak) for hit in within if hit.end <= end]


def _objects(
    lexicon: DataLexicon, low: str, scope: _Scope, naming: Sequence[Hit], hits: Sequence[Hit]
) -> list[tuple[int, int, str]]:
    """What the verb of a scope takes: spans and values in reading order. ``naming`` are those of the hits that name data."""
    inside = _standing(low, _within(naming, scope.spans))
    if scope.negated:
        return [(hit.start, hit.end, hit.id) for hit in inside]
    inside = [hit for hit in inside if hit.id not in _TOO_WIDE]
    found = [(hit.start, hit.end, hit.id) for hit in inside]
    found += _unknown(low, [hit for hit in inside if not _is_behaviour(lexicon, hit)], hits, scope.spans)
    return sorted(found)


def _is_behaviour(lexicon: DataLexicon, hit: Hit) -> bool:
    """Lists of what users do (点赞、转发) are made of verbs: no place to look for unknown data."""
    return lexicon.categories[hit.id].group == "behaviour"


_TOO_WIDE = ("special_category",)
"""Said to be handled, it names no data; promised not to be, it is a promise."""


def _says_taken(context: ClauseContext, sentence: Sentence) -> bool:
    """Whether a sentence says that something is taken, which the next one goes on to name."""
    scopes = _english(sentence) if context.lang == "en" else _chinese(context, sentence, ())
    return any(not scope.negated for scope in scopes)


def _fact(
    context: ClauseContext, sentence: Sentence, lexicon: DataLexicon, scope: _Scope, start: int, end: int, value: str,
    use: str,
) -> Fact:  # fmt: skip
    category = lexicon.categories.get(value)
    start, end = start + sentence.start, end + sentence.start
    return context.fact(
        TYPE, value, start, end, actor=scope.actor, negated=scope.negated, modality=scope.modality,
        group=category.group if category else "unknown",
        sensitive=";".join(category.sensitive) if category else "",
        term=context.raw[start:end], use=use,
    )  # fmt: skip


def _use_of(sentence: Sentence, lead: str) -> str:
    """What a sentence says of its data besides that they are collected: that they must be given, are inferred, come from others,
    or when or what for they are wanted.
    """
    whole = f"{lead} {sentence.low}"
    return next((use for use, pattern in _USES if pattern.search(whole)), "")


_USES = (
    ("must", Pattern(
        r"(?:必须|须|需要?|应当?|务必|要求)(?:您|你|用户)?[^,;。]{0,16}(?:提供|填写|上传|提交|输入|录入|登记|完善)"
        r"|\b(?:must|required to|need to|have to|shall|(?:we|will) (?:require|ask)(?: you| for|s)?)\b"
    )),
    ("derived", Pattern(
        r"推断|推测|预测|分析|计算|识别出|提取|特征值|生成|\b(?:infer\w{0,4}|deriv\w{1,4}|predict\w{0,3}|analy[sz]\w{1,4}|calculat\w{1,4}|extract\w{0,3}|estimat\w{1,4})\b"
    )),
    ("others", Pattern(
        r"(?:从|由|向|通过)[^,;。]{0,16}(?:第三方|合作|关联|机构|公司|平台|其他用户|征信|运营商|伙伴)|(?:从|由)(?!您|你|用户)[^,;。]{1,16}(?:获取|获得|接收|收集|取得)|(?:第三方|合作方|合作伙伴|关联公司)[^,;。]{0,10}(?:提供|共享|收集|获取)"
        r"|\b(?:receiv|obtain|get|acquir)\w{0,4}\b[^.;,]{0,40}\bfrom (?!you\b|your\b|time\b|the (?:app|site|website|device|service)\b)|\b(?:from|by|through|via)\b[^.;,]{0,30}\b(?:third[- ]part\w{1,3}|partners?|affiliates?|vendors?|providers?|brokers?|agencies|bureaus?|networks?|platforms?|other (?:users|people|sources|companies))\b"
    )),
    ("occasion", Pattern(
        r"当(?:您|你|用户)|如果?(?:您|你|需|用户)|若(?:您|你|用户)?|(?:您|你|用户)(?:在)?(?:使用|申请|参加|参与|选择|购买|开通|注册|登录|发布|预订|办理)|[在于].{1,30}(?:时|中|场景|功能|环节|过程)|为(?:了)?|用于|以便|用来|以(?=实现|提供|完成|便|验|核|判|改|优|保|防|识)"
        r"|\b(?:when|if|where|once|each time|in order|so that|for the purpose\w?)\b|\b(?:to|for) (?=[a-z]{3,})"
    )),
)  # fmt: skip


def _forbids(context: ClauseContext) -> bool:
    """Whether the clause is an item of a list of things that the user must not do."""
    above = (context.lead, *context.headings[:2])
    return any(_FORBIDDING_HEAD.search(text) for text in above if text)


# ------------------------------------------------------------------------------------------- scopes


def _scopes(context: ClauseContext, sentence: Sentence, hits: Sequence[Hit]) -> Iterator[_Scope]:
    low = sentence.low
    field = _FIELD.match(low)
    if field:
        yield _Scope(((field.end(), len(low)),), 0, actor="other")
        return
    found = False
    for scope in _english(sentence) if context.lang == "en" else _chinese(context, sentence, hits):
        found = found or bool(_within(hits, scope.spans)) or context.kind is not ClauseKind.ROW
        yield scope
    if found or not _is_listed(context, sentence, hits):
        return
    if context.kind is ClauseKind.ROW:
        yield _Scope((_fullest_cell(low, hits),), 0)
        return
    purpose = _EN_STOPS if context.lang == "en" else _ZH_STOPS
    cut = next((m.start() for m in purpose.finditer(low) if m.start() > hits[0].start), len(low))
    lead = Sentence(sentence.lead, sentence.lead, 0)
    yield _Scope(((0, cut),), 0, modality=guards.modality(lead, len(sentence.lead)))


def _fullest_cell(low: str, hits: Sequence[Hit]) -> tuple[int, int]:
    """The cell of a table row that names most categories, the first of equals."""
    cells: list[tuple[int, int]] = []
    at = 0
    for piece in _CELL.finditer(low):
        cells.append((at, piece.start()))
        at = piece.end()
    cells.append((at, len(low)))
    return max(cells, key=lambda cell: sum(1 for hit in hits if cell[0] <= hit.start < cell[1]))


_CELL = Pattern(r"[|\t]")
_ZH_STOPS = Pattern(_ZH_PURPOSE)
_EN_STOPS = Pattern(_EN_PURPOSE)
_ZH_TOKENS = Pattern(r"[(),]|", _ZH_PURPOSE)
_EN_TOKENS = Pattern(rf"[(),]|(?P<resume>\babout (?=your\b|you\b|the\b))|(?P<pause>{_EN_PAUSE})|", _EN_PURPOSE)


def _chinese(context: ClauseContext, sentence: Sentence, hits: Sequence[Hit]) -> Iterator[_Scope]:
    low = sentence.low
    for verb in _ZH_TAKE.finditer(low):
        if (scope := _taken_zh(sentence, verb.start(), verb.end(), hits)) is not None:
            yield scope
    for verb in _ZH_HANDLE.finditer(low):
        phrase = low[_phrase_start(low, verb.start()) : verb.start()]
        denied = guards.negated(sentence, verb.end())
        ours = _ZH_US.search(phrase) or (denied and not _ZH_PARTY.search(phrase))
        if ours and not _ZH_MENTION.search(phrase) and not (denied and _ZH_DISPOSES.search(phrase)):
            yield _Scope(_spans_zh(low, verb.end(), hits), verb.start(), negated=denied,
                         modality=guards.modality(sentence, verb.start()))  # fmt: skip
    for verb in _ZH_BEFORE.finditer(low):
        phrase = low[_phrase_start(low, verb.start()) : verb.end()]
        if verb["what"].count("(") != verb["what"].count(")"):
            continue
        if not _ZH_MENTION.search(phrase) and not _ZH_FORBIDS.search(phrase) and not _ZH_OTHER.search(phrase):
            yield _Scope(((verb.start("what"), verb.end()),), verb.start(), negated=guards.negated(sentence, verb.start()),
                         modality=guards.modality(sentence, verb.end()))  # fmt: skip
    for verb in _ZH_PASSIVE.finditer(low):
        begin = _phrase_start(low, verb.start())
        if not _ZH_MENTION.search(low, begin, verb.start()):
            yield _Scope(((begin, verb.start()),), verb.start(), negated=guards.negated(sentence, verb.end()),
                         modality=guards.modality(sentence, verb.start()))  # fmt: skip
    for verb in _ZH_GIVE.finditer(low):
        if _given_zh(context, sentence, verb.start(), verb.end()):
            yield _Scope(
                _spans_zh(low, verb.end(), hits), verb.start(), modality=guards.modality(sentence, verb.start())
            )


def _taken_zh(sentence: Sentence, start: int, end: int, hits: Sequence[Hit]) -> _Scope | None:
    low = sentence.low
    phrase = low[_phrase_start(low, start) : start]
    if _ZH_MENTION.search(phrase) or "知情" in phrase:
        return None
    actor: Actor = "provider"
    if "我们" not in phrase:
        parties = list(_ZH_PARTY.finditer(phrase))
        if (parties and parties[-1]["user"] and _ZH_FORBIDS.search(phrase)) or "不得" in phrase:
            return None
        other = _ZH_OTHER.search(phrase)
        if other and not parties and not _ZH_FROM.search(phrase, 0, other.start()):
            actor = "other"
    denial = guards.negation(sentence, end)  # up to the verb's end: 不 looks ahead at it
    if denial in _ZH_UNABLE:
        return None
    negated = guards.negated(sentence, end)
    if low[:start].endswith("的"):  # …信息的收集: the object stands before the noun
        return _Scope(((_phrase_start(low, start), start),), start, actor, True) if negated else None
    if negated and _ZH_DISPOSES.search(phrase):
        return None
    return _Scope(_spans_zh(low, end, hits), start, actor, negated, guards.modality(sentence, start))


_ZH_UNABLE = ("无法", "不能", "没有", "无权", "不可", "拒绝", "未")
"""否则我们无法获取…: what cannot be done without the user is no promise."""


def _given_zh(context: ClauseContext, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the user is asked, or said, to give what follows."""
    low = sentence.low
    phrase = low[_phrase_start(low, start) : start]
    if _ZH_MENTION.search(phrase) or _ZH_FORBIDS.search(phrase) or guards.negated(sentence, start):
        return False
    if any(_ZH_WARRANTS.search(text) for text in (phrase, context.lead, *context.headings[:1])):
        return False
    whole = sentence.lead + low
    kept = _ZH_KEPT.search(whole) and _ZH_US.search(whole)
    if (_ZH_GIVEN.match(low, end) or _ZH_BASED.search(phrase)) and not kept:
        return False
    if phrase.endswith(("无需", "无须", "不", "不会", "未", "拒绝")):
        return False
    if _ZH_TO_US.search(phrase):
        return True
    if _ZH_TO_YOU.search(phrase) and not _ZH_NEED.search(phrase[-4:]):
        return False
    parties = list(_ZH_PARTY.finditer(phrase))
    if parties:
        return parties[-1]["user"] is not None
    if _ZH_NEED.search(phrase[-10:]):
        return "我们" not in phrase
    subjects = list(_ZH_SUBJECT.finditer(low, max(0, start - _SCOPE_CHARS), start))
    return bool(subjects) and subjects[-1]["user"] is not None


def _spans_zh(low: str, start: int, hits: Sequence[Hit]) -> tuple[tuple[int, int], ...]:
    """From the verb to where its objects end: a purpose, or a comma behind which something else is said."""
    spans: list[tuple[int, int]] = []
    at, depth, closed = start, 0, False
    end = min(len(low), start + _SCOPE_CHARS)
    for token in _ZH_TOKENS.finditer(low, start, end):
        mark = token.group()
        if mark == "(":
            depth += 1
        elif mark == ")":
            if depth == 0:
                break
            depth -= 1
            if closed and depth == 0:
                at, closed = token.end(), False
        elif mark == ",":
            if depth == 0 and not _goes_on(low, token.end(), hits):
                return (*spans, (at, token.start()))
        elif not closed:
            spans.append((at, token.start()))
            if depth == 0:
                return tuple(spans)
            closed = True
    else:
        return tuple(spans) if closed else (*spans, (at, end))
    return tuple(spans) if closed else (*spans, (at, token.start()))


def _goes_on(low: str, at: int, hits: Sequence[Hit]) -> bool:
    """Whether the list goes on behind a comma: "including …", or another item at once."""
    if _ZH_ON.match(low, at):
        return True
    return _ZH_OFF.match(low, at) is None and any(at <= hit.start <= at + 10 for hit in hits)


def _english(sentence: Sentence) -> Iterator[_Scope]:
    low = sentence.low
    if _EN_FORBIDS.search(low) and not _EN_WE.search(low):
        return
    for verb in _EN_TAKE.finditer(low):
        if (scope := _taken_en(sentence, verb.start(), verb.end())) is not None:
            yield scope
    for verb in _EN_HANDLE.finditer(low):
        phrase = low[_phrase_start(low, verb.start()) : verb.end()]
        unable = guards.negation(sentence, verb.end()) in ("cannot", "can't")
        if _EN_ACTS.search(phrase) and not unable and not _EN_MENTION.search(phrase[:-8]):
            yield _Scope(_spans_en(low, verb.end()), verb.start(), negated=guards.negated(sentence, verb.end()),
                         modality=guards.modality(sentence, verb.end()))  # fmt: skip
    for verb in _EN_PASSIVE.finditer(low):
        if low.endswith(("has ", "have ", "had "), 0, verb.start()):
            continue  # what has been collected is not said to be collected here
        start = _phrase_start(low, verb.start(), ";:")
        yield _Scope(((start, verb.start()),), verb.start(), negated=guards.negated(sentence, verb.end()),
                     modality=guards.modality(sentence, verb.start()))  # fmt: skip
    for verb in _EN_GIVE.finditer(low):
        if _given_en(sentence, verb.start()):
            yield _Scope(_spans_en(low, verb.end()), verb.start(), modality=guards.modality(sentence, verb.start()))


def _taken_en(sentence: Sentence, start: int, end: int) -> _Scope | None:
    low = sentence.low
    phrase = low[_phrase_start(low, start) : start]
    if _EN_MENTION.search(phrase):
        return None
    actor: Actor = "provider"
    if _EN_OTHER.search(phrase) and not _EN_OURSELVES.search(phrase):
        actor = "other"
    elif _EN_YOU.search(phrase[-30:]) and not _EN_WE.search(phrase) and not low.startswith(("ask", "require"), start):
        return None
    denial = guards.negation(sentence, start)
    if denial in ("cannot", "can't") or (denial and low.startswith(_EN_ASKED, start)):
        return None  # what cannot or need not be is no promise, nor is a request not to send it
    return _Scope(_spans_en(low, end), start, actor, guards.negated(sentence, start), guards.modality(sentence, start))


_EN_ASKED = ("required", "send", "tell", "give", "supply", "disclose", "share", "provide")


def _given_en(sentence: Sentence, start: int) -> bool:
    low = sentence.low
    phrase = low[_phrase_start(low, start) : start]
    if _EN_FORBIDS.search(low, 0, min(len(low), start + 12)) or guards.negated(sentence, start):
        return False
    if _EN_MENTION.search(phrase):
        return False
    subject = [m.start() for m in _EN_YOU.finditer(phrase)]
    ours = [m.start() for m in _EN_WE.finditer(phrase)]
    return bool(subject) and (not ours or subject[-1] > ours[-1]) and len(phrase) - subject[-1] < 50


def _spans_en(low: str, start: int) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    at, paused, depth = start, False, 0
    end = min(len(low), start + _SCOPE_CHARS)
    for token in _EN_TOKENS.finditer(low, start, end):
        mark = token.group()
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(0, depth - 1)
            if paused and depth == 0:
                at, paused = token.end(), False
        elif mark == ",":
            on = _EN_ON.match(low, token.end())
            if paused:
                if on or depth:
                    at, paused = token.end(), False
            elif depth == 0 and not on and _EN_OFF.match(low, token.end()):
                return (*spans, (at, token.start()))
        elif token["resume"]:
            if paused and depth == 0:
                at, paused = token.end(), False
        elif token["pause"] or depth:
            if not paused:
                spans.append((at, token.start()))
                paused = True
        else:
            return tuple(spans) if paused else (*spans, (at, token.start()))
    return tuple(spans) if paused else (*spans, (at, end))


def _phrase_start(low: str, at: int, marks: str = ",:;。") -> int:
    start = max(0, at - _PHRASE_CHARS)
    return max(start - 1, *(low.rfind(mark, start, at) for mark in marks)) + 1


# --------------------------------------------------------------------------------------- lists and rows


def _is_listed(context: ClauseContext, sentence: Sentence, hits: Sequence[Hit]) -> bool:
    """Whether a sentence without a verb of collecting is an item of a list, or a row, of what is collected."""
    first = hits[0].start
    reach = 60 if context.lang == "en" else 24
    if first > reach and context.kind is not ClauseKind.ROW and not _EXAMPLES.search(sentence.low, 0, first):
        return False
    if _ZH_MENTION.search(sentence.low, 0, first) or _EN_MENTION.search(sentence.low, 0, first):
        return False
    if _PURPOSE_LEAD.search(context.lead):
        return False
    if any(lead and _collects(context, lead) for lead in {sentence.lead, context.lead}):
        return True
    if _CONTENTS_LEAD.search(context.lead) and not any(_OTHER_HEAD.search(head) for head in context.headings[:2]):
        return True
    if _DEFINES.search(sentence.low):
        return True  # what _is_heading_of_list let through
    heads = context.headings[:3]
    if not heads or any(_OTHER_HEAD.search(head) for head in heads[:2]):
        return False
    if context.kind not in (ClauseKind.ROW, ClauseKind.ITEM) and len(hits) < 2:
        return False
    if _ZH_FORBIDS.search(sentence.low) or _EN_FORBIDS.search(sentence.low):
        return False
    if context.lang == "zh" and not _ZH_LISTY.search(sentence.low) and context.kind is not ClauseKind.ROW:
        return False
    if context.kind not in (ClauseKind.ROW, ClauseKind.ITEM) or len(sentence.low) > 400:
        return False
    if context.kind is ClauseKind.ITEM and len(hits) < 2 and any(_HOW_HEAD.search(head) for head in heads[:2]):
        return False
    return any(_COLLECTING_HEAD.search(head) for head in heads[:2])


def _collects(context: ClauseContext, lead: str) -> bool:
    """Whether the line that introduces a list says that what follows is collected."""
    if _CONTACT_LEAD.search(lead):
        return False
    if _OTHER_HEAD.search(lead) and not _ZH_TAKE.search(lead) and not _EN_TAKE.search(lead):
        return False
    line = Sentence(lead, lead, 0)
    for scope in _english(line) if context.lang == "en" else _chinese(context, line, ()):
        if scope.negated or scope.actor != "provider":
            continue
        if context.lang == "en" or scope.spans[-1][1] >= len(lead) - 1 or _ZH_FOLLOWING.search(lead, scope.verb):
            return True
    return False


# ------------------------------------------------------------------------------------------------ hits


def _within(hits: Sequence[Hit], spans: Sequence[tuple[int, int]]) -> list[Hit]:
    """The hits, which are in reading order and apart, that lie whole in one of the spans."""
    found: list[Hit] = []
    for start, end in spans:
        first = bisect_left(hits, start, key=_start)
        found += [hit for hit in hits[first : bisect_left(hits, end, key=_start)] if hit.end <= end]
    return found if len(spans) < 2 else sorted(set(found), key=_start)


_start = attrgetter("start")


def _naming(low: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that do not go on into a name of something else."""
    return [
        hit
        for hit in hits
        if not low.startswith(" of ", hit.end)
        and not low.endswith(_LEFT_OUT, 0, hit.start)
        and not _NOT_DATA_ZH.match(low, hit.end)
        and not (low[hit.end - 1].isascii() and _NOT_DATA_EN.match(low, hit.end))
    ]


def _standing(low: str, named: Sequence[Hit]) -> list[Hit]:
    """The hits that name data here: strong ones, and weak ones in a list or said to be somebody's."""
    kept: list[Hit] = []
    for run in _runs(low, named):
        if len(run) > 1 or not run[0].weak or _OWNER_BEFORE.search(low[max(0, run[0].start - 14) : run[0].start]):
            kept += run
    return kept


def _runs(low: str, hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    """The hits in groups of those that stand side by side in a list."""
    run: list[Hit] = []
    for hit in hits:
        if run and not _side_by_side(low, run[-1], hit):
            yield run
            run = []
        run.append(hit)
    if run:
        yield run


_LEFT_OUT = (
    "not ",
    "not your ",
    "not the ",
    "non-",
    "不包括",
    "不含",
    "不包括您的",
    "不包含",
    "除",
    "excluding ",
    "excluding your ",
)


def _side_by_side(low: str, one: Hit, other: Hit) -> bool:
    gap = low[one.end : other.start]
    return len(gap) <= 24 and _separates(gap)


@lru_cache(maxsize=4096)
def _separates(gap: str) -> bool:
    return _SEPARATOR.fullmatch(gap) is not None


def _unknown(
    low: str, inside: Sequence[Hit], hits: Sequence[Hit], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int, str]]:
    """Terms that the lexicon does not know, between the known ones of a list."""
    if len(inside) < 2:
        return []
    found: list[tuple[int, int, str]] = []
    for start, end in spans:
        if sum(1 for hit in inside if start <= hit.start < end) >= 2:
            pieces = list(_pieces(low, start, end))
            sure = [hit for hit in inside if start <= hit.start < end]
            known = _touched(pieces, sure)
            near = [hit for hit in hits if start <= hit.start < end]
            named = _touched(pieces, near)
            for n in range(1, len(pieces) - 1):
                s, e = pieces[n]
                if not named[n] and known[n - 1] and known[n + 1] and _is_term(low[s:e]):
                    found.append((s, e, f"unknown:{low[s:e]}"))
    return found


def _touched(pieces: Sequence[tuple[int, int]], hits: Sequence[Hit]) -> list[bool]:
    """For each piece whether one of the hits, which are in reading order and apart, reaches into it."""
    ends = [hit.end for hit in hits]
    first = [bisect_right(ends, start) for start, _ in pieces]
    return [n < len(hits) and hits[n].start < end for n, (_, end) in zip(first, pieces, strict=True)]


def _pieces(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for cut in [*(m.span() for m in _TERM_CUT.finditer(low, start, end)), (end, end)]:
        s, e = at, cut[0]
        while s < e and low[s] in " *_`":
            s += 1
        while e > s and low[e - 1] in " *_`":
            e -= 1
        if e > s:
            yield s, e
        at = cut[1]


def _is_term(piece: str) -> bool:
    if piece.isascii():
        return _TERM_EN.fullmatch(piece) is not None and _TERM_EN_STOP.search(piece) is None
    return _TERM.fullmatch(piece) is not None and _TERM_STOP.search(piece) is None


READER = Reader(
    TYPE,
    (
        "信息", "数据", "收集", "采集", "获取", "提供", "填写", "上传", "读取", "姓名", "号码", "手机号", "人脸", "面部", "位置", "照片",
        "记录", "地址", "标识", "列表", "证件", "身份证", "轨迹", "imei", "idfa", "oaid", "mac", "android", "cookie", "邮箱", "头像",
        "昵称", "性别", "生日", "声纹", "指纹", "虹膜", "语音", "通讯录", "型号", "剪贴板", "账号", "录制", "输入",
        "提交", "登记", "联系人", "证明", "单位", "证号", "录音", "录像", "拍摄", "推断", "心率", "睡眠", "步数", "血", "开户", "税号", "识别号",
        "infer", "share", "submit", "prefer", "allerg", "attend", "heart", "sleep", "call", "profession", "browsing", "purchase", "interest",
        "短信", "密码", "健康", "卡号", "视频", "图片", "行程", "订单", "车牌", "简历", "学历", "会收", "需您", "识别",
        "information", "data", "collect", "obtain", "receive", "gather", "name", "address", "number", "email", "location", "history",
        "identifier", "photo", "provide", "contact", "device", "content", "details", "biometric", "browser", "movement", "time", "record", "require",
        "access", "request", "process", "store", "birth", "card",
        "voice", "face", "health", "cookie", "account", "file", "message", "usage", "never",
        "transmit", "report", "upload", "import", "send", "sent", "contain", "include", "gps", "passport", "licen", "selfie", "image", "scan",
        "status", "income", "credit", "fingerprint", "camera", "record", "log", "hold", "read", "track", "tell us", "tells us", "ask you", "give us",
    ),
    read,
)  # fmt: skip
"""Reads ``data_category``. The triggers let almost every clause through that names personal data; the lexicon decides."""
