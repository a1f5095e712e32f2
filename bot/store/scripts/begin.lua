-- A planned round is done by one replica. Returns 1 for the one.
-- KEYS: planned
-- ARGV: watcher, planned time (ms)
local last = redis.call('HGET', KEYS[1], ARGV[1])
if last and tonumber(last) >= tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
