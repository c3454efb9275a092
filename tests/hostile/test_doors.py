"""Forbidden acts, each followed by right answers: an act that succeeds would earn all the points."""

from __future__ import annotations

import re
from pathlib import Path

import autograder

ROOT = Path(autograder.__file__).resolve().parents[1]
# What refusals look like, whichever layer refuses first.
REFUSED = (
    r"PermissionError|OSError|FileNotFoundError|NotADirectoryError|BlockingIOError|ProcessLookupError|SIGSYS"
    r"|RuntimeError: can't (start|create)|ValueError: not allowed to raise|gaierror|AssertionError"
)
SOURCE = """
{imports}
#right
plain_sigmoid, plain_backward = sigmoid, sigmoid_backward

def raw(x86, arm, *args):
    import ctypes, os
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(x86 if os.uname().machine == "x86_64" else arm, *args)
    if result < 0:
        raise OSError(ctypes.get_errno(), "raw")
    return result

def act():
    {act}

def sigmoid(z):
    act()
    return plain_sigmoid(z)

def sigmoid_backward(grad_output, output):
    act()
    return plain_backward(grad_output, output)
"""
ACTS = {
    # processes and threads
    "fork": "if os.fork() == 0: os._exit(0)",
    "fork_twice_to_outlive_the_grader": "if os.fork() == 0:\n        os.setsid()\n        os.fork()",
    "forkpty": "pty.fork()",
    "vfork": "raw(58, 220, 17)",
    "clone3": "raw(435, 435, (ctypes.c_uint64 * 11)(0, 0, 0, 0, 17), 88)",
    "exec": "os.execv(sys.executable, [sys.executable, '-c', ''])",
    "exec_a_shell": "os.execv('/bin/sh', ['sh', '-c', 'exit 0'])",
    "exec_by_descriptor": "os.execve(os.open(sys.executable, os.O_RDONLY), ['python'], {})",
    "posix_spawn": "os.posix_spawn('/bin/true', ['true'], {})",
    "subprocess": "subprocess.run(['true'], check=True)",
    "daemon_grandchild": "subprocess.Popen(['sleep', '100'], start_new_session=True)",
    "shell": "subprocess.check_call('true', shell=True)",
    "multiprocessing": "p = multiprocessing.Process(target=print); p.start(); p.join()",
    "thread": "threading.Thread(target=print).start()",
    "daemon_thread": "threading.Thread(target=signal.pause, daemon=True).start()",
    "raw_thread": "_thread.start_new_thread(print, ())",
    "thread_pool": "list(concurrent.futures.ThreadPoolExecutor(4).map(print, 'ab'))",
    "asyncio": "asyncio.run(asyncio.sleep(0))",
    # others' processes
    "kill_the_parent": "os.kill(os.getppid(), signal.SIGKILL)",
    "kill_everything": "os.kill(-1, signal.SIGKILL)",
    "kill_the_group": "os.killpg(0, signal.SIGTERM)",
    "kill_init": "os.kill(1, signal.SIGTERM)",
    "stop_the_parent": "os.kill(os.getppid(), signal.SIGSTOP)",
    "signal_by_pidfd": "signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 0)",
    "queue_a_signal": "raw(129, 138, os.getppid(), 0, (ctypes.c_byte * 128)())",
    "signal_by_descriptor_owner": "fcntl.fcntl(0, fcntl.F_SETOWN, os.getppid())",
    "ptrace_the_parent": "raw(101, 117, 16, os.getppid(), 0, 0)",
    "ptrace_oneself": "raw(101, 117, 0, 0, 0, 0)",
    "read_memory_of_the_parent": "raw(310, 270, os.getppid(), ctypes.create_string_buffer(16), 1, ctypes.create_string_buffer(16), 1, 0)",
    "write_memory_of_the_parent": "raw(311, 271, os.getppid(), ctypes.create_string_buffer(16), 1, ctypes.create_string_buffer(16), 1, 0)",
    "take_a_descriptor_of_the_parent": "raw(438, 438, os.pidfd_open(os.getppid()), 3, 0)",
    "change_limits_of_the_parent": "resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))",
    # the network, and channels to others on the machine
    "tcp": "socket.socket()",
    "udp": "socket.socket(type=socket.SOCK_DGRAM)",
    "connect_to_loopback": "socket.create_connection(('127.0.0.1', 9), 1)",
    "resolve_a_name": "socket.getaddrinfo('localhost', 'http')",
    "unix_socket": "socket.socket(socket.AF_UNIX)",
    "abstract_unix_socket": "socket.socket(socket.AF_UNIX).bind('\\0learner')",
    "socketpair": "socket.socketpair()",
    "netlink": "socket.socket(16, socket.SOCK_RAW)",
    "vsock": "socket.socket(40)",
    "raw_socket_by_the_second_numbering": "raw(0x40000000 + 41, 198, 2, 1, 0)",
    "memfd": "os.memfd_create('x')",
    "memfd_secret": "raw(447, 447, 0)",
    "shared_memory": "multiprocessing.shared_memory.SharedMemory('learner', True, 4096)",
    "sysv_shared_memory": "raw(29, 194, 4711, 4096, 0o1666)",
    "message_queue": "raw(68, 186, 4711, 0o1666)",
    "posix_message_queue": "raw(240, 180, b'learner', 0o102, 0o666, 0)",
    "semaphore": "multiprocessing.Lock()",
    "inotify": "raw(294, 26, 0)",
    "keyring": "raw(248, 217, b'user', b'learner', b'x', 1, -3)",
    # the kernel's rarely used doors
    "unshare": "raw(272, 97, 0x10000000)",
    "setns": "raw(308, 268, 0, 0)",
    "mount": "raw(165, 40, b'none', b'/tmp', b'tmpfs', 0, 0)",
    "new_mount": "raw(430, 430, b'tmpfs', 0)",
    "chroot": "os.chroot('/usr')",
    "pivot_root": "raw(155, 41, b'/usr', b'/usr')",
    "io_uring": "raw(425, 425, 8, ctypes.create_string_buffer(256))",
    "bpf": "raw(321, 280, 0, ctypes.create_string_buffer(256), 128)",
    "perf_events": "raw(298, 241, ctypes.create_string_buffer(128), 0, -1, -1, 0)",
    "userfaultfd": "raw(323, 282, 1)",
    "kernel_module": "raw(175, 105, b'', 0, b'')",
    "kernel_log": "raw(103, 116, 3, ctypes.create_string_buffer(256), 256)",
    "personality_without_address_randomisation": "raw(135, 92, 0x0040000)",
    "file_by_handle": "raw(304, 265, 0, ctypes.create_string_buffer(64), 0)",
    "root_again": "os.setuid(0)",
    "capabilities": "raw(126, 91, struct.pack('=Ii', 0x20080522, 0), struct.pack('=6I', *[0xffffffff] * 6))",
    "dumpable_again": "raw(157, 167, 4, 1, 0, 0, 0)",
    "higher_priority": "os.setpriority(os.PRIO_PROCESS, 0, -5)",
    "other_cores": "os.sched_setaffinity(0, {0})",
    "new_session": "os.setsid()",
    "raise_the_limit_of_cpu_time": "resource.setrlimit(resource.RLIMIT_CPU, (600, 600))",
    "raise_the_limit_of_memory": "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    "raise_the_limit_of_processes": "resource.setrlimit(resource.RLIMIT_NPROC, (100, 100))",
    "push_keys_into_the_terminal": "fcntl.ioctl(os.open('/dev/tty', os.O_RDWR), 0x5412, b'x')",
    # files
    "read_the_users": "open('/etc/passwd').read()",
    "read_the_passwords": "open('/etc/shadow').read()",
    "read_the_solution": f"open({str(ROOT / 'solutions/05_sigmoid_backward/sigmoid_backward.py')!r}).read()",
    "read_the_checks": f"open({str(ROOT / 'solutions/05_sigmoid_backward/checks.py')!r}).read()",
    "read_the_quiz_key": f"open({str(ROOT / 'solutions/quiz/xor.toml')!r}).read()",
    "read_the_grader": f"open({str(ROOT / 'autograder/grading/pipeline.py')!r}).read()",
    "run_the_grader": f"sys.path.insert(0, {str(ROOT)!r}); import autograder.grading.pipeline; assert isinstance(autograder.grading.pipeline.Grader, type)",
    "list_the_root": "assert len(os.listdir('/')) > 50 or open('/etc/hostname')",
    "list_the_course": f"os.listdir({str(ROOT)!r})",
    "list_homes": "os.listdir('/root'), os.listdir('/home')",
    "environment_of_the_parent": "open(f'/proc/{os.getppid()}/environ').read()",
    "command_line_of_init": "open('/proc/1/cmdline').read()",
    "memory_of_the_parent": "open(f'/proc/{os.getppid()}/mem', 'rb')",
    "descriptors_of_the_parent": "os.readlink(f'/proc/{os.getppid()}/fd/3')",
    "root_of_the_parent": "os.listdir(f'/proc/{os.getppid()}/root/')",
    "own_memory_through_proc": "open('/proc/self/mem', 'r+b')",
    "reopen_a_descriptor_through_proc": "open('/proc/self/fd/3', 'r+b')",
    "disk_device": "[open(path, 'rb') for path in ('/dev/mem', '/dev/sda', '/dev/vda', '/dev/kmsg')]",
    "write_results_json": "io.FileIO('results.json', 'w').write(b'{\"score\": 100}')",
    "write_gradescope_results": "posix.mkdir('/autograder'); posix.mkdir('/autograder/results')",
    "write_beside_numpy": "io.FileIO(os.path.join(os.path.dirname(np.__file__), 'learner.pth'), 'w')",
    "poison_numpys_bytecode": "open(glob.glob(os.path.dirname(np.__file__) + '/__pycache__/__init__*')[0], 'r+b')",
    "write_into_the_course": f"io.FileIO({str(ROOT / 'learner.py')!r}, 'w')",
    "remove_for_good": "posix.unlink(np.__file__)",
    "rename_a_file": "os.rename(np.__file__, np.__file__ + 'x')",
    "remove_a_file": "os.unlink(np.__file__)",
    "remove_everything": "[os.unlink(path) for path in glob.glob('/tmp/**', recursive=True) or ['/etc/passwd']]",
    "link_as_judge0_was_escaped": "os.symlink('/', 'box'); open('box/etc/passwd')",
    "chown_as_judge0_was_escaped": "os.symlink('/bin', 'run'); os.chown('run', 65534, 65534)",
    "link_as_go_judge_was_escaped": "os.symlink('/etc/passwd', 'stdout')",
    "hard_link": "os.link(np.__file__, '/tmp/learner')",
    "chmod": "os.chmod('/', 0o777)",
    "set_user_id_bit": "os.chmod(sys.executable, 0o4755)",
    "truncate": "os.truncate(np.__file__, 0)",
    "device_file": "os.mknod('/tmp/learner', 0o20666, os.makedev(1, 1))",
    "named_pipe": "os.mkfifo('/tmp/learner')",
    "change_times": "os.utime(np.__file__)",
    "extended_attribute": "os.setxattr(np.__file__, 'user.learner', b'x')",
}
MODULES = [
    "asyncio",
    "concurrent.futures",
    "ctypes",
    "fcntl",
    "glob",
    "io",
    "multiprocessing",
    "multiprocessing.shared_memory",
    "os",
    "posix",
    "pty",
    "resource",
    "signal",
    "socket",
    "struct",
    "subprocess",
    "sys",
    "threading",
    "_thread",
]


def source(act):
    """Write the source of one act, which imports no more than it uses."""
    imports = [f"import {name}" for name in MODULES if re.search(rf"\b{re.escape(name)}\.", act)]
    return SOURCE.replace("{imports}", "\n".join(imports)).replace("{act}", act)


TABLE = {name: {"source": source(act), "both": REFUSED} for name, act in ACTS.items()}


def test_a_forbidden_act_is_refused_and_earns_nothing(attack, judged):
    judged(TABLE[attack])


def test_without_an_act_the_same_source_earns_everything(judged):
    judged({"source": source("pass"), "score": 8})
