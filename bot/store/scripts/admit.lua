-- Step 2: an outbox entry for each channel that was not told yet, and the cursor moves on. Returns 0 when it had moved meanwhile.
-- KEYS: admissions, outbox, due, order, then the notification log of each channel
-- ARGV: fingerprint, cursor from, cursor to ('' at the end), is it the end, now (ms), then (channel, delivery id) each
local fingerprint = ARGV[1]
if redis.call('HGET', KEYS[1], fingerprint) ~= ARGV[2] then return 0 end
for i = 6, #ARGV, 2 do
  local id, told = ARGV[i + 1], KEYS[5 + (i - 6) / 2]
  if redis.call('HEXISTS', told, fingerprint) == 0 and redis.call('HEXISTS', KEYS[2], id) == 0 then
    local order = redis.call('INCR', KEYS[4])
    redis.call('HSET', KEYS[2], id, cjson.encode({channel = ARGV[i], alert = fingerprint, order = order, tries = 0}))
    redis.call('ZADD', KEYS[3], ARGV[5], id)
  end
end
if ARGV[4] == '1' then redis.call('HDEL', KEYS[1], fingerprint) else redis.call('HSET', KEYS[1], fingerprint, ARGV[3]) end
return 1
