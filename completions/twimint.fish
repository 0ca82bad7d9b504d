# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_twimint_global_optspecs
    string join \n h/help V/version
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

complete -c twimint -n "__fish_twimint_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_needs_command" -s V -l version -d 'Print version'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "chat" -d 'Mint a token for Conversations'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "conversations" -d 'Mint a token for Conversations'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "voice" -d 'Mint a token for Voice'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "video" -d 'Mint a token for Video'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "sync" -d 'Mint a token for Sync'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "taskrouter" -d 'Mint a token for a TaskRouter worker, as in Flex'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "flex" -d 'Mint a token for a TaskRouter worker, as in Flex'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "custom" -d 'Mint a token of no grant but those that --grant and --with add'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "decode" -d 'Show what is in a token, and why Twilio would refuse it'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "doctor" -d 'Show which credentials would be used, and what is wrong with them'
complete -c twimint -n "__fish_twimint_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l service-sid -d 'The Conversations service (required, here or in a variable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l endpoint-id -d 'The device, where one identity has several' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l deployment-role-sid -d 'The role that the identity has in the deployment' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l push-credential-sid -d 'The credential for push notifications' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l identities -d 'A file of identities, one a line, instead of --identity; `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l ttl -d 'How long the token lives: `3600`, `90s`, `15m`, `1h30m`, `1d` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l expires-at -d 'When the token expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l nbf -d 'When the token becomes valid; left out unless asked for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l issued-at -d 'When the token was issued, which --ttl counts from [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l jti -d 'The token\'s unique ID [default: the API key SID and a random number]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l region -d 'The region of the API key, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l with -d 'One more grant, as that product\'s command line (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l grant -d 'One more grant as it stands, an object, or NAME=@FILE (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -s o -l output -d 'How the token is printed [default: token]' -r -f -a "token\t'The token on a line, and nothing else'
json\t'An object with token, identity, jti, issued_at and expires_at'
header\t'An Authorization header, for curl -H @-'
env\t'TWILIO_ACCESS_TOKEN=token'
github\t'The same, for $GITHUB_ENV; the command to mask the token goes to stderr'"
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l api-key -d 'The API key: a Main or Standard one, Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l api-secret-file -d 'A file with the API key\'s secret, `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l env-file -d 'A .env file, used before the environment and instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand chat" -s p -l profile -d 'A profile of the Twilio CLI, used instead of everything else' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l allow-invalid -d 'Mint what Twilio would refuse, too: refusals become warnings'
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand chat" -l demo -d 'Use built-in throw-away credentials, which Twilio will refuse'
complete -c twimint -n "__fish_twimint_using_subcommand chat" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand chat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l service-sid -d 'The Conversations service (required, here or in a variable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l endpoint-id -d 'The device, where one identity has several' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l deployment-role-sid -d 'The role that the identity has in the deployment' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l push-credential-sid -d 'The credential for push notifications' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l identities -d 'A file of identities, one a line, instead of --identity; `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l ttl -d 'How long the token lives: `3600`, `90s`, `15m`, `1h30m`, `1d` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l expires-at -d 'When the token expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l nbf -d 'When the token becomes valid; left out unless asked for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l issued-at -d 'When the token was issued, which --ttl counts from [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l jti -d 'The token\'s unique ID [default: the API key SID and a random number]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l region -d 'The region of the API key, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l with -d 'One more grant, as that product\'s command line (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l grant -d 'One more grant as it stands, an object, or NAME=@FILE (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -s o -l output -d 'How the token is printed [default: token]' -r -f -a "token\t'The token on a line, and nothing else'
json\t'An object with token, identity, jti, issued_at and expires_at'
header\t'An Authorization header, for curl -H @-'
env\t'TWILIO_ACCESS_TOKEN=token'
github\t'The same, for $GITHUB_ENV; the command to mask the token goes to stderr'"
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l api-key -d 'The API key: a Main or Standard one, Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l api-secret-file -d 'A file with the API key\'s secret, `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l env-file -d 'A .env file, used before the environment and instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -s p -l profile -d 'A profile of the Twilio CLI, used instead of everything else' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l allow-invalid -d 'Mint what Twilio would refuse, too: refusals become warnings'
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -l demo -d 'Use built-in throw-away credentials, which Twilio will refuse'
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand conversations" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l app-sid -l outgoing-application-sid -d 'The TwiML app that answers outgoing calls' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l incoming -l incoming-allow -d 'Allow incoming calls' -r -f -a "true\t''
false\t''"
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l allow-incoming -d 'As --incoming, in the words of the Twilio CLI' -r -f -a "true\t''
false\t''"
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l param -d 'A parameter of outgoing calls, which the app\'s voice URL is sent (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l params -l outgoing-application-params -d 'Parameters of outgoing calls, as a JSON object or a file of one' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l push-credential-sid -d 'The credential for push notifications, without which a mobile app cannot be called' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l endpoint-id -d 'The device, where one identity has several' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l identities -d 'A file of identities, one a line, instead of --identity; `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l ttl -d 'How long the token lives: `3600`, `90s`, `15m`, `1h30m`, `1d` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l expires-at -d 'When the token expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l nbf -d 'When the token becomes valid; left out unless asked for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l issued-at -d 'When the token was issued, which --ttl counts from [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l jti -d 'The token\'s unique ID [default: the API key SID and a random number]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l region -d 'The region of the API key, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l with -d 'One more grant, as that product\'s command line (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l grant -d 'One more grant as it stands, an object, or NAME=@FILE (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -s o -l output -d 'How the token is printed [default: token]' -r -f -a "token\t'The token on a line, and nothing else'
json\t'An object with token, identity, jti, issued_at and expires_at'
header\t'An Authorization header, for curl -H @-'
env\t'TWILIO_ACCESS_TOKEN=token'
github\t'The same, for $GITHUB_ENV; the command to mask the token goes to stderr'"
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l api-key -d 'The API key: a Main or Standard one, Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l api-secret-file -d 'A file with the API key\'s secret, `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l env-file -d 'A .env file, used before the environment and instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand voice" -s p -l profile -d 'A profile of the Twilio CLI, used instead of everything else' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l allow-invalid -d 'Mint what Twilio would refuse, too: refusals become warnings'
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand voice" -l demo -d 'Use built-in throw-away credentials, which Twilio will refuse'
complete -c twimint -n "__fish_twimint_using_subcommand voice" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand voice" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand video" -l room -d 'The room\'s unique name or SID; without it, any room' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l identities -d 'A file of identities, one a line, instead of --identity; `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand video" -l ttl -d 'How long the token lives: `3600`, `90s`, `15m`, `1h30m`, `1d` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l expires-at -d 'When the token expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l nbf -d 'When the token becomes valid; left out unless asked for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l issued-at -d 'When the token was issued, which --ttl counts from [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l jti -d 'The token\'s unique ID [default: the API key SID and a random number]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l region -d 'The region of the API key, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand video" -l with -d 'One more grant, as that product\'s command line (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand video" -l grant -d 'One more grant as it stands, an object, or NAME=@FILE (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -s o -l output -d 'How the token is printed [default: token]' -r -f -a "token\t'The token on a line, and nothing else'
json\t'An object with token, identity, jti, issued_at and expires_at'
header\t'An Authorization header, for curl -H @-'
env\t'TWILIO_ACCESS_TOKEN=token'
github\t'The same, for $GITHUB_ENV; the command to mask the token goes to stderr'"
complete -c twimint -n "__fish_twimint_using_subcommand video" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l api-key -d 'The API key: a Main or Standard one, Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l api-secret-file -d 'A file with the API key\'s secret, `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand video" -l env-file -d 'A .env file, used before the environment and instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand video" -s p -l profile -d 'A profile of the Twilio CLI, used instead of everything else' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand video" -l allow-invalid -d 'Mint what Twilio would refuse, too: refusals become warnings'
complete -c twimint -n "__fish_twimint_using_subcommand video" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand video" -l demo -d 'Use built-in throw-away credentials, which Twilio will refuse'
complete -c twimint -n "__fish_twimint_using_subcommand video" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand video" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l service-sid -d 'The Sync service, or `default` (required, here or in a variable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l endpoint-id -d 'The device, where one identity has several' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l identities -d 'A file of identities, one a line, instead of --identity; `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l ttl -d 'How long the token lives: `3600`, `90s`, `15m`, `1h30m`, `1d` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l expires-at -d 'When the token expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l nbf -d 'When the token becomes valid; left out unless asked for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l issued-at -d 'When the token was issued, which --ttl counts from [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l jti -d 'The token\'s unique ID [default: the API key SID and a random number]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l region -d 'The region of the API key, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l with -d 'One more grant, as that product\'s command line (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l grant -d 'One more grant as it stands, an object, or NAME=@FILE (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -s o -l output -d 'How the token is printed [default: token]' -r -f -a "token\t'The token on a line, and nothing else'
json\t'An object with token, identity, jti, issued_at and expires_at'
header\t'An Authorization header, for curl -H @-'
env\t'TWILIO_ACCESS_TOKEN=token'
github\t'The same, for $GITHUB_ENV; the command to mask the token goes to stderr'"
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l api-key -d 'The API key: a Main or Standard one, Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l api-secret-file -d 'A file with the API key\'s secret, `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l env-file -d 'A .env file, used before the environment and instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand sync" -s p -l profile -d 'A profile of the Twilio CLI, used instead of everything else' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l allow-invalid -d 'Mint what Twilio would refuse, too: refusals become warnings'
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand sync" -l demo -d 'Use built-in throw-away credentials, which Twilio will refuse'
complete -c twimint -n "__fish_twimint_using_subcommand sync" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l workspace-sid -d 'The workspace (required, here or in a variable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l worker-sid -d 'The worker in it (required, here or in a variable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l role -d 'What the token\'s bearer is in the workspace' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l identities -d 'A file of identities, one a line, instead of --identity; `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l ttl -d 'How long the token lives: `3600`, `90s`, `15m`, `1h30m`, `1d` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l expires-at -d 'When the token expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l nbf -d 'When the token becomes valid; left out unless asked for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l issued-at -d 'When the token was issued, which --ttl counts from [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l jti -d 'The token\'s unique ID [default: the API key SID and a random number]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l region -d 'The region of the API key, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l with -d 'One more grant, as that product\'s command line (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l grant -d 'One more grant as it stands, an object, or NAME=@FILE (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -s o -l output -d 'How the token is printed [default: token]' -r -f -a "token\t'The token on a line, and nothing else'
json\t'An object with token, identity, jti, issued_at and expires_at'
header\t'An Authorization header, for curl -H @-'
env\t'TWILIO_ACCESS_TOKEN=token'
github\t'The same, for $GITHUB_ENV; the command to mask the token goes to stderr'"
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l api-key -d 'The API key: a Main or Standard one, Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l api-secret-file -d 'A file with the API key\'s secret, `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l env-file -d 'A .env file, used before the environment and instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -s p -l profile -d 'A profile of the Twilio CLI, used instead of everything else' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l allow-invalid -d 'Mint what Twilio would refuse, too: refusals become warnings'
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -l demo -d 'Use built-in throw-away credentials, which Twilio will refuse'
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand taskrouter" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l workspace-sid -d 'The workspace (required, here or in a variable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l worker-sid -d 'The worker in it (required, here or in a variable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l role -d 'What the token\'s bearer is in the workspace' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l identities -d 'A file of identities, one a line, instead of --identity; `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l ttl -d 'How long the token lives: `3600`, `90s`, `15m`, `1h30m`, `1d` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l expires-at -d 'When the token expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l nbf -d 'When the token becomes valid; left out unless asked for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l issued-at -d 'When the token was issued, which --ttl counts from [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l jti -d 'The token\'s unique ID [default: the API key SID and a random number]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l region -d 'The region of the API key, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l with -d 'One more grant, as that product\'s command line (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l grant -d 'One more grant as it stands, an object, or NAME=@FILE (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -s o -l output -d 'How the token is printed [default: token]' -r -f -a "token\t'The token on a line, and nothing else'
json\t'An object with token, identity, jti, issued_at and expires_at'
header\t'An Authorization header, for curl -H @-'
env\t'TWILIO_ACCESS_TOKEN=token'
github\t'The same, for $GITHUB_ENV; the command to mask the token goes to stderr'"
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l api-key -d 'The API key: a Main or Standard one, Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l api-secret-file -d 'A file with the API key\'s secret, `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l env-file -d 'A .env file, used before the environment and instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand flex" -s p -l profile -d 'A profile of the Twilio CLI, used instead of everything else' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l allow-invalid -d 'Mint what Twilio would refuse, too: refusals become warnings'
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand flex" -l demo -d 'Use built-in throw-away credentials, which Twilio will refuse'
complete -c twimint -n "__fish_twimint_using_subcommand flex" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand flex" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand custom" -s i -l identity -d 'Who the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l identities -d 'A file of identities, one a line, instead of --identity; `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l ttl -d 'How long the token lives: `3600`, `90s`, `15m`, `1h30m`, `1d` [default: 1h]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l expires-at -d 'When the token expires, instead of --ttl' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l nbf -d 'When the token becomes valid; left out unless asked for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l issued-at -d 'When the token was issued, which --ttl counts from [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l jti -d 'The token\'s unique ID [default: the API key SID and a random number]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l region -d 'The region of the API key, for Voice outside us1' -r -f -a "us1\t''
ie1\t''
au1\t''
jp1\t''"
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l with -d 'One more grant, as that product\'s command line (repeatable)' -r -f -a "chat\t''
voice\t''
video\t''
sync\t''
taskrouter\t''"
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l grant -d 'One more grant as it stands, an object, or NAME=@FILE (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -s o -l output -d 'How the token is printed [default: token]' -r -f -a "token\t'The token on a line, and nothing else'
json\t'An object with token, identity, jti, issued_at and expires_at'
header\t'An Authorization header, for curl -H @-'
env\t'TWILIO_ACCESS_TOKEN=token'
github\t'The same, for $GITHUB_ENV; the command to mask the token goes to stderr'"
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l api-key -d 'The API key: a Main or Standard one, Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l api-secret-file -d 'A file with the API key\'s secret, `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l env-file -d 'A .env file, used before the environment and instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand custom" -s p -l profile -d 'A profile of the Twilio CLI, used instead of everything else' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l allow-invalid -d 'Mint what Twilio would refuse, too: refusals become warnings'
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand custom" -l demo -d 'Use built-in throw-away credentials, which Twilio will refuse'
complete -c twimint -n "__fish_twimint_using_subcommand custom" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand custom" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l at -d 'Judge the token as of then [default: now]' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l min-ttl -d 'Fail if the token expires sooner than that after the moment judged' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l expect -d 'Fail unless the claim has this value: `identity=alice`, `grants.video.room=daily` (repeatable)' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l claim -d 'Print only this claim: `exp`, `identity`, `grants.chat.service_sid`, `header.twr`' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l error -d 'The code that Twilio answered, to see what can cause it besides the token' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -s o -l output -d 'How the token is shown' -r -f -a "text\t'For people'
json\t'One object a token, for programs'
command\t'The twimint line that mints the token afresh'"
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l api-key -d 'The API key: a Main or Standard one, Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l api-secret-file -d 'A file with the API key\'s secret, `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l env-file -d 'A .env file, used before the environment and instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand decode" -s p -l profile -d 'A profile of the Twilio CLI, used instead of everything else' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l verify -d 'Fail unless the signature was checked'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -s q -l quiet -d 'Print nothing: the exit status says it'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -l demo -d 'Use built-in throw-away credentials, which Twilio will refuse'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -s o -l output -d 'How the report is printed' -r -f -a "text\t'For people'
json\t'One object, for programs'"
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l account-sid -d 'The account that the token is for' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l api-key -d 'The API key: a Main or Standard one, Restricted keys cannot sign' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l api-secret-file -d 'A file with the API key\'s secret, `-` for standard input' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l env-file -d 'A .env file, used before the environment and instead of ./.env' -r -F
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -s p -l profile -d 'A profile of the Twilio CLI, used instead of everything else' -r -f
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l no-env-file -d 'Do not read ./.env'
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -l demo -d 'Use built-in throw-away credentials, which Twilio will refuse'
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -s v -l verbose -d 'Say on standard error where each value came from'
complete -c twimint -n "__fish_twimint_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c twimint -n "__fish_twimint_using_subcommand decode" -f -a ""
complete -c twimint -n "__fish_twimint_using_subcommand completions" -f -a "bash elvish fish powershell zsh"
