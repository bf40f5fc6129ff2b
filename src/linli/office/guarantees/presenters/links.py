"""Addresses of the pages, with the campaign and the day that are looked at."""

from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

SAMPLE = "0" * 12
KEPT = ("campaign", "as_of")


class Links:
    """Makes links that stay in the same campaign and day; None for a place the acting post may not open."""

    def __init__(self, request: HttpRequest) -> None:
        self.kept = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
        self.scope = request.actor.scope  # type: ignore[attr-defined]
        self.home = request.actor.scope.prefix  # type: ignore[attr-defined]

    def to(self, name: str, *args: str, **query: str) -> str:
        """The address of a page, with query parameters."""
        params = {**self.kept, **{key: value for key, value in query.items() if value}}
        address = reverse(name, args=args)
        return f"{address}?{urlencode(params)}" if params else address

    def place(self, prefix: str, **query: str) -> str:
        """The page of a place: the home page for one's own."""
        if prefix == self.home or not prefix:
            return self.to("home", **query)
        return self.to("guarantees:place", prefix, **query)

    def below(self, name: str, prefix: str, *args: str, **query: str) -> str:
        """A page below a place; empty where the acting post may not open it, or the place is the whole country."""
        if not prefix or not self.scope.covers(prefix):
            return ""
        return self.to(name, prefix, *args, **query)

    def community(self, code: str) -> str:
        """A community's page; empty where the acting post may not open it. Made from one pattern: lists are long."""
        if not self.scope.covers(code):
            return ""
        return self._pattern.replace(SAMPLE, code, 1)

    @cached_property
    def _pattern(self) -> str:
        return self.to("guarantees:place", SAMPLE)

    def rule(self, rule: str, place: str, day: str) -> str:
        """The page of a rule in the policy packs."""
        return f"{reverse('policies:rule', args=[rule])}?{urlencode({'place': place, 'as_of': day})}"
