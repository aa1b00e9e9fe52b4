# python3 user_hash.py 42
import hashlib
import hmac
import os
import sys

# Stays on your server: whoever has it can pose as any of your users.
SECRET = os.environ["HUB_IDENTITY_SECRET"]


def user_hash(user_id):
    return hmac.new(SECRET.encode(), str(user_id).encode(), hashlib.sha256).hexdigest()


print(user_hash(sys.argv[1]))
