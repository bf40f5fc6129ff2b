"""Text as it is compared: one Unicode form, lower case, traditional characters as simplified, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Traditional and variant forms of the characters that the list of prohibited words uses, pair by pair.
_PAIRS = (
    "黨党團团員员會会區区協协黃黄歷历曆历動动態态輿舆論论觀观點点張张場场選选舉举投投書书寫写屬属組组織织關关係系繫系"
    "貫贯審审查查結结論论傾倾嚮向對对應应信信徒徒義义從从眾众籍籍證证號号類类別别數数據据禱祷禮礼聖圣經经讀读齋斋"
    "廟庙觀观寺寺僧僧尼尼師师學学習习國国愛爱誠诚實实靠靠穩稳維维控控訪访監监視视嫌嫌疑疑敵敌現现表表風风險险紅红"
    "綠绿藍蓝級级評评價价積积獎奖懲惩獻献優优劣劣標标籤签簽签畫画顏颜臉脸譜谱聲声紋纹線线靜静脈脉體体徵征樣样庫库"
    "軌轨跡迹蹤踪蹟迹徑径記记錄录門门禁禁進进開开車车輛辆馬马攝摄攔拦時时間间實实際际週周圍围離离頻频臺台灣湾衛卫"
    "動动決决斷断斷断預预測测報报機机計计算算領领導导發发佈布貼贴帖帖擁拥護护聽听話话順顺從从總总統统項项"
    "範范圍围無无與与為为偽伪確确認认讓让請请調调談谈話话語语調调傳传轉转載载載载遊游導导購购買买賣卖費费資资產产"
    "業业務务藝艺術术農农村村戶户鄉乡鎮镇縣县樓楼棟栋單单層层階阶歲岁養养齡龄孫孙媽妈爺爷頭头髮发醫医療疗藥药診诊"
    "殘残廢废傷伤軍军隊队戰战爭争獨独親亲屬属繼继續续終终約约納纳絡络網网絕绝給给緊紧聯联繫系電电傘伞鬧闹纏缠衆众"
    "剝剥奪夺權权歸归適适應应還还遠远違违連连運运過过達达輪轮軟软較较輩辈輸输辦办勞劳勸劝勢势勵励劃划則则創创刪删"
    "卻却厲厉參参雙双變变責责貢贡貨货貧贫賬账賴赖質质賞赏賢贤賦赋趙赵蹟迹躍跃踐践軀躯軸轴輕轻"
    "歡欢殺杀毀毁氣气汙污沒没淚泪潔洁澤泽濟济災灾烏乌熱热燈灯爐炉獄狱獲获環环瑪玛異异當当畢毕疊叠癥症盡尽監监盤盘"
    "祿禄禦御禪禅種种稱称窮穷競竞筆笔節节簡简籃篮糧粮紀纪級级純纯紙纸細细紹绍綜综緣缘編编練练縱纵織织繪绘罰罚羅罗"
    "聞闻職职聰聪聲声肅肃脅胁臨临舊旧艱艰萬万葉叶蓋盖虛虚處处蟲虫補补裝装複复製制規规覺觉覽览觸触訂订訊讯訓训討讨"
    "訴诉詞词試试該该詳详誌志誤误說说誰谁課课談谈論论諾诺講讲謝谢謊谎識识警警譯译議议譽誉豐丰贈赠贊赞"
    "鄰邻釋释鑑鉴鑒鉴針针鈕钮銀银銷销鋪铺錢钱錯错鍵键鎖锁鏡镜長长閉闭閑闲閱阅闆板陰阴陳陈陽阳隱隐隨随雜杂難难雲云靈灵"
    "韓韩響响頂顶順顺須须預预頓顿頗颇頤颐題题願愿類类顧顾顯显飛飞飯饭飲饮館馆馴驯駕驾騙骗驗验驚惊髒脏鬥斗魯鲁鳥鸟麗丽麥麦齊齐"
    "僞伪傑杰備备傳传債债傷伤僅仅僑侨價价儀仪億亿償偿儲储儘尽剛刚劇剧劉刘勝胜匯汇區区協协卹恤嚴严團团圖图執执報报"
    "壓压壞坏壯壮夢梦夾夹奧奥婦妇媧娲嬰婴學学寧宁實实寬宽寶宝將将專专尋寻導导屆届岡冈島岛峽峡巖岩帳帐帶带幣币幹干"
    "幾几庫库廣广廳厅彈弹彙汇後后復复徵征惡恶愛爱慣惯憲宪憑凭憶忆應应懷怀懸悬戀恋戲戏戶户擇择擊击擋挡擔担據据擬拟"
    "擴扩攜携敗败敘叙斂敛斃毙晉晋曉晓暫暂朧胧東东極极構构榮荣樂乐樹树橋桥橫横檔档檢检歐欧祕秘佔占僱雇"
)
TRADITIONAL = {
    ord(_PAIRS[place]): _PAIRS[place + 1]
    for place in range(0, len(_PAIRS), 2)
    if _PAIRS[place] != _PAIRS[place + 1]
}
# Letters of other alphabets that look like Latin ones, as they are used to slip a word past a list.
LOOKALIKE = str.maketrans("аеорсухіјѕԁոɑοερѵɡ", "aeopcyxijsdnaoepvg")
CLAUSE_END = re.compile(r"[。；;！!？?\n]|(?<!\d)[.](?=\s|$)")
CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
NOT_A_LETTER = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003ffff]+")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """NFKC, lower case, simplified, without marks and characters that take no space."""
    flat = unicodedata.normalize("NFKC", text).lower().translate(LOOKALIKE)
    flat = "".join(
        letter for letter in unicodedata.normalize("NFD", flat) if unicodedata.category(letter)[0] != "M"
    )
    flat = "".join(
        letter for letter in flat if unicodedata.category(letter) not in ("Cf", "Cc") or letter in "\n\t"
    )
    return flat.translate(TRADITIONAL)


def chinese_of(text: str) -> str:
    """Plain text closed up, so that spaces and dots between characters hide nothing."""
    return NOT_A_LETTER.sub("", plain(text))


def latin_of(text: str) -> str:
    """Plain text as words with single spaces; words spelled out with gaps or dots (f.a.c.e) are closed up."""
    spaced = re.sub(r"[^0-9a-z]+", " ", plain(text)).strip()
    return re.sub(r"\b(?:[a-z] ){2,}[a-z]\b", lambda found: found[0].replace(" ", ""), spaced)


def clauses(text: str) -> list[str]:
    """A text cut at its full stops and semicolons."""
    return [clause for clause in CLAUSE_END.split(text) if clause.strip()]
