"""ODK Collect's door: the form passes ODK Validate, tables carry what is known, and sending twice changes nothing."""

import base64
import csv
import io
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from linli.base.scope import Scope
from linli.register.queries import card
from linli.visits.actions import enrol_device, report_lost
from linli.visits.models import Clash, Device, Envelope, Photo, SetAside
from linli.visits.states import DeviceKind
from tests.visits.setting import (
    ADULT,
    AT,
    CHILD,
    Home,
    acting,
    collect,
    furnish,
    officer_account,
    settle,
)

pytestmark = pytest.mark.django_db
EVERYWHERE = Scope("")
X = "{http://www.w3.org/2002/xforms}"


@pytest.fixture
def home() -> Home:
    furnish()
    made = settle(births=(ADULT, CHILD))
    settle(building="2", room="502")
    collect("dwelling.occupancy", "dwelling.smoke_alarm", "dwelling.floor_area", days=3650)
    collect("self.phone", purpose="contact", days=3650)
    return made


class Collect:
    """A client that signs in as ODK Collect does."""

    def __init__(self) -> None:
        made = enrol_device(by=acting(officer_account()), at=AT, name="Collect", kind=DeviceKind.ODK)
        self.device = made.device_id
        pair = base64.b64encode(f"{made.device_id}:{made.token}".encode()).decode()
        self.headers = {"Authorization": f"Basic {pair}"}
        self.client = Client()

    def get(self, path: str):
        return self.client.get(f"/field/openrosa/{path}", secure=True, headers=self.headers)

    def send(self, xml: str, **files):
        told = {"xml_submission_file": io.BytesIO(xml.encode())}
        told["xml_submission_file"].name = "submission.xml"
        return self.client.post(
            "/field/openrosa/submission", {**told, **files}, secure=True, headers=self.headers
        )


@pytest.fixture
def odk(home) -> Collect:
    return Collect()


def filled(home: Home, instance: str, occupancy: str = "1", base: str = "", photo: str = "") -> str:
    return f"""<?xml version='1.0'?>
<data xmlns:orx="http://openrosa.org/xforms" id="linli-visit" version="7">
  <household>{home.household}</household><outcome>done</outcome>
  <home><dwelling__occupancy>{occupancy}</dwelling__occupancy><b__dwelling__occupancy>{base}</b__dwelling__occupancy>
  <dwelling__smoke_alarm/><b__dwelling__smoke_alarm/></home>
  <photo>{photo}</photo><orx:meta><orx:instanceID>uuid:{instance}</orx:instanceID></orx:meta>
</data>"""


def test_without_tls_nothing_is_asked_and_without_the_token_nothing_is_told(home, odk):
    assert Client().get("/field/openrosa/formList").status_code == 403
    answer = Client().get("/field/openrosa/formList", secure=True)
    assert (answer.status_code, answer["WWW-Authenticate"].split()[0]) == (401, "Basic")


def test_the_form_list_names_one_form_whose_hash_is_that_of_the_form(odk):
    answer = odk.get("formList")
    assert answer["X-OpenRosa-Version"] == "1.0"
    root = ET.fromstring(answer.content)
    ns = "{http://openrosa.org/xforms/xformsList}"
    told = {one.tag.removeprefix(ns): one.text for one in root.find(f"{ns}xform")}
    assert told["formID"] == "linli-visit"
    import hashlib

    form = odk.get("form.xml").content
    assert told["hash"] == "md5:" + hashlib.md5(form).hexdigest()
    assert told["downloadUrl"].startswith("https://")


def test_fetching_the_form_reads_nobody(odk):
    from linli.base.reading.models import Reading

    odk.get("formList")
    odk.get("form.xml")
    assert Reading.objects.count() == 0
    odk.get("tables/homes.csv")
    assert Reading.objects.count() > 0


def test_the_manifest_leads_to_what_is_known_under_masks(home, odk):
    ns = "{http://openrosa.org/xforms/xformsManifest}"
    root = ET.fromstring(odk.get("manifest.xml").content)
    names = [one.text for one in root.iter(f"{ns}filename")]
    assert names == ["homes.csv", "people.csv"]
    homes = list(csv.DictReader(io.StringIO(odk.get("tables/homes.csv").content.decode())))
    assert homes[0]["name"] == str(home.household)
    assert homes[0]["label"] == "莲东小区 1 101 林*青"
    people = list(csv.DictReader(io.StringIO(odk.get("tables/people.csv").content.decode())))
    assert [one["label"] for one in people] == ["林*青", "林*青"]
    assert str(home.people[1]) not in {one["name"] for one in people}
    assert all(one["b__self__phone"] for one in people)


