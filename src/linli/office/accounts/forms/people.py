"""Forms of the administration of accounts and posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.base.identity.models import Account, Body, Post
from linli.base.identity.states import BodyKind, Role
from linli.base.scope import Scope

CODE_HINT = _("2、4、6、9 或 12 位数字，例如 350802001001。")


class OpenAccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("登录名"), max_length=64, help_text=_("字母、数字和 @ . + - _；以后不能改。")
    )
    display_name = forms.CharField(
        label=_("姓名"), max_length=64, help_text=_("同事在此人办过的事旁边看到的名字。")
    )


class ReasonForm(forms.Form):
    """Why something is done; goes into the audit trail."""

    why = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("写入审计记录。请勿写居民的个人信息。")
    )


class SubjectForm(forms.Form):
    """The person's identifier at the identity provider; empty removes the link."""

    subject = forms.CharField(
        label=_("统一身份认证中的用户标识（sub）"),
        max_length=191,
        required=False,
        help_text=_("本人登录被拒时，页面上会显示这个标识。留空则取消关联。"),
    )


class BodyForm(forms.Form):
    """A new body."""

    kind = forms.ChoiceField(label=_("类别"), choices=BodyKind.choices)
    name = forms.CharField(label=_("名称"), max_length=128)
    division_code = forms.CharField(label=_("区划代码"), max_length=12, required=False, help_text=CODE_HINT)


class PostForm(forms.Form):
    """A new post in a body inside the administrator's scope."""

    body = forms.ModelChoiceField(label=_("机构"), queryset=Body.objects.none())
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    title = forms.CharField(label=_("岗位名称"), max_length=64, help_text=_("例如“办公室经办人”。"))
    division_code = forms.CharField(
        label=_("管辖范围"), max_length=12, required=False, help_text=_("区划代码；留空则与机构所在地相同。")
    )
    grid_suffix = forms.CharField(
        label=_("网格号"), max_length=3, required=False, help_text=_("3 位数字，只用于网格员。")
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.in_scope(scope).order_by("division_code", "name", "id")
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies


class HolderForm(forms.Form):
    """Who takes a post: by sign-in name, since names of people repeat."""

    username = forms.CharField(label=_("接任者的登录名"), max_length=64)
    why = forms.CharField(
        label=_("理由或文号"), max_length=200, help_text=_("例如任命文件的文号；写入审计记录。")
    )

    def clean_username(self) -> str:
        """The account must exist."""
        name = str(self.cleaned_data["username"]).strip()
        self.account = Account.objects.filter(username__iexact=name).first()
        if self.account is None:
            raise forms.ValidationError(_("没有这个登录名的账号。"))
        return name


class AppointForm(forms.Form):
    """A vacant post for an account."""

    post = forms.ModelChoiceField(label=_("空缺的岗位"), queryset=Post.objects.none())
    why = forms.CharField(
        label=_("理由或文号"), max_length=200, help_text=_("例如任命文件的文号；写入审计记录。")
    )

    def __init__(self, *args: Any, vacant: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["post"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = vacant
