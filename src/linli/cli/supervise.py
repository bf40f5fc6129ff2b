"""The two processes of a running installation, kept together: the web server and the queue worker."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from types import FrameType

PATIENCE_SECONDS = 20.0
READY_SECONDS = 60.0
RESTART_SECONDS = 2.0


def free_port(host: str, wanted: int) -> int:
    """`wanted` when nobody listens there, else the next free port above it."""
    for port in [*range(wanted, wanted + 50), 0]:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port")


class Supervisor:
    """Starts both processes in sessions of their own, so that Ctrl+C reaches them once and through us."""

    def __init__(self, host: str, port: int, workers: int, when_worker_died: Callable[[str], None]) -> None:
        self.host, self.port, self.workers = host, port, workers
        self.when_worker_died = when_worker_died
        self.stopping = False
        self.worker_id = ""
        self.web = self._start("linli.cli.web", host, str(port), str(workers), str(os.getpid()))
        self.queue: subprocess.Popen[bytes] | None = None

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-m", *arguments], start_new_session=True)  # noqa: S603  # this very program

    def _start_queue(self) -> "subprocess.Popen[bytes]":
        self.worker_id = f"{socket.gethostname()[:40]}-{uuid.uuid4().hex[:12]}"
        return self._start(
            "django", "work", f"--worker-id={self.worker_id}", f"--parent={os.getpid()}", "--skip-checks"
        )

    def listen_for_signals(self) -> None:
        """SIGINT and SIGTERM end both processes; a second one does not wait for them."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.stopping:
            self._kill()
        self.stopping = True

    def wait_until_ready(self) -> bool:
        """True once the server answers; False when it ended, or when we were told to stop.

        Only then the queue worker starts, so that the pages come first.
        """
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and not self.stopping and self.web.poll() is None:
            if self._answers():
                self.queue = self._start_queue()
                return True
            time.sleep(0.1)
        return False

    def _answers(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104  # what was asked for
        request = urllib.request.Request(f"http://{host}:{self.port}/healthz", headers={"Host": "localhost"})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310  # our own server
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def run(self) -> int:
        """Watch both until told to stop; a queue worker that died is answered for and started again."""
        while not self.stopping and self.web.poll() is None:
            if self.queue and self.queue.poll() is not None and not self.stopping:
                self.when_worker_died(self.worker_id)
                time.sleep(RESTART_SECONDS)
                self.queue = self._start_queue()
            time.sleep(0.2)
        failed = not self.stopping
        self.stop()
        return 1 if failed else 0

    def stop(self) -> None:
        """Ask both to finish what they are doing, and end them when they do not."""
        self.stopping = True
        for process in self._processes():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for process in self._processes():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._kill()
                process.wait()
        if self.worker_id:
            self.when_worker_died(self.worker_id)

    def _processes(self) -> "list[subprocess.Popen[bytes]]":
        return [process for process in (self.web, self.queue) if process]

    def _kill(self) -> None:
        for process in self._processes():
            if process.poll() is None:
                # Each is the leader of its session: its workers end with it.
                os.killpg(process.pid, signal.SIGKILL)
