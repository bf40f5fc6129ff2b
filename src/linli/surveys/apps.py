"""App registration."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "linli.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Tell the import kit the room's own problems, and hand-overs what is open."""
        from django.utils.translation import gettext_lazy as _

        from linli.base.identity.openwork import register_open_work
        from linli.surveys import problems
        from linli.surveys.queries.listing import open_returns

        problems.register()
        register_open_work("surveys.return", _("填写中的答卷"), lambda post: open_returns(post.pk))
