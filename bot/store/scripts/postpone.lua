-- What a channel holds is looked at again only later. Returns 0 when its time was changed meanwhile.
-- KEYS: releases
-- ARGV: channel, the time it was due (ms), the new time (ms)
local due = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not due or tonumber(due) ~= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
return 1
