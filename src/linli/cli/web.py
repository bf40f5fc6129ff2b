"""The web server process: `python -m linli.cli.web HOST PORT WORKERS PARENT`, started by `linli serve`."""

import os
import signal
import sys
import threading
import time


def main(host: str, port: int, workers: int, parent: int) -> None:
    """Serve until told to stop, or until the process that started us is gone."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    Server(
        "linli.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
    ).serve()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
