# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_twimint_global_optspecs
    string join \n color= h/help V/version
end

function __fish_twimint_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_twimint_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_twimint_using_subcommand
    set -l cmd (__fish_twimint_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c twimint -n "__fish_twimint_needs_command" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_needs_command" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_needs_command" -s V -l version -d 'Print version'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "chat" -d 'Mint a token for Conversations'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "conversations" -d 'Mint a token for Conversations'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "voice" -d 'Mint a token for Voice'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "video" -d 'Mint a token for Video'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "sync" -d 'Mint a token for Sync'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "taskrouter" -d 'Mint a token for a TaskRouter worker, as in Flex'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "flex" -d 'Mint a token for a TaskRouter worker, as in Flex'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "custom" -d 'Mint a token with only the grants that you add'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "decode" -d 'Show what is in a token, and why Twilio would refuse it'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "explain" -d 'Explain one of Twilio\'s error codes'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "doctor" -d 'Show which credentials would be used, and what is wrong with them'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "completions" -d 'Print a completion script for your shell'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "help" -d 'Print this help, or the help of a command'
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand chat" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l identities -d 'A file with one identity per line, `-` for stdin' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l ttl -d 'How long it lives, such as `15m` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l expires-at -d 'When it expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l nbf -d 'Not valid before TIME [default: not written]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l issued-at -d 'When it was issued [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l jti -d 'The token\'s own ID [default: random]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l region -d 'The API key\'s region, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l with -d 'One more grant: `--with sync` (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l grant -d 'One more grant, as JSON (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -s o -l output -d 'How to print the token [default: token]' -r -f -a "token\t'The token and a newline, nothing else'
json\t'An object with the token, its identity, its ID and its times'
header\t'An Authorization header, for `curl -H @-`'
env\t'`TWILIO_ACCESS_TOKEN=<token>`'
github\t'The same for `>> "\$GITHUB_ENV"`; on stderr the command that masks it'"
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l var -d 'The token\'s variable [default: TWILIO_ACCESS_TOKEN]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l service-sid -d 'The Conversations service' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l endpoint-id -d 'An ID for this device of the user' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l deployment-role-sid -d 'The user\'s role in the deployment' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l push-credential-sid -d 'The credential for push notifications' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l api-key -d 'The API key, a Main or a Standard one: Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l api-secret-file -d 'A file that holds the API key\'s secret, or `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l env-file -d 'Read this .env file instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand chat" -s p -l profile -d 'Take all three credentials from this profile of the Twilio CLI' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l allow-invalid -d 'Mint even if Twilio would refuse it'
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l demo -d 'No account needed: built-in credentials, which Twilio refuses'
complete -c twimint -n "__fish_twimint_using_subcommand chat" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand chat" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l identities -d 'A file with one identity per line, `-` for stdin' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l ttl -d 'How long it lives, such as `15m` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l expires-at -d 'When it expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l nbf -d 'Not valid before TIME [default: not written]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l issued-at -d 'When it was issued [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l jti -d 'The token\'s own ID [default: random]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l region -d 'The API key\'s region, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l with -d 'One more grant: `--with sync` (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l grant -d 'One more grant, as JSON (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -s o -l output -d 'How to print the token [default: token]' -r -f -a "token\t'The token and a newline, nothing else'
json\t'An object with the token, its identity, its ID and its times'
header\t'An Authorization header, for `curl -H @-`'
env\t'`TWILIO_ACCESS_TOKEN=<token>`'
github\t'The same for `>> "\$GITHUB_ENV"`; on stderr the command that masks it'"
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l var -d 'The token\'s variable [default: TWILIO_ACCESS_TOKEN]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l service-sid -d 'The Conversations service' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l endpoint-id -d 'An ID for this device of the user' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l deployment-role-sid -d 'The user\'s role in the deployment' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l push-credential-sid -d 'The credential for push notifications' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l api-key -d 'The API key, a Main or a Standard one: Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l api-secret-file -d 'A file that holds the API key\'s secret, or `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l env-file -d 'Read this .env file instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -s p -l profile -d 'Take all three credentials from this profile of the Twilio CLI' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l allow-invalid -d 'Mint even if Twilio would refuse it'
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l demo -d 'No account needed: built-in credentials, which Twilio refuses'
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand voice" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l identities -d 'A file with one identity per line, `-` for stdin' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l ttl -d 'How long it lives, such as `15m` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l expires-at -d 'When it expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l nbf -d 'Not valid before TIME [default: not written]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l issued-at -d 'When it was issued [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l jti -d 'The token\'s own ID [default: random]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l region -d 'The API key\'s region, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l with -d 'One more grant: `--with sync` (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l grant -d 'One more grant, as JSON (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -s o -l output -d 'How to print the token [default: token]' -r -f -a "token\t'The token and a newline, nothing else'
json\t'An object with the token, its identity, its ID and its times'
header\t'An Authorization header, for `curl -H @-`'
env\t'`TWILIO_ACCESS_TOKEN=<token>`'
github\t'The same for `>> "\$GITHUB_ENV"`; on stderr the command that masks it'"
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l var -d 'The token\'s variable [default: TWILIO_ACCESS_TOKEN]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l app-sid -l outgoing-application-sid -d 'The TwiML app for outgoing calls' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l incoming -l incoming-allow -d 'Let the user receive calls' -r -f -a "true\t''
false\t''"
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l param -d 'A parameter for the app\'s URL (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l params -l outgoing-application-params -d 'Such parameters as a JSON object' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l push-credential-sid -d 'The credential to reach a mobile app' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l endpoint-id -d 'An ID for this device of the user' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l api-key -d 'The API key, a Main or a Standard one: Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l api-secret-file -d 'A file that holds the API key\'s secret, or `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l env-file -d 'Read this .env file instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand voice" -s p -l profile -d 'Take all three credentials from this profile of the Twilio CLI' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l allow-invalid -d 'Mint even if Twilio would refuse it'
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l demo -d 'No account needed: built-in credentials, which Twilio refuses'
complete -c twimint -n "__fish_twimint_using_subcommand voice" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand voice" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand video" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand video" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l identities -d 'A file with one identity per line, `-` for stdin' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand video" -l ttl -d 'How long it lives, such as `15m` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l expires-at -d 'When it expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l nbf -d 'Not valid before TIME [default: not written]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l issued-at -d 'When it was issued [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l jti -d 'The token\'s own ID [default: random]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l region -d 'The API key\'s region, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand video" -l with -d 'One more grant: `--with sync` (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand video" -l grant -d 'One more grant, as JSON (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -s o -l output -d 'How to print the token [default: token]' -r -f -a "token\t'The token and a newline, nothing else'
json\t'An object with the token, its identity, its ID and its times'
header\t'An Authorization header, for `curl -H @-`'
env\t'`TWILIO_ACCESS_TOKEN=<token>`'
github\t'The same for `>> "\$GITHUB_ENV"`; on stderr the command that masks it'"
complete -c twimint -n "__fish_twimint_using_subcommand video" -l var -d 'The token\'s variable [default: TWILIO_ACCESS_TOKEN]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l room -d 'The only room that the token opens [default: any]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l api-key -d 'The API key, a Main or a Standard one: Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l api-secret-file -d 'A file that holds the API key\'s secret, or `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand video" -l env-file -d 'Read this .env file instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand video" -s p -l profile -d 'Take all three credentials from this profile of the Twilio CLI' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l allow-invalid -d 'Mint even if Twilio would refuse it'
complete -c twimint -n "__fish_twimint_using_subcommand video" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand video" -l demo -d 'No account needed: built-in credentials, which Twilio refuses'
complete -c twimint -n "__fish_twimint_using_subcommand video" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand video" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand sync" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l identities -d 'A file with one identity per line, `-` for stdin' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l ttl -d 'How long it lives, such as `15m` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l expires-at -d 'When it expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l nbf -d 'Not valid before TIME [default: not written]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l issued-at -d 'When it was issued [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l jti -d 'The token\'s own ID [default: random]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l region -d 'The API key\'s region, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l with -d 'One more grant: `--with sync` (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l grant -d 'One more grant, as JSON (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -s o -l output -d 'How to print the token [default: token]' -r -f -a "token\t'The token and a newline, nothing else'
json\t'An object with the token, its identity, its ID and its times'
header\t'An Authorization header, for `curl -H @-`'
env\t'`TWILIO_ACCESS_TOKEN=<token>`'
github\t'The same for `>> "\$GITHUB_ENV"`; on stderr the command that masks it'"
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l var -d 'The token\'s variable [default: TWILIO_ACCESS_TOKEN]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l service-sid -d 'The Sync service, or `default`' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l endpoint-id -d 'An ID for this device of the user' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l api-key -d 'The API key, a Main or a Standard one: Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l api-secret-file -d 'A file that holds the API key\'s secret, or `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l env-file -d 'Read this .env file instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand sync" -s p -l profile -d 'Take all three credentials from this profile of the Twilio CLI' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l allow-invalid -d 'Mint even if Twilio would refuse it'
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l demo -d 'No account needed: built-in credentials, which Twilio refuses'
complete -c twimint -n "__fish_twimint_using_subcommand sync" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand sync" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l identities -d 'A file with one identity per line, `-` for stdin' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l ttl -d 'How long it lives, such as `15m` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l expires-at -d 'When it expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l nbf -d 'Not valid before TIME [default: not written]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l issued-at -d 'When it was issued [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l jti -d 'The token\'s own ID [default: random]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l region -d 'The API key\'s region, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l with -d 'One more grant: `--with sync` (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l grant -d 'One more grant, as JSON (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -s o -l output -d 'How to print the token [default: token]' -r -f -a "token\t'The token and a newline, nothing else'
json\t'An object with the token, its identity, its ID and its times'
header\t'An Authorization header, for `curl -H @-`'
env\t'`TWILIO_ACCESS_TOKEN=<token>`'
github\t'The same for `>> "\$GITHUB_ENV"`; on stderr the command that masks it'"
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l var -d 'The token\'s variable [default: TWILIO_ACCESS_TOKEN]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l workspace-sid -d 'The workspace' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l worker-sid -d 'The worker in that workspace' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l role -d 'The worker\'s role' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l api-key -d 'The API key, a Main or a Standard one: Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l api-secret-file -d 'A file that holds the API key\'s secret, or `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l env-file -d 'Read this .env file instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -s p -l profile -d 'Take all three credentials from this profile of the Twilio CLI' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l allow-invalid -d 'Mint even if Twilio would refuse it'
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l demo -d 'No account needed: built-in credentials, which Twilio refuses'
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand flex" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l identities -d 'A file with one identity per line, `-` for stdin' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l ttl -d 'How long it lives, such as `15m` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l expires-at -d 'When it expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l nbf -d 'Not valid before TIME [default: not written]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l issued-at -d 'When it was issued [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l jti -d 'The token\'s own ID [default: random]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l region -d 'The API key\'s region, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l with -d 'One more grant: `--with sync` (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l grant -d 'One more grant, as JSON (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -s o -l output -d 'How to print the token [default: token]' -r -f -a "token\t'The token and a newline, nothing else'
json\t'An object with the token, its identity, its ID and its times'
header\t'An Authorization header, for `curl -H @-`'
env\t'`TWILIO_ACCESS_TOKEN=<token>`'
github\t'The same for `>> "\$GITHUB_ENV"`; on stderr the command that masks it'"
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l var -d 'The token\'s variable [default: TWILIO_ACCESS_TOKEN]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l workspace-sid -d 'The workspace' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l worker-sid -d 'The worker in that workspace' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l role -d 'The worker\'s role' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l api-key -d 'The API key, a Main or a Standard one: Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l api-secret-file -d 'A file that holds the API key\'s secret, or `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l env-file -d 'Read this .env file instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand flex" -s p -l profile -d 'Take all three credentials from this profile of the Twilio CLI' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l allow-invalid -d 'Mint even if Twilio would refuse it'
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l demo -d 'No account needed: built-in credentials, which Twilio refuses'
complete -c twimint -n "__fish_twimint_using_subcommand flex" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand flex" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand custom" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l identities -d 'A file with one identity per line, `-` for stdin' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l ttl -d 'How long it lives, such as `15m` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l expires-at -d 'When it expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l nbf -d 'Not valid before TIME [default: not written]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l issued-at -d 'When it was issued [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l jti -d 'The token\'s own ID [default: random]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l region -d 'The API key\'s region, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l with -d 'One more grant: `--with sync` (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l grant -d 'One more grant, as JSON (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -s o -l output -d 'How to print the token [default: token]' -r -f -a "token\t'The token and a newline, nothing else'
json\t'An object with the token, its identity, its ID and its times'
header\t'An Authorization header, for `curl -H @-`'
env\t'`TWILIO_ACCESS_TOKEN=<token>`'
github\t'The same for `>> "\$GITHUB_ENV"`; on stderr the command that masks it'"
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l var -d 'The token\'s variable [default: TWILIO_ACCESS_TOKEN]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l api-key -d 'The API key, a Main or a Standard one: Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l api-secret-file -d 'A file that holds the API key\'s secret, or `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l env-file -d 'Read this .env file instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand custom" -s p -l profile -d 'Take all three credentials from this profile of the Twilio CLI' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l allow-invalid -d 'Mint even if Twilio would refuse it'
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l demo -d 'No account needed: built-in credentials, which Twilio refuses'
complete -c twimint -n "__fish_twimint_using_subcommand custom" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand custom" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l at -d 'Check the token as if it were TIME [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l min-ttl -d 'Fail if less than DURATION is left before the token expires' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l expect -d 'Fail unless a claim has this value: `identity=alice` (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l claim -d 'Print only this claim: `exp`, `identity`, `header.twr`' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l error -d 'Explain this Twilio error code' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -s o -l output -d 'How to show the token' -r -f -a "text\t'For people'
json\t'One object per token'
command\t'The twimint command that mints the same token again'"
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l api-key -d 'The API key, a Main or a Standard one: Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l api-secret-file -d 'A file that holds the API key\'s secret, or `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l env-file -d 'Read this .env file instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand decode" -s p -l profile -d 'Take all three credentials from this profile of the Twilio CLI' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l verify -d 'Fail unless the signature was checked and is right'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -s q -l quiet -d 'Print nothing: the exit status says it all'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l demo -d 'No account needed: built-in credentials, which Twilio refuses'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand explain" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand explain" -s o -l output -d 'How to print it' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c twimint -n "__fish_twimint_using_subcommand explain" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -s o -l output -d 'How to print the report' -r -f -a "text\t'For people'
json\t'For programs'"
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l api-key -d 'The API key, a Main or a Standard one: Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l api-secret-file -d 'A file that holds the API key\'s secret, or `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l env-file -d 'Read this .env file instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -s p -l profile -d 'Take all three credentials from this profile of the Twilio CLI' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l demo -d 'No account needed: built-in credentials, which Twilio refuses'
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand completions" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c twimint -n "__fish_twimint_using_subcommand completions" -s h -l help -d 'Print help: -h in short, --help in full'
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "chat"
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "voice"
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "video"
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "sync"
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "taskrouter"
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "custom"
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "decode"
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "explain"
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "doctor"
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "completions"
complete -c twimint -n "__fish_twimint_using_subcommand help; and not __fish_seen_subcommand_from chat voice video sync taskrouter custom decode explain doctor completions" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
