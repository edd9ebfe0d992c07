# bash completion for git-task, called as `git-task` and as `git task`. In ~/.bashrc:
#   source <(git-task completion bash)
#
# Titles and names are other people's text. Here they are data only: listed as they are, quoted before they are put
# into a line, and never given to eval.

# Puts COMPREPLY together. The arguments say how to call the program: git-task, or git and task.
__git_task_reply() {
  local line=${COMP_LINE:0:COMP_POINT} word piece='' before='' i skip=1
  local -a words=()
  # bash cuts words at = : and @ as well: what stands together in the line is put together again.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    local blank=${line%%[![:space:]]*}
    line=${line#"$blank"}
    if ((i == COMP_CWORD)); then word=$line; else word=${COMP_WORDS[i]}; fi
    line=${line#"$word"}
    if ((i > 0)) && [[ -z $blank ]]; then
      before=${words[${#words[@]} - 1]}
      words[${#words[@]} - 1]+=$word
    else
      before=''
      words+=("$word")
    fi
    piece=$word
  done
  if [[ ${*: -1} == task ]]; then
    # git's own options, and then the verb of git that this is.
    while ((skip < ${#words[@]} - 1)); do
      case ${words[skip]} in
        -C | -c | --git-dir | --work-tree | --namespace) ((skip += 2)) ;;
        -*) ((skip += 1)) ;;
        *) break ;;
      esac
    done
    ((skip += 1))
  fi
  # Readline completes what stands behind = or : and leaves the @ with it.
  case $piece in
    = | :) before+=$piece piece='' ;;
  esac
  if [[ $before == *@ ]]; then before=${before%@} piece=@$piece; fi

  local quote='' typed=$piece
  case $piece in
    \'*) quote=\' typed=${piece#\'} ;;
    \"*) quote=\" typed=${piece#\"} ;;
    *) typed=${piece//\\/} ;;
  esac

  local kind='' value about
  local -a values=() abouts=()
  {
    read -r kind
    while IFS=$'\t' read -r value about; do
      # Where readline began anew within a word, it wants only what is behind that.
      [[ $value == "$before"* ]] || continue
      values+=("${value#"$before"}")
      abouts+=("$about")
    done
  } < <("$@" complete-words -- "${words[@]:skip:${#words[@]}-skip-1}" "$before$typed" 2>/dev/null)

  # git's completion asks for no blank behind a word; ours are whole words, and no files.
  compopt +o nospace +o default +o bashdefault 2>/dev/null
  if [[ $kind == files ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$typed")
    return
  fi
  compopt -o nosort 2>/dev/null
  # Only listed, never inserted: COMP_TYPE is ? where readline lists after a second tab.
  local listed=''
  if [[ ${COMP_TYPE:-9} == 63 ]] && ((${#values[@]} > 1)); then listed=1; fi
  for i in "${!values[@]}"; do
    value=${values[i]}
    if [[ -n $listed ]]; then
      printf -v word '%-12s  %s' "$value" "${abouts[i]}"
      COMPREPLY+=("${word:0:${COLUMNS:-80}-2}")
      continue
    fi
    case $quote in
      \') COMPREPLY+=("${value//\'/\'\\\'\'}") ;;
      \")
        # History expansion can't be quoted there.
        [[ $value == *!* ]] && continue
        value=${value//\\/\\\\}
        value=${value//\"/\\\"}
        value=${value//\$/\\\$}
        COMPREPLY+=("${value//\`/\\\`}")
        ;;
      *)
        # Digits and letters need no quotes, and a leading @ would get one.
        if [[ $value =~ ^[A-Za-z0-9@_./-]+$ ]]; then word=$value; else printf -v word %q "$value"; fi
        COMPREPLY+=("$word")
        ;;
    esac
  done
}

# git-task <TAB>
__git_task_program() {
  COMPREPLY=()
  __git_task_reply command git-task
}

# git task <TAB>: git's own completion calls it by this name, with -C and --git-dir known to its __git.
_git_task() {
  COMPREPLY=()
  if declare -F __git >/dev/null; then __git_task_reply __git task; else __git_task_reply git task; fi
}

# For a shell that has no completion for git at all.
__git_task_alone() {
  COMPREPLY=()
  if [[ ${COMP_WORDS[1]} == task ]] && ((COMP_CWORD > 1)); then _git_task; fi
}

complete -F __git_task_program git-task
if ! complete -p git >/dev/null 2>&1 && ! declare -F _completion_loader __load_completion _comp_load >/dev/null; then
  complete -o default -o bashdefault -F __git_task_alone git
fi
