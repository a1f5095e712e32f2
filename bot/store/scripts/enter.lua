-- Append a call to the record; nothing on record is ever written over. Returns 0 where it is on record already.
-- KEYS: the ticker's calls, the names of what is on record, the turns of all tickers
-- ARGV: name (ticker|rule set|session|inputs), call
if redis.call('HSETNX', KEYS[2], ARGV[1], '') == 0 then return 0 end
local last = redis.call('LINDEX', KEYS[1], -1)
redis.call('RPUSH', KEYS[1], ARGV[2])
if not last or cjson.decode(last).grade ~= cjson.decode(ARGV[2]).grade then
  redis.call('RPUSH', KEYS[3], ARGV[2])
end
return 1
