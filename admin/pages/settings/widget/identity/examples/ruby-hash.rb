# ruby user_hash.rb 42
require 'openssl'

# Stays on your server: whoever has it can pose as any of your users.
SECRET = ENV.fetch('HUB_IDENTITY_SECRET')

def user_hash(user_id)
  OpenSSL::HMAC.hexdigest('SHA256', SECRET, user_id.to_s)
end

puts user_hash(ARGV[0])
