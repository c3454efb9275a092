import subprocess
import sys


def test_the_library_needs_nothing_else_of_the_project():
    program = "import sys\nfrom autograder.gradcheck import *\nprint(*(name for name in sys.modules if name.startswith('autograder')))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=300)
    modules = ended.stdout.split()
    assert "autograder.gradcheck.check_backward" in modules
    assert {name for name in modules if not name.startswith("autograder.gradcheck")} == {"autograder"}
