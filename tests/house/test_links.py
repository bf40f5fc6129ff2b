"""No page sends anybody to a page that is closed to them: every page that needs no id, as each kind of staff."""

import re
from urllib.parse import urlsplit

import pytest
from django.http import Http404
from django.urls import NoReverseMatch, reverse

from linli.base.access import STAFF, may_open
from linli.base.identity.states import Role
from tests.factories import login
from tests.house.test_permission_matrix import ROUTES, home_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
LINK = re.compile(r'<a\s[^>]*href="(/[^"#]*)')


def pages(role: Role) -> list[str]:
    """Addresses without an id that this role may open."""
    found = []
    for route in ROUTES:
        if route.declared and role in route.declared.roles:
            try:
                found.append(reverse(route.name))
            except NoReverseMatch:
                continue
    return found


@pytest.mark.parametrize("role", sorted(STAFF))
def test_every_link_is_open_to_whoever_sees_it(client, role):
    login(client, role, home_of(role))
    closed, seen = [], 0
    for address in pages(role):
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        seen += 1
        for href in set(LINK.findall(answer.content.decode())):
            path = urlsplit(href).path
            if path.startswith(("/static/", "/media/")):
                continue
            try:
                if not may_open(path, role):
                    closed.append(f"{address} -> {path}")
            except Http404:
                closed.append(f"{address} -> {path} (no such page)")
    assert seen > 15
    assert closed == []
