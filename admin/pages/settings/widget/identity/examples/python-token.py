# python3 user_token.py 42 "Anna Petrova"
import base64
import hashlib
import hmac
import json
import os
import sys
import time

# Stays on your server: whoever has it can pose as any of your users.
SECRET = os.environ["HUB_IDENTITY_SECRET"]
WIDGET_KEY = os.environ["HUB_WIDGET_KEY"]


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def user_token(user_id, **profile):
    expires = int(time.time()) + 600  # ten minutes; an hour at most
    claims = {"sub": str(user_id), "aud": WIDGET_KEY, "exp": expires, **profile}
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    unsigned = b".".join(encode(part) for part in parts)
    signature = hmac.new(SECRET.encode(), unsigned, hashlib.sha256).digest()
    return (unsigned + b"." + encode(signature)).decode()


print(user_token(sys.argv[1], name=sys.argv[2]))
