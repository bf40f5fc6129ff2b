from datetime import date

import pytest

from linli.base.audit.models import AuditEntry
from linli.base.audit.queries import last_entry
from linli.base.identity.models import Account
from linli.cli import serve
from linli.demo import load
from linli.guarantees import queries
from linli.guarantees.states import Guarantee
from linli.policies.queries import rulebook
from linli.surveys import queries as surveys
from linli.surveys.models import Campaign
from linli.surveys.states import CampaignState

pytestmark = pytest.mark.django_db


def test_the_demo_district(at, settings):
    settings.DEMO = True
    found = load(at)
    assert (found.communities, found.handed_in, found.in_draft) == (45, 17, 12)
    assert len(found.logins) > 5
    finished = surveys.campaign(found.campaign_id)
    assert finished.state == CampaignState.CLOSED
    assert "演示" in finished.title_zh
    assert "demo" in finished.title_en
    page = queries.place_page(prefix="350802", as_of=date(2026, 11, 24))
    assert page.frame.campaign.id == found.campaign_id
    assert page.frame.name == "新罗区"
    area = page.now.rules["office.floor_area"].tally
    assert (area.met, area.nothing, area.short, area.mean) == (33, 6, 12, 240)
    assert page.now.guarantees[Guarantee.PLACE].cost_unknown == 0
    assert [(one.name, one.communities) for one in page.below] == [
        ("东城街道", 11),
        ("南城街道", 14),
        ("西城街道", 8),
        ("中城街道", 12),
    ]
    progress = page.frame.progress[found.running_campaign_id]
    assert (progress.asked, progress.handed_in) == (45, 17)
    now = queries.roll_up((found.running_campaign_id,), "350802")[found.running_campaign_id]
    assert now.guarantees[Guarantee.PLACE].unknown >= 28


def test_loading_again_changes_nothing(at, settings):
    settings.DEMO = True
    first, entries = load(at), AuditEntry.objects.count()
    assert load(at) == first
    assert AuditEntry.objects.count() == entries


def test_a_start_that_is_broken_off_leaves_nothing_half_loaded(settings, monkeypatch):
    settings.DEMO = True

    def power_cut(**_said):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("linli.demo.loading.load_gate", power_cut)
        with pytest.raises(KeyboardInterrupt):
            serve._load_demo()
    assert not Campaign.objects.exists()
    assert last_entry(serve.DEMO_LOADED) is None
    serve._load_demo()
    assert Campaign.objects.count() == 2
    assert last_entry(serve.DEMO_LOADED) is not None


def test_outside_demo_mode_there_are_no_demo_accounts(at, settings):
    settings.DEMO = False
    assert load(at).logins == ()
    assert not Account.objects.filter(is_demo=True).exists()


def test_the_demo_building_cost_says_that_it_is_generated(at):
    load(at)
    held = rulebook().value("building.unit_cost", "350802", date(2009, 1, 5))
    assert held.amount == 1200
    assert "生成" in held.document.name


def test_visits_and_talks(at):
    found = load(at)
    from linli.base.scope import Scope

    notes = surveys.visits(found.campaign_id, scope=Scope("350802"))
    assert sum(note.way == "visit" for note in notes) == 8
    assert next(note.present["department"] for note in notes if note.way == "talk") == 12
