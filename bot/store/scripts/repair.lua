-- A channel may work again: its parked entries are due. It counts as broken until one of them is confirmed. Returns how many.
-- KEYS: broken, parked, due
-- ARGV: channel, now (ms)
local known = redis.call('HGET', KEYS[1], ARGV[1])
if not known then return 0 end
local mark = cjson.decode(known)
mark.retrying = true
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(mark))
local all, freed = redis.call('HGETALL', KEYS[2]), 0
for i = 1, #all, 2 do
  if all[i + 1] == ARGV[1] then
    redis.call('HDEL', KEYS[2], all[i])
    redis.call('ZADD', KEYS[3], ARGV[2], all[i])
    freed = freed + 1
  end
end
return freed
