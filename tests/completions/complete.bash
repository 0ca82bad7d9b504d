#!/usr/bin/env bash
# What bash offers at the end of a command line, one candidate a line: complete.bash SCRIPT LINE
# shellcheck source=/dev/null
source "$1"
# Only readline has options to change.
compopt() { :; }
COMP_LINE=$2 COMP_POINT=${#2}
read -ra COMP_WORDS <<< "$COMP_LINE"
[[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
# The function that bash would call, by what the script has registered.
specification=$(complete -p twimint)
[[ $specification =~ -F\ ([^ ]+) ]]
"${BASH_REMATCH[1]}" twimint "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
# Where it offers nothing, bash falls back to names of files, if that was asked for.
if ((${#COMPREPLY[@]} == 0)) && [[ $specification == *' -o default '* || $specification == *' -o bashdefault '* ]]; then
    compgen -f -- "${COMP_WORDS[COMP_CWORD]}"
fi
printf '%s\n' "${COMPREPLY[@]}"
