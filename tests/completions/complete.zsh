#!/usr/bin/env zsh
# What zsh offers at the end of a command line, one candidate a line: complete.zsh SCRIPT LINE
# An interactive zsh in a pseudo-terminal gets the line and a tab; its `compadd` prints what it is
# given, between two marks.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PROMPT='' PS2='' HISTFILE=''; unsetopt zle_bracketed_paste; stty -echo"
setup=$(mktemp)
trap 'rm -f $setup' EXIT
cat > $setup <<'SETUP'
autoload -U compinit && compinit -D
bindkey '^I' complete-word
zstyle ':completion:*' list-grouped false
begin () { print -n $'\x01' }
finish () { print -n $'\x02'; exit }
compprefuncs=(begin)
comppostfuncs=(finish)
compadd () {
    # Asked to fill arrays, not to offer anything.
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
    fi
    local -a hits
    builtin compadd -A hits "$@"
    builtin compadd "$@"
    print -l -- $hits
}
SETUP
zpty -w shell "source $setup && source ${(q)1} && print ready"
zpty -r shell line '*ready*' || exit 1
zpty -w -n shell "$2"$'\t'
zpty -r shell line $'*\x02' || exit 1
line=${line##*$'\x01'}
print -r -- ${${line%%$'\x02'*}//$'\r'/}
