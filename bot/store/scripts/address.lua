-- Record an alert for one channel only, past every watchlist. Returns 0 when that channel was told, or has it waiting.
-- KEYS: alerts, outbox, due, order, the notification log of the channel, held
-- ARGV: fingerprint, alert, channel, delivery id, now (ms)
if redis.call('HEXISTS', KEYS[5], ARGV[1]) == 1 or redis.call('HEXISTS', KEYS[2], ARGV[4]) == 1 then return 0 end
if redis.call('HEXISTS', KEYS[6], ARGV[4]) == 1 then return 0 end
redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
local order = redis.call('INCR', KEYS[4])
redis.call('HSET', KEYS[2], ARGV[4], cjson.encode({channel = ARGV[3], alert = ARGV[1], order = order, tries = 0}))
redis.call('ZADD', KEYS[3], ARGV[5], ARGV[4])
return 1
