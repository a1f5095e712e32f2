-- Step 5: the platform's message id into the notification log, for each alert that a digest carried too; the entry gone,
-- the channel known to work.
-- The id of a digest's message has a "~" before it in the log of what it carried: that message is nobody's to change.
-- KEYS: claims, outbox, due, broken, the notification log of the channel, held, what it was told last
-- ARGV: delivery id, fingerprint, message id, channel, the alert in whose message's place it stands ('' for none),
--       is it to be among what was told last, how many of those are kept
local function told(fingerprint, message, listed)
  if redis.call('HSET', KEYS[5], fingerprint, message) == 1 and listed then redis.call('LPUSH', KEYS[7], fingerprint) end
end
local body = redis.call('HGET', KEYS[2], ARGV[1])
for _, id in ipairs(body and cjson.decode(body).carries or {}) do
  local held = redis.call('HGET', KEYS[6], id)
  if held then told(cjson.decode(held).alert, '~' .. ARGV[3], true) end
  redis.call('HDEL', KEYS[6], id)
end
told(ARGV[2], ARGV[3], ARGV[6] == '1')
if ARGV[5] ~= '' then redis.call('HSET', KEYS[5], ARGV[5], ARGV[3]) end
redis.call('LTRIM', KEYS[7], 0, ARGV[7] - 1)
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[4])
return 1
