#!/usr/bin/env bash
# Makes an environment with this course and the packages of requirements.lock, whose hashes pip checks. This needs the
# network (or a folder of wheels in PIP_FIND_LINKS, with PIP_NO_INDEX=1); nothing that comes after it does.
# Usage: setup.sh [FOLDER]; PYTHON names the interpreter (3.11 or newer), if the right one is not found.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=${1:-@TOOLS@}
suits() { command -v "$1" > /dev/null && "$1" -I -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; }
found() { for name in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3; do if suits "$name"; then echo "$name"; return; fi; done; }
python=$(found)
if [ -z "$python" ] && command -v apt-get > /dev/null; then
  apt-get update
  for version in 3.13 3.12 3.11; do
    if apt-get install --yes "python$version" "python$version-venv"; then break; fi
  done
  python=$(found)
fi
if [ -z "$python" ]; then
  echo "setup.sh: Python 3.11 or newer with venv is needed, and is not here. Take an image that has it (Ubuntu 24.04, python:3.12)." >&2
  exit 1
fi
"$python" -I -m venv "$tools"
"$tools/bin/python" -I -m pip --disable-pip-version-check install --quiet --no-compile --require-hashes --requirement "$here/requirements.lock"
site=$("$tools/bin/python" -I -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
rm -rf "$site/autograder"
cp -R "$here/autograder" "$site/"
"$tools/bin/python" -I -m autograder --version
