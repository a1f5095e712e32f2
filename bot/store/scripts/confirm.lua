-- Step 5: the platform's message id into the notification log, for each alert that a digest carried too; the entry gone,
-- the channel known to work.
-- KEYS: claims, outbox, due, broken, the notification log of the channel, held
-- ARGV: delivery id, fingerprint, message id, channel
local body = redis.call('HGET', KEYS[2], ARGV[1])
for _, id in ipairs(body and cjson.decode(body).carries or {}) do
  local held = redis.call('HGET', KEYS[6], id)
  if held then redis.call('HSET', KEYS[5], cjson.decode(held).alert, ARGV[3]) end
  redis.call('HDEL', KEYS[6], id)
end
redis.call('HSET', KEYS[5], ARGV[2], ARGV[3])
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[4])
return 1
