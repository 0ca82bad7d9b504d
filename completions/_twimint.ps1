
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'twimint' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'twimint'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'twimint' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('chat', 'chat', [CompletionResultType]::ParameterValue, 'Mint a token for Conversations')
            [CompletionResult]::new('conversations', 'conversations', [CompletionResultType]::ParameterValue, 'Mint a token for Conversations')
            [CompletionResult]::new('voice', 'voice', [CompletionResultType]::ParameterValue, 'Mint a token for Voice')
            [CompletionResult]::new('video', 'video', [CompletionResultType]::ParameterValue, 'Mint a token for Video')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Mint a token for Sync')
            [CompletionResult]::new('taskrouter', 'taskrouter', [CompletionResultType]::ParameterValue, 'Mint a token for a TaskRouter worker, as in Flex')
            [CompletionResult]::new('flex', 'flex', [CompletionResultType]::ParameterValue, 'Mint a token for a TaskRouter worker, as in Flex')
            [CompletionResult]::new('custom', 'custom', [CompletionResultType]::ParameterValue, 'Mint a token with only the grants that you add')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'Show what is in a token, and why Twilio would refuse it')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain one of Twilio''s error codes')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Show which credentials would be used, and what is wrong with them')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for your shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this help, or the help of a command')
            break
        }
        'twimint;chat' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identities', '--identities', [CompletionResultType]::ParameterName, 'A file with one identity per line, `-` for stdin')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it lives, such as `15m` [default: 1h]')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'When it expires, instead of --ttl')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Not valid before TIME [default: not written]')
            [CompletionResult]::new('--issued-at', '--issued-at', [CompletionResultType]::ParameterName, 'When it was issued [default: now]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'The token''s own ID [default: random]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The API key''s region, for Voice outside us1')
            [CompletionResult]::new('--with', '--with', [CompletionResultType]::ParameterName, 'One more grant: `--with sync` (repeatable)')
            [CompletionResult]::new('--grant', '--grant', [CompletionResultType]::ParameterName, 'One more grant, as JSON (repeatable)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'The token''s variable [default: TWILIO_ACCESS_TOKEN]')
            [CompletionResult]::new('--service-sid', '--service-sid', [CompletionResultType]::ParameterName, 'The Conversations service')
            [CompletionResult]::new('--endpoint-id', '--endpoint-id', [CompletionResultType]::ParameterName, 'An ID for this device of the user')
            [CompletionResult]::new('--deployment-role-sid', '--deployment-role-sid', [CompletionResultType]::ParameterName, 'The user''s role in the deployment')
            [CompletionResult]::new('--push-credential-sid', '--push-credential-sid', [CompletionResultType]::ParameterName, 'The credential for push notifications')
            [CompletionResult]::new('--account-sid', '--account-sid', [CompletionResultType]::ParameterName, 'The account that the token is for')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key, a Main or a Standard one: Restricted keys cannot sign')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file that holds the API key''s secret, or `-` for standard input')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read this .env file instead of ./.env')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--allow-invalid', '--allow-invalid', [CompletionResultType]::ParameterName, 'Mint even if Twilio would refuse it')
            [CompletionResult]::new('--no-env-file', '--no-env-file', [CompletionResultType]::ParameterName, 'Do not read ./.env')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'No account needed: built-in credentials, which Twilio refuses')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;conversations' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identities', '--identities', [CompletionResultType]::ParameterName, 'A file with one identity per line, `-` for stdin')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it lives, such as `15m` [default: 1h]')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'When it expires, instead of --ttl')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Not valid before TIME [default: not written]')
            [CompletionResult]::new('--issued-at', '--issued-at', [CompletionResultType]::ParameterName, 'When it was issued [default: now]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'The token''s own ID [default: random]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The API key''s region, for Voice outside us1')
            [CompletionResult]::new('--with', '--with', [CompletionResultType]::ParameterName, 'One more grant: `--with sync` (repeatable)')
            [CompletionResult]::new('--grant', '--grant', [CompletionResultType]::ParameterName, 'One more grant, as JSON (repeatable)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'The token''s variable [default: TWILIO_ACCESS_TOKEN]')
            [CompletionResult]::new('--service-sid', '--service-sid', [CompletionResultType]::ParameterName, 'The Conversations service')
            [CompletionResult]::new('--endpoint-id', '--endpoint-id', [CompletionResultType]::ParameterName, 'An ID for this device of the user')
            [CompletionResult]::new('--deployment-role-sid', '--deployment-role-sid', [CompletionResultType]::ParameterName, 'The user''s role in the deployment')
            [CompletionResult]::new('--push-credential-sid', '--push-credential-sid', [CompletionResultType]::ParameterName, 'The credential for push notifications')
            [CompletionResult]::new('--account-sid', '--account-sid', [CompletionResultType]::ParameterName, 'The account that the token is for')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key, a Main or a Standard one: Restricted keys cannot sign')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file that holds the API key''s secret, or `-` for standard input')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read this .env file instead of ./.env')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--allow-invalid', '--allow-invalid', [CompletionResultType]::ParameterName, 'Mint even if Twilio would refuse it')
            [CompletionResult]::new('--no-env-file', '--no-env-file', [CompletionResultType]::ParameterName, 'Do not read ./.env')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'No account needed: built-in credentials, which Twilio refuses')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;voice' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identities', '--identities', [CompletionResultType]::ParameterName, 'A file with one identity per line, `-` for stdin')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it lives, such as `15m` [default: 1h]')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'When it expires, instead of --ttl')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Not valid before TIME [default: not written]')
            [CompletionResult]::new('--issued-at', '--issued-at', [CompletionResultType]::ParameterName, 'When it was issued [default: now]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'The token''s own ID [default: random]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The API key''s region, for Voice outside us1')
            [CompletionResult]::new('--with', '--with', [CompletionResultType]::ParameterName, 'One more grant: `--with sync` (repeatable)')
            [CompletionResult]::new('--grant', '--grant', [CompletionResultType]::ParameterName, 'One more grant, as JSON (repeatable)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'The token''s variable [default: TWILIO_ACCESS_TOKEN]')
            [CompletionResult]::new('--app-sid', '--app-sid', [CompletionResultType]::ParameterName, 'The TwiML app for outgoing calls')
            [CompletionResult]::new('--outgoing-application-sid', '--outgoing-application-sid', [CompletionResultType]::ParameterName, 'The TwiML app for outgoing calls')
            [CompletionResult]::new('--incoming', '--incoming', [CompletionResultType]::ParameterName, 'Let the user receive calls')
            [CompletionResult]::new('--incoming-allow', '--incoming-allow', [CompletionResultType]::ParameterName, 'Let the user receive calls')
            [CompletionResult]::new('--param', '--param', [CompletionResultType]::ParameterName, 'A parameter for the app''s URL (repeatable)')
            [CompletionResult]::new('--params', '--params', [CompletionResultType]::ParameterName, 'Such parameters as a JSON object')
            [CompletionResult]::new('--outgoing-application-params', '--outgoing-application-params', [CompletionResultType]::ParameterName, 'Such parameters as a JSON object')
            [CompletionResult]::new('--push-credential-sid', '--push-credential-sid', [CompletionResultType]::ParameterName, 'The credential to reach a mobile app')
            [CompletionResult]::new('--endpoint-id', '--endpoint-id', [CompletionResultType]::ParameterName, 'An ID for this device of the user')
            [CompletionResult]::new('--account-sid', '--account-sid', [CompletionResultType]::ParameterName, 'The account that the token is for')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key, a Main or a Standard one: Restricted keys cannot sign')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file that holds the API key''s secret, or `-` for standard input')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read this .env file instead of ./.env')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--allow-invalid', '--allow-invalid', [CompletionResultType]::ParameterName, 'Mint even if Twilio would refuse it')
            [CompletionResult]::new('--no-env-file', '--no-env-file', [CompletionResultType]::ParameterName, 'Do not read ./.env')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'No account needed: built-in credentials, which Twilio refuses')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;video' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identities', '--identities', [CompletionResultType]::ParameterName, 'A file with one identity per line, `-` for stdin')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it lives, such as `15m` [default: 1h]')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'When it expires, instead of --ttl')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Not valid before TIME [default: not written]')
            [CompletionResult]::new('--issued-at', '--issued-at', [CompletionResultType]::ParameterName, 'When it was issued [default: now]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'The token''s own ID [default: random]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The API key''s region, for Voice outside us1')
            [CompletionResult]::new('--with', '--with', [CompletionResultType]::ParameterName, 'One more grant: `--with sync` (repeatable)')
            [CompletionResult]::new('--grant', '--grant', [CompletionResultType]::ParameterName, 'One more grant, as JSON (repeatable)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'The token''s variable [default: TWILIO_ACCESS_TOKEN]')
            [CompletionResult]::new('--room', '--room', [CompletionResultType]::ParameterName, 'The only room that the token opens [default: any]')
            [CompletionResult]::new('--account-sid', '--account-sid', [CompletionResultType]::ParameterName, 'The account that the token is for')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key, a Main or a Standard one: Restricted keys cannot sign')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file that holds the API key''s secret, or `-` for standard input')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read this .env file instead of ./.env')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--allow-invalid', '--allow-invalid', [CompletionResultType]::ParameterName, 'Mint even if Twilio would refuse it')
            [CompletionResult]::new('--no-env-file', '--no-env-file', [CompletionResultType]::ParameterName, 'Do not read ./.env')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'No account needed: built-in credentials, which Twilio refuses')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;sync' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identities', '--identities', [CompletionResultType]::ParameterName, 'A file with one identity per line, `-` for stdin')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it lives, such as `15m` [default: 1h]')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'When it expires, instead of --ttl')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Not valid before TIME [default: not written]')
            [CompletionResult]::new('--issued-at', '--issued-at', [CompletionResultType]::ParameterName, 'When it was issued [default: now]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'The token''s own ID [default: random]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The API key''s region, for Voice outside us1')
            [CompletionResult]::new('--with', '--with', [CompletionResultType]::ParameterName, 'One more grant: `--with sync` (repeatable)')
            [CompletionResult]::new('--grant', '--grant', [CompletionResultType]::ParameterName, 'One more grant, as JSON (repeatable)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'The token''s variable [default: TWILIO_ACCESS_TOKEN]')
            [CompletionResult]::new('--service-sid', '--service-sid', [CompletionResultType]::ParameterName, 'The Sync service, or `default`')
            [CompletionResult]::new('--endpoint-id', '--endpoint-id', [CompletionResultType]::ParameterName, 'An ID for this device of the user')
            [CompletionResult]::new('--account-sid', '--account-sid', [CompletionResultType]::ParameterName, 'The account that the token is for')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key, a Main or a Standard one: Restricted keys cannot sign')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file that holds the API key''s secret, or `-` for standard input')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read this .env file instead of ./.env')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--allow-invalid', '--allow-invalid', [CompletionResultType]::ParameterName, 'Mint even if Twilio would refuse it')
            [CompletionResult]::new('--no-env-file', '--no-env-file', [CompletionResultType]::ParameterName, 'Do not read ./.env')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'No account needed: built-in credentials, which Twilio refuses')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;taskrouter' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identities', '--identities', [CompletionResultType]::ParameterName, 'A file with one identity per line, `-` for stdin')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it lives, such as `15m` [default: 1h]')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'When it expires, instead of --ttl')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Not valid before TIME [default: not written]')
            [CompletionResult]::new('--issued-at', '--issued-at', [CompletionResultType]::ParameterName, 'When it was issued [default: now]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'The token''s own ID [default: random]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The API key''s region, for Voice outside us1')
            [CompletionResult]::new('--with', '--with', [CompletionResultType]::ParameterName, 'One more grant: `--with sync` (repeatable)')
            [CompletionResult]::new('--grant', '--grant', [CompletionResultType]::ParameterName, 'One more grant, as JSON (repeatable)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'The token''s variable [default: TWILIO_ACCESS_TOKEN]')
            [CompletionResult]::new('--workspace-sid', '--workspace-sid', [CompletionResultType]::ParameterName, 'The workspace')
            [CompletionResult]::new('--worker-sid', '--worker-sid', [CompletionResultType]::ParameterName, 'The worker in that workspace')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'The worker''s role')
            [CompletionResult]::new('--account-sid', '--account-sid', [CompletionResultType]::ParameterName, 'The account that the token is for')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key, a Main or a Standard one: Restricted keys cannot sign')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file that holds the API key''s secret, or `-` for standard input')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read this .env file instead of ./.env')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--allow-invalid', '--allow-invalid', [CompletionResultType]::ParameterName, 'Mint even if Twilio would refuse it')
            [CompletionResult]::new('--no-env-file', '--no-env-file', [CompletionResultType]::ParameterName, 'Do not read ./.env')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'No account needed: built-in credentials, which Twilio refuses')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;flex' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identities', '--identities', [CompletionResultType]::ParameterName, 'A file with one identity per line, `-` for stdin')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it lives, such as `15m` [default: 1h]')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'When it expires, instead of --ttl')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Not valid before TIME [default: not written]')
            [CompletionResult]::new('--issued-at', '--issued-at', [CompletionResultType]::ParameterName, 'When it was issued [default: now]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'The token''s own ID [default: random]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The API key''s region, for Voice outside us1')
            [CompletionResult]::new('--with', '--with', [CompletionResultType]::ParameterName, 'One more grant: `--with sync` (repeatable)')
            [CompletionResult]::new('--grant', '--grant', [CompletionResultType]::ParameterName, 'One more grant, as JSON (repeatable)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'The token''s variable [default: TWILIO_ACCESS_TOKEN]')
            [CompletionResult]::new('--workspace-sid', '--workspace-sid', [CompletionResultType]::ParameterName, 'The workspace')
            [CompletionResult]::new('--worker-sid', '--worker-sid', [CompletionResultType]::ParameterName, 'The worker in that workspace')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'The worker''s role')
            [CompletionResult]::new('--account-sid', '--account-sid', [CompletionResultType]::ParameterName, 'The account that the token is for')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key, a Main or a Standard one: Restricted keys cannot sign')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file that holds the API key''s secret, or `-` for standard input')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read this .env file instead of ./.env')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--allow-invalid', '--allow-invalid', [CompletionResultType]::ParameterName, 'Mint even if Twilio would refuse it')
            [CompletionResult]::new('--no-env-file', '--no-env-file', [CompletionResultType]::ParameterName, 'Do not read ./.env')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'No account needed: built-in credentials, which Twilio refuses')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;custom' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Who the token is for')
            [CompletionResult]::new('--identities', '--identities', [CompletionResultType]::ParameterName, 'A file with one identity per line, `-` for stdin')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'How long it lives, such as `15m` [default: 1h]')
            [CompletionResult]::new('--expires-at', '--expires-at', [CompletionResultType]::ParameterName, 'When it expires, instead of --ttl')
            [CompletionResult]::new('--nbf', '--nbf', [CompletionResultType]::ParameterName, 'Not valid before TIME [default: not written]')
            [CompletionResult]::new('--issued-at', '--issued-at', [CompletionResultType]::ParameterName, 'When it was issued [default: now]')
            [CompletionResult]::new('--jti', '--jti', [CompletionResultType]::ParameterName, 'The token''s own ID [default: random]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The API key''s region, for Voice outside us1')
            [CompletionResult]::new('--with', '--with', [CompletionResultType]::ParameterName, 'One more grant: `--with sync` (repeatable)')
            [CompletionResult]::new('--grant', '--grant', [CompletionResultType]::ParameterName, 'One more grant, as JSON (repeatable)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print the token [default: token]')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'The token''s variable [default: TWILIO_ACCESS_TOKEN]')
            [CompletionResult]::new('--account-sid', '--account-sid', [CompletionResultType]::ParameterName, 'The account that the token is for')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key, a Main or a Standard one: Restricted keys cannot sign')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file that holds the API key''s secret, or `-` for standard input')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read this .env file instead of ./.env')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--allow-invalid', '--allow-invalid', [CompletionResultType]::ParameterName, 'Mint even if Twilio would refuse it')
            [CompletionResult]::new('--no-env-file', '--no-env-file', [CompletionResultType]::ParameterName, 'Do not read ./.env')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'No account needed: built-in credentials, which Twilio refuses')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;decode' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Check the token as if it were TIME [default: now]')
            [CompletionResult]::new('--min-ttl', '--min-ttl', [CompletionResultType]::ParameterName, 'Fail if less than DURATION is left before the token expires')
            [CompletionResult]::new('--expect', '--expect', [CompletionResultType]::ParameterName, 'Fail unless a claim has this value: `identity=alice` (repeatable)')
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'Print only this claim: `exp`, `identity`, `header.twr`')
            [CompletionResult]::new('--error', '--error', [CompletionResultType]::ParameterName, 'Explain this Twilio error code')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to show the token')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to show the token')
            [CompletionResult]::new('--account-sid', '--account-sid', [CompletionResultType]::ParameterName, 'The account that the token is for')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key, a Main or a Standard one: Restricted keys cannot sign')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file that holds the API key''s secret, or `-` for standard input')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read this .env file instead of ./.env')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--verify', '--verify', [CompletionResultType]::ParameterName, 'Fail unless the signature was checked and is right')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing: the exit status says it all')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing: the exit status says it all')
            [CompletionResult]::new('--no-env-file', '--no-env-file', [CompletionResultType]::ParameterName, 'Do not read ./.env')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'No account needed: built-in credentials, which Twilio refuses')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;explain' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print it')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;doctor' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How to print the report')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How to print the report')
            [CompletionResult]::new('--account-sid', '--account-sid', [CompletionResultType]::ParameterName, 'The account that the token is for')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key, a Main or a Standard one: Restricted keys cannot sign')
            [CompletionResult]::new('--api-secret-file', '--api-secret-file', [CompletionResultType]::ParameterName, 'A file that holds the API key''s secret, or `-` for standard input')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read this .env file instead of ./.env')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take all three credentials from this profile of the Twilio CLI')
            [CompletionResult]::new('--no-env-file', '--no-env-file', [CompletionResultType]::ParameterName, 'Do not read ./.env')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'No account needed: built-in credentials, which Twilio refuses')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say on standard error where each value came from')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [default: auto]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help: -h in short, --help in full')
            break
        }
        'twimint;help' {
            [CompletionResult]::new('chat', 'chat', [CompletionResultType]::ParameterValue, 'chat')
            [CompletionResult]::new('voice', 'voice', [CompletionResultType]::ParameterValue, 'voice')
            [CompletionResult]::new('video', 'video', [CompletionResultType]::ParameterValue, 'video')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'sync')
            [CompletionResult]::new('taskrouter', 'taskrouter', [CompletionResultType]::ParameterValue, 'taskrouter')
            [CompletionResult]::new('custom', 'custom', [CompletionResultType]::ParameterValue, 'custom')
            [CompletionResult]::new('decode', 'decode', [CompletionResultType]::ParameterValue, 'decode')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'explain')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'doctor')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'completions')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'twimint;help;chat' {
            break
        }
        'twimint;help;voice' {
            break
        }
        'twimint;help;video' {
            break
        }
        'twimint;help;sync' {
            break
        }
        'twimint;help;taskrouter' {
            break
        }
        'twimint;help;custom' {
            break
        }
        'twimint;help;decode' {
            break
        }
        'twimint;help;explain' {
            break
        }
        'twimint;help;doctor' {
            break
        }
        'twimint;help;completions' {
            break
        }
        'twimint;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
