-- One wish of a channel from an old word to a new one, into the history; what is held looks at its wait again.
-- Returns the change's number, 0 when the wish was changed meanwhile (or the change to take back is not the last any more).
-- A price level also stands in the list of its ticker, and begins anew: what was seen of it before says nothing.
-- KEYS: the hash of the setting (wishes or marks), changes, undoable, releases, wishing, wishes (which count the changes),
--       and for a price level the levels and the episodes of its ticker
-- ARGV: setting, old word, new word ('' for unsaid), the change (JSON), channel, now (ms), how many are kept,
--       does it concern waits, the number of the change that is taken back (0 for none),
--       and for a price level its field among the levels and its field among the episodes
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
local undone = tonumber(ARGV[9])
if undone > 0 then
  local last = redis.call('LINDEX', KEYS[3], 0)
  if not last or cjson.decode(last).number ~= undone then return 0 end
end
local change = cjson.decode(ARGV[4])
change.number = redis.call('HINCRBY', KEYS[6], '#', 1)
local body = cjson.encode(change)
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
if KEYS[1] == KEYS[6] then redis.call('SADD', KEYS[5], ARGV[5]) end
if KEYS[7] then
  if ARGV[3] == '' then redis.call('HDEL', KEYS[7], ARGV[10]) else redis.call('HSET', KEYS[7], ARGV[10], ARGV[3]) end
  redis.call('HDEL', KEYS[8], ARGV[11])
end
redis.call('LPUSH', KEYS[2], body)
redis.call('LTRIM', KEYS[2], 0, ARGV[7] - 1)
if undone > 0 then
  redis.call('LPOP', KEYS[3])
else
  redis.call('LPUSH', KEYS[3], body)
  redis.call('LTRIM', KEYS[3], 0, ARGV[7] - 1)
end
if ARGV[8] == '1' then redis.call('ZADD', KEYS[4], 'XX', ARGV[6], ARGV[5]) end
return change.number
