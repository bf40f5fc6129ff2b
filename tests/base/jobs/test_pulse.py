"""The beat: throttled, visible, and deaf to nothing."""

import time
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from linli.base.jobs import pulse
from linli.base.jobs.pulse import FileChannel, Progress, Pulse, ask_to_stop, forget, read_file
from linli.base.jobs.runner import JobCancelled, JobRun


class Recorder:
    def __init__(self, stop: bool = False, broken: bool = False) -> None:
        self.sent: list[Progress] = []
        self.stop, self.broken, self.closed = stop, broken, False

    def send(self, progress: Progress) -> None:
        if self.broken:
            raise DatabaseError("gone")
        self.sent.append(progress)

    def stop_wanted(self) -> bool:
        return self.stop

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def quick(monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(pulse, "BEAT_SECONDS", 0.02)


def test_a_thousand_reports_become_a_few_writes_and_the_latest_shows():
    channel = Recorder()
    with Pulse(channel) as beat:
        for number in range(1000):
            beat.report(Progress(number, 1000))
            time.sleep(0.0002)
        time.sleep(0.05)
    assert 1 <= len(channel.sent) < 40
    assert channel.sent[-1].done == 999
    assert channel.closed


def test_a_silent_handler_still_shows_that_its_worker_lives(monkeypatch):
    monkeypatch.setattr(pulse, "ALIVE_SECONDS", 0.06)
    channel = Recorder()
    with Pulse(channel):
        time.sleep(0.4)
    assert len(channel.sent) >= 3


def test_the_wish_to_stop_is_raised_at_the_next_report():
    with Pulse(Recorder(stop=True)) as beat:
        run = JobRun(uuid4(), {}, None, pulse=beat)
        assert beat.stop_wanted.wait(2)
        with pytest.raises(JobCancelled):
            run.progress(1, 2)


def test_a_channel_that_breaks_does_not_break_the_work(caplog):
    with Pulse(Recorder(broken=True)) as beat:
        beat.report(Progress(1, 2))
        time.sleep(0.1)
    assert "cannot show its progress" in caplog.text


def test_a_handler_can_be_called_by_hand():
    JobRun(uuid4(), {}, None).progress(1, 2)


def test_the_file_of_a_job_is_read_whole_and_goes_away():
    job = uuid4()
    assert read_file(job) is None
    channel = FileChannel(job)
    channel.send(Progress(3, 9, "第三批"))
    seen = read_file(job)
    assert (seen.done, seen.total, seen.message) == (3, 9, "第三批")
    assert abs((datetime.now(UTC) - seen.at).total_seconds()) < 5
    assert not channel.stop_wanted()
    if connection.vendor == "sqlite":
        ask_to_stop(job)
        assert channel.stop_wanted()
    forget(job)
    assert read_file(job) is None
    assert not channel.stop_wanted()
