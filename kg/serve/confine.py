"""What a worker may not do, whatever a query makes the engine try: grow without end, or use the network.

The decisions of :mod:`kg.query.request` come first; this is the second wall. It needs Linux; elsewhere the
first stands alone.
"""

from __future__ import annotations

import ctypes
import struct
import sys

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER, _PARENT_DIES = 38, 22, 2, 1
"""``prctl(2)`` options, and the mode of ``seccomp(2)`` that takes a filter."""
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
"""BPF: load a word, jump if equal, return (linux/bpf_common.h)."""
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13
"""Let the call pass; fail it with EACCES (linux/seccomp.h)."""
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Machine -> its name for the kernel (linux/audit.h) and its number of ``socket(2)``."""
_CALL, _MACHINE, _ARGUMENT = 0, 4, 16
"""Offsets in ``struct seccomp_data``: number of the call, machine, first argument."""
_UNIX = 1
"""``AF_UNIX``: reaches nothing beyond this machine."""


def confine(memory: int) -> bool:
    """Bound this process's memory (bytes of private data), tie its life to its parent's, and take the network
    from it, for good.

    Returns whether the network is gone.
    """
    if sys.platform != "linux":
        return False
    import resource
    import signal

    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_PARENT_DIES, signal.SIGKILL, 0, 0, 0)
    return _without_sockets()


def _without_sockets() -> bool:
    """Make ``socket(2)`` fail but for local ones. Calls of another machine's convention fail all."""
    import platform

    if platform.machine() not in _MACHINES:
        return False
    machine, call = _MACHINES[platform.machine()]
    program = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _CALL),
        (_EQUAL, 0, 3, call),
        (_LOAD, 0, 0, _ARGUMENT),
        (_EQUAL, 1, 0, _UNIX),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    head = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    privileges = libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(privileges == 0 and libc.prctl(_SECCOMP, _FILTER, ctypes.c_char_p(head), 0, 0) == 0)
