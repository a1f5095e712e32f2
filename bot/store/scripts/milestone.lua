-- One milestone of a channel: a new one, or one from an older state to a newer one or to none. Returns its number,
-- 0 where it was changed meanwhile, or where the channel keeps as many as it can.
-- KEYS: the channel's milestones, the channels that ever kept one, those that ever kept one of its ticker
-- ARGV: channel, number (0 for a new one), how many steps it had, the milestone (how many steps it has, then JSON; '' to
--       remove it), the most
local number = ARGV[2]
if number == '0' then
  local count = redis.call('HLEN', KEYS[1]) - redis.call('HEXISTS', KEYS[1], '#')
  if count >= tonumber(ARGV[5]) then return 0 end
  number = redis.call('HINCRBY', KEYS[1], '#', 1)
else
  local old = redis.call('HGET', KEYS[1], number)
  if not old or string.match(old, '^%d+') ~= ARGV[3] then return 0 end
end
if ARGV[4] == '' then redis.call('HDEL', KEYS[1], number) else redis.call('HSET', KEYS[1], number, ARGV[4]) end
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('SADD', KEYS[3], ARGV[1])
return number
