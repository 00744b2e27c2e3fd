"""The network namespaces of a test, what runs in them, and its files. Nothing of it is left, also when the test fails or
is stopped; `--keep` leaves the files. The first other argument of the test is the path to `godwit`."""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ARGUMENTS = [a for a in sys.argv[1:] if not a.startswith("--")]
GODWIT = ARGUMENTS[0] if ARGUMENTS else os.path.join(os.path.dirname(os.path.abspath(__file__)), "../godwit")
FRR = "/usr/lib/frr"
MOST_FAILURES = 3


class Spaces:
    def __init__(self, tag, names, patience=20):
        self.names = ["gw%s-%d-%s" % (tag, os.getpid(), name) for name in names]
        self.folder = tempfile.mkdtemp(prefix="godwit-%s-" % tag)
        os.chmod(self.folder, 0o777)
        self.patience = patience
        self.started = {}
        self.failures = []

    @staticmethod
    def run(*command, check=True):
        return subprocess.run(command, check=check, capture_output=True, text=True).stdout

    def inside(self, ns, *command, check=True):
        return self.run("ip", "netns", "exec", ns, *command, check=check)

    def make(self, *sysctls):
        for ns in self.names:
            self.run("ip", "netns", "add", ns)
            self.inside(ns, "ip", "link", "set", "lo", "up")
            if sysctls:
                self.inside(ns, "sysctl", "-qw", *sysctls)

    def link(self, ns, name, far, far_name, *settings):
        """A wire between two of them, up at both ends; settings are words of `ip link set` that come before that."""
        self.run("ip", "link", "add", name, "netns", ns, "type", "veth", "peer", "name", far_name, "netns", far)
        for where, end in ((ns, name), (far, far_name)):
            if settings:
                self.inside(where, "ip", "link", "set", end, *settings)
            self.inside(where, "ip", "link", "set", end, "up")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w") as f:
            f.write(text)
        return self.path(name)

    def spawn(self, ns, name, *command):
        with open(self.path(name + ".log"), "a") as log:
            self.started[name] = subprocess.Popen(("ip", "netns", "exec", ns) + command, stdout=log, stderr=log)

    def kill(self, *names):
        for name in names:
            self.started[name].kill()
            self.started[name].wait()

    def bird(self, ns, conf):
        self.spawn(ns, "bird", "bird", "-f", "-c", self.write("bird.conf", conf), "-s", self.path("bird.ctl"),
                   "-P", self.path("bird.pid"))

    def bgpd(self, ns, conf, *options):
        vty = self.vty()
        self.spawn(ns, "frr", FRR + "/bgpd", *options, "--vty_socket", vty, "-i", vty + "/bgpd.pid",
                   "-f", self.write("frr.conf", conf), "-A", "127.0.0.1")

    def frr(self, ns, conf):
        """Its bgpd, with a zebra that has routes and links of the kernel."""
        vty = self.vty()
        zserv = vty + "/zserv.api"
        self.spawn(ns, "zebra", FRR + "/zebra", "-z", zserv, "--vty_socket", vty, "-i", vty + "/zebra.pid",
                   "-A", "127.0.0.1")
        end = time.monotonic() + 20
        while not os.path.exists(zserv) and time.monotonic() < end:
            time.sleep(0.1)
        self.bgpd(ns, conf, "-z", zserv)

    def vty(self):
        vty = self.path("vty")
        os.makedirs(vty, exist_ok=True)
        shutil.chown(vty, "frr", "frr")
        return vty

    def vtysh(self, ns, *commands):
        words = [word for command in commands for word in ("-c", command)]
        return self.inside(ns, "vtysh", "--vty_socket", self.path("vty"), *words, check=False)

    def run_godwit(self, ns, conf, name="godwit"):
        self.spawn(ns, name, GODWIT, "run", self.write(name + ".conf", conf), "--socket", self.path(name + ".sock"))

    def godwit(self, ns, *words, name="godwit"):
        return self.inside(ns, GODWIT, *words, "--socket", self.path(name + ".sock"), check=False)

    def show(self, ns, *words):
        try:
            return json.loads(self.godwit(ns, "show", *words, "--json"))
        except ValueError:
            return {}

    def kernel(self, ns, version, prefix, *wanted):
        def check():
            out = self.inside(ns, "ip", version, "route", "show", prefix)
            return out, all(w in out for w in wanted)
        return check

    def ping(self, ns, source, to):
        def check():
            out = self.inside(ns, "ping", "-c1", "-W1", "-I", source, to, check=False)
            return out, "1 received" in out
        return check

    def wait(self, what, check, seconds=None):
        """Looks until it is right; `check` gives what was seen, and whether that is right."""
        end = time.monotonic() + (self.patience if seconds is None else seconds)
        while True:
            seen, right = check()
            if right or time.monotonic() > end:
                break
            time.sleep(0.5)
        print("%-4s %s%s" % ("ok" if right else "NOT", what, "" if right else ": " + str(seen)), flush=True)
        if not right:
            self.failures.append(what)
            if len(self.failures) > MOST_FAILURES:
                raise SystemExit(1)

    def clean(self):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for process in self.started.values():
            process.terminate()
        for process in self.started.values():
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        for ns in self.names:
            self.run("ip", "netns", "delete", ns, check=False)
        if "--keep" in sys.argv:
            print(self.folder)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def examine(self, *steps):
        """Does the steps, cleans, and ends the program: with 0 if all that was waited for was right."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            for step in steps:
                step()
        finally:
            self.clean()
        sys.exit(1 if self.failures else 0)
