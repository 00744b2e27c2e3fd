#!/usr/bin/env python3
"""Whether nothing of a laboratory is left, however it ends (root).

Ctrl-C in a terminal, which goes to every program in it, at many moments of the start; SIGTERM; SIGKILL, after which the
next start has to take away what is left. A second start beside the first has to be refused, and to leave the first alone.

  tests/labs/ended.py [LAB]
"""
import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import time

GODWIT = os.environ.get("GODWIT", str(pathlib.Path(__file__).resolve().parent.parent.parent / "godwit"))
LAB = sys.argv[1] if len(sys.argv) > 1 else "reflector"
READY = b"$ godwit show neighbors"  # the first step of the guide
MOMENTS = [tenth / 20 for tenth in range(4, 40, 3)]


def left():
    """The namespaces of the lab."""
    folder = pathlib.Path("/run/netns")
    return sorted(f.name for f in folder.iterdir() if f.name.startswith(f"gw-{LAB}-")) if folder.exists() else []


class Terminal:
    """The lab in a terminal of its own."""

    def __init__(self):
        self.said = b""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            # Whoever runs this in the background ignores them, and so would all that it starts.
            for number in (signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            os.execv(GODWIT, [GODWIT, "lab", LAB])

    def read(self, seconds, word=None):
        """Reads until the time is over, the word came, or the program ended."""
        end = time.monotonic() + seconds
        while (wait := end - time.monotonic()) > 0 and not (word and word in self.said):
            if select.select([self.terminal], [], [], wait)[0]:
                try:
                    said = os.read(self.terminal, 4096)
                except OSError:
                    said = b""
                if not said:
                    return
                self.said += said

    def ended(self):
        """Waits until it is over; what does not end is ended, and that is a failure."""
        self.read(20)
        until = time.monotonic() + 20
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.monotonic() > until:
                os.kill(self.pid, signal.SIGTERM)
                raise SystemExit(f"FAIL it goes on: {self.said.decode()}")
            time.sleep(0.05)


def expect(what, good, seen):
    if not good:
        raise SystemExit(f"FAIL {what}: {seen}")


def by_ctrl_c():
    for moment in MOMENTS:
        lab = Terminal()
        lab.read(moment)
        os.write(lab.terminal, b"\x03")
        lab.ended()
        expect(f"nothing is left after Ctrl-C at {moment} s", not left(), left())
        expect(f"no error after Ctrl-C at {moment} s", b"error" not in lab.said, lab.said.decode())
    print(f"ok   Ctrl-C at {len(MOMENTS)} moments of the start", flush=True)


def by_signals():
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
        lab = Terminal()
        lab.read(60, READY)
        again = subprocess.run([GODWIT, "lab", LAB], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        expect("a second start is refused", again.returncode != 0 and "another" in again.stderr, again.stderr)
        expect("it leaves the first alone", left(), "no namespaces")
        os.kill(lab.pid, number)
        lab.ended()
        expect(f"what is left after {number.name}", bool(left()) == (number == signal.SIGKILL), left())
        print(f"ok   {number.name}", flush=True)
    after = subprocess.run([GODWIT, "lab", LAB], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    expect("the next start takes that away", after.returncode == 0 and not left(), (after.stderr, left()))
    print("ok   the start after that", flush=True)


subprocess.run([GODWIT, "version"], check=True, stdout=subprocess.DEVNULL)
by_ctrl_c()
by_signals()
