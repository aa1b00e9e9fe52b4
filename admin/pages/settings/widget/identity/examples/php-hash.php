<?php
// php user-hash.php 42

// Stays on your server: whoever has it can pose as any of your users.
$secret = getenv('HUB_IDENTITY_SECRET');

function userHash(string $userId, string $secret): string
{
    return hash_hmac('sha256', $userId, $secret);
}

echo userHash($argv[1], $secret), "\n";
