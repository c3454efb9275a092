#!/usr/bin/env bash
# VPL runs this first; what it leaves as vpl_execution is run next, and its standard output is read.
if [ -f vpl_environment.sh ]; then . ./vpl_environment.sh; fi
{
  printf '#!/bin/bash\n'
  printf 'export VPL_GRADEMIN=%q VPL_GRADEMAX=%q\n' "${VPL_GRADEMIN:-0}" "${VPL_GRADEMAX:-100}"
  tail -n +2 vpl_execute.sh
} > vpl_execution
chmod +x vpl_execution
