-- Step 1: episodes move and alerts are written down, all or nothing. Returns 0 when an episode has moved meanwhile.
-- KEYS: episodes, alerts, admissions
-- ARGV: number of episodes, then (field, turn it was judged from, episode) each, then (fingerprint, alert) each
local n = tonumber(ARGV[1])
for i = 0, n - 1 do
  local old = redis.call('HGET', KEYS[1], ARGV[2 + 3 * i])
  local turn = old and (cjson.decode(old).turn or 0) or 0
  if turn ~= tonumber(ARGV[3 + 3 * i]) then return 0 end
end
for i = 0, n - 1 do
  redis.call('HSET', KEYS[1], ARGV[2 + 3 * i], ARGV[4 + 3 * i])
end
for i = 2 + 3 * n, #ARGV, 2 do
  if redis.call('HSETNX', KEYS[2], ARGV[i], ARGV[i + 1]) == 1 then
    redis.call('HSET', KEYS[3], ARGV[i], '')
  end
end
return 1
