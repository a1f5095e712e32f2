-- One wish of a channel from an old word to a new one, into the history; what is held looks at its wait again.
-- Returns the change's number, 0 when the wish was changed meanwhile (or the change to take back is not the last any more).
-- KEYS: wishes, changes, undoable, releases, wishing
-- ARGV: setting, old word, new word ('' for unsaid), the change (JSON), channel, now (ms), how many are kept,
--       does it concern waits, the number of the change that is taken back (0 for none)
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
local undone = tonumber(ARGV[9])
if undone > 0 then
  local last = redis.call('LINDEX', KEYS[3], 0)
  if not last or cjson.decode(last).number ~= undone then return 0 end
end
local change = cjson.decode(ARGV[4])
change.number = redis.call('HINCRBY', KEYS[1], '#', 1)
local body = cjson.encode(change)
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
redis.call('SADD', KEYS[5], ARGV[5])
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
