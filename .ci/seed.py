"""The laboratory of the textbook, with one question asked until it is answered.

    python3 -B .ci/seed.py MATERIAL [--left ADAPTER] [--right ADAPTER] ...      the options of MATERIAL/lab/seed_lab.py

It asks once whether the loopback of R1 reaches that of R4, as soon as the computers reach each other. But the way back to
2.2.2.2 comes to R4 by another message of RIP than that to 10.0.0.0/8, and a triggered update waits for 1 to 5 s after the
one before (RFC 2453 §3.10.1). Everything else is asked as there, and the answer has to be the same."""
import os
import sys
import time

PATIENCE_SECONDS = 10


def patient(ping):
    def asked(*words, **more):
        end = time.monotonic() + PATIENCE_SECONDS
        while not ping(*words, **more):
            if time.monotonic() > end:
                return False
            time.sleep(0.2)
        return True
    return asked


def main():
    material = sys.argv.pop(1)
    sys.path.insert(0, os.path.join(material, "lab"))
    import seed_lab
    build = seed_lab.build

    def built(lab, left, right):
        parts = build(lab, left, right)
        r1 = parts[1]
        r1.ping = patient(r1.ping)
        return parts

    seed_lab.build = built
    seed_lab.main()


main()
