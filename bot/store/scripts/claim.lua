-- Step 3: due entries, held by a worker from now on; entries of broken channels are parked. Returns (id, entry) pairs.
-- Who claims has a beat, so that it can be found dead.
-- KEYS: due, outbox, claims, broken, parked, beats
-- ARGV: worker, now (ms), limit
local claimed = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])) do
  redis.call('ZREM', KEYS[1], id)
  local body = redis.call('HGET', KEYS[2], id)
  if body then
    local entry = cjson.decode(body)
    local broken = redis.call('HGET', KEYS[4], entry.channel)
    if broken and not cjson.decode(broken).retrying then
      redis.call('HSET', KEYS[5], id, entry.channel)
    else
      entry.tries = entry.tries + 1
      entry.first = entry.first or tonumber(ARGV[2])
      body = cjson.encode(entry)
      redis.call('HSET', KEYS[2], id, body)
      redis.call('HSET', KEYS[3], id, ARGV[1])
      claimed[#claimed + 1] = id
      claimed[#claimed + 1] = body
    end
  end
end
if #claimed > 0 then redis.call('HSETNX', KEYS[6], ARGV[1], 0) end
return claimed
