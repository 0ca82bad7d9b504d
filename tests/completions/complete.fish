# What fish offers at the end of a command line, one candidate a line: complete.fish SCRIPT LINE
source $argv[1]
for offer in (complete --do-complete $argv[2])
    # A description may follow, after a tab.
    string replace --regex '\t.*' '' -- $offer
end
true
