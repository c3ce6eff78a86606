#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What summary.py counts, given the logs that meson writes.
set -u

here=$(dirname "$(readlink -f "$0")")
. "$here/tap.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# counts_as COUNT-LINE RESULT EXIT-STATUS TAP: the last line of the summary is the count line.
counts_as()
{
  local expected=$1 result=$2 status=$3 tap=$4 failed
  printf '{"name": "x", "duration": 0.1, "result": "%s", "returncode": %d, "stdout": "%s"}\n' \
    "$result" "$status" "$tap" >"$work/log"
  case $result in
    OK | SKIP) failed=0 ;;
    *) failed=1 ;;
  esac
  python3 "$here/summary.py" "$work/log" $failed >"$work/out" && failed=0 || failed=1
  cat "$work/out"
  [ "$(tail -n 1 "$work/out")" = "$expected" ]
  case $expected in
    *' 0 failed'*) [ $failed -eq 0 ] ;;
    *) [ $failed -eq 1 ] ;;
  esac
}

cases_are_counted_and_not_programs()
{
  counts_as '2 passed, 0 failed, 1 skipped' OK 0 '1..3\nok 1 /a\nok 2 /b # SKIP why\n# x\nok 3 /c\n'
}

a_failed_case_fails()
{
  counts_as '1 passed, 1 failed, 0 skipped' FAIL 1 '1..2\nnot ok 1 /a - why\nok 2 /b\n'
}

a_crash_fails_its_case_and_those_after_it()
{
  counts_as '1 passed, 2 failed, 0 skipped' ERROR -11 '1..3\nok 1 /a\n'
}

a_program_that_says_nothing_fails()
{
  counts_as '0 passed, 1 failed, 0 skipped' TIMEOUT -9 ''
}

a_leak_after_the_last_case_fails()
{
  counts_as '1 passed, 1 failed, 0 skipped' ERROR 1 '1..1\nok 1 /a\n'
}

a_whole_program_can_be_skipped()
{
  counts_as '0 passed, 0 failed, 1 skipped' SKIP 0 '1..0 # SKIP no display\n'
}

run_cases \
  cases_are_counted_and_not_programs \
  a_failed_case_fails \
  a_crash_fails_its_case_and_those_after_it \
  a_program_that_says_nothing_fails \
  a_leak_after_the_last_case_fails \
  a_whole_program_can_be_skipped
