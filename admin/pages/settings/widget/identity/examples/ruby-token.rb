# ruby user_token.rb 42 "Anna Petrova"
require 'json'
require 'openssl'

# Stays on your server: whoever has it can pose as any of your users.
SECRET = ENV.fetch('HUB_IDENTITY_SECRET')
WIDGET_KEY = ENV.fetch('HUB_WIDGET_KEY')

def encode(data)
  [data].pack('m0').tr('+/', '-_').delete('=')
end

def user_token(user_id, **profile)
  expires = Time.now.to_i + 600 # ten minutes; an hour at most
  claims = { sub: user_id.to_s, aud: WIDGET_KEY, exp: expires, **profile }
  unsigned = [{ alg: 'HS256', typ: 'JWT' }, claims].map { |part| encode(JSON.generate(part)) }.join('.')
  "#{unsigned}.#{encode(OpenSSL::HMAC.digest('SHA256', SECRET, unsigned))}"
end

puts user_token(ARGV[0], name: ARGV[1])
