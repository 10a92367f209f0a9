"""A reader for tests only: posts whose text asks for it do harm to the process that reads them."""

import os
import signal
import time

from postparse.readers import text
from postparse.run import crew

crew._VAIN = int(os.environ.get("PROCESSES_IN_VAIN", crew._VAIN))
_read = text.read


def read(source):
    words = source.text
    if "RAISE-AN-ERROR" in words:
        raise ZeroDivisionError("as the post asks")
    if "SLEEP-A-WHILE" in words:
        time.sleep(1.5)
    if "SLEEP-WITHOUT-END" in words:
        time.sleep(10_000)
    if "KILL-THE-PROCESS" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if "LEAVE-THE-PROCESS" in words:
        os._exit(3)
    if "CRASH-THE-PROCESS" in words:
        import ctypes

        ctypes.string_at(0)
    eaten = []
    while "EAT-ALL-MEMORY" in words:
        eaten.append(bytearray(1 << 26))
    while "RUN-WITHOUT-END" in words:
        pass
    return _read(source)


text.read = read
