"""A small catalogue for the stories, in the form that files have."""

from linli.core.formmatch import Catalogue, Field, Form, Match, Matcher, Memory, catalogue_of

ROLES = {
    "self": "本人",
    "head": "户主",
    "spouse": "配偶",
    "husband": "丈夫",
    "wife": "妻子",
    "father": "父亲",
    "mother": "母亲",
    "child": "子女",
    "guardian": "监护人",
    "family": "家庭成员",
    "supporter": "赡养人",
    "legal": "法定代表人",
    "contact": "联系人",
    "owner": "房主",
    "tenant": "承租人",
    "party": "当事人",
    "filler": "登记人",
}
OF_EVERYBODY = {
    "name": "姓名",
    "sex": "性别",
    "age": "年龄",
    "birth_date": "出生日期",
    "id_number": "公民身份号码",
    "id_type": "证件类型",
    "id_doc": "证件号码",
    "phone": "联系方式",
    "mobile": "手机号码",
    "ethnicity": "民族",
    "res_address": "现住门(楼)详址",
    "education": "学历",
}
OF_FAMILY = {
    "marital": "婚姻状况",
    "hukou_address": "户籍门(楼)详址",
    "employer": "服务处所",
    "rel_head": "与户主关系",
}
OF_NOBODY = {
    "household_no": "户号",
    "dibao_flag": "是否享受低保",
    "bank_acct": "银行账号",
    "n_child": "子女数",
    "remark": "备注",
    "seq": "序号",
    "reg_date": "登记日期",
    "org_name": "单位名称",
    "org_code": "统一社会信用代码",
    "org_addr": "单位地址",
    "org_phone": "单位联系方式",
    "biz_licence": "营业执照注册号",
    "house_addr": "房屋地址",
    "floor_area": "建筑面积",
    "community": "社区名称",
}
FAMILY = ("self", "head", "spouse", "husband", "wife", "father", "mother", "child", "guardian", "family")


def small_catalogue() -> Catalogue:
    elements = [{"id": code, "name": name, "role": "", "property": code} for code, name in OF_NOBODY.items()]
    for role, role_name in ROLES.items():
        properties = OF_EVERYBODY | (OF_FAMILY if role in FAMILY else {})
        shown = "" if role == "self" else role_name
        for code, name in properties.items():
            elements.append({"id": f"{role}.{code}", "name": shown + name, "role": role, "property": code})
    return catalogue_of({"roles": ROLES, "elements": elements})


CATALOGUE = small_catalogue()


def form(labels: str, form_id: str = "f", title: str = "", department: str = "") -> Form:
    """Labels set apart by spaces; `section>label` stands under a heading."""
    fields = []
    for one in labels.split():
        group, _, label = one.rpartition(">")
        fields.append(Field(label, group))
    return Form(form_id, tuple(fields), title, department)


def match(labels: str, memory: Memory | None = None, **about: str) -> tuple[Match, ...]:
    return Matcher(CATALOGUE, memory).match(form(labels, **about))


def best(labels: str, memory: Memory | None = None, **about: str) -> list[str]:
    return [one.ranked[0].element for one in match(labels, memory, **about)]


def accepted(labels: str, memory: Memory | None = None, **about: str) -> dict[str, str]:
    """What would be filled without asking: label -> element."""
    return {one.label: one.ranked[0].element for one in match(labels, memory, **about) if one.auto}


def confirmed(labels: str, answers: str, form_id: str = "seen", **about: str) -> Memory:
    """A memory of one form with its right answers, one for each label."""
    made = form(labels, form_id, **about)
    return Memory.of(
        Matcher(CATALOGUE).confirmations(made, [tuple(one.split("|")) for one in answers.split()])
    )
