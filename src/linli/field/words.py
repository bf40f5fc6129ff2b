"""All words of the app, by the names its scripts use; `{n}` and the like are filled in on the phone."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from linli.register.states import SOURCES
from linli.visits.states import OUTCOME_WORDS, REASON_WORDS, CallBackResult, ReportKind, VisitOutcome

WORDS: dict[str, Any] = {
    "title": _("邻里走访"),
    "today": _("今天"),
    "report": _("上报"),
    "notices": _("通知"),
    "sent": _("已填"),
    "counted": _("统计"),
    "lock": _("锁定"),
    "back": _("返回"),
    "yes": _("是"),
    "no": _("否"),
    "or": _("或者："),
    "never": _("从未"),
    # -- the day
    "which": _("显示哪些住户"),
    "tab_open": _("待走访"),
    "tab_all": _("全部"),
    "lede": _("本网格有 {homes} 户待走访，{waiting} 条记录等待发送。"),
    "homes": _("{n} 户"),
    "asks": _("{n} 项待采集"),
    "and_more": _(" 等，另有 {n} 人"),
    "unit": _("{n}单元"),
    "floor": _("{n}层"),
    "room": _("{n}室"),
    "building": _("{n}栋"),
    "no_door": _("门牌未登记"),
    "no_building": _("楼栋未登记"),
    "withheld": _("未成年人或年龄不明，需经批准"),
    "no_name": _("姓名未登记"),
    "nobody_listed": _("未登记居住人"),
    "empty_never": _("还没有任务。请在有网络的地方同步一次。"),
    "empty_today": _("没有待走访的住户。"),
    "sync_now": _("立即同步"),
    # -- a household
    "person": _("第{n}位"),
    "head": _("户主"),
    "dwelling": _("住房"),
    "why": _("谁要这些信息，用来做什么？"),
    "wanted": _("{title}：{department}，用于{purpose}，{closes} 截止"),
    "number": _("准入编号 {number}"),
    "due": _("{day} 前"),
    "held": _("已登记：{value}（{source}）"),
    "held_plain": _("已登记：{value}"),
    "not_held": _("尚未登记"),
    "not_asked": _("（未填）"),
    "gone": _("这一户没有待办任务"),
    "gone_why": _("任务可能已经完成或结束。已填的内容不会丢失。"),
    "save_visit": _("保存走访"),
    "nothing_filled": _("还没有填写任何一项。家中无人或不愿提供，请选下面的按钮。"),
    "correct": _("有 {n} 项需要改正。"),
    "saved": _("已保存在本机，有网络时自动发送。"),
    "too_long": _("最多 {most} 个字。"),
    "bad_integer": _("请填整数。"),
    "bad_decimal": _("请填数字，最多六位小数。"),
    "bad_date": _("请填日期。"),
    "bad_phone": _("请填电话号码。"),
    "bad_identifier": _("号码像是被当成数字处理过，请照证件重新填写。"),
    # -- photos and reports
    "photos": _("照片"),
    "photo_add": _("拍照（可不拍）"),
    "photo_hint": _("照片里的位置和时间信息会先去掉。请不要拍到人脸和证件。"),
    "photo_n": _("第 {n} 张照片"),
    "photo_bad": _("这不是能打开的照片，请重新拍摄。"),
    "photos_most": _("最多 {n} 张照片。"),
    "remove": _("删除"),
    "report_kind": _("什么事"),
    "report_spot": _("在哪里"),
    "report_spot_hint": _("写楼栋、路口等，例如：3栋2单元楼道"),
    "report_text": _("情况"),
    "report_text_hint": _("写看到的情况，不写与事情无关的个人信息。"),
    "report_missing": _("请写明在哪里、什么情况。"),
    "save_report": _("保存上报"),
    "no_notices": _("没有通知。"),
    # -- what was sent
    "form_visit": _("走访"),
    "form_report": _("上报"),
    "form_photo": _("照片"),
    "sent_lede": _("{waiting} 条等待发送，{done} 条已有回执。"),
    "waiting": _("等待发送"),
    "nothing_sent": _("还没有填过记录。"),
    # -- what is counted
    "counted_why": _("这里就是系统统计的全部内容。不记录您和住户的位置。"),
    "counted_today": _("今天走访"),
    "counted_week": _("七天走访"),
    "counted_cells": _("七天填写的格"),
    "counted_seconds": _("七天表格打开的秒数"),
    "counted_nobody": _("其中家中无人"),
    "counted_open_clashes": _("待核对的值"),
    "signals": _("需要说明的情况"),
    "no_signals": _("没有。"),
    "signal_same_answers": _("同一天有 {households} 户的内容完全相同"),
    "signal_too_fast": _("与上一栋楼的走访只隔 {seconds} 秒"),
    "signal_same_photo": _("同一张照片用在 {entries} 条记录里"),
    "signal_hole": _("手机上缺少之前的记录"),
    # -- the phone
    "enrol": _("启用这部手机"),
    "enrol_why": _("请先用网格员账号登录，再启用这部手机。"),
    "enrol_refused": _("当前岗位不是网格员，或账号还没有设置第二重验证。请换岗位或完成设置后再来。"),
    "enrol_offline": _("启用手机需要网络。请在有网络时再打开。"),
    "enrol_for": _("将用于：{label}"),
    "enrol_others": _("这个岗位还有在用的手机：{names}。它们里面没有发出的记录仍会收下；丢了请先挂失。"),
    "enrol_go": _("启用"),
    "sign_in": _("去登录"),
    "my_phone": _("我的手机"),
    "phone_name": _("给这部手机起个名字"),
    "pin": _("六位 PIN"),
    "pin_hint": _("只保护这部手机，与登录口令无关。连续输错十次，手机上的任务会被清除，已填的记录不受影响。"),
    "pin_again": _("再输一次 PIN"),
    "pin_weak": _("请用六位数字，不要用连号或同一个数字。"),
    "pin_differs": _("两次输入的 PIN 不一样。"),
    "pin_wrong": _("PIN 不对，还可以试 {n} 次。"),
    "pin_over": _("PIN 已连续输错十次，手机上的任务已清除。请登录后重新启用；已填的记录会继续发送。"),
    "pin_forgotten": _("忘记 PIN，重新启用"),
    "locked": _("已锁定"),
    "locked_why": _("五分钟没有操作会自动锁定。"),
    "unlock": _("解锁"),
    "closed_old": _("超过 72 小时没有联系"),
    "closed_old_why": _("住户信息已停止显示。联网同步后恢复；已填的记录都在。"),
    "closed_back": _("手机时间被调回过"),
    "closed_back_why": _("住户信息已停止显示。请改正时间，或联网同步后恢复；已填的记录都在。"),
    "wiped": _("这部手机已清除"),
    "wiped_why": _("这部手机已挂失，任务和住户信息已经清除，已填的记录已经交给社区。要再用，请重新启用。"),
    # -- contact
    "syncing": _("正在同步……"),
    "synced": _("已同步。"),
    "offline_now": _("现在没有网络，记录都在本机，有网络时自动发送。"),
    "status_online": _("有网络 · 上次同步 {when} · 待发送 {waiting} 条"),
    "status_offline": _("没有网络，可以照常填写 · 上次同步 {when} · 待发送 {waiting} 条"),
}


def words(language: str) -> dict[str, str]:
    """Everything in one language."""
    with translation.override(language):
        found = {key: str(text) for key, text in WORDS.items()}
        found |= {f"outcome_{one.value}": str(one.label) for one in VisitOutcome}
        found |= {f"report_{one.value}": str(one.label) for one in ReportKind}
        found |= {f"back_{one.value}": str(one.label) for one in CallBackResult}
        found |= {f"got_{one.value}": str(text) for one, text in OUTCOME_WORDS.items()}
        found |= {f"reason_{one.value}": str(text) for one, text in REASON_WORDS.items() if one}
    place = 2 if language == "en" else 1
    return found | {f"source_{row[0]}": row[place] for row in SOURCES}
