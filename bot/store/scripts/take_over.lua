-- What dead workers held is due again, and doubtful: it may have been sent. Returns how many.
-- KEYS: claims, outbox, due, beats
-- ARGV: now (ms), number of workers, the workers, then delivery ids that are really held
local dead, held, taken, n = {}, {}, 0, tonumber(ARGV[2])
for i = 3, 2 + n do dead[ARGV[i]] = true end
for i = 3 + n, #ARGV do held[ARGV[i]] = true end
local claims = redis.call('HGETALL', KEYS[1])
for i = 1, #claims, 2 do
  local id = claims[i]
  if dead[claims[i + 1]] and not held[id] then
    redis.call('HDEL', KEYS[1], id)
    local body = redis.call('HGET', KEYS[2], id)
    if body then
      local entry = cjson.decode(body)
      entry.doubtful = true
      redis.call('HSET', KEYS[2], id, cjson.encode(entry))
      redis.call('ZADD', KEYS[3], ARGV[1], id)
      taken = taken + 1
    end
  end
end
for i = 3, 2 + n do redis.call('HDEL', KEYS[4], ARGV[i]) end
return taken
