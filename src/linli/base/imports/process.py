"""Runs the child process that opens a file, and turns its answer into frames or one refusal."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import linli
from linli.base.imports.limits import Limits
from linli.base.imports.refused import Refused

_PACKAGE_ROOT = str(Path(linli.__file__).parent.parent)
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from linli.base.imports.child import main; main()"
_LINE_LIMIT = 256 * 1024 * 1024
# Windows cannot start a process without its root; nothing else of our environment (keys!) reaches the child.
_ENVIRONMENT = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def child_frames(source: bytes | Path, limits: Limits) -> Iterator[Any]:
    """The child's frames for a file given as bytes or as a path.

    Raises Refused, also when the child is ended by a limit: `too_slow` for time, `too_much_memory` for memory.
    """
    if isinstance(source, bytes):
        if len(source) > limits.file_size:
            raise _too_big(limits)
        yield from _run(subprocess.PIPE, source, limits)
        return
    with source.open("rb") as file:
        if os.fstat(file.fileno()).st_size > limits.file_size:
            raise _too_big(limits)
        yield from _run(file, None, limits)


def _too_big(limits: Limits) -> Refused:
    return Refused("file_too_big", most=limits.file_size >> 20)


def _run(stdin: Any, data: bytes | None, limits: Limits) -> Iterator[Any]:
    command = [sys.executable, "-I", "-c", _START, _PACKAGE_ROOT, limits.as_json()]
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module, no shell
        command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_ENVIRONMENT
    )
    late = threading.Event()

    def end_it() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(limits.wall, end_it)
    timer.start()
    if data is not None:
        threading.Thread(target=_feed, args=(process, data), daemon=True).start()
    try:
        ended = yield from _lines(process)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    if not ended:
        raise _death(process.returncode, late.is_set(), limits)


def _lines(process: "subprocess.Popen[bytes]") -> Generator[Any, None, bool]:
    """The frames; returns whether the child came to its end. Raises the child's refusal."""
    if process.stdout is None:
        raise RuntimeError("the child was started without a pipe")
    while line := process.stdout.readline(_LINE_LIMIT):
        if not line.endswith(b"\n"):
            break  # ended in the middle of a line
        frame = json.loads(line, parse_constant=_not_finite)
        if isinstance(frame, dict) and "refused" in frame:
            params = frame["params"]
            raise Refused(
                frame["refused"], sheet=frame["sheet"], row=frame["row"], column=frame["column"], **params
            )
        if isinstance(frame, dict) and "end" in frame:
            return True
        yield frame
    process.wait()
    return False


def _not_finite(name: str) -> list[str]:
    """A cell that says NaN or Infinity is an error value, as `child` writes them."""
    return ["e", "#NUM!"]


def _feed(process: "subprocess.Popen[bytes]", data: bytes) -> None:
    if process.stdin is None:
        return
    try:
        with process.stdin:
            process.stdin.write(data)
    except OSError:  # the child refused or was ended before it had read everything: its answer says so
        return


def _death(status: int, late: bool, limits: Limits) -> Refused:
    out_of_time = late or status == -getattr(signal, "SIGXCPU", 24)
    if out_of_time or status == -getattr(signal, "SIGKILL", 9):
        return Refused("too_slow", seconds=int(limits.wall))
    return Refused("too_much_memory", most=limits.memory >> 20)
