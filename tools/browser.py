"""Makes sure that the browser stories can run: finds Chromium, installs it where it may, else says how."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find() -> str | None:
    """Path of a Chromium on this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Install Debian's Chromium and a Chinese font; only root on a Debian-like system may."""
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
    ):
        subprocess.run(command, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def main() -> int:
    """0 when a browser is there, 1 with the way to get one otherwise."""
    if find():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Chromium is missing; installing it with apt-get.", flush=True)
        install()
    if find():
        return 0
    print(
        "The browser stories need Chromium. Install it, e.g. `sudo apt install chromium fonts-noto-cjk`, "
        "and run `make test` again.\n浏览器测试需要 Chromium，请先安装，再运行 make test。",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
