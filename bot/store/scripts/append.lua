-- A message joins a local channel's transcript once. Returns 0 when it is there already.
-- KEYS: written, transcript
-- ARGV: message id, body, at (ms)
if redis.call('SADD', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('XADD', KEYS[2], '*', 'id', ARGV[1], 'body', ARGV[2], 'at', ARGV[3])
return 1
