#!/bin/bash
# Grades the folder that VPL runs it in. The execution server needs the course in /opt/autograder: there, as root,
# bash server/setup.sh /opt/autograder/autograder-tools
tools=${AUTOGRADER_TOOLS:-/opt/autograder/autograder-tools}
if ! [ -x "$tools/bin/python" ]; then
  echo "Comment :=>>@NOT_INSTALLED@"
  exit 1
fi
exec "$tools/bin/python" -I -m autograder.export.run vpl . --lang @LANGUAGE@
