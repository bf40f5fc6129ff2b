"""Findings in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from linli.base.audit.chain import Fault, Finding
from linli.base.audit.verify import Verdict


def finding_words(finding: Finding) -> str:
    """One sentence about a fault."""
    slots = {"seq": finding.seq, "note": finding.note}
    return {
        Fault.EDITED: _("第 %(seq)s 条：内容与它的摘要不符，被改动过。"),
        Fault.MISSING: _("第 %(seq)s 条之前少了 %(note)s 条，被删除了。"),
        Fault.MISPLACED: _("第 %(seq)s 条：序号不连续或重复，次序被改动过。"),
        Fault.BROKEN: _("第 %(seq)s 条：没有接在前一条之后，链在这里断开。"),
        Fault.TRUNCATED: _("轨迹应当至少到第 %(seq)s 条，末尾被截断（%(note)s）。"),
        Fault.REBUILT: _("与已对外公布的根不符，轨迹被重造或改写（%(note)s）。"),
        Fault.HEAD: _("第 %(seq)s 条：与数据库登记的轨迹末端不符。"),
        Fault.GUARD: _("数据库的防改触发器缺失、停用或被替换：%(note)s。"),
    }[finding.fault] % slots


def limits_words(verdict: Verdict) -> str:
    """What this check could not see, said openly."""
    if verdict.roots:
        return _(
            "核对了 %(count)s 个对外公布的根：这些根公布之前的内容如被整条重造，必会发现；"
            "之后的内容只由链本身保证。"
        ) % {"count": verdict.roots}
    return _(
        "没有给出对外公布的根：整条重造的链、连同末端登记一起截掉的末尾，从机器内部无法发现。"
        "请用 --root 或 --roots-file 给出机器之外保存的根。"
    )


def verdict_words(verdict: Verdict) -> Iterator[str]:
    """The whole answer, line by line."""
    if verdict.holds:
        yield _("审计轨迹完好：%(count)s 条，末条序号 %(seq)s。") % {
            "count": verdict.entries,
            "seq": verdict.last_seq,
        }
    else:
        yield _("审计轨迹有问题：查了 %(count)s 条，发现 %(faults)s 处。") % {
            "count": verdict.entries,
            "faults": verdict.faults,
        }
    for finding in verdict.findings:
        yield "  " + finding_words(finding)
    if verdict.faults > len(verdict.findings):
        yield _("  另有 %(count)s 处未列出。") % {"count": verdict.faults - len(verdict.findings)}
    yield limits_words(verdict)
