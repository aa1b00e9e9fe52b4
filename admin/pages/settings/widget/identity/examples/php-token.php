<?php
// php user-token.php 42 "Anna Petrova"

// Stays on your server: whoever has it can pose as any of your users.
$secret = getenv('HUB_IDENTITY_SECRET');
$widgetKey = getenv('HUB_WIDGET_KEY');

function encode(string $data): string
{
    return rtrim(strtr(base64_encode($data), '+/', '-_'), '=');
}

function userToken(array $claims, string $widgetKey, string $secret): string
{
    // Ten minutes; an hour at most.
    $claims += ['aud' => $widgetKey, 'exp' => time() + 600];
    $header = ['alg' => 'HS256', 'typ' => 'JWT'];
    $unsigned = encode(json_encode($header)) . '.' . encode(json_encode($claims));
    return $unsigned . '.' . encode(hash_hmac('sha256', $unsigned, $secret, true));
}

echo userToken(['sub' => $argv[1], 'name' => $argv[2]], $widgetKey, $secret), "\n";
