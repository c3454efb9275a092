"""`python -m autograder`."""

from autograder.cli.main import run

if __name__ == "__main__":
    run()
