-- Held entries go on their way: as one digest that carries them until it is confirmed, or each as it is. Returns 0, and
-- nothing is changed, when one of them was released meanwhile.
-- KEYS: held, what the channel holds, releases, alerts, outbox, due, order
-- ARGV: channel, now (ms), then of the digest ('' for none): fingerprint, alert, delivery id; then the held ids
for i = 6, #ARGV do
  if not redis.call('ZSCORE', KEYS[2], ARGV[i]) then return 0 end
end
local carried, mention, apart = {}, nil, nil
for i = 6, #ARGV do
  local id = ARGV[i]
  redis.call('ZREM', KEYS[2], id)
  if ARGV[3] ~= '' then
    carried[#carried + 1] = id
    local entry = cjson.decode(redis.call('HGET', KEYS[1], id))
    mention, apart = mention or entry.mention, apart or entry.apart
  else
    redis.call('HSET', KEYS[5], id, redis.call('HGET', KEYS[1], id))
    redis.call('HDEL', KEYS[1], id)
    redis.call('ZADD', KEYS[6], ARGV[2], id)
  end
end
if #carried > 0 then
  local entry = {channel = ARGV[1], alert = ARGV[3], order = redis.call('INCR', KEYS[7]), tries = 0, carries = carried}
  entry.mention, entry.apart = mention, apart
  redis.call('HSETNX', KEYS[4], ARGV[3], ARGV[4])
  redis.call('HSET', KEYS[5], ARGV[5], cjson.encode(entry))
  redis.call('ZADD', KEYS[6], ARGV[2], ARGV[5])
end
if redis.call('ZCARD', KEYS[2]) == 0 then redis.call('ZREM', KEYS[3], ARGV[1]) end
return 1
