-- Add tickers to a channel's watchlist. A ticker that nobody watched before starts with no episodes: its next look is
-- the baseline. Returns, for each, whether it is new to the channel.
-- KEYS: watchlist, channels, people, tickers, then for each ticker its watchers and its episodes
-- ARGV: channel, user, now (ms), then each symbol
local channel, user, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]
if last and now <= math.floor(tonumber(last)) then now = math.floor(tonumber(last)) + 1 end -- after what is there
local new = {}
redis.call('ZADD', KEYS[2], 0, channel)
if user ~= '' then redis.call('HSETNX', KEYS[3], channel, user) end
for i = 4, #ARGV do
  local watchers, episodes = KEYS[2 * i - 3], KEYS[2 * i - 2]
  local added = redis.call('ZADD', KEYS[1], 'NX', now + (i - 4) / 1000, ARGV[i])
  if added == 1 then
    redis.call('ZADD', watchers, 0, channel)
    if redis.call('HINCRBY', KEYS[4], ARGV[i], 1) == 1 then redis.call('DEL', episodes) end
  end
  new[#new + 1] = added
end
return new
