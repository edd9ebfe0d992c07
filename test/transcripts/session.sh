# The shell of a transcript. Reads commands, each ended by a NUL, on fd 3 and answers "<number> <status>" on fd 4.
# The directory $1 gets <number>.out, .err and .vars. Every command runs in this very shell, so what it sets stays;
# names with two underscores are the driver's own. No process substitution here: it would change the session's $!.
__directory=$1
shift
__number=0
__status=0
__leave() { return "$1"; }
while IFS= read -r -d '' -u 3 __command; do
  __leave "$__status"
  eval "$__command" >|"$__directory/$__number.out" 2>|"$__directory/$__number.err" </dev/null 3<&- 4>&-
  __status=$?
  compgen -v >|"$__directory/names"
  while IFS= read -r __name; do
    printf '%s\0%s\0' "$__name" "${!__name-}"
  done <"$__directory/names" >|"$__directory/$__number.vars" 2>/dev/null
  echo "$__number $__status" >&4
  __number=$((__number + 1))
done
unset IFS
kill $(jobs -p) 2>/dev/null
wait
