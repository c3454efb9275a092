"""A filter on system calls, for x86-64 and AArch64 Linux: a list of what is allowed, and nothing else.

Each name stands with its number on x86-64 and on AArch64; "-" where that architecture has no such call. Whatever
is not here is refused, what will be invented one day included.

No network, no processes or threads, no signals to others, no changes to files, no inspection of other processes, no
raising of limits, none of the kernel's rarely used doors. A refused call fails with "operation not permitted", so
that Python turns it into an ordinary exception, which tells a learner more than a process that is gone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Sequence
from typing import NamedTuple

# Whatever their arguments.
ALLOWED = """
read:0:63 write:1:64 readv:19:65 writev:20:66 pread64:17:67 preadv:295:69 lseek:8:62 close:3:57 close_range:436:436
dup:32:23 dup2:33:- dup3:292:24 fstat:5:80 stat:4:- lstat:6:- newfstatat:262:79 statx:332:291
access:21:- faccessat:269:48 faccessat2:439:439 readlink:89:- readlinkat:267:78 getdents:78:- getdents64:217:61
pipe:22:- pipe2:293:59 getcwd:79:17 chdir:80:49 fchdir:81:50 fadvise64:221:223
mmap:9:222 munmap:11:215 mprotect:10:226 mremap:25:216 brk:12:214 madvise:28:233 futex:202:98
rt_sigaction:13:134 rt_sigprocmask:14:135 rt_sigreturn:15:139 rt_sigpending:127:136 rt_sigsuspend:130:133
rt_sigtimedwait:128:137 sigaltstack:131:132 pause:34:- alarm:37:- setitimer:38:103 getitimer:36:102
clock_gettime:228:113 clock_getres:229:114 clock_nanosleep:230:115 nanosleep:35:101 gettimeofday:96:169 time:201:-
times:100:153 getrusage:98:165 poll:7:- ppoll:271:73 select:23:- pselect6:270:72
epoll_create:213:- epoll_create1:291:20 epoll_ctl:233:21 epoll_wait:232:- epoll_pwait:281:22
getpid:39:172 getppid:110:173 gettid:186:178 getuid:102:174 geteuid:107:175 getgid:104:176 getegid:108:177
getgroups:115:158 getresuid:118:148 getresgid:120:150 getpgid:121:155 getpgrp:111:- getsid:124:156
uname:63:160 sysinfo:99:179 getcpu:309:168 sched_getaffinity:204:123 sched_yield:24:124 getrlimit:97:163
getrandom:318:278 restart_syscall:219:128 exit:60:93 exit_group:231:94
"""

# On the process itself alone; the first argument says on whom.
ON_ITSELF = "kill:62:129 tkill:200:130 tgkill:234:131"

# With these values of the second argument: nothing that makes a descriptor send signals or belong to somebody.
FCNTL = "fcntl:72:25"
F_DUPFD_CLOEXEC = 1030
FCNTL_COMMANDS = (0, 1, 2, 3, 4, F_DUPFD_CLOEXEC)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL
IOCTL = "ioctl:16:29"
IOCTL_COMMANDS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONREAD FIONBIO FIONCLEX FIOCLEX

PRLIMIT = "prlimit64:302:261"  # reading limits is fine; its third argument sets them

# To read. To write only where Landlock keeps it to os.devnull; `O_TRUNC` never without asking to write, because
# the first versions of Landlock do not see that it changes a file.
OPEN = (("open:2:-", 1), ("openat:257:56", 2))  # which argument holds the flags
ACCESS = os.O_WRONLY | os.O_RDWR
TRUNCATING = os.O_TRUNC
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
NEVER = 0o20_000_000  # __O_TMPFILE: a file without a name

# From here on calls "do not exist" rather than being "not permitted": the C library then uses older ones, whose
# arguments a filter can read (clone3 → clone, openat2 → openat). The numbers are the same on all architectures.
NEWER = 435


def numbers(table: str, column: int) -> list[int]:
    """Give the numbers that stand in a column of a table."""
    found = (entry.split(":")[column] for entry in table.split())
    return [int(number) for number in found if number != "-"]


LOAD, JUMP, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
ALLOW, REFUSE, KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000  # SECCOMP_RET_*
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
INSTRUCTION = 8  # bytes; the last four are its value
OWN = 0xFFFF_FFFF  # stands for the process's id, which no other value here looks like
X32 = 0x4000_0000  # the other way to number calls on x86-64


class Architecture(NamedTuple):
    """How the kernel names an architecture, and its column in the tables."""

    audit: int
    column: int


ARCHITECTURES = {"x86_64": Architecture(0xC000_003E, 1), "aarch64": Architecture(0xC000_00B7, 2)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def architecture() -> Architecture | None:
    """Find the architecture of this process, if filters are known for it here."""
    if not sys.platform.startswith("linux") or struct.calcsize("P") != 8:  # noqa: PLR2004 -- bytes of a pointer
        return None
    return ARCHITECTURES.get(platform.machine())


class Filter:
    """A compiled filter; made once, then finished and put on by each process with its id."""

    def __init__(self, target: Architecture, *, refuse_writing: bool) -> None:
        """Compile it; `refuse_writing` opens no file for writing at all."""
        own = [_do(JUMP_EQUAL, OWN, 1, 0), _refuse()]
        on_itself = [step for number in numbers(ON_ITSELF, target.column) for step in _on(number, [_argument(0), *own])]
        newer = [_do(JUMP_AT_LEAST, NEWER, 0, 1), _do(RETURN, REFUSE | errno.ENOSYS), _refuse()]
        steps = [*_before(target, refuse_writing=refuse_writing), *on_itself, *newer]
        # Everything is made ready here, where it is shared with all children: what a child makes itself costs it time.
        self._own = [at * INSTRUCTION + INSTRUCTION - 4 for at, step in enumerate(steps) if step == own[0]]
        self._held = ctypes.create_string_buffer(b"".join(steps), len(steps) * INSTRUCTION)
        self._described = ctypes.byref(_Program(len(steps), ctypes.addressof(self._held)))
        self._prctl = ctypes.CDLL(None, use_errno=True).prctl

    def program(self, pid: int) -> bytes:
        """Give the filter for the process `pid`."""
        self._finish(pid)
        return self._held.raw

    def install(self) -> bool:
        """Put it on this process, for good; PR_SET_NO_NEW_PRIVS must be set. False if the kernel refuses it."""
        self._finish(os.getpid())
        return bool(self._prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, self._described, 0, 0) == 0)

    def _finish(self, pid: int) -> None:
        for at in self._own:
            struct.pack_into("<I", self._held, at, pid)


def _before(target: Architecture, *, refuse_writing: bool) -> list[bytes]:
    code = [
        _do(LOAD, 4),  # seccomp_data.arch
        _do(JUMP_EQUAL, target.audit, 1, 0),
        _do(RETURN, KILL),
        _do(LOAD, 0),  # seccomp_data.nr
    ]
    if target is ARCHITECTURES["x86_64"]:
        code += [_do(JUMP_AT_LEAST, X32, 0, 1), _refuse()]
    code += _in_ranges(numbers(ALLOWED, target.column))
    for number in numbers(PRLIMIT, target.column):
        new_limit = [_argument(2), _do(JUMP_EQUAL, 0, 1, 0), _refuse()]
        code += _on(number, [*new_limit, _argument(2, high=True), _do(JUMP_EQUAL, 0, 1, 0), _refuse()])
    for table, commands in (
        (FCNTL, FCNTL_COMMANDS),
        (IOCTL, IOCTL_COMMANDS),
    ):
        for number in numbers(table, target.column):
            code += _on(number, _one_of(commands))
    opening = _no_writing() if refuse_writing else _writing_said_openly()
    for table, position in OPEN:
        for number in numbers(table, target.column):
            code += _on(number, [_argument(position), _do(JUMP_ANY_BIT, NEVER, 0, 1), _refuse(), *opening])
    return code


def _in_ranges(allowed: Sequence[int]) -> list[bytes]:
    """Allow these calls, and go on after all these steps with any other.

    The kernel runs a new filter once for every number there is, to learn which it always allows. So the numbers are
    looked up as in a dictionary: opened in the middle, again and again.
    """
    bounds: list[int] = []  # where a range begins, where it is over, where the next one begins, …
    for number in sorted(allowed):
        if bounds and bounds[-1] == number:
            bounds[-1] = number + 1
        else:
            bounds += [number, number + 1]
    steps = _looked_up(bounds, 0, len(bounds))
    return [step or _do(JUMP, len(steps) - at - 1) for at, step in enumerate(steps)]


def _looked_up(bounds: Sequence[int], first: int, last: int) -> list[bytes | None]:
    """Look a number up that lies between two bounds; None stands for "no range: go on after all this"."""
    if first == last:
        return [_do(RETURN, ALLOW) if first % 2 else None]
    middle = (first + last) // 2
    below, above = _looked_up(bounds, first, middle), _looked_up(bounds, middle + 1, last)
    return [_do(JUMP_AT_LEAST, bounds[middle], len(below), 0), *below, *above]


def _no_writing() -> list[bytes]:
    return [_do(JUMP_ANY_BIT, WRITING, 0, 1), _refuse()]


def _writing_said_openly() -> list[bytes]:
    """Refuse to truncate a file that is opened for reading alone."""
    return [_do(JUMP_ANY_BIT, ACCESS, 2, 0), _do(JUMP_ANY_BIT, TRUNCATING, 0, 1), _refuse()]


def _one_of(commands: Sequence[int]) -> list[bytes]:
    """Go on if the second argument is one of these."""
    tests = [_do(JUMP_EQUAL, command, len(commands) - at, 0) for at, command in enumerate(commands)]
    return [_argument(1), *tests, _refuse()]


def _do(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _refuse() -> bytes:
    return _do(RETURN, REFUSE | errno.EPERM)


def _argument(position: int, *, high: bool = False) -> bytes:
    """Load half of an argument: they are 64 bits wide, and both architectures are little-endian."""
    return _do(LOAD, 16 + 8 * position + (4 if high else 0))


def _on(number: int, steps: list[bytes]) -> list[bytes]:
    """Take these steps for one call, then allow it; other calls pass by, with the number still loaded."""
    return [_do(JUMP_EQUAL, number, 0, len(steps) + 1), *steps, _do(RETURN, ALLOW)]
