"""A filter on system calls, for x86-64 and AArch64 Linux: what a learner's process is refused.

It is a deny-list: no network, no processes or threads, no signals to others, no changes to files, no inspection
of other processes, no raising of limits, none of the kernel's rarely used doors. A refused call fails with
"operation not permitted", so that Python turns it into an ordinary exception.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import NamedTuple

# Each name with its number on x86-64 and on AArch64; "-" where that architecture has no such call.
REFUSED = """
accept:43:202 accept4:288:242 bind:49:200 connect:42:203 listen:50:201 socket:41:198 socketpair:53:199
sendmsg:46:211 sendmmsg:307:269 recvmsg:47:212 recvmmsg:299:243
fork:57:- vfork:58:- clone:56:220 execve:59:221 execveat:322:281
ptrace:101:117 process_vm_readv:310:270 process_vm_writev:311:271 process_madvise:440:440 process_mrelease:448:448
kcmp:312:272 pidfd_open:434:434 pidfd_getfd:438:438 pidfd_send_signal:424:424
rt_sigqueueinfo:129:138 rt_tgsigqueueinfo:297:240
unshare:272:97 setns:308:268 mount:165:40 umount2:166:39 pivot_root:155:41 chroot:161:51 move_mount:429:429
open_tree:428:428 fsopen:430:430 fsconfig:431:431 fsmount:432:432 fspick:433:433 mount_setattr:442:442
bpf:321:280 io_uring_setup:425:425 io_uring_enter:426:426 io_uring_register:427:427 perf_event_open:298:241
userfaultfd:323:282 keyctl:250:219 add_key:248:217 request_key:249:218
open_by_handle_at:304:265 name_to_handle_at:303:264 memfd_create:319:279 memfd_secret:447:447
shmget:29:194 shmat:30:196 shmctl:31:195 shmdt:67:197 msgget:68:186 msgsnd:69:189 msgrcv:70:188 msgctl:71:187
semget:64:190 semop:65:193 semctl:66:191 semtimedop:220:192 mq_open:240:180 mq_unlink:241:181
inotify_init:253:- inotify_init1:294:26 fanotify_init:300:262 fanotify_mark:301:263
init_module:175:105 finit_module:313:273 delete_module:176:106 kexec_load:246:104 kexec_file_load:320:294
reboot:169:142 swapon:167:224 swapoff:168:225 acct:163:89 quotactl:179:60 quotactl_fd:443:443 syslog:103:116
sethostname:170:161 setdomainname:171:162 settimeofday:164:170 clock_settime:227:112 adjtimex:159:171
clock_adjtime:305:266 iopl:172:- ioperm:173:- modify_ldt:154:- personality:135:92 vhangup:153:58
lookup_dcookie:212:18 uselib:134:- nfsservctl:180:42 _sysctl:156:-
migrate_pages:256:238 move_pages:279:239 mbind:237:235 set_mempolicy:238:237
sched_setaffinity:203:122 sched_setscheduler:144:119 sched_setattr:314:274 sched_setparam:142:118
setpriority:141:140 ioprio_set:251:30 splice:275:76 tee:276:77 vmsplice:278:75
setuid:105:146 setgid:106:144 setreuid:113:145 setregid:114:143 setresuid:117:147 setresgid:119:149
setgroups:116:159 setfsuid:122:151 setfsgid:123:152 capset:126:91 setsid:112:157 setpgid:109:154 prctl:157:167
chmod:90:- fchmod:91:52 fchmodat:268:53 fchmodat2:452:452 chown:92:- fchown:93:55 lchown:94:- fchownat:260:54
utime:132:- utimes:235:- utimensat:280:88 futimesat:261:-
setxattr:188:5 lsetxattr:189:6 fsetxattr:190:7 setxattrat:463:463
removexattr:197:14 lremovexattr:198:15 fremovexattr:199:16 removexattrat:466:466
unlink:87:- unlinkat:263:35 rename:82:- renameat:264:38 renameat2:316:276 mkdir:83:- mkdirat:258:34 rmdir:84:-
link:86:- linkat:265:37 symlink:88:- symlinkat:266:36 mknod:133:- mknodat:259:33
truncate:76:45 fallocate:285:47 creat:85:- setrlimit:160:164 open_tree_attr:467:467
"""
# These pretend not to exist, so that the C library falls back to calls whose arguments the filter can read.
UNKNOWN = "clone3:435:435 openat2:437:437"
# These may be used on the process itself alone; the first argument says on whom.
ON_ITSELF = "kill:62:129 tkill:200:130 tgkill:234:131"
PRLIMIT = "prlimit64:302:261"  # reading limits is fine, its third argument sets them
FCNTL = "fcntl:72:25"
SIGNALS_BY_DESCRIPTOR = (8, 10, 15)  # F_SETOWN, F_SETSIG, F_SETOWN_EX: another way to send signals
IOCTL = "ioctl:16:29"
OWNERS_BY_DESCRIPTOR = (0x8901, 0x8902)  # FIOSETOWN, SIOCSPGRP: the same once more
OPEN = (("open:2:-", 1), ("openat:257:56", 2))  # which argument holds the flags
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
ALLOW, REFUSE, KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000  # SECCOMP_RET_*
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
X32 = 0x4000_0000  # the other way to number calls on x86-64


class Architecture(NamedTuple):
    """How the kernel names an architecture, and its column in the tables above."""

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


def program(target: Architecture, pid: int, *, refuse_writing: bool) -> bytes:
    """Compile the filter for the process `pid`; `refuse_writing` also refuses to open files for writing."""
    code = [
        _do(LOAD, 4),  # seccomp_data.arch
        _do(JUMP_EQUAL, target.audit, 1, 0),
        _do(RETURN, KILL),
        _do(LOAD, 0),  # seccomp_data.nr
    ]
    if target is ARCHITECTURES["x86_64"]:
        code += [_do(JUMP_AT_LEAST, X32, 0, 1), _refuse()]
    for number in _numbers(REFUSED, target):
        code += [_do(JUMP_EQUAL, number, 0, 1), _refuse()]
    for number in _numbers(UNKNOWN, target):
        code += [_do(JUMP_EQUAL, number, 0, 1), _do(RETURN, REFUSE | errno.ENOSYS)]
    for number in _numbers(ON_ITSELF, target):
        code += _on(number, [_argument(0), _do(JUMP_EQUAL, pid, 1, 0), _refuse()])
    for number in _numbers(PRLIMIT, target):
        new_limit = [_argument(2), _do(JUMP_EQUAL, 0, 1, 0), _refuse()]
        code += _on(number, [*new_limit, _argument(2, high=True), _do(JUMP_EQUAL, 0, 1, 0), _refuse()])
    for table, commands in ((FCNTL, SIGNALS_BY_DESCRIPTOR), (IOCTL, OWNERS_BY_DESCRIPTOR)):
        for number in _numbers(table, target):
            tests = [step for command in commands for step in (_do(JUMP_EQUAL, command, 0, 1), _refuse())]
            code += _on(number, [_argument(1), *tests])
    if refuse_writing:
        for table, position in OPEN:
            for number in _numbers(table, target):
                code += _on(number, [_argument(position), _do(JUMP_ANY_BIT, WRITING, 0, 1), _refuse()])
    code.append(_do(RETURN, ALLOW))
    return b"".join(code)


def install(code: bytes) -> bool:
    """Put a filter on this process, for good; PR_SET_NO_NEW_PRIVS must be set. False if the kernel refuses it."""
    held = ctypes.create_string_buffer(code, len(code))
    described = _Program(len(code) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(described), 0, 0) == 0)


def _numbers(table: str, target: Architecture) -> list[int]:
    columns = (entry.split(":")[target.column] for entry in table.split())
    return [int(number) for number in columns if number != "-"]


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
