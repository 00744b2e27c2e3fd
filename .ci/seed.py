"""The laboratory of the textbook, with one question asked until it is answered, and one that it leaves open.

    python3 -B .ci/seed.py MATERIAL [--left ADAPTER] [--right ADAPTER] ...      the options of MATERIAL/lab/seed_lab.py

It asks once whether the loopback of R1 reaches that of R4, as soon as the computers reach each other. But the way back to
2.2.2.2 comes to R4 by another message of RIP than that to 10.0.0.0/8, and a triggered update waits for 1 to 5 s after the
one before (RFC 2453 §3.10.1). Everything else is asked as there, and the answer has to be the same.

How long a withdrawal takes it asks by commands, each with a start of its own, on a busy machine a second long. Here the
packets are asked: from the cut of the cable until the UPDATE with the withdrawal comes to R2, a second at most."""
import os
import sys
import time

PATIENCE_SECONDS = 10
WITHDRAWN_WITHIN_SECONDS = 1


def patient(ping):
    def asked(*words, **more):
        end = time.monotonic() + PATIENCE_SECONDS
        while not ping(*words, **more):
            if time.monotonic() > end:
                return False
            time.sleep(0.2)
        return True
    return asked


class Wire:
    """When the cable was cut, and when the first withdrawal was seen at R2."""

    def __init__(self, actors):
        self.cut = self.seen = 0
        wire, withdrawals_of = self, actors.Tap.withdrawals_of

        def noted(tap, *words, **more):
            found = withdrawals_of(tap, *words, **more)
            wire.seen = min((message["t"] for message in found), default=0)
            return found

        actors.Tap.withdrawals_of = noted

    def watch(self, node):
        down = node.link_down

        def cut(device):
            self.cut = time.time()
            down(device)

        node.link_down = cut

    def seconds(self):
        return round(self.seen - self.cut, 3)


def main():
    material = sys.argv.pop(1)
    sys.path.insert(0, os.path.join(material, "lab"))
    import actors
    import netlab
    import seed_lab
    build, scenario, wire = seed_lab.build, seed_lab.scenario, Wire(actors)

    def built(lab, left, right):
        parts = build(lab, left, right)
        r1, r3 = parts[1], parts[3]
        r1.ping = patient(r1.ping)
        wire.watch(r3)
        return parts

    def timed(*words):
        run = scenario(*words)

        def whole(lab):
            figures = run(lab)
            if wire.seconds() > WITHDRAWN_WITHIN_SECONDS:
                raise netlab.CheckFailed("the withdrawal came to R2 %s s after the cut" % wire.seconds())
            return dict(figures, wire_withdraw_s=wire.seconds())
        return whole

    seed_lab.build, seed_lab.scenario = built, timed
    seed_lab.main()


main()
