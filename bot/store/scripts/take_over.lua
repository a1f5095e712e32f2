-- What dead workers held is due again, and doubtful: it may have been sent. Returns how many. A worker that really holds
-- something keeps its beat: without one nobody would find it dead, and what it holds would be lost with it.
-- KEYS: claims, outbox, due, beats
-- ARGV: now (ms), number of workers, the workers, then delivery ids that are really held
local dead, held, living, taken, n = {}, {}, {}, 0, tonumber(ARGV[2])
for i = 3, 2 + n do dead[ARGV[i]] = true end
for i = 3 + n, #ARGV do held[ARGV[i]] = true end
local claims = redis.call('HGETALL', KEYS[1])
for i = 1, #claims, 2 do
  local id = claims[i]
  if held[id] then
    living[claims[i + 1]] = true
  elseif dead[claims[i + 1]] then
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
for i = 3, 2 + n do
  if not living[ARGV[i]] then redis.call('HDEL', KEYS[4], ARGV[i]) end
end
return taken
