"""`linli manage work`: a queue worker, for installations that start their processes themselves."""

import logging
import os
import socket
import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from linli.base.jobs.worker import JobWorker


class Command(BaseCommand):
    """Runs until it is told to stop; finishes the job in hand first."""

    help = "执行后台任务的进程 · Take jobs from the queue until told to stop"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument("--worker-id", default="", help="进程名称 · name of this worker")
        parser.add_argument(
            "--parent", type=int, default=0, help="父进程号，它结束则退出 · stop when this parent is gone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the worker."""
        name = options["worker_id"] or f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
        worker = JobWorker(name[:64], options["parent"])
        worker.configure_signals()
        worker.run()
