#!/usr/bin/env bash
# Grades /grade/student into /grade/results/results.json; GRADE names another folder than /grade.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
exec "$here/autograder-tools/bin/python" -I -m autograder.export.run prairielearn "${GRADE:-/grade}" --lang @LANGUAGE@
