"""The style sheet inside a report file that stands alone (pages have their own)."""

from typing import Final

STYLE: Final = """
body{margin:0;background:#fff;color:#1a1a1a;font:16px/1.75 "Noto Serif SC","Songti SC",SimSun,serif}
.report,.report-notes{max-width:46rem;margin:0 auto;padding:1rem}
.report header{text-align:center;margin:2rem 0}
h1{font-size:1.7rem;margin:0}h2{font-size:1.25rem;margin:2rem 0 .5rem}h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
h2,h3,figcaption,th{font-family:"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
.report[lang=zh-Hans] .report-text p{text-indent:2em}
p{margin:.5rem 0}.quiet,.report-source,.report-footing,.report-notes{color:#4c5660;font-size:.82rem}
a.figure{color:inherit;text-decoration:underline dotted;text-underline-offset:.25em}
figure{margin:1.5rem 0}figcaption{text-align:center;margin:.5rem 0}
svg{max-width:100%;height:auto}.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{border:1px solid #9aa3ab;padding:.3rem .5rem;text-align:left}th{background:#e9ecef}
.num{text-align:right}tfoot td{font-weight:bold;background:#f4f6f8}
.report-warning,.report-note{border-left:3px solid #1a1a1a;background:#f2f2f2;padding:.4rem .8rem;margin:.5rem 0}
.report-warning ul{margin:0;padding-left:1.2rem}
@media print{body{font-size:11pt}.report{max-width:none}thead{display:table-header-group}}
""".strip()
