"""The process that takes jobs from the queue. Started by `linli serve`, or alone by `linli manage work`."""

import os
import random
import time
from datetime import timedelta

from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from linli.base.identity.actor import Actor
from linli.base.jobs import runner
from linli.base.jobs.actions import answer_for_lost_jobs, forget_old_jobs
from linli.base.jobs.rules import lease

POLL_SECONDS = 0.2
ROUND_SECONDS = 10.0
SWEEP_SECONDS = 86_400.0
KEPT = timedelta(days=180)


class JobWorker(Worker):
    """Looks without a lock and locks only when there is work: idle, it disturbs nobody who writes."""

    def __init__(self, worker_id: str, parent: int = 0) -> None:
        super().__init__(
            queue_names=["default"],
            interval=POLL_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )
        self.parent = parent
        self.next_round = 0.0
        self.next_sweep = 0.0
        runner.WORKER = worker_id

    def run(self) -> None:
        """Take one job after another until told to stop, or until the process that started us is gone."""
        while self.running and not (self.parent and os.getppid() != self.parent):
            close_old_connections()
            try:
                worked = self._take_one()
                self._round()
            except OperationalError as error:
                runner.log.warning("the queue cannot be read just now: %s", error)
                worked = False
            if self.running and not worked:
                time.sleep(POLL_SECONDS * (0.75 + random.random() / 2))  # noqa: S311  # only spreads workers out

    def _take_one(self) -> bool:
        ready = DBTaskResult.objects.ready().filter(
            backend_name=self.backend_name, queue_name__in=self.queue_names
        )
        if not ready.exists():
            return False
        with exclusive_transaction(ready.db):
            task = ready.get_locked()
            if task is None:
                return False
            task.claim(self.worker_id)
        self.run_task(task)
        return True

    def _round(self) -> None:
        by, at, moment = Actor.system("queue worker"), timezone.now(), time.monotonic()
        if moment >= self.next_round:
            self.next_round = moment + ROUND_SECONDS
            answer_for_lost_jobs(by=by, at=at, lease=lease())
        if moment >= self.next_sweep:
            self.next_sweep = moment + SWEEP_SECONDS
            forget_old_jobs(by=by, at=at, older_than=KEPT)