def test_the_form_passes_odk_validate(odk, tmp_path: Path):
    java = shutil.which("java")
    assert java, "ODK Validate needs Java 17: apt install openjdk-17-jre-headless"
    from pyxform.validators.odk_validate import ODK_VALIDATE_PATH

    form = tmp_path / "visit.xml"
    form.write_bytes(odk.get("form.xml").content)
    run = subprocess.run(
        [java, "-Xmx256m", "-jar", str(ODK_VALIDATE_PATH), str(form)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_our_form_asks_as_pyxform_would(odk):
    """The same questions written as an XLSForm and turned by pyxform have the same binds and controls as ours."""
    from pyxform.xls2xform import convert

    survey = [
        {"type": "select_one_from_file homes.csv", "name": "household", "label": "a", "required": "yes"},
        {"type": "select_one outcome", "name": "outcome", "label": "b", "required": "yes"},
        {"type": "begin group", "name": "home", "label": "c", "relevant": "${outcome} = 'done'"},
        {"type": "decimal", "name": "dwelling__floor_area", "label": "d"},
        {"type": "end group"},
        {"type": "image", "name": "photo", "label": "e"},
    ]
    choices = [{"list_name": "outcome", "name": "done", "label": "x"}]
    made = convert(xlsform={"survey": survey, "choices": choices, "settings": [{"form_id": "peer"}]}).xform
    theirs, ours = ET.fromstring(made), ET.fromstring(odk.get("form.xml").content)

    def binds(root, name):
        (bind,) = [one for one in root.iter(f"{X}bind") if one.get("nodeset").split("/")[-1] == name]
        return {key: bind.get(key) for key in ("type", "required")}

    for name in ("household", "outcome", "dwelling__floor_area", "photo"):
        assert binds(ours, name) == binds(theirs, name), name
    for tag in ("upload", "itemset"):
        assert {tuple(one.attrib) for one in ours.iter(X + tag)} >= {
            tuple(one.attrib) for one in theirs.iter(X + tag)
        }
    sources = {one.get("src") for one in theirs.iter(f"{X}instance") if one.get("src")}
    assert sources <= {one.get("src") for one in ours.iter(f"{X}instance")}


def test_where_to_send_is_told_by_head(odk):
    answer = odk.client.head("/field/openrosa/submission", secure=True, headers=odk.headers)
    assert (answer.status_code, answer["Location"]) == (204, "https://testserver/field/openrosa/submission")


def test_a_submission_reaches_the_register_and_the_same_again_changes_nothing(home, odk):
    xml = filled(home, str(uuid4()))
    assert odk.send(xml).status_code == 201
    assert card(home.dwelling, on=timezone.localdate(), scope=EVERYWHERE).value("dwelling.occupancy") == "1"
    again = odk.send(xml)
    assert again.status_code == 201
    assert Envelope.objects.count() == 1


def test_the_same_instance_with_another_content_is_kept_beside_the_first(home, odk):
    instance = str(uuid4())
    odk.send(filled(home, instance))
    odk.send(filled(home, instance, occupancy="2"))
    assert Envelope.objects.count() == 2
    assert SetAside.objects.get().envelope.reason == "two_bodies"


def test_an_answer_over_a_version_that_is_gone_goes_to_a_person(home, odk):
    odk.send(filled(home, str(uuid4())))
    odk.send(filled(home, str(uuid4()), occupancy="4"))
    assert Clash.objects.count() == 1


def test_photos_come_with_it_or_later_and_once(home, odk):
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(out, "JPEG")
    xml = filled(home, str(uuid4()), photo="a.jpg")
    odk.send(xml)
    for _time in range(2):
        file = io.BytesIO(out.getvalue())
        file.name = "a.jpg"
        assert odk.send(xml, **{"a.jpg": file}).status_code == 201
    assert (Photo.objects.count(), Envelope.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "xml",
    [
        "<data",
        "<data id='linli-visit'/>",
        "<data id='other'><meta><instanceID>uuid:1</instanceID></meta></data>",
        "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><data id='linli-visit'>&e;</data>",
        "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><data id='linli-visit'>&b;</data>",
    ],
)
def test_what_is_no_submission_is_refused_so_that_collect_keeps_it(odk, xml):
    answer = odk.send(xml)
    assert answer.status_code == 400
    assert b"submit_error" in answer.content
    assert Envelope.objects.count() == 0


def test_a_lost_phone_is_given_no_form_and_what_it_sends_is_set_aside(home, odk):
    by = acting(home_officer())
    report_lost(device_id=odk.device, why="丢了", by=by, at=AT)
    assert b"formID" not in odk.get("formList").content
    assert odk.send(filled(home, str(uuid4()))).status_code == 201
    assert SetAside.objects.get().envelope.reason == "device_lost"
    assert Device.objects.get().kind == "odk"


def home_officer():
    from linli.base.identity.models import Account

    return Account.objects.get(username="officer")
