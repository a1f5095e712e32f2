-- A channel that is gone is forgotten: what waits for it, what it holds, what it wished, and that it is broken.
-- Returns how many entries waited. Nothing is done, and -1 returned, where it may work again.
-- KEYS: broken, parked, outbox, due, held, what the channel holds, releases, its wishes, wishing
-- ARGV: channel
local known = redis.call('HGET', KEYS[1], ARGV[1])
if not known or cjson.decode(known).retrying then return -1 end
local all, closed = redis.call('HGETALL', KEYS[2]), 0
for i = 1, #all, 2 do
  if all[i + 1] == ARGV[1] then
    local body = redis.call('HGET', KEYS[3], all[i])
    for _, id in ipairs(body and cjson.decode(body).carries or {}) do redis.call('HDEL', KEYS[5], id) end
    redis.call('HDEL', KEYS[2], all[i])
    redis.call('HDEL', KEYS[3], all[i])
    redis.call('ZREM', KEYS[4], all[i])
    closed = closed + 1
  end
end
for _, id in ipairs(redis.call('ZRANGE', KEYS[6], 0, -1)) do
  redis.call('HDEL', KEYS[5], id)
  closed = closed + 1
end
redis.call('DEL', KEYS[6], KEYS[8])
redis.call('ZREM', KEYS[7], ARGV[1])
redis.call('SREM', KEYS[9], ARGV[1])
redis.call('HDEL', KEYS[1], ARGV[1])
return closed
