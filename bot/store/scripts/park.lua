-- A permanent failure: the entry is kept aside, the channel marked broken, and one person told of it the first time.
-- KEYS: claims, outbox, due, broken, parked, alerts, order
-- ARGV: delivery id, channel, broken mark, now (ms), then for the word to the person: fingerprint, alert, channel, delivery id
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then redis.call('HSET', KEYS[5], ARGV[1], ARGV[2]) end
local known = redis.call('HGET', KEYS[4], ARGV[2])
if known then
  local mark = cjson.decode(known)
  mark.retrying = nil
  local new = cjson.decode(ARGV[3])
  mark.reason, mark.gone = new.reason, new.gone
  redis.call('HSET', KEYS[4], ARGV[2], cjson.encode(mark))
  return 0
end
redis.call('HSET', KEYS[4], ARGV[2], ARGV[3])
if ARGV[5] then
  redis.call('HSETNX', KEYS[6], ARGV[5], ARGV[6])
  local order = redis.call('INCR', KEYS[7])
  redis.call('HSET', KEYS[2], ARGV[8], cjson.encode({channel = ARGV[7], alert = ARGV[5], order = order, tries = 0}))
  redis.call('ZADD', KEYS[3], ARGV[4], ARGV[8])
end
return 1
