"""The system calls that a learner's process may make: what computing, reading and waiting need.

Each name stands with its number on x86-64 and on AArch64; "-" where that architecture has no such call. Whatever
is not here is refused, what will be invented one day included.
"""

from __future__ import annotations

import os

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
