-- Step 1: episodes move, pages are kept and alerts written down, all or nothing.
-- Returns 0 when an episode has moved meanwhile.
-- KEYS: episodes, alerts, admissions, then the book of each page
-- ARGV: number of episodes, number of pages, then (field, turn it was judged from, episode) each,
--       then (day, page) each, then (fingerprint, alert) each
local n, pages = tonumber(ARGV[1]), tonumber(ARGV[2])
for i = 0, n - 1 do
  local old = redis.call('HGET', KEYS[1], ARGV[3 + 3 * i])
  local turn = old and (cjson.decode(old).turn or 0) or 0
  if turn ~= tonumber(ARGV[4 + 3 * i]) then return 0 end
end
for i = 0, n - 1 do
  redis.call('HSET', KEYS[1], ARGV[3 + 3 * i], ARGV[5 + 3 * i])
end
local at = 3 + 3 * n
for i = 1, pages do
  redis.call('HSET', KEYS[3 + i], ARGV[at], ARGV[at + 1])
  at = at + 2
end
for i = at, #ARGV, 2 do
  if redis.call('HSETNX', KEYS[2], ARGV[i], ARGV[i + 1]) == 1 then
    redis.call('HSET', KEYS[3], ARGV[i], '')
  end
end
return 1
