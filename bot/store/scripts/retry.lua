-- Hand a claimed entry back, due later. Returns 0 when this worker does not hold it any more.
-- KEYS: claims, outbox, due
-- ARGV: delivery id, worker, due (ms), is it doubtful
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
local body = redis.call('HGET', KEYS[2], ARGV[1])
if not body then return 0 end
local entry = cjson.decode(body)
entry.doubtful = ARGV[4] == '1'
redis.call('HSET', KEYS[2], ARGV[1], cjson.encode(entry))
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
return 1
