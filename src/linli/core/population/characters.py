"""Characters that clerks take for each other: the same sound, a like shape, the traditional form. Our own lists."""

from __future__ import annotations

SAME_SOUND = (
    "伟炜玮纬 维唯 芳方 志智治致 明铭鸣 建健剑键 文雯 华桦 英瑛 秀绣 丽莉俐 红洪宏鸿虹 平萍苹屏 军钧均君 永勇咏泳 "
    "辉晖 荣容蓉榕溶 国 强 斌彬宾滨 峰锋烽丰枫 涛滔 杰洁 佳嘉家 欣新鑫心馨昕 宇雨语予羽 轩萱 浩昊皓 泽 俊骏峻 晨辰宸 "
    "梓紫 睿瑞锐 博伯 涵寒 霞侠 燕艳彦雁 玲灵凌 琳林霖麟 娟 珍真贞 梅美 月悦玥越 云芸耘 静菁婧晶精 慧惠卉 敏 婷亭庭廷 "
    "雅亚 怡宜仪 琪琦棋淇祺 钰玉煜育 莹盈颖 倩 晓小 春 清青卿 松 海 金锦津今 珠竹 凤 香湘 桂贵 莲连涟 娇姣 兰岚 "
    "添天 福富 兴星 发 根 生胜升盛 昌 德 仁 义艺易 进晋 寿 祥翔 庆 炎岩妍研 光 坚 毅逸奕 飞菲霏 龙隆 雄 忠钟中 刚钢 "
    "超 凯恺楷 鹏 东冬 阳扬洋 帆凡 威薇 城诚成承 坤 源元媛园 聪 恒 镇振 哲 熙西希 佑 航 烨业叶晔 沐牧 章张彰 "
    "许徐 余于俞 付傅 萧肖 代戴 肖晓 李黎 吴伍 程 陈 江姜 邱丘 何和 沈 汪 魏卫 梁良 朱 周 罗 詹 温 曾 廖"
)
LIKE_SHAPE = (
    "晴睛清 治冶 土士 末未 己已巳 玲铃 红江 梅海 候侯 洪供 蓉容 荣荥 昌晶 天夫 木本 林杕 春眷 莲连 俊竣 峻俊 浩洁 祺棋 "
    "琪淇 辉挥 锋峰 彬杉 炳柄 铭洺 佳住 怡恰 诚城 宇字 轩斩 泽译 博搏 涛祷 娟涓 娇桥 霞露 婷停 桂挂 珠株 芬芳 英莫 "
    "秀季 丽而 晓晚 明朋 国囯 王玉 丘兵 赖籁 温湿 章童 余佘 汤扬 郭廓 田由 官宫 巫坐 沈沉 马乌 邓邱 兰三 史吏"
)
SIMPLE_AND_FULL = (
    "陈陳 黄黃 张張 吴吳 刘劉 郑鄭 杨楊 谢謝 赖賴 罗羅 卢盧 许許 叶葉 苏蘇 钟鐘 "
    "温溫 邓鄧 赵趙 孙孫 范範 马馬 饶饒 汤湯 严嚴 韩韓 冯馮 蒋蔣 简簡 华華 兰蘭 "
    "蓝藍 钱錢 陆陸 龚龔 万萬 顾顧 龙龍 贺賀 国國 荣榮 兴興 发發 贵貴 义義 进進 "
    "寿壽 树樹 长長 庆慶 开開 财財 锦錦 伟偉 军軍 强強 锋鋒 涛濤 飞飛 坚堅 刚剛 "
    "东東 鹏鵬 杰傑 凯凱 阳陽 泽澤 轩軒 铭銘 诚誠 丽麗 凤鳳 莲蓮 娇嬌 红紅 云雲 "
    "连連 宝寶 贞貞 琼瓊 艳艷 晓曉 静靜 颖穎 莹瑩 语語 诗詩 瑶瑤 悦悅 钰鈺 梦夢 "
    "乐樂 银銀 辉輝"
)
TRADITIONAL: dict[str, str] = {pair[0]: pair[1] for pair in SIMPLE_AND_FULL.split()}


def _neighbours(groups: str) -> dict[str, str]:
    """Character -> the others of its groups."""
    found: dict[str, str] = {}
    for group in groups.split():
        for character in group:
            others = group.replace(character, "")
            if others:
                found[character] = found.get(character, "") + others
    return found


HOMOPHONES = _neighbours(SAME_SOUND)
LOOK_ALIKES = _neighbours(LIKE_SHAPE)
