# fish completion for git-task, called as `git-task` and as `git task`. As ~/.config/fish/completions/git-task.fish, or
# in ~/.config/fish/config.fish:
#   git-task completion fish | source
#
# Titles and names are other people's text. Here they are data only: fish lists them as they are and quotes what it puts
# into a line.

# The words behind `git-task`, or behind `git … task`; false where the line is no call of it.
function __git_task_words
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    if string match -qr '(^|/)git$' -- $program
        while set -q words[1]
            switch $words[1]
                case -C -c --git-dir --work-tree --namespace --exec-path
                    set -e words[1]
                    set -e words[1]
                case '-*'
                    set -e words[1]
                case '*'
                    break
            end
        end
        test "$words[1]" = task; or return 1
        set -e words[1]
    end
    # A marker keeps a line without words from being no line.
    printf '%s\n' -- $words
end

function __git_task_complete
    set -l words (__git_task_words); or return
    set -l current (commandline -ct)
    set -l typed (string replace -r '^["\']' '' -- "$current" | string replace -ra '\\\\(.)' '$1')
    set -l lines (git-task complete-words $words "$typed" 2>/dev/null)
    set -l kind "$lines[1]"
    set -e lines[1]
    switch "$kind"
        case files
            __fish_complete_path (string replace -r '^--[a-z-]+=' '' -- "$current")
        case words
            printf '%s\n' $lines
    end
end

complete -c git-task -k -f -a '(__git_task_complete)'
complete -c git -n '__git_task_words >/dev/null' -k -f -a '(__git_task_complete)'
complete -c git -n 'test (count (commandline -opc)) -eq 1' -f -a task -d 'tasks of this repository, shared by all its worktrees'
