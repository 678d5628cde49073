"""Runs a command under the system call filter of a systemd unit, where there is no systemd to do so.

usage: seccomp.py ALLOWED ACTION FAMILIES COMMAND...
  ALLOWED   names of the system calls that are allowed, divided by commas
  ACTION    what the others meet: "kill", or the number of the error that they give
  FAMILIES  numbers of the socket families that are allowed, divided by commas; other sockets fail with EAFNOSUPPORT
"""

import ctypes
import os
import sys

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
ERROR = 0x00050000
EAFNOSUPPORT = 97
LAST_FAMILY = 45
EQUAL = 4


class Condition(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("comparison", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


library = ctypes.CDLL("libseccomp.so.2", use_errno=True)
library.seccomp_init.restype = ctypes.c_void_p
library.seccomp_init.argtypes = [ctypes.c_uint32]
library.seccomp_rule_add_array.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint, ctypes.c_void_p]
library.seccomp_load.argtypes = [ctypes.c_void_p]


def number(name):
    return library.seccomp_syscall_resolve_name(name.encode())


def must(result):
    if result != 0:
        sys.exit(f"libseccomp: {os.strerror(-result)}")


allowed, action, families = sys.argv[1:4]
action = KILL_PROCESS if action == "kill" else ERROR | int(action)

sockets = library.seccomp_init(ALLOW)
for family in set(range(LAST_FAMILY + 1)) - {int(family) for family in families.split(",")}:
    condition = Condition(0, EQUAL, family, 0)
    must(library.seccomp_rule_add_array(sockets, ERROR | EAFNOSUPPORT, number("socket"), 1, ctypes.byref(condition)))
must(library.seccomp_load(sockets))

calls = library.seccomp_init(action)
for name in allowed.split(","):
    # Names of other processors are unknown here, or have a pseudo number: systemd passes over them too.
    if number(name) >= 0:
        must(library.seccomp_rule_add_array(calls, ALLOW, number(name), 0, None))
must(library.seccomp_load(calls))

os.execvp(sys.argv[4], sys.argv[4:])
