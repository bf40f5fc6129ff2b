"""Small rulebooks for tests, written the way a pack is written."""

from datetime import date
from pathlib import Path

from linli.core.policy import Rulebook, assemble, load_directory
from linli.core.policy.reading import read_yaml

SHIPPED = Path(__file__).parents[3] / "policies"

RULES = """
rules:
  wage: {zh: 工资, en: wage, guarantee: people, unit: yuan_per_month, sense: is}
  floor: {zh: 下限, en: floor, guarantee: people, unit: yuan_per_month, sense: at_least}
  area: {zh: 面积, en: area, guarantee: place, unit: m2, sense: at_least,
         inputs: {estate: {zh: 小区, en: estate, unit: m2}}}
  funds: {zh: 经费, en: funds, guarantee: money, unit: yuan_per_year, sense: is,
          inputs: {people: {zh: 人, en: people, unit: person}}}
  each_one: {zh: 每人, en: each, guarantee: money, unit: yuan_per_year, sense: is}
  things: {zh: 设施, en: things, guarantee: place, unit: each, sense: at_least}
"""


def shipped() -> Rulebook:
    """The packs the product ships."""
    return Rulebook(*load_directory(SHIPPED))


def pack(values: str, code: str = "one", scope: str = '"35"', cases: str = "") -> str:
    """A pack file with one document `paper`."""
    return (
        f"pack: {code}\nnames: {{zh: 包, en: pack}}\nscope: {scope}\n"
        f"documents:\n  paper: {{name: 文件}}\nvalues:\n{values}\n{cases}"
    )


def book(*packs: str, rules: str = RULES) -> Rulebook:
    files = {"rules.yaml": read_yaml(rules, "rules.yaml")}
    files |= {f"{number}.yaml": read_yaml(text, f"{number}.yaml") for number, text in enumerate(packs)}
    return Rulebook(*assemble(files))


def wage(amount: int, start: str = "2007-01-01", end: str = "", extra: str = "") -> str:
    to = f", to: {end}" if end else ""
    return (
        f"  - {{rule: wage, from: {start}{to}, amount: {amount}, "
        f"unit: yuan_per_month, document: paper{extra}}}"
    )


DAY = date(2008, 7, 1)
