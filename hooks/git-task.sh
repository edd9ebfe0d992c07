#!/bin/sh
# git-task hook. One text serves all hooks; `git task hooks remove` takes it away and puts back what was here.
#
# It runs the hook that was here before, decides in the shell whether git-task has anything to do, and starts git-task
# at most once for what git does. git-task may veto a commit by status 10. Whatever else goes wrong with it is said, and
# git goes on: a tracker must never stop a commit by being broken.

name=${0##*/}
name=${name%%.*}
case $name in
  pre-commit | prepare-commit-msg | commit-msg | post-commit | post-merge | post-checkout | post-rewrite | \
    post-applypatch | pre-push) before=${0%/*}/$name.before-git-task ;;
  *)
    # Called by a line of another tool's hook, which names it.
    name=$1
    before=
    shift
    ;;
esac

input=
case $name in pre-push | post-rewrite) input=$(cat) ;; esac
replay() { [ -z "$input" ] || printf '%s\n' "$input"; }
warn() { echo "warning: git-task: $*" >&2; }

# git's own rule: a hook that is not executable is none.
status=0
if [ -n "$before" ] && [ -x "$before" ]; then
  case $name in
    pre-push | post-rewrite) replay | "$before" "$@" ;;
    *) "$before" "$@" ;;
  esac
  status=$?
fi
# A hook before the deed has stopped it: there is nothing left to look at.
case $status-$name in 0-* | *-post-*) ;; *) exit "$status" ;; esac

# git-task's own git calls this hook: nothing to look at either.
[ -z "$GIT_TASK_HOOK" ] || exit "$status"

git_dir=${GIT_DIR:-.git}
[ -d "$git_dir" ] || git_dir=$(git rev-parse --git-dir 2>/dev/null) || exit "$status"
common=$git_dir
if [ -f "$git_dir/commondir" ]; then
  read -r common <"$git_dir/commondir"
  case $common in /*) ;; *) common=$git_dir/$common ;; esac
fi
[ -f "$common/refs/tasks/main" ] || [ -d "$common/reftable" ] ||
  grep -q ' refs/tasks/main$' "$common/packed-refs" 2>/dev/null || exit "$status"

# A worktree of the tasks' own branch: nobody's work is committed there.
first=
[ ! -f .gitattributes ] || read -r first <.gitattributes
[ "$first" != 'task.yaml merge=git-task' ] || exit "$status"

# What pre-commit found, for the hooks that follow it: word, task, strict or lax, quiet or loud. Emptied, not removed:
# that takes no process.
state=$git_dir/git-task/commit
word= task= level= volume=
# To write into a FIFO waits for its reader, and the commit with it.
[ ! -p "$state" ] || rm -f "$state"
# What can't be emptied, as another user left it, may be of any commit.
[ -f "$state" ] && [ -s "$state" ] && [ -w "$state" ] && read -r word task level volume <"$state"
leave() {
  [ -d "$git_dir/git-task" ] || mkdir "$git_dir/git-task"
  echo "$*" >"$state"
} 2>/dev/null
# Not by `:`, a special builtin: where it can't write, a POSIX shell ends, and the commit with it.
forget() { [ ! -s "$state" ] || printf '' >"$state" || rm -f "$state"; } 2>/dev/null

# A rebase moves commits that went through here before; post-rewrite has it all at its end.
rebasing=
[ ! -d "$git_dir/rebase-merge" ] && [ ! -d "$git_dir/rebase-apply" ] || rebasing=1

# Whether the message in a file has a text of its own, and a line that names a task. Lines that a comment may begin with
# do not count: git gives a message up that has nothing else.
text= named=
look_at() {
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      *'------ >8 ------'*) return ;;
      [Tt]ask:\ *[!0-9a-z]*) text=1 ;;
      [Tt]ask:\ *) named=1 text=1 ;;
      '' | [[:blank:]#\;@!$%^\&\|:]*) ;;
      *) text=1 ;;
    esac
  done <"$1"
}
add_trailer() {
  git interpret-trailers --in-place --no-divider --if-exists doNothing --trailer "Task: $task" "$1"
}

# What is left below needs the program; all else has ended here.
case $name in
  pre-commit)
    forget
    [ -z "$rebasing" ] && [ "$GIT_TASK_SKIP" != 1 ] || exit 0
    ;;
  prepare-commit-msg)
    # Only behind a pre-commit of the same commit, which --no-verify, cherry-pick, revert and merge have not.
    case $word in checked) ;; unchecked) exit 0 ;; *) forget; exit 0 ;; esac
    case $task-$2 in
      -* | *-merge | *-squash) leave prepared "$task" "$level" "$volume" ;;
      # An editor is to come: a message that is left empty must stay empty.
      *- | *-template) leave deferred "$task" "$level" "$volume" ;;
      *)
        look_at "$1"
        leave prepared "$task" "$level" "$volume"
        [ -z "$text" ] || [ -n "$named" ] || add_trailer "$1"
        ;;
    esac
    exit 0
    ;;
  commit-msg)
    case $word in checked | prepared | deferred) ;; *) exit 0 ;; esac
    look_at "$1"
    [ -n "$text" ] || exit 0
    if [ -n "$named" ]; then
      leave "$word" "$task" "$level" loud
    elif [ "$word" = deferred ] && [ "$task" != - ]; then
      add_trailer "$1"
    fi
    [ "$level" = strict ] && [ "$task" != - ] || exit 0
    while IFS= read -r line || [ -n "$line" ]; do
      [ "$line" != "Task: $task" ] || exit 0
    done <"$1"
    ;;
  post-commit)
    [ -z "$rebasing" ] || exit "$status"
    if [ "$volume" = quiet ]; then
      forget
      exit "$status"
    fi
    # Of several picks or reverts the last one reports all.
    if [ -f "$git_dir/sequencer/todo" ]; then
      { read -r line && read -r line; } <"$git_dir/sequencer/todo" && exit "$status"
    fi
    # What goes round the hooks where they are strict is recorded.
    [ "$GIT_TASK_SKIP" != 1 ] || [ -f "$git_dir/git-task/strict" ] || exit "$status"
    ;;
  post-applypatch)
    # Of several patches the last one reports all; a rebase by patches reports itself.
    next= last=
    [ ! -f "$git_dir/rebase-apply/next" ] || read -r next <"$git_dir/rebase-apply/next"
    [ ! -f "$git_dir/rebase-apply/last" ] || read -r last <"$git_dir/rebase-apply/last"
    [ "$next" = "$last" ] && [ ! -f "$git_dir/rebase-apply/rebasing" ] && [ "$GIT_TASK_SKIP" != 1 ] || exit "$status"
    ;;
  post-rewrite)
    # post-commit has told of the amended commit already.
    if [ "$1" = amend ] && [ "$word" = replaced ] && [ "$task $level" = "$input" ]; then
      forget
      exit "$status"
    fi
    [ -n "$input" ] && [ "$GIT_TASK_SKIP" != 1 ] || exit "$status"
    ;;
  post-merge)
    # A squash merge commits nothing yet.
    [ "$1" != 1 ] && [ -z "$rebasing" ] && [ "$GIT_TASK_SKIP" != 1 ] || exit "$status"
    ;;
  pre-push) [ -n "$input" ] && [ "$GIT_TASK_SKIP" != 1 ] || exit 0 ;;
  *)
    # post-checkout: what pre-commit found is of another commit now.
    forget
    exit "$status"
    ;;
esac

# Absolute paths, since a graphical client has no PATH to speak of.
node= program= enforce=
while read -r key value; do
  case $key in
    task.node) node=$value ;;
    task.program) program=$value ;;
    task.enforce) enforce=$value ;;
  esac
done <<END
$(git config --get-regexp '^task\.(node|program|enforce)$' 2>/dev/null)
END
case $name-$enforce in pre-push-*) ;; *-off) exit "$status" ;; esac
if [ -x "$node" ] && [ -f "$program" ]; then
  # As bin/git-task does: node would read certificates that nobody here looks at.
  if [ -n "${NODE_EXTRA_CA_CERTS-}" ]; then
    export GIT_TASK_NODE_EXTRA_CA_CERTS="$NODE_EXTRA_CA_CERTS"
    unset NODE_EXTRA_CA_CERTS
  fi
  set -- "$node" "$program" hook "$name" -- "$@"
elif command -v git-task >/dev/null 2>&1; then
  set -- git-task hook "$name" -- "$@"
else
  # Said once for what git does.
  [ -x "$node" ] || program=${node:-node}
  case $name in
    pre-commit | pre-push) warn "$program is gone: git goes on without it" ;;
  esac
  [ "$name" != pre-commit ] || leave unchecked - lax quiet
  exit "$status"
fi

limit=5
if command -v timeout >/dev/null 2>&1; then
  set -- timeout "$limit" "$@"
elif command -v perl >/dev/null 2>&1; then
  set -- perl -e 'alarm shift; exec @ARGV' "$limit" "$@"
fi
GIT_TASK_HOOK=$name
export GIT_TASK_HOOK
case $name in
  pre-push | post-rewrite) replay | "$@" ;;
  *) "$@" </dev/null ;;
esac
found=$?
case $found in
  0) exit "$status" ;;
  10)
    case $name in pre-*|commit-msg) exit 1 ;; esac
    exit "$status"
    ;;
  124 | 142) warn "$name took longer than $limit s: git goes on without it. To see why: git task doctor" ;;
  *) warn "$name failed: git goes on without it. To see why: git task doctor" ;;
esac
# It is not asked again for the same commit.
[ "$name" != pre-commit ] || leave unchecked - lax quiet
exit "$status"
