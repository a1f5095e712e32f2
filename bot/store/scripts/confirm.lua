-- Step 5: the platform's message id into the notification log, the entry gone, the channel known to work.
-- KEYS: claims, outbox, due, broken, the notification log of the channel
-- ARGV: delivery id, fingerprint, message id, channel
redis.call('HSET', KEYS[5], ARGV[2], ARGV[3])
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[4])
return 1
